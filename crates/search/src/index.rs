use crate::opened::Opened;
use crate::plan::{plan, plan_any};
use crate::query::Query;
use crate::write::VERSION_FILE;
use crate::{Aliases, Error, Filters, Hit, Page, Results, hits, suggest, words};
use std::fs;
use std::path::Path;

/// An index open for searching.
pub struct Index(Opened);

impl Index {
    /// Whether the index in `dir` was written with this program's tokenizer and dictionary.
    pub fn is_current(dir: &Path) -> bool {
        fs::read_to_string(dir.join(VERSION_FILE)).is_ok_and(|found| found.trim() == words::version())
    }

    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] where it was written with another tokenizer or dictionary, and
    /// [`Error::Unusable`] where there is none or it is damaged: both are mended by writing it again.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Opened::open(dir).map(Self)
    }

    /// The number of units of retrieval.
    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// Whether the index holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the clauses that a query asks for.
    ///
    /// # Errors
    /// [`Error::Engine`] where the index cannot be read.
    pub fn search(&self, query: &Query, page: &Page, aliases: &dyn Aliases) -> Result<Results, Error> {
        let plan = plan(&self.0, query, aliases)?;
        let mut results = hits::find(&self.0, &plan, query.filters.kind(), page)?;
        if results.total == 0 {
            results.suggestions = suggest::suggestions(&self.0, query, aliases)?;
        }
        Ok(results)
    }

    /// The `most` clauses that speak most of what a whole question is about, best first; fewer where fewer speak of
    /// any of it. Words that only ask, and other names of bodies and matters, are known; words may be lacking.
    ///
    /// # Errors
    /// [`Error::Engine`] where the index cannot be read.
    pub fn best(
        &self,
        question: &str,
        within: &Filters,
        most: usize,
        aliases: &dyn Aliases,
    ) -> Result<Vec<Hit>, Error> {
        let plan = plan_any(&self.0, question, within, aliases)?;
        let page = Page { limit: Some(most), ..Page::default() };
        Ok(hits::find(&self.0, &plan, within.kind(), &page)?.hits)
    }
}
