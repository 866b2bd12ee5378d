//! How the tasks stand: the board, reports that are filed in the page, filled ledgers that come back, reminders.

use super::choices::Choice;
use super::columns::{Column, Columns, Key};
use super::lights::{Lit, rank, today};
use super::pager::{PAGE, Pager};
use super::rows::TaskRow;
use crate::call::{Call, page};
use crate::reply::{Refusal, file};
use crate::select;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_ask::Clock;
use zhengtu_desk::{Error, Note, standing, version};
use zhengtu_ledger::{StandingSheet, board_csv, board_xlsx, match_tasks};
use zhengtu_model::{Date, Report, Role, Task};
use zhengtu_progress::{Entry, Filing, Light};

/// The media type of a calendar.
pub const CALENDAR: &str = "text/calendar; charset=utf-8";
/// How many reports of a task, and rows of a ledger that could not be taken in, are listed.
const LISTED: usize = 200;
/// Within how many days something is listed on the reminders.
const SOON: i64 = 60;

#[derive(Template)]
#[template(path = "progress.html")]
struct Page {
    shell: Shell,
    today: String,
    unit: String,
    lights: Vec<LightPill>,
    units: Vec<UnitRow>,
    heads: Vec<(&'static str, String)>,
    pager: Pager,
    columns: Columns,
    rows: Vec<Row>,
    reported: bool,
    feed: String,
    reminders: String,
    ledgers: Vec<(String, &'static str)>,
}

impl Page {
    /// Whether tasks of every light are listed.
    fn light_is_free(&self) -> bool {
        self.shell.given("light").is_empty()
    }
}

/// A light as a filter, with how many tasks show it.
struct LightPill {
    light: &'static str,
    name: String,
    count: usize,
    href: String,
    chosen: bool,
}

/// A unit with how many of its tasks show each light.
struct UnitRow {
    name: String,
    href: String,
    total: usize,
    counts: Vec<(&'static str, usize, String)>,
    /// The share of each light in a hundred parts: where its bar begins, how long it is.
    bars: Vec<(&'static str, usize, usize)>,
}

/// A task of a unit.
pub struct Row {
    off: bool,
    task: TaskRow,
    light: Lit,
    unit: String,
    due: String,
    days: String,
    status: String,
    said: String,
    reported: String,
}

/// `/progress`: how the tasks stand, by unit and one by one, the most urgent first.
pub fn progress(call: &Call) -> Result<Response, Refusal> {
    let today = today(call)?;
    let board = call.opened.board(today);
    let named = select::bodies(call)?;
    let all = select::standings(&board, &named);
    let light = select::light(call)?;
    let mut shown: Vec<&Entry<'_>> =
        all.iter().filter(|entry| light.is_none_or(|light| entry.light == light)).collect();
    let shell = call.shell(call.t("nav.progress"));
    let columns = Columns::of(call, &shell, &columns(call, &shell, named.len() != 1))?;
    if call.get("format").is_none() {
        // What is over and done with comes last; of the others, what is due first.
        shown.sort_by_key(|entry| (entry.light == Light::Done, rank(entry.light), entry.due.is_none(), entry.due));
    }
    columns.sort(&mut shown, |entry, column| key(entry, column));
    if let Some(format) = call.get("format") {
        return sheets(call, &all, &shown, format);
    }
    let pager = Pager::new(&shell, shown.len(), call.page()?, PAGE);
    let unit = call.get("unit").unwrap_or_default();
    let used: Vec<Light> =
        Light::ALL.into_iter().filter(|light| all.iter().any(|entry| entry.light == *light)).collect();
    page(&Page {
        today: today.to_string(),
        unit: unit.to_owned(),
        lights: pills(call, &shell, &board.tasks(), &all, !named.is_empty()),
        heads: used.iter().map(|light| (light.name(), Lit::of(call, *light).name)).collect(),
        units: if named.len() == 1 { Vec::new() } else { units(&shell, &all, &used) },
        rows: pager.listed(&shown).map(|(entry, off)| row(call, &shell, entry, off)).collect(),
        pager,
        columns,
        reported: call.opened.has_reports(),
        feed: shell.url("/calendar.ics", [("unit", unit)]),
        reminders: shell.url("/reminders", [("unit", unit), ("today", call.get("today").unwrap_or_default())]),
        ledgers: [("xlsx", "Excel"), ("docx", "Word")]
            .map(|(form, name)| (shell.url("/ledger", [("unit", unit), ("format", form)]), name))
            .into(),
        shell,
    })
}

/// The columns of the table of tasks; `units`: of several units.
fn columns(call: &Call, shell: &Shell, units: bool) -> Vec<Column> {
    let column = |key, caption| Column::usual(key, call.t(caption));
    let doc = shell.many().then(|| column("doc", "column.doc"));
    let unit = units.then(|| column("unit", "column.unit"));
    let first = [column("light", "progress.light"), column("due", "column.due")];
    let last = column("reported", "progress.last");
    first.into_iter().chain(doc).chain([column("task", "column.task")]).chain(unit).chain([last]).collect()
}

/// By what a task is sorted in a column.
fn key(entry: &Entry<'_>, column: &str) -> Key {
    match column {
        "light" => rank(entry.light).into(),
        "due" => entry.due.into(),
        "doc" => entry.task.doc.as_str().into(),
        "task" => entry.task.title.as_str().into(),
        "unit" => entry.unit.into(),
        _ => entry.report.map(|report| report.date).into(),
    }
}

fn sheets(call: &Call, all: &[Entry<'_>], shown: &[&Entry<'_>], format: &str) -> Result<Response, Refusal> {
    let (lights, lang) = (call.opened.lights(), call.asked.lang);
    let tasks = StandingSheet::tasks(shown.iter().copied(), lights, &call.opened.titles, lang);
    let name = call.t("nav.progress");
    match format {
        "xlsx" => {
            let sheets =
                [(call.t("nav.units"), &StandingSheet::by_unit(all, lights, lang)), (call.t("nav.tasks"), &tasks)];
            let bytes = board_xlsx(&sheets, lights).map_err(Refusal::fault)?;
            Ok(file(zhengtu_store::Format::Xlsx.media_type(), &format!("{name}.xlsx"), bytes))
        }
        "csv" => {
            let text = format!("{}{}", zhengtu_office::csv::BYTE_ORDER_MARK, board_csv(&tasks));
            Ok(file("text/csv; charset=utf-8", &format!("{name}.csv"), text.into_bytes()))
        }
        "json" => {
            let object = |row: &Vec<String>| {
                let pairs = tasks.captions.iter().zip(row);
                pairs.map(|(name, value)| (name.clone(), serde_json::Value::from(value.as_str()))).collect()
            };
            let rows: Vec<serde_json::Map<String, serde_json::Value>> = tasks.rows.iter().map(object).collect();
            Ok(file(crate::reply::JSON, &format!("{name}.json"), serde_json::to_vec_pretty(&rows)?))
        }
        other => Err(Refusal::bad(format!("format={other}：csv, xlsx, json"))),
    }
}

/// The lights with how many tasks show them: of one unit its own, else each task once.
fn pills(call: &Call, shell: &Shell, whole: &[Entry<'_>], all: &[Entry<'_>], of_unit: bool) -> Vec<LightPill> {
    let counted = if of_unit { all } else { whole };
    let pill = |light: Light| {
        let chosen = shell.is("light", light.name());
        LightPill {
            light: light.name(),
            name: Lit::of(call, light).name,
            count: counted.iter().filter(|entry| entry.light == light).count(),
            href: shell.with("light", if chosen { "" } else { light.name() }),
            chosen,
        }
    };
    Light::ALL.into_iter().map(pill).filter(|pill| pill.count > 0 || pill.chosen).collect()
}

/// The units, those first whose tasks most need a hand.
fn units(shell: &Shell, all: &[Entry<'_>], used: &[Light]) -> Vec<UnitRow> {
    let mut found: BTreeMap<&str, BTreeMap<Light, usize>> = BTreeMap::new();
    for entry in all {
        *found.entry(entry.unit).or_default().entry(entry.light).or_default() += 1;
    }
    let mut rows: Vec<(usize, UnitRow)> = found
        .into_iter()
        .map(|(unit, counts)| {
            let urgent = counts.iter().filter(|(light, _)| light.is_urgent()).map(|(_, count)| *count).sum();
            (urgent, unit_row(shell, unit, &counts, used))
        })
        .collect();
    rows.sort_by(|(a, one), (b, other)| (b, other.total, &one.name).cmp(&(a, one.total, &other.name)));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn unit_row(shell: &Shell, unit: &str, counts: &BTreeMap<Light, usize>, used: &[Light]) -> UnitRow {
    let total: usize = counts.values().sum();
    let count = |light: &Light| counts.get(light).copied().unwrap_or(0);
    let mut before = 0;
    let mut bars = Vec::new();
    for light in used.iter().filter(|light| count(light) > 0) {
        let from = before * 100 / total;
        before += count(light);
        bars.push((light.name(), from, before * 100 / total - from));
    }
    UnitRow {
        name: if unit.is_empty() { shell.t("units.none").to_owned() } else { unit.to_owned() },
        href: if unit.is_empty() { String::new() } else { shell.url("/progress", [("unit", unit)]) },
        total,
        counts: used
            .iter()
            .map(|light| {
                let href = shell.url("/progress", [("unit", unit), ("light", light.name())]);
                (light.name(), count(light), if unit.is_empty() { String::new() } else { href })
            })
            .collect(),
        bars,
    }
}

fn row(call: &Call, shell: &Shell, entry: &Entry<'_>, off: bool) -> Row {
    let (said, status, reported) = match entry.report {
        None => Default::default(),
        Some(report) => {
            let words = [&report.completion, &report.progress, &report.note].map(String::as_str);
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            (words.join("；"), report.status.clone(), format!("{} · {}", report.date, report.source))
        }
    };
    Row {
        off,
        task: TaskRow::new(shell, entry.task),
        light: Lit::of(call, entry.light),
        unit: entry.unit.to_owned(),
        due: entry.due.map_or_else(|| zhengtu_say::deadline(&entry.task.deadline, shell.lang), |day| day.to_string()),
        days: days_of(call, entry),
        status,
        said,
        reported,
    }
}

/// The days to the limit of a task that is not done, in words.
fn days_of(call: &Call, entry: &Entry<'_>) -> String {
    let days = entry.days.filter(|_| entry.light != Light::Done);
    days.map(|days| left(call, days)).unwrap_or_default()
}

/// The days to a limit, in words.
fn left(call: &Call, days: i64) -> String {
    let key = if days < 0 { "progress.days-past" } else { "progress.days-left" };
    call.t(key).replace("{days}", &days.abs().to_string())
}

/// How one task stands, with its reports, and the form for another.
pub struct Standing {
    /// How it stands.
    pub light: Lit,
    /// The days to its limit, in words.
    pub days: String,
    /// What was reported, the latest first.
    pub reports: Vec<Told>,
    /// The state of the reports, for the form.
    pub version: u64,
    /// The words for a state.
    pub statuses: Vec<Choice>,
    /// Who may have reported.
    pub sources: Vec<String>,
    /// Today.
    pub today: String,
}

/// A report in words.
pub struct Told {
    /// The day it speaks of.
    pub date: String,
    /// Who reported.
    pub source: String,
    /// 状态.
    pub status: String,
    /// 完成情况, 进展, 备注.
    pub said: String,
    /// The file that it came in.
    pub file: String,
}

/// How a task stands.
pub fn standing_of(call: &Call, task: &Task) -> Result<Standing, Refusal> {
    let today = today(call)?;
    let board = call.opened.board(today);
    let entry = board.tasks().into_iter().find(|entry| entry.task.id == task.id);
    let mut reports: Vec<&Report> = board
        .links()
        .iter()
        .filter(|(_, link)| link.task().is_some_and(|own| own.id == task.id))
        .map(|(report, _)| *report)
        .collect();
    reports.sort_by_key(|report| std::cmp::Reverse(report.date));
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let names = |roles: &[Role]| {
        let units = task.units.iter().filter(|unit| roles.contains(&unit.role));
        units.map(|unit| call.opened.bodies.name(&task.doc, &unit.name).to_owned()).collect::<Vec<_>>()
    };
    let mut sources = names(&[Role::Lead]);
    sources.extend(names(&[Role::Responsible, Role::Cooperate]));
    Ok(Standing {
        light: Lit::of(call, entry.as_ref().map_or(Light::Unreported, |entry| entry.light)),
        days: entry.map(|entry| days_of(call, &entry)).unwrap_or_default(),
        reports: reports.into_iter().take(LISTED).map(told).collect(),
        version: version(&journal, &subject(task)),
        statuses: call
            .opened
            .lights()
            .offered()
            .into_iter()
            .map(|word| Choice { label: word.clone(), value: word, chosen: false })
            .collect(),
        sources,
        today: today.to_string(),
    })
}

fn told(report: &Report) -> Told {
    let words = [&report.completion, &report.progress, &report.note].map(String::as_str);
    Told {
        date: report.date.to_string(),
        source: report.source.clone(),
        status: report.status.clone(),
        said: words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("；"),
        file: if report.sheet.is_empty() { report.file.clone() } else { format!("{} {}", report.file, report.sheet) },
    }
}

fn subject(task: &Task) -> String {
    format!("progress:{}", task.id)
}

/// A report of a task, sent from its page.
pub fn report(call: &Call) -> Result<Response, Refusal> {
    let task = call.get("id").and_then(|id| call.opened.task(id));
    let task = task.ok_or_else(|| Refusal::missing(call.t("error.task")))?;
    let word = |name: &str| -> String {
        let text = call.get(name).unwrap_or_default().chars().filter(|char| !char.is_control() || *char == '\n');
        text.take(2000).collect()
    };
    let says = ["progress", "completion", "status", "remark"].map(word);
    if says.iter().all(String::is_empty) {
        return Err(Refusal::bad(call.t("progress.empty")));
    }
    let date = call.day("date")?.unwrap_or_else(|| Clock::now().today);
    let source = call.get("source").unwrap_or(&call.asked.visitor.name).to_owned();
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    if let Err(Error::Conflict { since }) = edit.fresh(&subject(task), call.seen()?) {
        let back = call.shell("").task(&task.id);
        let now = since.last().map(|change| change.note.after.clone()).unwrap_or_default();
        let about = task.title.clone();
        let wanted = words_of(&source, date, &says);
        return super::changes::conflict(call, super::changes::Conflict { back, about, now, wanted, since });
    }
    let filing = Filing {
        date,
        source: source.clone(),
        says: says.clone(),
        file: call.t("progress.page").to_owned(),
        sha256: String::new(),
        sheet: call.asked.visitor.name.clone(),
        row: 1,
    };
    let before = standing(edit.journal(), &subject(task)).map(|change| change.note.after.clone()).unwrap_or_default();
    let about = call.opened.titles.place(&task.doc, task.part, &task.path, call.asked.lang) + " " + &task.title;
    let note = Note { before, after: words_of(&source, date, &says), ..call.note(subject(task), about, &task.doc) };
    let made = edit.report(note, &[filing.on(task)], false).map_err(|error| call.refused(error))?;
    let made = made.ok_or_else(|| Refusal::new(StatusCode::CONFLICT, call.t("progress.known")))?;
    call.changed("/task", &[("id", call.opened.short(&task.id))], made.number, false)
}

/// What a report says, on one line.
fn words_of(source: &str, date: Date, says: &[String; 4]) -> String {
    let [progress, completion, status, note] = says;
    let words = [status, completion, progress, note].map(String::as_str);
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{source} {date}：{}", words.join("；"))
}

#[derive(Template)]
#[template(path = "taken_in.html")]
struct TakenIn {
    shell: Shell,
    name: String,
    added: usize,
    known: usize,
    blank: usize,
    repeated: usize,
    troubles: Vec<String>,
    more: usize,
    number: u64,
}

/// A filled ledger, sent.
pub fn take_in(call: &Call) -> Result<Response, Refusal> {
    let upload = call.asked.upload.as_ref().filter(|upload| !upload.bytes.is_empty());
    let upload = upload.ok_or_else(|| Refusal::bad(call.t("put.no-file")))?;
    let name = zhengtu_desk::clean(&upload.name);
    let lang = call.asked.lang;
    let wrong = |error: zhengtu_ledger::ImportError| Refusal::bad(lang.pick(error.to_string(), error.english()));
    let filled = zhengtu_ledger::read(&name, &upload.bytes).map_err(wrong)?;
    let tasks: Vec<Task> = call.opened.tasks().cloned().collect();
    let import = match_tasks(&filled, &tasks, &call.opened.titles);
    let date = call.day("date")?.or(filled.date).unwrap_or_else(|| Clock::now().today);
    let stem = || name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let source = call.get("source").or(filled.unit.as_deref()).unwrap_or_else(stem).trim().to_owned();
    let hash = zhengtu_desk::hash(&upload.bytes);
    let reports = import.reports(date, &source, &name, &hash);
    let note = call.note(format!("ledger:{hash}"), name.clone(), "");
    let note = Note { after: format!("{source} {date}：{} {}", reports.len(), call.t("progress.reports")), ..note };
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    let by_row = call.get("date").is_none();
    let made = edit.report(note, &reports, by_row).map_err(|error| call.refused(error))?;
    let added = made.as_ref().map_or(0, |made| match &made.deed {
        zhengtu_desk::Deed::Reports { reports } => reports.len(),
        _ => 0,
    });
    let troubles = import.troubles.iter().map(|(line, trouble)| {
        let place = format!("{} {}", line.sheet, call.t("progress.row").replace("{row}", &line.row.to_string()));
        format!("{place}（{}）：{}", line.title, trouble.message(&call.opened.titles, lang))
    });
    page(&TakenIn {
        shell: call.shell(call.t("progress.taken-in")),
        added,
        known: reports.len() - added,
        blank: import.blank,
        repeated: import.repeated,
        more: import.troubles.len().saturating_sub(LISTED),
        troubles: troubles.take(LISTED).collect(),
        number: made.map_or(0, |made| made.number),
        name,
    })
}

#[derive(Template)]
#[template(path = "reminders.html")]
struct Reminders {
    shell: Shell,
    today: String,
    columns: Columns,
    groups: Vec<Group>,
}

/// What a unit is reminded of.
struct Group {
    unit: String,
    rows: Vec<Row>,
}

/// `/reminders`: for each unit what is overdue or due soon, a page each on paper.
pub fn reminders(call: &Call) -> Result<Response, Refusal> {
    let today = today(call)?;
    let board = call.opened.board(today);
    let named = select::bodies(call)?;
    let shell = call.shell(call.t("reminders.title"));
    let near = |entry: &&Entry<'_>| entry.light != Light::Done && entry.days.is_some_and(|days| days <= SOON);
    let entries = select::standings(&board, &named);
    let mut groups: Vec<Group> = Vec::new();
    let mut found: Vec<&Entry<'_>> = entries.iter().filter(near).collect();
    // The sort is stable: the units stay in their order.
    found.sort_by_key(|entry| (entries.iter().position(|one| one.unit == entry.unit), entry.due));
    for entry in found {
        let row = row(call, &shell, entry, false);
        match groups.last_mut().filter(|group| group.unit == entry.unit) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { unit: entry.unit.to_owned(), rows: vec![row] }),
        }
    }
    groups.retain(|group| !group.unit.is_empty());
    let columns = Columns::plain(&columns(call, &shell, false));
    page(&Reminders { today: today.to_string(), columns, groups, shell })
}

/// `/ledger`: the task list as offices lay it out, with the latest reports, for all or for one unit.
pub fn ledger(call: &Call) -> Result<Response, Refusal> {
    let named = select::bodies(call)?;
    let documents: Vec<_> = call.opened.facts.iter().collect();
    let board = call.opened.board(today(call)?);
    let reports = board.tasks().into_iter().filter_map(|entry| Some((entry.task.id.as_str(), entry.report?)));
    let layout = zhengtu_ledger::Layout { units: &named, reports: reports.collect(), ..Default::default() };
    let ledger = zhengtu_ledger::Ledger::new(&documents, &layout);
    let name =
        call.get("unit").map(|unit| format!("{unit}{}", call.t("ledger.name"))).unwrap_or(call.t("ledger.name").into());
    match call.get("format") {
        None | Some("xlsx") => {
            let bytes = zhengtu_ledger::xlsx(&ledger, call.opened.lights()).map_err(Refusal::fault)?;
            Ok(file(zhengtu_store::Format::Xlsx.media_type(), &format!("{name}.xlsx"), bytes))
        }
        Some("docx") => {
            let bytes = zhengtu_ledger::docx(&ledger).map_err(Refusal::fault)?;
            let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(file(media, &format!("{name}.docx"), bytes))
        }
        Some(other) => Err(Refusal::bad(format!("format={other}：xlsx, docx"))),
    }
}

/// `/calendar.ics`: the deadlines as a calendar that other programs follow, for all or for one unit.
pub fn calendar(call: &Call) -> Result<Response, Refusal> {
    let name = call.get("unit").unwrap_or(call.t("ledger.name"));
    Ok(file(CALENDAR, &format!("{name}.ics"), calendar_of(call)?.into_bytes()))
}

/// The deadlines of the documents and bodies that are asked for (iCalendar, RFC 5545).
pub fn calendar_of(call: &Call) -> Result<String, Refusal> {
    let named = select::bodies(call)?;
    let of = |facts: &&zhengtu_model::DocumentFacts| select::is_of(call, &facts.info.name);
    let documents: Vec<_> = call.opened.facts.iter().filter(of).collect();
    Ok(zhengtu_ledger::calendar(&documents, &named, None, false).text)
}
