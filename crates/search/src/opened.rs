use crate::files::Files;
use crate::passage::Passage;
use crate::schema::{Fields, schema};
use crate::segment::Vocabulary;
use crate::traditional::simplified;
use crate::write::VERSION_FILE;
use crate::{Error, words};
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocId, ReloadPolicy, Searcher, SegmentReader, TantivyDocument, Term};

/// An index as it was written: its fields, its words, its records.
pub(crate) struct Opened {
    searcher: Searcher,
    fields: Fields,
    path: PathBuf,
}

impl Opened {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// As [`crate::Index::open`].
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        let unusable = |reason: String| Error::Unusable { path: dir.to_owned(), reason };
        let expected = words::version();
        let found = fs::read_to_string(dir.join(VERSION_FILE)).map_err(|error| unusable(error.to_string()))?;
        if found.trim() != expected {
            return Err(Error::OtherVersion { found: found.trim().to_owned(), expected });
        }
        let open = || {
            let directory: Box<dyn tantivy::Directory> = Box::new(Files::new(dir));
            let index = tantivy::Index::open(directory)?;
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok::<_, tantivy::TantivyError>((index, reader))
        };
        let (index, reader) = open().map_err(|error| unusable(error.to_string()))?;
        let (expected, fields) = schema();
        let searcher: Searcher = reader.searcher();
        if index.schema() != expected || searcher.segment_readers().len() > 1 {
            return Err(unusable("索引的结构与本程序不符".to_owned()));
        }
        Ok(Self { searcher, fields, path: dir.to_owned() })
    }

    /// The number of units of retrieval.
    pub(crate) fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The one segment, which is absent where nothing was written.
    pub(crate) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// In how many clauses a token of a field stands.
    pub(crate) fn frequency(&self, field: Field, token: &str) -> u32 {
        let term = Term::from_field_text(field, token);
        let of = |segment: &SegmentReader| segment.inverted_index(field).ok()?.doc_freq(&term).ok();
        self.segment().and_then(of).unwrap_or(0)
    }

    /// A text with simplified characters for those that stand in no clause.
    pub(crate) fn simplified(&self, text: &str) -> String {
        let known = |char: char| self.frequency(self.fields.chars, char.encode_utf8(&mut [0; 4])) > 0;
        let simple = |char: char| simplified(char).filter(|_| !known(char)).unwrap_or(char);
        text.chars().map(simple).collect()
    }

    /// The years in which something is due.
    pub(crate) fn due_years(&self) -> Result<RangeInclusive<u16>, Error> {
        let Some(segment) = self.segment() else { return Ok(RangeInclusive::new(1, 0)) };
        let due = segment.fast_fields().u64("due")?;
        let year = |day: u64| u16::try_from(day / 10_000).unwrap_or(u16::MAX);
        Ok(year(due.min_value())..=year(due.max_value()))
    }

    pub(crate) fn vocabulary(&self) -> Result<Vocabulary, Error> {
        let words = match self.segment() {
            Some(segment) => segment.inverted_index(self.fields.words)?,
            None => std::sync::Arc::new(tantivy::InvertedIndexReader::empty(tantivy::schema::IndexRecordOption::Basic)),
        };
        Ok(Vocabulary::new(words, self.len()))
    }

    /// The stored record of a clause.
    pub(crate) fn passage(&self, doc: DocId) -> Result<Passage, Error> {
        let document: TantivyDocument = self.searcher.doc(DocAddress::new(0, doc))?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        bytes
            .and_then(|bytes| serde_json::from_slice(bytes).ok())
            .ok_or_else(|| Error::Unusable {
                path: self.path.clone(), reason: format!("第 {doc} 条记录无法读出")
            })
    }

    /// The values of an exact field that `keep` accepts, in order.
    pub(crate) fn terms_of(&self, field: Field, keep: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        if let Some(segment) = self.segment() {
            let inverted = segment.inverted_index(field)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                if let Ok(term) = std::str::from_utf8(terms.key())
                    && keep(term)
                {
                    found.push(term.to_owned());
                }
            }
        }
        Ok(found)
    }
}
