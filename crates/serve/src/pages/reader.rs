use super::comment::{Remark, remarks};
use super::place::place;
use super::printed::{Mark, Piece, Shown, pieces, places};
use super::rows::whose;
use crate::call::{Call, page};
use crate::opened::Text;
use crate::reply::Refusal;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::{Clause, ClauseKind, DocumentFacts, DocumentInfo, Evidence, Task, Unit};
use zhengtu_say::{self as say, Titles};

/// How many words are set off.
const MOST_WORDS: usize = 12;
/// What an address says for the whole plan.
const WHOLE: &str = "all";

#[derive(Template)]
#[template(path = "reader.html")]
struct ReadingPage {
    shell: Shell,
    title: String,
    /// Government and title, as behind a passage that is copied.
    source: String,
    /// Government, number, day of issue, validity.
    said: String,
    /// The name of the part.
    name: String,
    parts: Vec<Part>,
    outline: Vec<Entry>,
    blocks: Vec<Block>,
    /// The comments whose words stand nowhere any more.
    lost: Vec<Remark>,
    /// The part before and the part after, with their names; the whole plan, where it is not shown.
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
    whole: String,
    correct: String,
    comments: String,
    annotated: bool,
}

/// A part in the list of parts.
struct Part {
    name: String,
    title: String,
    href: String,
    current: bool,
    present: bool,
}

/// A heading or task in the outline.
struct Entry {
    href: String,
    name: String,
    depth: usize,
    class: &'static str,
}

/// A clause of the text.
struct Block {
    anchor: String,
    tag: &'static str,
    class: &'static str,
    pieces: Vec<Piece>,
    record: String,
    label: String,
    flags: Vec<(String, &'static str, String)>,
    /// Where the task is put right, and where the clause is commented on.
    correct: String,
    comment: String,
    /// What people say of it.
    remarks: Vec<Remark>,
    /// Its line in words.
    line: String,
}

/// `/doc/NAME`: a part of a document, its outline beside it, what was read out of it marked in place.
pub fn reader(call: &Call) -> Result<Response, Refusal> {
    if let Some(thing) = crate::api::thing(call)? {
        return Ok(thing);
    }
    let name = call.asked.tail.as_str();
    let at = call.opened.document(name).ok_or_else(|| Refusal::missing(call.t("error.document")))?;
    let (facts, text) = (&call.opened.facts[at], &call.opened.texts[at]);
    let whole = call.get("part") == Some(WHOLE);
    let part = if whole { 0 } else { call.number::<u32>("part")?.unwrap_or(0) };
    if facts.parts.iter().all(|found| found.number != part) {
        return Err(Refusal::missing(call.t("error.part")));
    }
    let here = call.get("at").map(place).transpose()?;
    let shown = |own: u32| whole || own == part;
    let clauses: Vec<&Clause> = facts.clauses.iter().filter(|clause| shown(clause.part)).collect();
    if let Some(form) = call.download()? {
        return sheet(call, facts, &clauses).reply(form);
    }
    let shell = call.shell(&facts.info.title);
    let tasks: Vec<&Task> = facts.tasks.iter().filter(|task| shown(task.part)).collect();
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let (mut placed, lost): (Vec<Remark>, Vec<Remark>) =
        remarks(&journal, name, text).into_iter().partition(|remark| remark.place.is_some());
    let mut marks = marks(&shell, facts, shown);
    marks.extend(placed.iter().filter_map(|remark| commented(&shell, remark)));
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let several = facts.parts.iter().filter(|part| part.present).count() > 1;
    let [previous, next] = if whole { [None, None] } else { beside(&shell, facts, part) };
    page(&ReadingPage {
        previous,
        next,
        whole: if several && !whole { shell.url(&shell.path, [("part", WHOLE)]) } else { String::new() },
        correct: shell.url("/correct/document", [("doc", name)]),
        comments: shell.url("/comments", [("doc", name)]),
        annotated: call.opened.entry(name).is_some_and(|entry| super::annotated::has_place(&entry.path)),
        title: shell.titles.title(name).to_owned(),
        source: shell.titles.whole(name),
        parts: parts(&shell, facts, (!whole).then_some(part)),
        outline: outline(&clauses, &tasks),
        blocks: blocks(call, &shell, text, &clauses, &tasks, &marks, here)
            .into_iter()
            .zip(&clauses)
            .map(|(block, clause)| Block { remarks: within(&mut placed, clause), ..block })
            .collect(),
        lost,
        said: said(&shell, &shell.titles, &facts.info),
        name: if whole { call.t("reader.whole").to_owned() } else { shell.part(name, &part) },
        shell,
    })
}

/// What the document is: whose, under which number, of which day, in force from when to when.
pub fn said(shell: &Shell, titles: &Titles, info: &DocumentInfo) -> String {
    let identity = &info.identity;
    let day = |stated: &Option<zhengtu_model::Stated<zhengtu_model::Date>>, key: &str| {
        stated.as_ref().map(|stated| format!("{} {}", shell.t(key), stated.value)).unwrap_or_default()
    };
    let text = |stated: &Option<zhengtu_model::Stated<String>>| {
        stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default()
    };
    let all = [
        titles.government(&info.name).to_owned(),
        text(&identity.issuer),
        text(&identity.number),
        day(&identity.issued, "column.issued"),
        day(&identity.valid_from, "column.valid-from"),
        day(&identity.valid_to, "column.valid-to"),
    ];
    let mut told: Vec<String> = all.into_iter().filter(|said| !said.is_empty()).collect();
    told.dedup();
    told.join(" · ")
}

/// The parts before and after one, of those that are there.
fn beside(shell: &Shell, facts: &DocumentFacts, part: u32) -> [Option<(String, String)>; 2] {
    let present: Vec<u32> = facts.parts.iter().filter(|part| part.present).map(|part| part.number).collect();
    let at = present.iter().position(|number| *number == part);
    let named = |number: &u32| (shell.reader(&facts.info.name, number), shell.part(&facts.info.name, number));
    let before = at.and_then(|at| present.get(at.checked_sub(1)?)).map(named);
    [before, at.and_then(|at| present.get(at + 1)).map(named)]
}

fn parts(shell: &Shell, facts: &DocumentFacts, current: Option<u32>) -> Vec<Part> {
    let part = |part: &zhengtu_model::PartInfo| Part {
        name: shell.part(&facts.info.name, &part.number),
        title: part.title.clone(),
        href: shell.reader(&facts.info.name, &part.number),
        current: current == Some(part.number),
        present: part.present,
    };
    facts.parts.iter().map(part).collect()
}

fn anchor(start: usize) -> String {
    format!("c{start}")
}

/// The headings and the tasks, in the order of the text.
fn outline(clauses: &[&Clause], tasks: &[&Task]) -> Vec<Entry> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let holds = |clause: &Clause| tasks.iter().any(|task| task.evidence.start == clause.evidence.start);
    for clause in clauses.iter().filter(|clause| clause.kind == ClauseKind::Heading && !holds(clause)) {
        let own = clause.trail.last().filter(|_| !clause.path.is_empty());
        let name = own.cloned().unwrap_or_else(|| zhengtu_text::strip_white(&clause.text));
        entries.push((clause.evidence.start, entry(clause.evidence.start, &clause.path, name, "heading")));
    }
    for task in tasks {
        entries.push((task.evidence.start, entry(task.evidence.start, &task.path, task.title.clone(), "task")));
    }
    entries.sort_by_key(|(start, _)| *start);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(start: usize, path: &str, name: String, class: &'static str) -> Entry {
    let depth = if path.is_empty() { 0 } else { path.matches('/').count() + 1 };
    let number = path.rsplit('/').next().filter(|number| !number.starts_with('#')).unwrap_or_default();
    let name = if number.is_empty() { name } else { format!("{number} {name}") };
    Entry { href: format!("#{}", anchor(start)), name, depth: depth.min(5), class }
}

/// What was read out of a part.
fn marks(shell: &Shell, facts: &DocumentFacts, shown: impl Fn(u32) -> bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    for task in facts.tasks.iter().filter(|task| shown(task.part)) {
        for unit in &task.units {
            marks.push(of_unit(shell, facts, unit));
        }
        if let Some(evidence) = &task.deadline_evidence {
            let (start, end) = (evidence.start, evidence.end);
            let title = format!("{}：{}", shell.t("column.due"), say::deadline(&task.deadline, shell.lang));
            marks.push(Mark { start, end, class: "due", href: shell.task(&task.id), title });
        }
        for statement in &task.statements {
            let at = &statement.evidence;
            let names: Vec<&str> = statement.units.iter().map(|unit| unit.name.as_str()).collect();
            let title = format!("{}：{}", shell.t("task.statement"), names.join("、"));
            marks.push(Mark { start: at.start, end: at.end, class: "statement", href: String::new(), title });
            for unit in &statement.units {
                marks.push(of_unit(shell, facts, unit));
            }
        }
        for promise in &task.commitments {
            let (start, end) = (promise.evidence.start, promise.evidence.end);
            let title = format!("{}：{}", shell.t("column.promise"), promise.end);
            marks.push(Mark { start, end, class: "due", href: shell.task(&task.id), title });
        }
    }
    for target in facts.targets.iter().filter(|target| shown(target.part)) {
        let (start, end) = (target.evidence.start, target.evidence.end);
        let value = say::figure(target, shell.lang);
        let title = format!("{}：{} {value}", shell.t("hit.target"), target.indicator);
        marks.push(Mark { start, end, class: "target", href: shell.target(&target.id), title });
    }
    marks
}

/// The name of a body that does a task.
fn of_unit(shell: &Shell, facts: &DocumentFacts, unit: &Unit) -> Mark {
    Mark {
        start: unit.evidence.start,
        end: unit.evidence.end,
        class: unit.role.name(),
        href: shell.unit(&facts.info.name, &unit.name),
        title: format!("{}：{}", shell.role(unit.role), unit.name),
    }
}

/// The words that a comment is about.
fn commented(shell: &Shell, remark: &Remark) -> Option<Mark> {
    let (start, end) = remark.place?;
    let href = format!("#n{}", remark.number);
    Some(Mark { start, end, class: "said", href, title: format!("{}：{}", shell.t("comment.title"), remark.says) })
}

/// The comments whose words begin in a clause, taken out of those that there are.
fn within(remarks: &mut Vec<Remark>, clause: &Clause) -> Vec<Remark> {
    let at = &clause.evidence;
    let is_in = |remark: &mut Remark| remark.place.is_some_and(|(start, _)| at.start <= start && start < at.end);
    remarks.extract_if(.., is_in).collect()
}

fn blocks(
    call: &Call,
    shell: &Shell,
    text: &Text,
    clauses: &[&Clause],
    tasks: &[&Task],
    marks: &[Mark],
    here: Option<(usize, usize)>,
) -> Vec<Block> {
    let doc = call.asked.tail.as_str();
    let words: Vec<&str> = call.asked.params.all("words").take(MOST_WORDS).collect();
    let longest = marks.iter().map(|mark| mark.end.saturating_sub(mark.start)).max().unwrap_or(0);
    let findings = &call.opened.findings;
    let mut level = 1;
    let block = |clause: &&Clause| {
        let at = &clause.evidence;
        // Marks are sorted by their start, so only those near the clause are looked at.
        let from = marks.partition_point(|mark| mark.start + longest < at.start);
        let to = marks.partition_point(|mark| mark.start < at.end);
        let task = tasks.iter().find(|task| task.evidence.start == at.start);
        let flags = findings.iter().filter(|finding| {
            let on = |side: &zhengtu_model::Side| {
                let of = side.doc.as_ref().unwrap_or(&finding.doc);
                of == doc && at.start <= side.evidence.start && side.evidence.start < at.end
            };
            on(&finding.a) || finding.b.as_ref().is_some_and(on)
        });
        let tag = tag(clause, &mut level);
        Block {
            anchor: anchor(at.start),
            tag,
            class: clause.kind.name(),
            line: shell.line(at.line),
            pieces: {
                let passage = text.passage(at);
                let found = places(passage, at, &words);
                pieces(passage, at, &marks[from.min(to)..to], &Shown { here, found })
            },
            correct: task
                .filter(|_| shell.edits())
                .map(|task| shell.url("/correct/task", [("id", call.opened.short(&task.id))]))
                .unwrap_or_default(),
            comment: if shell.reports() { comment_on(shell, doc, at) } else { String::new() },
            remarks: Vec::new(),
            record: task.map(|task| shell.task(&task.id)).unwrap_or_default(),
            label: task.map(|task| task.path.clone()).unwrap_or_default(),
            flags: flags
                .map(|finding| (shell.finding(finding), finding.severity.name(), finding.message.clone()))
                .collect(),
        }
    };
    clauses.iter().map(block).collect()
}

/// Where a clause is commented on.
fn comment_on(shell: &Shell, doc: &str, at: &Evidence) -> String {
    shell.url("/comment", [("doc", doc), ("at", &format!("{}-{}", at.start, at.end))])
}

/// The element of a clause. A heading is at most one level below the heading before it.
fn tag(clause: &Clause, level: &mut usize) -> &'static str {
    if clause.kind != ClauseKind::Heading {
        return "p";
    }
    let depth = if clause.path.is_empty() { 0 } else { clause.path.matches('/').count() + 1 };
    *level = (depth + 2).min(*level + 1).clamp(2, 6);
    ["h2", "h2", "h2", "h3", "h4", "h5", "h6"][*level]
}

/// The kind of a clause in words.
fn kind(call: &Call, kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Heading => call.t("hit.heading"),
        ClauseKind::Text => call.t("hit.clause"),
        ClauseKind::Field => call.t("clause.field"),
        ClauseKind::Row => call.t("clause.row"),
        ClauseKind::Other => call.t("clause.other"),
    }
}

fn sheet<'a>(call: &Call, facts: &'a DocumentFacts, clauses: &'a [&Clause]) -> Sheet {
    let t = |key: &str| call.t(key);
    whose(call, Sheet::of(&facts.info.title, clauses), |_| &facts.info.name)
        .column("part", t("column.part"), |clause| {
            call.opened.titles.part(&facts.info.name, clause.part, call.asked.lang)
        })
        .column("path", t("column.path"), |clause| clause.path.as_str())
        .column("kind", t("facet.kind"), |clause| kind(call, clause.kind))
        .column("title", t("column.trail"), |clause| clause.trail.join(" / "))
        .column("text", t("column.text"), |clause| clause.text.as_str())
        .column("line", t("column.line"), |clause| clause.evidence.line)
        .column("id", t("column.id"), |clause| clause.id.as_str())
        .finish()
}
