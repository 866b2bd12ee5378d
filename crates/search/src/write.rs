use crate::files::Files;
use crate::parts::Indexed;
use crate::passage::{Passage, passages};
use crate::schema::{Fields, SEPARATOR, schema};
use crate::{Error, Part, parts, tokens, words};
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tantivy::directory::OwnedBytes;
use tantivy::fastfield::AliveBitSet;
use tantivy::indexer::merge_filtered_segments;
use tantivy::tokenizer::PreTokenizedString;
use tantivy::{DocId, Index, SingleSegmentIndexWriter, TantivyDocument};
use zhengtu_model::{Bodies, Date, DocumentFacts, DocumentInfo, GovernedPlace, Role};

/// The file beside the index that tells the version of tokenizer and dictionary.
pub(crate) const VERSION_FILE: &str = "tokenizer-version";

/// How much memory the writer takes before its first allocation grows.
const MEMORY: usize = 32 << 20;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The number of documents.
    pub documents: usize,
    /// The number of units of retrieval.
    pub passages: usize,
}

/// What a body is called that a document means by a name.
pub trait Calls {
    /// What it is called; the name itself where nothing is known of it.
    fn name<'a>(&'a self, doc: &str, name: &'a str) -> &'a str;
}

impl Calls for Bodies {
    fn name<'a>(&'a self, doc: &str, name: &'a str) -> &'a str {
        self.name(doc, name)
    }
}

/// Writes an index of `documents` into `dir`, which must be empty or absent. The order of the
/// documents is the order in which equal hits stand.
///
/// # Errors
/// [`Error::Io`] and [`Error::Engine`] where the directory cannot be written.
pub fn write<'a>(dir: &Path, documents: impl IntoIterator<Item = &'a DocumentFacts>) -> Result<Written, Error> {
    let documents: Vec<&DocumentFacts> = documents.into_iter().collect();
    write_among(dir, documents.iter().copied(), &Bodies::of(documents.iter().copied()))
}

/// The same for some of the documents of a knowledge base, whose bodies are called as among all of them. Each document is
/// let go before the next one is asked for.
///
/// # Errors
/// As [`write()`].
pub fn write_among(
    dir: &Path,
    documents: impl IntoIterator<Item = impl Borrow<DocumentFacts>>,
    bodies: &dyn Calls,
) -> Result<Written, Error> {
    let io = |source| Error::Io { path: dir.to_owned(), source };
    fs::create_dir_all(dir).map_err(io)?;
    let (schema, fields) = schema();
    // One segment, written by one thread: the numbers of the clauses are their order.
    let mut writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema)
        .tokenizers(tokens::tokenizers())
        .single_segment_index_writer(Files::new(dir), MEMORY)?;
    let mut written = Written::default();
    let mut indexed = Vec::new();
    for facts in documents {
        let facts: &DocumentFacts = facts.borrow();
        let mut one = Indexed { name: facts.info.name.clone(), clauses: 0, tokens: [0; Fields::COUNTED] };
        for passage in passages(facts) {
            let (document, tokens) = document(&passage, &facts.info, bodies, &fields)?;
            writer.add_document(document)?;
            one.tokens.iter_mut().zip(tokens).for_each(|(all, own)| *all += own);
            one.clauses += 1;
        }
        written.documents += 1;
        written.passages += one.clauses as usize;
        indexed.push(one);
    }
    writer.finalize()?;
    parts::write(dir, &indexed)?;
    fs::write(dir.join(VERSION_FILE), words::version()).map_err(io)?;
    Ok(written)
}

/// Writes the documents of several indexes into one, without reading them anew. `dir` must be empty or absent.
///
/// # Errors
/// [`Error::Unusable`] where one is damaged, [`Error::Io`] and [`Error::Engine`] where the directory cannot be written.
pub fn merge(dir: &Path, from: &[Part]) -> Result<(), Error> {
    let io = |source| Error::Io { path: dir.to_owned(), source };
    let (mut segments, mut alive, mut indexed) = (Vec::new(), Vec::new(), Vec::new());
    for part in from {
        let documents = parts::read(&part.dir)?;
        let directory: Box<dyn tantivy::Directory> = Box::new(Files::new(&part.dir));
        let segment = Index::open(directory)?.searchable_segments()?.into_iter().next();
        if let Some(segment) = segment.filter(|segment| segment.meta().max_doc() > 0) {
            segments.push(segment);
            alive.push(Some(bits(&documents, &part.without)));
        }
        indexed.extend(documents.into_iter().filter(|document| !part.without.contains(&document.name)));
    }
    if indexed.iter().all(|document| document.clauses == 0) {
        return write(dir, []).map(|_| ());
    }
    fs::create_dir_all(dir).map_err(io)?;
    let settings = tantivy::IndexSettings::default();
    let into: Box<dyn tantivy::Directory> = Box::new(Files::new(dir));
    merge_filtered_segments(&segments, settings, alive, into)?;
    parts::write(dir, &indexed)?;
    fs::write(dir.join(VERSION_FILE), words::version()).map_err(io)
}

/// Which clauses count, in the engine's form: how many there are, and a bit for each.
fn bits(documents: &[Indexed], without: &BTreeSet<String>) -> AliveBitSet {
    let clauses: DocId = documents.iter().map(|document| document.clauses).sum();
    let mut words = vec![0_u64; clauses.div_ceil(64) as usize];
    let mut at = 0;
    for document in documents {
        let end = at + document.clauses as usize;
        if !without.contains(&document.name) {
            (at..end).for_each(|clause| words[clause / 64] |= 1 << (clause % 64));
        }
        at = end;
    }
    let bytes = clauses.to_le_bytes().into_iter().chain(words.into_iter().flat_map(u64::to_le_bytes));
    AliveBitSet::open(OwnedBytes::new(bytes.collect::<Vec<u8>>()))
}

/// Loads the segmenter's dictionary ahead of time, beside other work of a build.
pub fn prepare() {
    words::load();
}

/// A clause as the engine takes it, and how many tokens it has in each of [`Fields::counted`].
fn document(
    passage: &Passage,
    info: &DocumentInfo,
    bodies: &dyn Calls,
    fields: &Fields,
) -> Result<(TantivyDocument, [u64; Fields::COUNTED]), Error> {
    let mut document = TantivyDocument::default();
    document.add_text(fields.text, &passage.text);
    document.add_text(fields.chars, &passage.text);
    let words = tokens::word_tokens(&passage.text);
    let word_count = words.len() as u64;
    document.add_pre_tokenized_text(fields.words, PreTokenizedString { text: passage.text.clone(), tokens: words });
    document.add_text(fields.head, &passage.head);
    let trail = passage.trail.join("\n");
    document.add_text(fields.trail, &trail);
    let units = units(passage, bodies);
    let names = units.iter().map(|(_, name)| *name).collect::<Vec<_>>().join("\n");
    document.add_text(fields.units, &names);
    document.add_text(fields.all, format!("{}\n{trail}\n{names}", passage.text));
    let [text, chars] = tokens::count_grams(&passage.text);
    let [head, around, named] = [&passage.head, &trail, &names].map(|text| tokens::count_grams(text)[0]);
    let counts = [text, chars, word_count, head, around, named, text + around + named];
    describe(&mut document, info, fields);
    document.add_text(fields.doc, &passage.doc);
    document.add_u64(fields.part, u64::from(passage.part));
    for (role, name) in &units {
        document.add_text(fields.unit, format!("{}{SEPARATOR}{name}", role.name()));
    }
    let called: BTreeSet<&str> = passage.units.iter().map(|(_, name)| bodies.name(&passage.doc, name)).collect();
    for name in called {
        document.add_text(fields.body, name);
    }
    for kind in &passage.kinds {
        document.add_text(fields.kind, kind.name());
    }
    if let Some(end) = passage.deadline.end() {
        document.add_u64(fields.due, day_number(end));
    }
    if passage.task.is_some() {
        document.add_text(fields.due_kind, passage.deadline.kind().name());
    }
    let record =
        serde_json::to_vec(passage).map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
    document.add_bytes(fields.record, &record);
    Ok((document, counts))
}

/// The names of the units with their roles; where among all documents a body is called otherwise than in its own, both.
fn units<'a>(passage: &'a Passage, bodies: &'a dyn Calls) -> Vec<(Role, &'a str)> {
    let both = |(role, name): &'a (Role, String)| {
        let called = bodies.name(&passage.doc, name);
        std::iter::once((*role, name.as_str())).chain((called != name).then_some((*role, called)))
    };
    passage.units.iter().flat_map(both).collect()
}

/// What the document is that a passage stands in.
fn describe(document: &mut TantivyDocument, info: &DocumentInfo, fields: &Fields) {
    let identity = &info.identity;
    let number = identity.number.as_ref().map(|stated| stated.value.as_str());
    let level = identity.level.as_ref().map(|stated| stated.value.name());
    let form = identity.kind.as_ref().map(|stated| stated.value.as_str());
    let said =
        [(fields.place, info.place.as_deref()), (fields.number, number), (fields.level, level), (fields.form, form)];
    for (field, value) in said.into_iter().filter_map(|(field, value)| Some((field, value?))) {
        document.add_text(field, value);
    }
    for place in above(info) {
        document.add_text(fields.above, place);
    }
    if let Some(year) = info.year {
        document.add_u64(fields.year, u64::from(year));
    }
}

/// The names of the places in which that of the document lies.
fn above(info: &DocumentInfo) -> Vec<&str> {
    let own = info.identity.place.as_ref().map(|stated| &stated.value);
    let named = |key: &str| info.places.iter().find(|known| known.key == key);
    let of = info.places.iter().find(|known| Some(&known.place) == own);
    let superior = |place: &&GovernedPlace| place.superior.as_deref().and_then(named);
    std::iter::successors(of, superior).skip(1).map(|place| place.place.name.as_str()).collect()
}

/// The day as the number `yyyymmdd`, which sorts as days do.
pub(crate) fn day_number(date: Date) -> u64 {
    u64::from(date.year()) * 10_000 + u64::from(date.month()) * 100 + u64::from(date.day())
}
