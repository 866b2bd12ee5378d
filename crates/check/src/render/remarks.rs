//! Findings as remarks beside the passages of a document: what its author reads in the margin of her own file.

use super::{Sources, doc_of, marked_bytes};
use crate::{Finding, Side};
use std::ops::Range;
use zhengtu_say::Lang;

/// What is said of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The passage, in bytes of the text of its document as read.
    pub at: Range<usize>,
    /// What is said, a paragraph each.
    pub lines: Vec<String>,
    /// The same passage in words, for where the remark cannot stand at it.
    pub words: String,
    /// The passages that should be other words, with these.
    pub fixes: Vec<(Range<usize>, String)>,
}

/// So many further places of a finding are named.
const NAMED: usize = 30;

/// What is said of the passages of a document, in the order of the findings. Findings whose first passage stands in
/// another document have no remark.
pub fn remarks(findings: &[Finding], sources: &Sources<'_>, doc: &str, lang: Lang) -> Vec<Remark> {
    let here = findings.iter().filter(|finding| doc_of(&finding.doc, &finding.a) == doc);
    here.map(|finding| remark(finding, sources, doc, lang)).collect()
}

/// What is said of a finding at its first passage.
pub fn remark(finding: &Finding, sources: &Sources<'_>, doc: &str, lang: Lang) -> Remark {
    let level = zhengtu_say::severity(finding.severity, Lang::Zh);
    let mut lines = vec![format!("{level}［{}］{}", finding.code, finding.message)];
    if let Some(b) = &finding.b {
        let named = b.doc.as_deref().filter(|other| *other != doc).map(|other| format!("{other} ")).unwrap_or_default();
        lines.push(format!("对照：{named}{}", spoken(b, sources, doc_of(&finding.doc, b))));
    }
    if !finding.also.is_empty() {
        let places: Vec<String> = finding.also.iter().take(NAMED).map(|side| spoken(side, sources, doc)).collect();
        let more = if finding.also.len() > NAMED { "；等" } else { "" };
        lines.push(format!("还有{}处：{}{more}", finding.also.len(), places.join("；")));
    }
    // What the detail says of further places counts the lines of the text as read, which the file does not have.
    let bare = Finding { detail: finding.detail.clone().filter(|_| finding.also.is_empty()), ..finding.clone() };
    lines.push(format!("{}；编号 {}", super::note(&bare, lang), finding.id));
    let fixes = finding.fix.iter().flat_map(|right| {
        let sides = std::iter::once(&finding.a).chain(&finding.also);
        let of_doc = sides.filter(|side| doc_of(&finding.doc, side) == doc);
        of_doc.filter_map(|side| Some((fixed(side, sources, &finding.doc)?, right.clone())))
    });
    Remark {
        at: sources.bytes(&finding.doc, &finding.a),
        words: finding.a.quote.clone(),
        fixes: fixes.collect(),
        lines,
    }
}

/// A passage by its page, heading and words.
fn spoken(side: &Side, sources: &Sources<'_>, doc: &str) -> String {
    let place = sources.place(doc, side);
    let parts = [side.original.as_str(), &place, &side.heading].map(str::trim);
    let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}：“{}”", named.join(" "), side.quote)
}

/// The words that should be others: those that are marked, where one passage is.
fn fixed(side: &Side, sources: &Sources<'_>, doc: &str) -> Option<Range<usize>> {
    let text = sources.text(doc_of(doc, side));
    let bytes = sources.bytes(doc, side);
    match marked_bytes(text, &bytes, side).as_slice() {
        [one] => Some(one.clone()),
        [] if side.marks.len() == 1 => Some(bytes),
        _ => None,
    }
}
