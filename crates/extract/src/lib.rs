//! Outline to facts: tasks, units, deadlines, targets, citations, and the account of what was not understood
