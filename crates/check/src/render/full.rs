//! Findings as a compiler prints them, with both passages.

use super::{Sources, doc_of, marked_bytes, summary};
use crate::{Finding, Severity, Side};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use zhengtu_say::Lang;

/// How a report is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// ASCII signs, no colour: for files and tests.
    #[default]
    Plain,
    /// Signs and colour: for a terminal.
    Coloured,
}

/// The findings with their passages; lines that are passed over are left out. What a check says is Chinese; what stands
/// around it is in the language asked for.
pub fn full(findings: &[Finding], sources: &Sources<'_>, style: Style, lang: Lang) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain().decor_style(DecorStyle::Ascii),
        Style::Coloured => Renderer::styled().decor_style(DecorStyle::Unicode),
    };
    let group = |finding: &Finding| (finding.doc.clone(), finding.a.part);
    findings
        .chunk_by(|a, b| group(a) == group(b))
        .map(|findings| {
            let entries: String =
                findings.iter().map(|finding| one(finding, sources, &renderer, lang) + "\n\n").collect();
            format!("{}\n\n{entries}", heading(findings, sources, lang))
        })
        .collect()
}

/// The line above the findings of a part.
fn heading(findings: &[Finding], sources: &Sources<'_>, lang: Lang) -> String {
    let Some(first) = findings.first() else { return String::new() };
    let (part, count) = (sources.part(first, lang), summary(findings, lang));
    lang.pick(format!("== {part}（{count}）"), format!("== {part} ({count})"))
}

fn one(finding: &Finding, sources: &Sources<'_>, renderer: &Renderer, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let level = level.with_name(zhengtu_say::severity(finding.severity, lang));
    let label_a = sources.whole_place(&finding.doc, &finding.a);
    let label_b = finding.b.as_ref().map(|side| sources.whole_place(&finding.doc, side)).unwrap_or_default();
    let mut group = level.primary_title(finding.message.as_str()).id(finding.code.as_str()).element(snippet(
        &finding.doc,
        &finding.a,
        &label_a,
        AnnotationKind::Primary,
        sources,
    ));
    if let Some(b) = &finding.b {
        group = group.element(snippet(&finding.doc, b, &label_b, AnnotationKind::Context, sources));
    }
    let note = super::note(finding, lang);
    renderer.render(&[group.element(Level::NOTE.with_name(lang.pick("说明", "note")).message(note.as_str()))])
}

fn snippet<'a>(
    doc: &'a str,
    side: &'a Side,
    label: &'a str,
    kind: AnnotationKind,
    sources: &Sources<'a>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let doc = doc_of(doc, side);
    let text = sources.text(doc);
    let bytes = sources.bytes(doc, side);
    let whole = kind.span(bytes.clone()).label(label);
    let marks = marked_bytes(text, &bytes, side).into_iter().map(|range| AnnotationKind::Context.span(range));
    Snippet::source(text).path(doc).fold(true).annotation(whole).annotations(marks)
}
