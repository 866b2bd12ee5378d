use super::rows::{Choice, Pager, choices, document_choices, part_choices};
use crate::call::{Call, page};
use crate::lang::Lang;
use crate::opened::Opened;
use crate::reply::Refusal;
use crate::select;
use crate::sheet::{Cell, Sheet, columns};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::{Finding, Side};

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
    let total = |name: &'static str| {
        let count = found.iter().filter(|(_, finding)| finding.severity.name() == name).count();
        (name, severity(call, name), count)
    };
    page(&Findings {
        parts: part_choices(call),
        docs: document_choices(call),
        severities: choices(
            call,
            "severity",
            &[("error", "severity.error"), ("warning", "severity.warning"), ("info", "severity.info")],
        ),
        codes: codes.into_iter().map(code).collect(),
        rows: pager.of(&found).iter().map(|(number, finding)| row(call, &shell, *number, finding)).collect(),
        totals: ["error", "warning", "info"].into_iter().map(total).collect(),
        pager,
        shell,
    })
}

fn severity(call: &Call, name: &str) -> &'static str {
    match name {
        "error" => call.t("severity.error"),
        "warning" => call.t("severity.warning"),
        _ => call.t("severity.info"),
    }
}

/// What a rule looks for, in one line.
fn title(lang: Lang, code: &str) -> &'static str {
    Opened::rule(code).map_or("", |rule| if lang.is_english() { rule.english().0 } else { rule.title })
}

fn row(call: &Call, shell: &Shell, number: usize, finding: &Finding) -> Row {
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    let n = number.to_string();
    Row {
        number,
        href: shell.url("/findings", [("n", n.as_str())]),
        class: finding.severity.name(),
        severity: severity(call, finding.severity.name()),
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
    let t = |key: &str| call.t(key).to_owned();
    let place = |side: &Side| format!("{} {}", call.asked.lang.part(side.part), side.path);
    let row = |(_, finding): &(usize, &Finding)| -> Vec<Cell> {
        let b = finding.b.as_ref();
        vec![
            finding.severity.name().into(),
            finding.code.as_str().into(),
            finding.message.as_str().into(),
            finding.doc.as_str().into(),
            place(&finding.a).into(),
            finding.a.evidence.line.into(),
            finding.a.quote.as_str().into(),
            b.map(place).into(),
            b.map_or(Cell::Empty, |side| side.evidence.line.into()),
            b.map(|side| side.quote.clone()).into(),
            finding.detail.clone().into(),
        ]
    };
    Sheet {
        name: t("nav.findings"),
        columns: columns([
            ("severity", t("column.severity")),
            ("code", t("column.code")),
            ("message", t("column.message")),
            ("doc", t("column.doc")),
            ("a_place", t("column.place")),
            ("a_line", t("column.line")),
            ("a_quote", t("column.quote")),
            ("b_place", t("column.against")),
            ("b_line", t("column.line")),
            ("b_quote", t("column.against-quote")),
            ("detail", t("column.detail")),
        ]),
        rows: found.iter().map(row).collect(),
    }
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
