//! Role words, labels of responsibility statements, collectives.
