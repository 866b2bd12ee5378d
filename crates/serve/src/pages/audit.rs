use super::choices::{Choice, document_choices, part_choices};
use super::columns::{Column, Columns, Key, PLACE};
use super::pager::{PAGE, Pager};
use super::rows::whose;
use crate::call::{Call, page};
use crate::lang::{Lang, Texts};
use crate::reply::Refusal;
use crate::select::{self, reading_name};
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::{AccountEntry, DocumentFacts, Reading};
use zhengtu_say as say;

/// The readings in the order in which they are listed.
const READINGS: [Reading; 18] = [
    Reading::Unexplained,
    Reading::Overlooked,
    Reading::Uncovered,
    Reading::ImpossibleDate,
    Reading::Deadline,
    Reading::Commitment,
    Reading::Date,
    Reading::Target,
    Reading::Baseline,
    Reading::Condition,
    Reading::Parameter,
    Reading::DocumentNumber,
    Reading::Name,
    Reading::Ordinal,
    Reading::Count,
    Reading::Responsible,
    Reading::Mention,
    Reading::LeftOut,
];

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit {
    shell: Shell,
    parts: Vec<Choice>,
    docs: Vec<Choice>,
    totals: Vec<Total>,
    pager: Pager,
    columns: Columns,
    rows: Vec<Row>,
    notices: Vec<Notice>,
}

/// How many entries have a reading.
struct Total {
    name: &'static str,
    href: String,
    count: usize,
    current: bool,
    open: bool,
}

/// An entry.
struct Row {
    off: bool,
    surface: String,
    reading: &'static str,
    doc: String,
    part: String,
    path: String,
    line: usize,
    place: String,
}

/// Something irregular in a document.
struct Notice {
    message: String,
    doc: String,
    place: String,
    line: usize,
}

/// `/audit`: what every number, date and name was taken for, and what was not understood.
pub fn audit(call: &Call) -> Result<Response, Refusal> {
    let mut found = select::entries(call)?;
    let shell = call.shell(call.t("nav.audit"));
    let columns = columns(call, &shell)?;
    if call.get("sort").is_none() {
        // What a person should look at comes first; the rest stays in the order of the document.
        found.sort_by_key(|(_, entry)| !is_open(entry.reading));
    }
    columns.sort(&mut found, |(doc, entry), column| match column {
        "printed" => entry.surface.as_str().into(),
        "reading" => READINGS.iter().position(|reading| *reading == entry.reading).map_or(Key::Nothing, Key::from),
        "doc" => (*doc).into(),
        _ => Key::Nothing,
    });
    if let Some(form) = call.download()? {
        return sheet(call, &found).reply(form);
    }
    let pager = Pager::new(&shell, found.len(), call.page()?, PAGE);
    let row = |((doc, entry), off): (&(&str, &AccountEntry), bool)| Row {
        off,
        surface: entry.surface.clone(),
        reading: said(shell.lang, entry.reading),
        doc: (*doc).to_owned(),
        part: shell.part(doc, &entry.part),
        path: say::numbering(&entry.path, shell.lang),
        line: entry.evidence.line,
        place: shell.place(doc, &entry.part, &entry.evidence),
    };
    page(&Audit {
        parts: part_choices(call),
        docs: document_choices(call),
        totals: totals(call, &shell),
        rows: pager.listed(&found).map(row).collect(),
        notices: notices(call, &shell),
        columns,
        pager,
        shell,
    })
}

/// The columns of the table of entries.
fn columns(call: &Call, shell: &Shell) -> Result<Columns, Refusal> {
    let column = |key, caption| Column::usual(key, call.t(caption));
    let doc = shell.many().then(|| column("doc", "column.doc"));
    let own = [column("printed", "column.printed"), column("reading", "column.reading")];
    let all: Vec<Column> = own.into_iter().chain(doc).chain([column(PLACE, "column.place")]).collect();
    Columns::of(call, shell, &all)
}

/// How many entries have each reading, among those of the document that is asked for.
fn totals(call: &Call, shell: &Shell) -> Vec<Total> {
    let documents: Vec<&DocumentFacts> = documents(call).collect();
    let total = |reading: Reading| {
        let name = reading_name(reading);
        Total {
            name: said(shell.lang, reading),
            href: shell.with("reading", &name),
            count: documents.iter().map(|facts| facts.account.of(reading).count()).sum(),
            current: shell.is("reading", &name),
            open: is_open(reading),
        }
    };
    READINGS.into_iter().map(total).collect()
}

/// The document that is asked for, or all.
fn documents(call: &Call) -> impl Iterator<Item = &DocumentFacts> {
    call.opened.facts.iter().filter(|facts| select::is_of(call, &facts.info.name))
}

fn notices(call: &Call, shell: &Shell) -> Vec<Notice> {
    let mut found = Vec::new();
    for facts in documents(call) {
        for notice in &facts.notices {
            found.push(Notice {
                message: notice.message.clone(),
                doc: facts.info.name.clone(),
                place: shell.place(&facts.info.name, &notice.part, &notice.evidence),
                line: notice.evidence.line,
            });
        }
    }
    found
}

/// Whether a person should look at what has this reading.
fn is_open(reading: Reading) -> bool {
    matches!(reading, Reading::Unexplained | Reading::Overlooked | Reading::Uncovered | Reading::ImpossibleDate)
}

/// A reading in words.
fn said(lang: Lang, reading: Reading) -> &'static str {
    match reading {
        Reading::Deadline => lang.text("reading.deadline"),
        Reading::Commitment => lang.text("reading.commitment"),
        Reading::Date => lang.text("reading.date"),
        Reading::Target => lang.text("reading.target"),
        Reading::Baseline => lang.text("reading.baseline"),
        Reading::Condition => lang.text("reading.condition"),
        Reading::Parameter => lang.text("reading.parameter"),
        Reading::DocumentNumber => lang.text("reading.document-number"),
        Reading::Name => lang.text("reading.name"),
        Reading::Ordinal => lang.text("reading.ordinal"),
        Reading::Count => lang.text("reading.count"),
        Reading::Responsible => lang.text("reading.responsible"),
        Reading::Mention => lang.text("reading.mention"),
        Reading::ImpossibleDate => lang.text("reading.impossible-date"),
        Reading::Overlooked => lang.text("reading.overlooked"),
        Reading::Uncovered => lang.text("reading.uncovered"),
        Reading::LeftOut => lang.text("reading.left-out"),
        Reading::Unexplained => lang.text("reading.unexplained"),
    }
}

fn sheet(call: &Call, found: &[(&str, &AccountEntry)]) -> Sheet {
    let t = |key: &str| call.t(key);
    whose(call, Sheet::of(t("nav.audit"), found), |(doc, _)| doc)
        .column("part", t("column.part"), |(doc, entry)| call.opened.titles.part(doc, entry.part, call.asked.lang))
        .column("path", t("column.path"), |(_, entry)| entry.path.as_str())
        .column("surface", t("column.printed"), |(_, entry)| entry.surface.as_str())
        .column("reading", t("column.reading"), |(_, entry)| said(call.asked.lang, entry.reading))
        .column("line", t("column.line"), |(_, entry)| entry.evidence.line)
        .finish()
}
