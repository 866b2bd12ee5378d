use super::rows::{Choice, Pager, choices, document_choices, part_choices};
use crate::call::{Call, page};
use crate::lang::Lang;
use crate::opened::Opened;
use crate::reply::Refusal;
use crate::select;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
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
    severities: Vec<Choice>,
    codes: Vec<Choice>,
    pager: Pager,
    rows: Vec<Row>,
    totals: Vec<(&'static str, &'static str, usize)>,
}

/// A finding.
struct Row {
    number: usize,
    href: String,
    class: &'static str,
    severity: &'static str,
    code: String,
    rule: &'static str,
    message: String,
    detail: String,
    doc: String,
    sides: Vec<Passage>,
}

/// One of its passages.
struct Passage {
    part: String,
    path: String,
    line: usize,
    recognised: Option<u8>,
    place: String,
    pieces: Vec<(bool, String)>,
}

/// `/findings`: what does not agree, both passages side by side.
pub fn findings(call: &Call) -> Result<Response, Refusal> {
    let mut found = select::findings(call)?;
    if let Some(wanted) = call.number::<usize>("n")? {
        found.retain(|(number, _)| *number == wanted);
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
        label: format!("{code} {}", title(call.asked.lang, code)),
        chosen: code == chosen,
    };
    let total = |severity: Severity| {
        let count = found.iter().filter(|(_, finding)| finding.severity == severity).count();
        (severity.name(), say::severity(severity, call.asked.lang), count)
    };
    page(&Findings {
        parts: part_choices(call),
        docs: document_choices(call),
        severities: choices(
            call,
            "severity",
            &Severity::ALL.map(|severity| (severity.name(), say::severity(severity, call.asked.lang))),
        ),
        codes: codes.into_iter().map(code).collect(),
        rows: pager.of(&found).iter().map(|(number, finding)| row(call, &shell, *number, finding)).collect(),
        totals: Severity::ALL.into_iter().map(total).collect(),
        pager,
        shell,
    })
}

/// What a rule looks for, in one line.
fn title(lang: Lang, code: &str) -> &'static str {
    Opened::rule(code).map_or("", |rule| lang.pick(rule.title, rule.english().0))
}

fn row(call: &Call, shell: &Shell, number: usize, finding: &Finding) -> Row {
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    let n = number.to_string();
    Row {
        number,
        href: shell.url("/findings", [("n", n.as_str())]),
        class: finding.severity.name(),
        severity: say::severity(finding.severity, call.asked.lang),
        code: finding.code.clone(),
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
        part: shell.part(&side.part),
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

fn sheet(call: &Call, found: &[(usize, &Finding)]) -> Sheet {
    let t = |key: &str| call.t(key);
    let place = |side: &Side| format!("{} {}", say::part(side.part, call.asked.lang), side.path);
    Sheet::of(t("nav.findings"), found)
        .column("severity", t("column.severity"), |(_, finding)| finding.severity.name())
        .column("code", t("column.code"), |(_, finding)| finding.code.as_str())
        .column("message", t("column.message"), |(_, finding)| finding.message.as_str())
        .column("doc", t("column.doc"), |(_, finding)| finding.doc.as_str())
        .column("a_place", t("column.place"), |(_, finding)| place(&finding.a))
        .column("a_line", t("column.line"), |(_, finding)| finding.a.evidence.line)
        .column("a_quote", t("column.quote"), |(_, finding)| finding.a.quote.as_str())
        .column("b_place", t("column.against"), |(_, finding)| finding.b.as_ref().map(place))
        .column("b_line", t("column.line"), |(_, finding)| {
            finding.b.as_ref().map_or(Cell::Empty, |side| side.evidence.line.into())
        })
        .column("b_quote", t("column.against-quote"), |(_, finding)| finding.b.as_ref().map(|side| side.quote.clone()))
        .column("detail", t("column.detail"), |(_, finding)| finding.detail.clone())
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
