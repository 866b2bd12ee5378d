use super::rows::{TargetRow, TaskRow, target_sheet, task_sheet};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_ask::{Answer, Clock, NotUnderstood, Row, Understood};
use zhengtu_model::{Evidence, Target, Task};

#[derive(Template)]
#[template(path = "ask.html")]
struct Ask {
    shell: Shell,
    question: String,
    examples: Vec<(String, &'static str)>,
    trouble: Option<Trouble>,
    answered: Option<Answered>,
}

/// A question that was not understood.
struct Trouble {
    reason: String,
    search: Option<(String, String)>,
    saved: Option<(String, String)>,
}

/// A question that was.
struct Answered {
    understood: String,
    query: String,
    in_editor: String,
    sentence: String,
    reason: String,
    tasks: Vec<Proved>,
    targets: Vec<TargetRow>,
    units: Vec<(String, String, usize, String)>,
    parts: Vec<(String, String, String, bool)>,
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
    let read = (!question.is_empty()).then(|| zhengtu_ask::understand(question, &call.opened.names, &clock));
    if let Some(form) = call.download()? {
        let understood = match read {
            Some(Ok(understood)) => understood,
            Some(Err(error)) => return Err(Refusal::bad(error)),
            None => return Err(Refusal::bad(call.t("error.question"))),
        };
        return sheet(call, &zhengtu_ask::answer(&understood, &call.opened.facts)).reply(form);
    }
    let shell = call.shell(call.t("nav.ask"));
    let (trouble, answered) = match &read {
        None => (None, None),
        Some(Err(error)) => (Some(trouble(call, &shell, question, error)), None),
        Some(Ok(understood)) => (None, Some(answered(call, &shell, understood))),
    };
    let examples = [call.t("ask.example1"), call.t("ask.example2"), call.t("ask.example3"), call.t("ask.example4")];
    page(&Ask {
        question: question.to_owned(),
        examples: examples.map(|example| (shell.url("/ask", [("q", example)]), example)).into(),
        trouble,
        answered,
        shell,
    })
}

fn trouble(call: &Call, shell: &Shell, question: &str, error: &NotUnderstood) -> Trouble {
    let saved = call.app.library.nearest(question);
    Trouble {
        reason: error.to_string(),
        search: error.search().map(|words| (shell.url("/search", [("q", words.as_str())]), words)),
        saved: saved.map(|saved| {
            let title = saved.title.text(shell.lang).to_owned();
            (shell.to(&format!("/queries/{}", saved.name)), title)
        }),
    }
}

fn answered(call: &Call, shell: &Shell, understood: &Understood) -> Answered {
    let answer = zhengtu_ask::answer(understood, &call.opened.facts);
    let mut shown = Answered {
        understood: understood.restated.clone(),
        query: understood.query.clone(),
        in_editor: shell.url("/sparql", [("query", understood.query.as_str())]),
        sentence: answer.sentence.clone(),
        reason: answer.reason.clone().filter(|reason| *reason != answer.sentence).unwrap_or_default(),
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
                shown.units.push((row.unit.clone(), shell.unit(&row.unit), row.tasks, row.docs.join("、")));
            }
            Row::Part(row) => {
                let href = shell.reader(&row.doc, &row.part);
                shown.parts.push((shell.part(&row.part), row.title.clone(), href, row.present));
            }
            Row::Document(info) => {
                shown.documents.push((info.title.clone(), shell.reader(&info.name, &0), info.name.clone()));
            }
        }
    }
    shown
}

/// The passages of units and deadline, or of the whole task where it has neither.
fn proved(call: &Call, shell: &Shell, task: &Task) -> Proved {
    let fields: Vec<&Evidence> = [&task.units_evidence, &task.deadline_evidence].into_iter().flatten().collect();
    let fields = if fields.is_empty() { vec![&task.evidence] } else { fields };
    let proof = |evidence: &Evidence| {
        let passage: String = call.opened.passage(&task.doc, evidence).chars().take(200).collect();
        (shell.place(&task.doc, &task.part, evidence), passage, evidence.line)
    };
    Proved { task: TaskRow::new(shell, task), proofs: fields.into_iter().map(proof).collect() }
}

fn sheet(call: &Call, answer: &Answer<'_>) -> Sheet {
    let name = call.t("nav.ask");
    let tasks: Vec<&Task> =
        answer.rows.iter().filter_map(|row| if let Row::Task(task) = row { Some(*task) } else { None }).collect();
    if !tasks.is_empty() {
        return task_sheet(call, name, &tasks);
    }
    let targets: Vec<&Target> =
        answer.rows.iter().filter_map(|row| if let Row::Target(target) = row { Some(*target) } else { None }).collect();
    if !targets.is_empty() {
        return target_sheet(call, name, &targets);
    }
    Sheet::of(name, &answer.rows)
        .column("name", call.t("column.name"), |row| match row {
            Row::Unit(row) => row.unit.as_str(),
            Row::Part(row) => row.title.as_str(),
            Row::Document(info) => info.title.as_str(),
            Row::Task(_) | Row::Target(_) => "",
        })
        .column("doc", call.t("column.doc"), |row| match row {
            Row::Unit(row) => row.docs.join("、"),
            Row::Part(row) => row.doc.clone(),
            Row::Document(info) => info.name.clone(),
            Row::Task(_) | Row::Target(_) => String::new(),
        })
        .column("number", call.t("column.number"), |row| match row {
            Row::Unit(row) => Cell::from(row.tasks),
            Row::Part(row) => Cell::from(row.part),
            Row::Document(_) | Row::Task(_) | Row::Target(_) => Cell::Empty,
        })
        .finish()
}
