//! The graph store and its queries: opening, saved queries, result formats
