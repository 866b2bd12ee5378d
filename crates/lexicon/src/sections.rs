//! Headings that tell what a section is for.
