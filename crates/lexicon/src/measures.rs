//! Units of measure, comparators and words of change.
