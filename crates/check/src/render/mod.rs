//! Findings as text: as a compiler prints them, one line each, JSON Lines, SARIF, Markdown; and as
//! files for people who work in Office: xlsx and docx.
//!
//! Each is a function of the findings and the texts they point into. Lines and columns count from 1 and
//! in characters.

mod concise;
mod docx;
mod full;
mod markdown;
mod remarks;
mod sarif;
mod table;
mod xlsx;

pub use concise::concise;
pub use docx::docx;
pub use full::{Style, full};
pub use markdown::markdown;
pub use remarks::{Remark, remark, remarks};
pub use sarif::sarif;
pub use xlsx::xlsx;

use crate::manual::english_title;
use crate::{Finding, Severity, Side};
use std::collections::BTreeMap;
pub use zhengtu_say::Lang;
use zhengtu_say::Titles;
use zhengtu_text::{CharIndex, Solid};

/// The texts that findings point into, by document name.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    texts: BTreeMap<&'a str, (&'a str, CharIndex)>,
    titles: Titles,
}

impl<'a> Sources<'a> {
    /// The sources of documents: name, and text as read.
    pub fn new(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let texts = texts.into_iter().map(|(name, text)| (name, (text, CharIndex::new(text)))).collect();
        Self { texts, titles: Titles::default() }
    }

    /// The same with what the documents are called.
    #[must_use]
    pub fn called(self, titles: Titles) -> Self {
        Self { titles, ..self }
    }

    /// What a document is called in a report.
    pub(crate) fn document(&self, doc: &str) -> String {
        self.titles.beside(doc)
    }

    /// The document and part of a finding: what stands above those of one part.
    pub(crate) fn part(&self, finding: &Finding, lang: Lang) -> String {
        let part = self.titles.part(&finding.doc, finding.a.part, lang);
        format!("{} {part}", self.document(&finding.doc))
    }

    /// The place of a side of a finding in `doc` as people speak of it: 附件2 四/三/2, behind its document where that is
    /// another of several.
    pub(crate) fn place(&self, doc: &str, side: &Side) -> String {
        let of = doc_of(doc, side);
        let place = self.titles.place(of, side.part, &side.path, Lang::Zh);
        if of == doc || !self.titles.many() { place } else { format!("{} {place}", self.titles.whole(of)) }
    }

    /// The same with what the readers of the original go by: the heading, and its page, paragraph or cell.
    pub(crate) fn whole_place(&self, doc: &str, side: &Side) -> String {
        let heading = if side.heading.is_empty() { String::new() } else { format!("“{}”", side.heading) };
        let parts = [self.place(doc, side), heading, side.original.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The text of a document; empty where it is not known.
    pub(crate) fn text(&self, doc: &str) -> &'a str {
        self.texts.get(doc).map_or("", |(text, _)| text)
    }

    /// The byte range of a side in the text of its document.
    pub(crate) fn bytes(&self, doc: &str, side: &Side) -> std::ops::Range<usize> {
        let Some((text, index)) = self.texts.get(doc_of(doc, side)) else { return 0..0 };
        let start = index.byte_of(text, side.evidence.start);
        start..index.byte_of(text, side.evidence.end).max(start)
    }

    /// Line and column of the start and of the end of a side, from 1.
    pub(crate) fn region(&self, doc: &str, side: &Side) -> Region {
        let Some((text, index)) = self.texts.get(doc_of(doc, side)) else {
            return Region { from: (side.evidence.line.max(1), 1), to: (side.evidence.line.max(1), 1) };
        };
        let bytes = self.bytes(doc, side);
        let (start, end) = (index.line_column(text, bytes.start), index.line_column(text, bytes.end));
        Region { from: (start.line, start.column), to: (end.line, end.column) }
    }
}

/// A place as people count it: line and column, both from 1; the end is after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) from: (usize, usize),
    pub(crate) to: (usize, usize),
}

/// The document of a side of a finding in `doc`.
pub(crate) fn doc_of<'s>(doc: &'s str, side: &'s Side) -> &'s str {
    side.doc.as_deref().unwrap_or(doc)
}

/// The findings as JSON Lines, in the exchange form.
pub fn jsonl(findings: &[Finding]) -> String {
    let lines = findings.iter().filter_map(|finding| serde_json::to_string(finding).ok());
    lines.map(|line| line + "\n").collect()
}

/// What was compared, how sure the check is, and which passages a program recognised in a picture. The messages of the
/// checks are Chinese, so in English the note begins with what the check looks for.
pub(crate) fn note(finding: &Finding, lang: Lang) -> String {
    let sure = match lang {
        Lang::Zh => format!("把握 {:.0}%", finding.confidence * 100.0),
        Lang::En => format!("confidence {:.0}%", finding.confidence * 100.0),
    };
    let title = (lang == Lang::En).then(|| english_title(&finding.code)).flatten().map(str::to_owned);
    let parts = [title, finding.detail.clone(), Some(sure), recognised(finding, lang)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// Which passages of a finding a program recognised in a picture, and how sure it was of the least sure of their
/// characters; nothing where it recognised none.
pub(crate) fn recognised(finding: &Finding, lang: Lang) -> Option<String> {
    let of = |side: &Side| side.evidence.recognised;
    let (a, b) = (of(&finding.a), finding.b.as_ref().and_then(of));
    Some(match (a, b, lang) {
        (None, None, _) => return None,
        (Some(a), Some(b), Lang::Zh) => format!("两处原文都从扫描件识别，置信度 {a}%、{b}%，请对照图片"),
        (Some(a), None, Lang::Zh) => format!("原文从扫描件识别，置信度 {a}%，请对照图片"),
        (None, Some(b), Lang::Zh) => format!("对照的原文从扫描件识别，置信度 {b}%，请对照图片"),
        (Some(a), Some(b), Lang::En) => {
            format!("both passages were recognised from a scan, confidence {a}% and {b}%: compare the pictures")
        }
        (Some(a), None, Lang::En) => {
            format!("the passage was recognised from a scan, confidence {a}%: compare the picture")
        }
        (None, Some(b), Lang::En) => {
            format!("the passage compared was recognised from a scan, confidence {b}%: compare the picture")
        }
    })
}

/// The words that differ, as byte ranges of the text.
pub(crate) fn marked_bytes(text: &str, bytes: &std::ops::Range<usize>, side: &Side) -> Vec<std::ops::Range<usize>> {
    let Some(raw) = text.get(bytes.clone()) else { return Vec::new() };
    let solid = Solid::of(raw);
    if solid.text() != side.quote {
        return Vec::new();
    }
    let place = |&[start, end]: &[usize; 2]| {
        let words = solid.source_of_chars(start, end)?;
        let range = bytes.start + words.start..bytes.start + words.end;
        (range != *bytes).then_some(range)
    };
    side.marks.iter().filter_map(place).collect()
}

/// How many findings of each severity there are, in words.
pub fn summary(findings: &[Finding], lang: Lang) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    match lang {
        Lang::Zh => format!("错误 {errors}，警告 {warnings}，提示 {infos}"),
        Lang::En => format!("errors {errors}, warnings {warnings}, infos {infos}"),
    }
}
