use super::choices::{Choice, choices, document_choices, part_choices};
use super::pager::Pager;
use super::rows::whose;
use crate::call::{Call, page};
use crate::lang::Lang;
use crate::opened::Opened;
use crate::reply::{Refusal, file};
use crate::select;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_model::{Finding, Severity, Side};
use zhengtu_say::{self as say, Titles};

/// How many findings a page has.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "findings.html")]
struct Findings {
    shell: Shell,
    parts: Vec<Choice>,
    docs: Vec<Choice>,
    sorts: Vec<Choice>,
    codes: Vec<Choice>,
    pager: Pager,
    rows: Vec<Row>,
    severities: Vec<Pill>,
    rules: Vec<Pill>,
    /// How many are settled, and whether these are shown.
    settled: usize,
    state: bool,
}

/// A filter that can be put on and taken off, with how many findings it leaves.
struct Pill {
    name: &'static str,
    class: &'static str,
    href: String,
    count: usize,
    chosen: bool,
}

/// A finding.
pub struct Row {
    /// Whether it stands on another page of the list, and here only for paper.
    pub off: bool,
    /// Its id.
    pub id: String,
    /// Its page; empty where it has none.
    pub href: String,
    /// How much it matters, as the style sheet calls it.
    pub class: &'static str,
    /// The same in words.
    pub severity: &'static str,
    /// What the rule looks for.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// More of it.
    pub detail: String,
    /// Its document.
    pub doc: String,
    /// Its passages.
    pub sides: Vec<Passage>,
    /// Where it is settled; empty where it is not to be.
    pub settle: String,
    /// Why somebody settled it; empty where nobody did.
    pub reason: String,
}

impl Row {
    /// Leads nowhere: what it speaks of is not kept.
    pub fn forget_addresses(&mut self) {
        self.href.clear();
        self.sides.iter_mut().for_each(|side| side.place.clear());
    }
}

/// A passage of a finding.
pub struct Passage {
    /// The document, where it is another than the finding's.
    pub other: String,
    /// The name of its part.
    pub part: String,
    /// Its numbering.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// How sure the program was that recognised it in a picture.
    pub recognised: Option<u8>,
    /// Its place in the reader; empty where it has none.
    pub place: String,
    /// Its words, those set off that matter.
    pub pieces: Vec<(bool, String)>,
}

/// `/findings`: what does not agree, both passages side by side.
pub fn findings(call: &Call) -> Result<Response, Refusal> {
    let found = select::findings(call)?;
    if let Some(report) = report(call, &found)? {
        return Ok(report);
    }
    if let Some(form) = call.download()? {
        return sheet(call, &found).reply(form);
    }
    let shell = call.shell(call.t("nav.findings"));
    let pager = Pager::new(&shell, found.len(), call.page()?, PAGE);
    let all = &call.opened.findings;
    let mut codes: Vec<&str> = all.iter().map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let chosen = call.get("code").unwrap_or_default();
    let code = |code: &str| Choice {
        value: code.to_owned(),
        label: title(call.asked.lang, code).to_owned(),
        chosen: code == chosen,
    };
    page(&Findings {
        parts: part_choices(call),
        docs: document_choices(call),
        sorts: choices(
            call,
            "sort",
            &[
                ("severity", call.t("sort.severity")),
                ("document", call.t("sort.document")),
                ("code", call.t("sort.code")),
            ],
        ),
        codes: codes.into_iter().map(code).collect(),
        rows: pager.listed(&found).map(|(finding, off)| Row { off, ..own_row(call, &shell, finding) }).collect(),
        settled: call.opened.settled.len(),
        state: call.get("state") == Some("settled"),
        severities: severities(call, &shell)?,
        rules: rules(call, &shell, &found),
        pager,
        shell,
    })
}

/// What a rule looks for, in one line.
fn title(lang: Lang, code: &str) -> &'static str {
    Opened::rule(code).map_or("", |rule| lang.pick(rule.title, rule.english().0))
}

/// The severities as filters, each with how many findings of it the other conditions leave.
fn severities(call: &Call, shell: &Shell) -> Result<Vec<Pill>, Refusal> {
    let others = call.without("severity");
    let all = select::findings(&others)?;
    let pill = |severity: Severity| {
        let name = severity.name();
        let chosen = shell.is("severity", name);
        Pill {
            name: say::severity(severity, shell.lang),
            class: name,
            href: shell.with("severity", if chosen { "" } else { name }),
            count: all.iter().filter(|finding| finding.severity == severity).count(),
            chosen,
        }
    };
    Ok(Severity::ALL.into_iter().map(pill).collect())
}

/// How many rules are filters to click; the others stand in the list of checks.
const RULES: usize = 8;

/// The rules that found most, as filters.
fn rules(call: &Call, shell: &Shell, found: &[&Finding]) -> Vec<Pill> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in found {
        *counts.entry(&finding.code).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let pill = |(code, count): (&str, usize)| {
        let chosen = shell.is("code", code);
        Pill {
            name: title(call.asked.lang, code),
            class: "",
            href: shell.with("code", if chosen { "" } else { code }),
            count,
            chosen,
        }
    };
    counts.into_iter().take(RULES).map(pill).filter(|pill| !pill.name.is_empty()).collect()
}

/// A finding of the knowledge base: with where it is settled, or why it was.
fn own_row(call: &Call, shell: &Shell, finding: &Finding) -> Row {
    let reason = call.opened.settled.iter().find(|(settled, _)| settled.id == finding.id && settled.doc == finding.doc);
    let reason = reason.map(|(_, reason)| reason.clone()).unwrap_or_default();
    let settles = shell.edits() && reason.is_empty();
    let settle = if settles { shell.url("/settle", [("id", finding.id.as_str())]) } else { String::new() };
    Row { settle, reason, ..row(shell, &shell.titles, finding) }
}

/// A finding in documents that are called so.
pub fn row(shell: &Shell, titles: &Titles, finding: &Finding) -> Row {
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    Row {
        off: false,
        id: finding.id.clone(),
        href: shell.finding(finding),
        class: finding.severity.name(),
        severity: say::severity(finding.severity, shell.lang),
        rule: title(shell.lang, &finding.code),
        message: finding.message.clone(),
        detail: finding.detail.clone().unwrap_or_default(),
        doc: finding.doc.clone(),
        sides: sides.map(|side| passage(shell, titles, finding, side)).collect(),
        settle: String::new(),
        reason: String::new(),
    }
}

fn passage(shell: &Shell, titles: &Titles, finding: &Finding, side: &Side) -> Passage {
    let doc = side.doc.as_deref().unwrap_or(&finding.doc);
    Passage {
        part: titles.part(doc, side.part, shell.lang),
        other: if doc == finding.doc { String::new() } else { titles.beside(doc) },
        path: say::numbering(&side.path, shell.lang),
        line: side.evidence.line,
        recognised: side.evidence.recognised,
        place: shell.place(doc, &side.part, &side.evidence),
        pieces: marked(&side.quote, &side.marks),
    }
}

/// The findings as a report in Word, or as the workbook of `zhengtu check`, where one is asked for.
fn report(call: &Call, found: &[&Finding]) -> Result<Option<Response>, Refusal> {
    if call.get("format") != Some("docx") {
        return Ok(None);
    }
    let findings: Vec<Finding> = found.iter().map(|finding| (*finding).clone()).collect();
    let bytes = zhengtu_check::render::docx(&findings, &call.opened.sources()).map_err(Refusal::fault)?;
    let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(Some(file(media, &format!("{}.docx", call.t("nav.findings")), bytes)))
}

/// A text in pieces, those within one of the ranges (of code points) set off.
pub fn marked(text: &str, ranges: &[[usize; 2]]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (at, char) in text.chars().enumerate() {
        let set_off = ranges.iter().any(|[start, end]| (*start..*end).contains(&at));
        match pieces.last_mut() {
            Some((last, piece)) if *last == set_off => piece.push(char),
            _ => pieces.push((set_off, char.to_string())),
        }
    }
    pieces
}

fn sheet(call: &Call, found: &[&Finding]) -> Sheet {
    let t = |key: &str| call.t(key);
    let place = |finding: &Finding, side: &Side| {
        let doc = side.doc.as_deref().unwrap_or(&finding.doc);
        call.opened.titles.place(doc, side.part, &side.path, call.asked.lang)
    };
    whose(call, Sheet::of(t("nav.findings"), found), |finding| &finding.doc)
        .column("severity", t("column.severity"), |finding| say::severity(finding.severity, call.asked.lang))
        .column("rule", t("column.code"), |finding| title(call.asked.lang, &finding.code))
        .column("message", t("column.message"), |finding| finding.message.as_str())
        .column("a_place", t("column.place"), |finding| place(finding, &finding.a))
        .column("a_line", t("column.line"), |finding| finding.a.evidence.line)
        .column("a_quote", t("column.quote"), |finding| finding.a.quote.as_str())
        .column("b_place", t("column.against"), |finding| finding.b.as_ref().map(|side| place(finding, side)))
        .column("b_line", t("column.line"), |finding| {
            finding.b.as_ref().map_or(Cell::Empty, |side| side.evidence.line.into())
        })
        .column("b_quote", t("column.against-quote"), |finding| finding.b.as_ref().map(|side| side.quote.clone()))
        .column("detail", t("column.detail"), |finding| finding.detail.clone())
        .column("code", t("column.rule-code"), |finding| finding.code.as_str())
        .column("id", t("column.id"), |finding| finding.id.clone())
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_set_off() {
        let pieces = marked("达到95%以上", &[[2, 5]]);
        assert_eq!(pieces, [(false, "达到".to_owned()), (true, "95%".to_owned()), (false, "以上".to_owned())]);
        assert!(marked("", &[[0, 1]]).is_empty());
    }
}
