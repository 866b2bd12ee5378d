use crate::files::Files;
use crate::passage::{Passage, passages};
use crate::schema::{Fields, SEPARATOR, schema};
use crate::{Error, tokens, words};
use std::fs;
use std::path::Path;
use tantivy::{Index, SingleSegmentIndexWriter, TantivyDocument};
use zhengtu_model::{Date, DocumentFacts, DocumentInfo};

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

/// Writes an index of `documents` into `dir`, which must be empty or absent. The order of the
/// documents is the order in which equal hits stand.
///
/// # Errors
/// [`Error::Io`] and [`Error::Engine`] where the directory cannot be written.
pub fn write<'a>(dir: &Path, documents: impl IntoIterator<Item = &'a DocumentFacts>) -> Result<Written, Error> {
    let io = |source| Error::Io { path: dir.to_owned(), source };
    fs::create_dir_all(dir).map_err(io)?;
    let (schema, fields) = schema();
    // One segment, written by one thread: the numbers of the clauses are their order.
    let mut writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema)
        .tokenizers(tokens::tokenizers())
        .single_segment_index_writer(Files::new(dir), MEMORY)?;
    let mut written = Written::default();
    for facts in documents {
        written.documents += 1;
        for passage in passages(facts) {
            writer.add_document(document(&passage, &facts.info, &fields)?)?;
            written.passages += 1;
        }
    }
    writer.finalize()?;
    fs::write(dir.join(VERSION_FILE), words::version()).map_err(io)?;
    Ok(written)
}

/// Loads the segmenter's dictionary ahead of time, beside other work of a build.
pub fn prepare() {
    words::load();
}

fn document(passage: &Passage, info: &DocumentInfo, fields: &Fields) -> Result<TantivyDocument, Error> {
    let mut document = TantivyDocument::default();
    document.add_text(fields.text, &passage.text);
    document.add_text(fields.chars, &passage.text);
    document.add_text(fields.words, &passage.text);
    document.add_text(fields.head, &passage.head);
    document.add_text(fields.trail, passage.trail.join("\n"));
    let names: Vec<&str> = passage.units.iter().map(|(_, name)| name.as_str()).collect();
    document.add_text(fields.units, names.join("\n"));
    document.add_text(fields.all, format!("{}\n{}\n{}", passage.text, passage.trail.join("\n"), names.join("\n")));
    if let Some(place) = &info.place {
        document.add_text(fields.place, place);
    }
    if let Some(year) = info.year {
        document.add_u64(fields.year, u64::from(year));
    }
    document.add_text(fields.doc, &passage.doc);
    document.add_u64(fields.part, u64::from(passage.part));
    for (role, name) in &passage.units {
        document.add_text(fields.unit, format!("{}{SEPARATOR}{name}", role.name()));
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
    Ok(document)
}

/// The day as the number `yyyymmdd`, which sorts as days do.
pub(crate) fn day_number(date: Date) -> u64 {
    u64::from(date.year()) * 10_000 + u64::from(date.month()) * 100 + u64::from(date.day())
}
