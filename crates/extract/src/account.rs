//! The account of every number, date and body name.
