//! The knowledge base on disk: building, refreshing and opening generations
