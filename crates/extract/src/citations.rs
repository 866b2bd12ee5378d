//! Documents cited: 《title》（文号）.
