//! Tasks: which items are measures, and their fields.
