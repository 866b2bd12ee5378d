use crate::files::Files;
use crate::parts::{self, OpenPart, Order, Part};
use crate::passage::Passage;
use crate::schema::{Fields, schema};
use crate::tokens::pairs;
use crate::traditional::simplified;
use crate::write::VERSION_FILE;
use crate::{Error, words};
use std::fs;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use tantivy::query::{Bm25StatisticsProvider, EnableScoring};
use tantivy::schema::{Field, Schema, Value};
use tantivy::{DocAddress, DocId, ReloadPolicy, Searcher, TantivyDocument, Term};

/// An index as it was written, in one or several parts: its fields, its words, its records. Clauses are numbered in the
/// order of the names of their documents, whatever part they lie in.
pub(crate) struct Opened {
    searcher: Searcher,
    fields: Fields,
    path: PathBuf,
    order: Order,
    parts: Vec<OpenPart>,
}

impl Opened {
    /// Opens the index in these parts.
    ///
    /// # Errors
    /// As [`crate::Index::open`].
    pub(crate) fn open(parts: &[Part]) -> Result<Self, Error> {
        let path = parts.first().map(|part| part.dir.clone()).unwrap_or_default();
        let unusable = |reason: String| Error::Unusable { path: path.clone(), reason };
        let expected = words::version();
        for Part { dir, .. } in parts {
            let found = fs::read_to_string(dir.join(VERSION_FILE)).map_err(|error| unusable(error.to_string()))?;
            if found.trim() != expected {
                return Err(Error::OtherVersion { found: found.trim().to_owned(), expected });
            }
        }
        let open = || {
            let directory: Box<dyn tantivy::Directory> = Box::new(Files::joined(parts)?);
            let index = tantivy::Index::open(directory)?;
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok::<_, tantivy::TantivyError>((index, reader))
        };
        let (index, reader) = open().map_err(|error| unusable(error.to_string()))?;
        let (expected, fields) = schema();
        let searcher: Searcher = reader.searcher();
        if index.schema() != expected || searcher.segment_readers().len() > parts.len() {
            return Err(unusable("索引的结构与本程序不符".to_owned()));
        }
        let documents: Vec<_> =
            parts.iter().map(|part| Ok((part, parts::read(&part.dir)?))).collect::<Result<_, Error>>()?;
        let (order, parts) = Order::of(searcher.segment_readers().to_vec(), &documents)?;
        Ok(Self { searcher, fields, path, order, parts })
    }

    /// The number of units of retrieval.
    pub(crate) fn len(&self) -> u64 {
        u64::from(self.order.clauses)
    }

    /// How queries are weighed: by all clauses that count, in whatever part they lie.
    pub(crate) fn scoring(&self) -> EnableScoring<'_> {
        EnableScoring::enabled_from_statistics_provider(self, &self.searcher)
    }

    pub(crate) fn schema(&self) -> &Schema {
        self.searcher.schema()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The parts, in which nothing stands where nothing was written.
    pub(crate) fn parts(&self) -> &[OpenPart] {
        &self.parts
    }

    /// Where a clause lies: the part, and its number there.
    pub(crate) fn local(&self, clause: DocId) -> (usize, DocId) {
        self.order.local(clause, &mut 0)
    }

    /// The clauses of each part, by their numbers there, in order.
    pub(crate) fn by_part(&self, clauses: &[DocId]) -> Vec<Vec<DocId>> {
        let mut by_part = vec![Vec::new(); self.parts.len()];
        let mut near = 0;
        for &clause in clauses {
            let (part, local) = self.order.local(clause, &mut near);
            by_part[part].push(local);
        }
        by_part.iter_mut().for_each(|locals| locals.sort_unstable());
        by_part
    }

    /// In how many clauses a token of a field stands.
    pub(crate) fn frequency(&self, field: Field, token: &str) -> u32 {
        let term = Term::from_field_text(field, token);
        self.parts.iter().map(|part| part.frequency(&term).unwrap_or(0)).sum()
    }

    /// In how many clauses a run of characters can stand at most, in its text or around it.
    pub(crate) fn most_with(&self, run: &str) -> u32 {
        let each = pairs(run).into_iter().map(|pair| self.frequency(self.fields.all, &pair));
        each.min().unwrap_or_else(|| self.frequency(self.fields.chars, run))
    }

    /// A text with simplified characters for those that stand in no clause.
    pub(crate) fn simplified(&self, text: &str) -> String {
        let known = |char: char| self.frequency(self.fields.chars, char.encode_utf8(&mut [0; 4])) > 0;
        let simple = |char: char| simplified(char).filter(|_| !known(char)).unwrap_or(char);
        text.chars().map(simple).collect()
    }

    /// The years in which something is due.
    pub(crate) fn due_years(&self) -> Result<RangeInclusive<u16>, Error> {
        let year = |day: u64| u16::try_from(day / 10_000).unwrap_or(u16::MAX);
        let mut years = (u16::MAX, 0);
        for part in &self.parts {
            let due = part.reader.fast_fields().u64("due")?;
            let days = match part.lacks_some() {
                true => {
                    let mut days = part.alive().filter_map(|clause| due.first(clause));
                    days.next().map(|first| days.fold((first, first), |(min, max), day| (min.min(day), max.max(day))))
                }
                false => (due.values.num_vals() > 0).then(|| (due.min_value(), due.max_value())),
            };
            if let Some((first, last)) = days {
                years = (years.0.min(year(first)), years.1.max(year(last)));
            }
        }
        Ok(years.0..=years.1)
    }

    /// The stored record of a clause.
    pub(crate) fn passage(&self, clause: DocId) -> Result<Passage, Error> {
        let (part, local) = self.local(clause);
        let number = self.parts.get(part).map_or(0, |part| part.number);
        let document: TantivyDocument = self.searcher.doc(DocAddress::new(number, local))?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        bytes
            .and_then(|bytes| serde_json::from_slice(bytes).ok())
            .ok_or_else(|| Error::Unusable {
                path: self.path.clone(), reason: format!("第 {clause} 条记录无法读出")
            })
    }

    /// The values of an exact field that `keep` accepts, in order.
    pub(crate) fn terms_of(&self, field: Field, keep: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        for part in &self.parts {
            let inverted = part.reader.inverted_index(field)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                if let Ok(term) = std::str::from_utf8(terms.key())
                    && keep(term)
                    && (!part.lacks_some() || part.frequency(&Term::from_field_text(field, term))? > 0)
                {
                    found.push(term.to_owned());
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

impl Bm25StatisticsProvider for Opened {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.order.tokens(&self.fields, field) {
            Some(tokens) => Ok(tokens),
            None => self.searcher.total_num_tokens(field),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.len())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.parts.iter().map(|part| part.frequency(term).map(u64::from)).sum()
    }
}
