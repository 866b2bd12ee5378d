//! The full-text index over clauses
