use super::columns::Columns;
use super::rows::{TargetRow, TaskRow, target_columns, target_sheet, task_sheet};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_ask::{Answer, Clock, NotUnderstood, Row, Understood};
use zhengtu_model::{Evidence, Target, Task};
use zhengtu_search::Hit;

#[derive(Template)]
#[template(path = "ask.html")]
struct Ask {
    shell: Shell,
    question: String,
    examples: Vec<(String, String)>,
    /// The same words, to be searched for.
    search: String,
    trouble: Option<Trouble>,
    answered: Option<Answered>,
    passages: Vec<Passage>,
    columns: Columns,
}

/// A clause that is nearest to a question without an answer.
struct Passage {
    place: String,
    trail: String,
    doc: String,
    line: usize,
    text: String,
}

/// A question that was not understood.
struct Trouble {
    reason: String,
    search: Option<(String, String)>,
}

/// A question that was.
struct Answered {
    understood: String,
    query: String,
    in_editor: String,
    sentence: String,
    left_out: Vec<String>,
    tasks: Vec<Proved>,
    targets: Vec<TargetRow>,
    units: Vec<(String, String, usize, String)>,
    parts: Vec<(String, String, String, bool, String)>,
    documents: Vec<(String, String, String)>,
}

/// A task with the passages that prove the answer.
struct Proved {
    task: TaskRow,
    proofs: Vec<(String, String, usize)>,
}

/// `/ask`: a question, what was understood of it, the query, the answer with its evidence.
pub fn ask(call: &Call) -> Result<Response, Refusal> {
    let question = call.get("q").unwrap_or_default();
    let clock = call.day("today")?.map_or_else(Clock::now, |today| Clock { today });
    let reply = match question.is_empty() {
        true => None,
        false => Some(call.opened.reply(question, call.get("after"), clock).map_err(Refusal::fault)?),
    };
    if let Some(form) = call.download()? {
        let Some(reply) = reply else { return Err(Refusal::bad(call.t("error.question"))) };
        return match (reply.read, reply.answer) {
            (Ok(_), Some(answer)) => sheet(call, &answer).reply(form),
            (Err(error), _) => Err(Refusal::bad(error)),
            (Ok(_), None) => Err(Refusal::bad(call.t("error.question"))),
        };
    }
    let shell = call.shell(call.t("nav.ask"));
    let (mut found, mut fault, mut passages) = (None, None, Vec::new());
    if let Some(reply) = &reply {
        match (&reply.read, &reply.answer) {
            (Ok(understood), Some(answer)) => found = Some(answered(call, &shell, understood, answer)),
            (Err(error), _) => fault = Some(trouble(&shell, error)),
            (Ok(_), None) => {}
        }
        passages = reply.passages.iter().map(|hit| passage(&shell, hit)).collect();
    }
    page(&Ask {
        question: question.to_owned(),
        examples: call
            .opened
            .examples(call.asked.lang)
            .iter()
            .map(|example| (shell.url("/ask", [("q", example.as_str())]), example.clone()))
            .collect(),
        search: shell.url("/search", [("q", question)]),
        trouble: fault,
        answered: found,
        passages,
        columns: Columns::plain(&target_columns(call)),
        shell,
    })
}

fn trouble(shell: &Shell, error: &NotUnderstood) -> Trouble {
    Trouble {
        reason: error.to_string(),
        search: error.search().map(|words| (shell.url("/search", [("q", words.as_str())]), words)),
    }
}

fn passage(shell: &Shell, hit: &Hit) -> Passage {
    Passage {
        place: shell.place(&hit.doc, &hit.part, &hit.evidence),
        trail: hit.title.clone(),
        doc: hit.doc.clone(),
        line: hit.evidence.line,
        text: hit.snippet.replace('\n', " "),
    }
}

fn answered(call: &Call, shell: &Shell, understood: &Understood, answer: &Answer<'_>) -> Answered {
    let mut shown = Answered {
        understood: understood.restated.clone(),
        query: understood.query.clone(),
        in_editor: shell.url("/sparql", [("query", understood.query.as_str())]),
        sentence: answer.reason.clone().unwrap_or_else(|| answer.sentence.clone()),
        left_out: answer.left_out.clone(),
        tasks: Vec::new(),
        targets: Vec::new(),
        units: Vec::new(),
        parts: Vec::new(),
        documents: Vec::new(),
    };
    for row in &answer.rows {
        match row {
            Row::Task(task) => shown.tasks.push(proved(call, shell, task)),
            Row::Target(target) => shown.targets.push(TargetRow::new(shell, target)),
            Row::Unit(row) => {
                let docs: Vec<String> = row.docs.iter().map(|doc| shell.titles.beside(doc)).collect();
                shown.units.push((row.unit.clone(), shell.body(&row.unit), row.tasks, docs.join("、")));
            }
            Row::Part(row) => {
                let href = shell.reader(&row.doc, &row.part);
                shown.parts.push((
                    shell.part(&row.doc, &row.part),
                    row.title.clone(),
                    href,
                    row.present,
                    row.doc.clone(),
                ));
            }
            Row::Document(info) => {
                let title = if shell.many() { shell.titles.whole(&info.name) } else { info.title.clone() };
                shown.documents.push((title, shell.reader(&info.name, &0), info.name.clone()));
            }
        }
    }
    shown
}

/// How many characters of a passage stand in an answer.
const PASSAGE: usize = 200;

/// The beginning of a passage; that there is more is seen.
fn short(passage: &str) -> String {
    let mut chars = passage.chars();
    let start: String = chars.by_ref().take(PASSAGE).collect();
    if chars.next().is_some() { start + "……" } else { start }
}

/// The passages of units and deadline, or of the whole task where it has neither.
fn proved(call: &Call, shell: &Shell, task: &Task) -> Proved {
    let fields: Vec<&Evidence> = [&task.units_evidence, &task.deadline_evidence].into_iter().flatten().collect();
    let fields = if fields.is_empty() { vec![&task.evidence] } else { fields };
    let proof = |evidence: &Evidence| {
        let passage = short(&call.opened.passage(&task.doc, evidence));
        (shell.place(&task.doc, &task.part, evidence), passage, evidence.line)
    };
    Proved { task: TaskRow::new(shell, task), proofs: fields.into_iter().map(proof).collect() }
}

fn sheet(call: &Call, answer: &Answer<'_>) -> Sheet {
    let name = call.t("nav.ask");
    let tasks: Vec<&Task> = answer
        .rows
        .iter()
        .filter_map(|row| if let Row::Task(task) = row { Some(task.record()) } else { None })
        .collect();
    if !tasks.is_empty() {
        return task_sheet(call, name, &tasks);
    }
    let targets: Vec<&Target> =
        answer.rows.iter().filter_map(|row| if let Row::Target(target) = row { Some(*target) } else { None }).collect();
    if !targets.is_empty() {
        return target_sheet(call, name, &targets);
    }
    let called = |doc: &str| call.opened.titles.beside(doc);
    Sheet::of(name, &answer.rows)
        .column("name", call.t("column.name"), |row| match row {
            Row::Unit(row) => row.unit.as_str(),
            Row::Part(row) => row.title.as_str(),
            Row::Document(info) => info.title.as_str(),
            Row::Task(_) | Row::Target(_) => "",
        })
        .column("doc", call.t("column.doc"), |row| match row {
            Row::Unit(row) => row.docs.iter().map(|doc| called(doc)).collect::<Vec<_>>().join("、"),
            Row::Part(row) => called(&row.doc),
            Row::Document(info) => called(&info.name),
            Row::Task(_) | Row::Target(_) => String::new(),
        })
        .column("number", call.t("column.number"), |row| match row {
            Row::Unit(row) => Cell::from(row.tasks),
            Row::Part(row) => Cell::from(row.part),
            Row::Document(_) | Row::Task(_) | Row::Target(_) => Cell::Empty,
        })
        .finish()
}
