//! Numeric targets.
