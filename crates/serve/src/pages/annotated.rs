//! A copy of a file with what was found in it as comments.

use crate::call::Call;
use crate::opened::Opened;
use crate::reply::{Refusal, file};
use axum::response::Response;
use std::path::Path;
use zhengtu_annotate::{Annotated, Error, Fix, Note, annotate};
use zhengtu_check::render::{self, Remark};
use zhengtu_model::Finding;
use zhengtu_reader::Options;
use zhengtu_text::Span;

/// The formats that have a place for comments, by their endings, with their media types.
const FORMATS: [(&str, &str); 2] = [
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

fn format(path: &Path) -> Option<(&'static str, &'static str)> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    FORMATS.into_iter().find(|(known, _)| *known == ending)
}

/// Whether the one document there is lies in a file that has a place for comments.
pub fn can(opened: &Opened) -> bool {
    let of = |name: &str| opened.entry(name).is_some_and(|entry| has_place(&entry.path));
    matches!(opened.facts.as_slice(), [facts] if of(&facts.info.name))
}

/// Whether a file has a place for comments.
pub fn has_place(path: &Path) -> bool {
    format(path).is_some()
}

/// `/comments`: a document of the knowledge base with its findings as comments.
pub fn comments(call: &Call) -> Result<Response, Refusal> {
    let missing = || Refusal::missing(call.t("error.document"));
    let name = call.get("doc").ok_or_else(missing)?;
    let path = call.opened.entry(name).ok_or_else(missing)?.path.clone();
    download(call, &call.opened, name, &path)
}

/// The copy, to be saved.
pub fn download(call: &Call, opened: &Opened, doc: &str, path: &Path) -> Result<Response, Refusal> {
    let none = || Refusal::bad(call.t("comments.none"));
    let (_, media) = format(path).ok_or_else(none)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).map_err(|_| Refusal::missing(call.t("comments.gone")))?;
    let options = Options { ocr: call.app.settings.how.ocr.clone(), ..Options::default() };
    let (source, origins) = zhengtu_reader::read_traced(&name, &bytes, &options).map_err(Refusal::fault)?;
    let text = opened.document(doc).map(|at| opened.texts[at].whole()).unwrap_or_default();
    if source.text != text {
        return Err(Refusal::new(axum::http::StatusCode::CONFLICT, call.t("comments.changed")));
    }
    let findings: Vec<Finding> = opened.findings.iter().filter(|finding| finding.doc == doc).cloned().collect();
    let lang = call.asked.lang;
    let remarks = render::remarks(&findings, &opened.sources(), doc, lang);
    let notes: Vec<Note> = remarks.into_iter().map(|remark| note(remark, call.t("comments.words"))).collect();
    let copy = match annotate(&bytes, &origins.unwrap_or_default(), &notes, false) {
        Err(Error::NoText) if notes.is_empty() => Annotated { bytes, ..Annotated::default() },
        copy => copy.map_err(Refusal::fault)?,
    };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    Ok(file(media, &format!("{stem}（{}）.{ending}", call.t("comments.name")), copy.bytes))
}

fn note(remark: Remark, words: &str) -> Note {
    let span = |range: std::ops::Range<usize>| Span::new(range.start, range.end);
    Note {
        span: span(remark.at),
        lines: remark.lines,
        elsewhere: format!("{words}“{}”", remark.words),
        fixes: remark.fixes.into_iter().map(|(range, text)| Fix { span: span(range), text }).collect(),
    }
}
