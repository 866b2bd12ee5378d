//! Several indexes that are read as one: each holds some documents, and all clauses have one order, that of the names of
//! their documents.

use crate::schema::Fields;
use crate::{Blocks, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tantivy::query::Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, TERMINATED, Term};

/// The file beside an index that tells which documents it holds.
const DOCUMENTS_FILE: &str = "documents";

/// An index, and the documents in it that another one has in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The folder of the index.
    pub dir: PathBuf,
    /// The names of the documents that are passed over.
    pub without: BTreeSet<String>,
    /// The blocks of its files, by their names: those of files that are here are looked at before they are believed.
    pub blocks: BTreeMap<String, Blocks>,
}

impl From<&Path> for Part {
    fn from(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), ..Self::default() }
    }
}

/// A document of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Indexed {
    pub(crate) name: String,
    /// How many clauses it has.
    pub(crate) clauses: DocId,
    /// How many tokens it has in each of [`Fields::counted`].
    pub(crate) tokens: [u64; Fields::COUNTED],
}

impl Indexed {
    /// Numbers of a fixed length, and the name: all are read whenever an index is opened.
    fn write(&self, out: &mut Vec<u8>) {
        let numbers = [self.name.len() as u64, u64::from(self.clauses)].into_iter().chain(self.tokens);
        out.extend(numbers.flat_map(u64::to_le_bytes));
        out.extend_from_slice(self.name.as_bytes());
    }

    /// Reads what was written, and goes over it.
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut number = || {
            let (number, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(u64::from_le_bytes(*number))
        };
        let (length, clauses) = (usize::try_from(number()?).ok()?, DocId::try_from(number()?).ok()?);
        let mut tokens = [0; Fields::COUNTED];
        for count in &mut tokens {
            *count = number()?;
        }
        let (name, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some(Self { name: std::str::from_utf8(name).ok()?.to_owned(), clauses, tokens })
    }
}

/// Writes which documents an index holds, in their order there.
pub(crate) fn write(dir: &Path, documents: &[Indexed]) -> Result<(), Error> {
    let path = dir.join(DOCUMENTS_FILE);
    let mut bytes = Vec::new();
    documents.iter().for_each(|document| document.write(&mut bytes));
    fs::write(&path, bytes).map_err(|source| Error::Io { path, source })
}

/// Which documents an index holds.
pub(crate) fn read(dir: &Path) -> Result<Vec<Indexed>, Error> {
    let path = dir.join(DOCUMENTS_FILE);
    let unusable = |reason: String| Error::Unusable { path: path.clone(), reason };
    let bytes = fs::read(&path).map_err(|error| unusable(error.to_string()))?;
    let (mut rest, mut documents) = (bytes.as_slice(), Vec::new());
    while !rest.is_empty() {
        let document = Indexed::read(&mut rest).ok_or_else(|| unusable("索引的目录不完整".to_owned()))?;
        documents.push(document);
    }
    // They are numbered by a number of this size.
    let clauses = documents.iter().try_fold(0, |sum: DocId, document| sum.checked_add(document.clauses));
    clauses.map(|_| documents).ok_or_else(|| unusable("索引的目录不完整".to_owned()))
}

/// The clauses of a document in its index.
#[derive(Clone, Copy, Debug)]
struct Span {
    local: DocId,
    clauses: DocId,
    /// The number of the first among all clauses; none where the document is passed over.
    first: Option<DocId>,
}

/// An index that is open.
pub(crate) struct OpenPart {
    /// The number of its segment among those of the engine.
    pub(crate) number: SegmentOrdinal,
    pub(crate) reader: SegmentReader,
    spans: Vec<Span>,
    /// The clauses that are passed over.
    dead: Vec<Range<DocId>>,
}

impl OpenPart {
    /// In how many clauses that count a term stands.
    pub(crate) fn frequency(&self, term: &Term) -> tantivy::Result<u32> {
        let inverted = self.reader.inverted_index(term.field())?;
        let Some(info) = inverted.get_term_info(term)? else { return Ok(0) };
        if self.dead.is_empty() {
            return Ok(info.doc_freq);
        }
        let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        let mut passed_over = 0;
        for dead in &self.dead {
            if postings.doc() < dead.start {
                postings.seek(dead.start);
            }
            while postings.doc() < dead.end {
                passed_over += 1;
                postings.advance();
            }
        }
        Ok(info.doc_freq - passed_over)
    }

    /// Whether clauses of the index are passed over.
    pub(crate) fn lacks_some(&self) -> bool {
        !self.dead.is_empty()
    }

    /// The numbers of the clauses that count.
    pub(crate) fn alive(&self) -> impl Iterator<Item = DocId> + '_ {
        self.spans.iter().filter(|span| span.first.is_some()).flat_map(|span| span.local..span.local + span.clauses)
    }

    /// The number among all clauses of one of this index; none where it is passed over. `near` is the document of the
    /// last one that was asked for: clauses are asked for in rising order, most of the time.
    pub(crate) fn global(&self, local: DocId, near: &mut usize) -> Option<DocId> {
        let holds = |span: &&Span| span.local <= local && local < span.local + span.clauses;
        let span = match self.spans.get(*near).filter(holds) {
            Some(span) => span,
            None => {
                *near = self.spans.partition_point(|span| span.local <= local).checked_sub(1)?;
                &self.spans[*near]
            }
        };
        Some(span.first? + (local - span.local))
    }

    /// The clauses that count of those that a query finds, one after the other as they are asked for: the number of each here,
    /// and among all.
    pub(crate) fn found_by(&self, weight: &dyn Weight) -> Result<impl Iterator<Item = (DocId, DocId)> + '_, Error> {
        let mut found = weight.scorer(&self.reader, 1.0)?;
        let mut near = 0;
        let next = move || {
            let local = Some(found.doc()).filter(|&local| local != TERMINATED)?;
            found.advance();
            Some(local)
        };
        Ok(std::iter::from_fn(next).filter_map(move |local| Some((local, self.global(local, &mut near)?))))
    }
}

/// The order of all clauses.
#[derive(Default)]
pub(crate) struct Order {
    /// The first clause of each document, the part it lies in, and its number there.
    starts: Vec<(DocId, usize, DocId)>,
    pub(crate) clauses: DocId,
    /// How many tokens all clauses have in each of [`Fields::counted`].
    tokens: [u64; Fields::COUNTED],
}

impl Order {
    /// Puts the clauses of all parts in order.
    pub(crate) fn of(
        readers: Vec<SegmentReader>,
        parts: &[(&Part, Vec<Indexed>)],
    ) -> Result<(Self, Vec<OpenPart>), Error> {
        // An index in which nothing was written may have a segment all the same.
        let mut readers = (0..).zip(readers).filter(|(_, reader)| reader.max_doc() > 0);
        let mut order = Self::default();
        let mut open = Vec::new();
        let mut alive: Vec<(&str, usize, usize)> = Vec::new();
        for (part, documents) in parts {
            let clauses: DocId = documents.iter().map(|document| document.clauses).sum();
            if clauses == 0 {
                continue;
            }
            let unusable =
                || Error::Unusable { path: part.dir.clone(), reason: "索引的文件与其目录不符".to_owned() };
            let next = readers.next().filter(|(_, reader)| reader.max_doc() == clauses);
            let (number, reader) = next.ok_or_else(unusable)?;
            let mut local = 0;
            let (mut spans, mut dead) = (Vec::new(), Vec::<Range<DocId>>::new());
            for document in documents {
                let end = local + document.clauses;
                if part.without.contains(&document.name) {
                    match dead.last_mut().filter(|last| last.end == local) {
                        Some(last) => last.end = end,
                        None => dead.push(local..end),
                    }
                } else {
                    alive.push((&document.name, open.len(), spans.len()));
                    order.tokens.iter_mut().zip(document.tokens).for_each(|(all, own)| *all += own);
                }
                spans.push(Span { local, clauses: document.clauses, first: None });
                local = end;
            }
            open.push(OpenPart { number, reader, spans, dead });
        }
        alive.sort_unstable();
        for (_, part, at) in alive {
            let span = &mut open[part].spans[at];
            span.first = Some(order.clauses);
            order.starts.push((order.clauses, part, span.local));
            order.clauses += span.clauses;
        }
        Ok((order, open))
    }

    /// Where a clause lies: the part, and its number there. `near` is the document of the last one that was asked for.
    pub(crate) fn local(&self, clause: DocId, near: &mut usize) -> (usize, DocId) {
        let first = |at: usize| self.starts.get(at).map_or(DocId::MAX, |(first, ..)| *first);
        if clause < first(*near) || clause >= first(*near + 1) {
            *near = self.starts.partition_point(|(first, ..)| *first <= clause).saturating_sub(1);
        }
        self.starts.get(*near).map_or((0, clause), |(first, part, local)| (*part, local + (clause - first)))
    }

    /// How many tokens all clauses have in a field, where they are counted.
    pub(crate) fn tokens(&self, fields: &Fields, field: Field) -> Option<u64> {
        fields.counted().iter().position(|counted| *counted == field).map(|at| self.tokens[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_of_an_index_are_kept_and_what_is_cut_short_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let one = |name: &str, clauses| Indexed { name: name.to_owned(), clauses, tokens: [7; Fields::COUNTED] };
        let documents = [one("甲县/方案.txt", 3), one("", 0)];
        write(folder.path(), &documents).unwrap();
        assert_eq!(read(folder.path()).unwrap(), documents);
        let path = folder.path().join(DOCUMENTS_FILE);
        let bytes = fs::read(&path).unwrap();
        let of_first = bytes.len() - (2 + Fields::COUNTED) * size_of::<u64>();
        for end in 1..bytes.len() {
            fs::write(&path, &bytes[..end]).unwrap();
            assert_eq!(read(folder.path()).is_ok(), end == of_first, "{end}");
        }
        write(folder.path(), &[one("甲", DocId::MAX), one("乙", 1)]).unwrap();
        assert!(matches!(read(folder.path()), Err(Error::Unusable { .. })));
    }
}
