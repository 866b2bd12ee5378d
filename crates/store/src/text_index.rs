/// A full-text index over the clauses of the graph.
pub trait TextIndex: Send + Sync {
    /// The clauses that match `query`, best first, at most `limit`.
    ///
    /// # Errors
    /// A message for the user where the words cannot be searched for.
    fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, String>;
}

/// A clause that a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The IRI of the clause.
    pub clause: String,
    /// How well it matches; only the order means anything.
    pub score: f64,
    /// The words of the clause around the match.
    pub snippet: String,
}
