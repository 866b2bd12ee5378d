//! Responsibility statements: who is named, in which role, and under which canonical name.
