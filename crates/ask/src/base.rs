//! What a question is asked of: names, records, clauses, and a day.

use crate::columns::Records;
use crate::{Clock, Names};
use std::collections::BTreeSet;
use zhengtu_search::{Aliases, Condition, Filter, FilterName, Filters, Hit, Index};

/// Among how many clauses a value is looked for.
pub(crate) const LOOKED_OVER: usize = 40;

/// Where the clauses nearest to a question are looked for. Only a question that the records do not answer asks for
/// them, so that an index may be opened when it is first asked.
pub trait Clauses {
    /// Why a search fails.
    type Error;

    /// The clauses that speak most of some words, best first, at most so many.
    ///
    /// # Errors
    /// Where the index cannot be read.
    fn best(&self, words: &str, within: &Filters, most: usize) -> Result<Vec<Hit>, Self::Error>;

    /// The runs of some words that are no words and sound like words of the documents, each with what is meant.
    ///
    /// # Errors
    /// Where the index cannot be read.
    fn mended(&self, words: &str) -> Result<Vec<(String, String)>, Self::Error>;
}

/// An index that is open, and the names that mean the same.
#[derive(Clone, Copy)]
pub struct OpenIndex<'a> {
    /// The index over the clauses of the documents.
    pub index: &'a Index,
    /// The names that mean the same.
    pub aliases: &'a dyn Aliases,
}

impl Clauses for OpenIndex<'_> {
    type Error = zhengtu_search::Error;

    fn best(&self, words: &str, within: &Filters, most: usize) -> Result<Vec<Hit>, Self::Error> {
        self.index.best(words, within, most, self.aliases)
    }

    fn mended(&self, words: &str) -> Result<Vec<(String, String)>, Self::Error> {
        self.index.mended(words, self.aliases)
    }
}

/// What a question is asked of.
pub struct Base<'a> {
    /// The names that questions may use.
    pub names: &'a Names,
    /// The records of the documents whose names these are; their clauses are not needed.
    pub documents: &'a dyn Records,
    /// What day it is.
    pub clock: Clock,
    /// Tells which tasks were reported done by that day, by IRI: they are not overdue. Only questions about these ask it.
    pub done: Box<dyn Fn() -> BTreeSet<String> + Send + Sync + 'a>,
}

/// The documents that the question names, or the one that is open.
pub(crate) fn within(docs: &[String], names: &Names) -> Filters {
    let docs: Vec<String> = match &names.documents[..] {
        [only] => vec![only.name.clone()],
        _ => docs.to_vec(),
    };
    let mut within = Filters::default();
    if !docs.is_empty() {
        let (value, condition) = (docs.join("、"), Condition::Doc(docs));
        within.push(Filter { name: FilterName::Doc, value, condition, negated: false });
    }
    within
}
