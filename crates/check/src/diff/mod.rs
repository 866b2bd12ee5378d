//! What changed between two versions of a plan, or between a higher and a lower level's plan.
