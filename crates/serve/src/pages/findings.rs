use super::pager::Pager;
use super::rows::{Choice, choices, document_choices, part_choices, whose};
use crate::call::{Call, page};
use crate::lang::Lang;
use crate::opened::Opened;
use crate::reply::Refusal;
use crate::select;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_model::{Finding, Severity, Side};
use zhengtu_say as say;

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
struct Row {
    off: bool,
    id: String,
    href: String,
    class: &'static str,
    severity: &'static str,
    rule: &'static str,
    message: String,
    detail: String,
    doc: String,
    sides: Vec<Passage>,
}

/// One of its passages.
struct Passage {
    /// The document, where it is another than the finding's.
    other: String,
    part: String,
    path: String,
    line: usize,
    recognised: Option<u8>,
    place: String,
    pieces: Vec<(bool, String)>,
}

/// `/findings`: what does not agree, both passages side by side.
pub fn findings(call: &Call) -> Result<Response, Refusal> {
    let found = select::findings(call)?;
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
        rows: pager.listed(&found).map(|(finding, off)| Row { off, ..row(call, &shell, finding) }).collect(),
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

fn row(call: &Call, shell: &Shell, finding: &Finding) -> Row {
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    Row {
        off: false,
        id: finding.id.clone(),
        href: shell.finding(finding),
        class: finding.severity.name(),
        severity: say::severity(finding.severity, call.asked.lang),
        rule: title(shell.lang, &finding.code),
        message: finding.message.clone(),
        detail: finding.detail.clone().unwrap_or_default(),
        doc: finding.doc.clone(),
        sides: sides.map(|side| passage(shell, finding, side)).collect(),
    }
}

fn passage(shell: &Shell, finding: &Finding, side: &Side) -> Passage {
    let doc = side.doc.as_deref().unwrap_or(&finding.doc);
    Passage {
        part: shell.part(doc, &side.part),
        other: if doc == finding.doc { String::new() } else { shell.titles.beside(doc) },
        path: side.path.clone(),
        line: side.evidence.line,
        recognised: side.evidence.recognised,
        place: shell.place(doc, &side.part, &side.evidence),
        pieces: marked(&side.quote, &side.marks),
    }
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
