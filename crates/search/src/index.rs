use crate::correct::corrected;
use crate::opened::Opened;
use crate::plan::Context;
use crate::query::Query;
use crate::write::VERSION_FILE;
use crate::{Aliases, Error, Filters, Hit, Page, Part, Results, search, words};
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
        Self::open_all(&[Part::from(dir)])
    }

    /// Opens several indexes as one.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_all(parts: &[Part]) -> Result<Self, Error> {
        Opened::open(parts).map(Self)
    }

    /// The number of units of retrieval.
    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// Whether the index holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the clauses that a query asks for: those with all of it, then, where they are fewer than a page, those
    /// with most of its words.
    ///
    /// # Errors
    /// [`Error::Engine`] where the index cannot be read.
    pub fn search(&self, query: &Query, page: &Page, aliases: &dyn Aliases) -> Result<Results, Error> {
        search::search(&Context { index: &self.0, aliases, today: page.today }, query, page)
    }

    /// The runs of a text that are no words and sound like words of the documents, each with what is meant by it.
    ///
    /// # Errors
    /// [`Error::Engine`] where the index cannot be read.
    pub fn mended(&self, text: &str, aliases: &dyn Aliases) -> Result<Vec<(String, String)>, Error> {
        let context = Context { index: &self.0, aliases, today: None };
        Ok(corrected(&context, text)?.1)
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
        search::best(&Context { index: &self.0, aliases, today: None }, question, within, most)
    }
}
