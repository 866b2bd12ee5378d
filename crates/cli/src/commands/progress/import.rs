//! `zhengtu progress import`.

use super::name_of;
use crate::args::ImportOptions;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::session;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use zhengtu_kb::ReportsAdded;
use zhengtu_ledger::{Filled, Import, match_tasks};
use zhengtu_model::{Date, Report};
use zhengtu_progress::Lights;
use zhengtu_reader::OcrChoice;
use zhengtu_say::Titles;

/// The most troubles that are said one by one.
const MOST_TROUBLES: usize = 1000;
/// The most words of the column 状态 that are named.
const MOST_WORDS: usize = 10;

/// Takes a filled ledger in; says what could not be matched.
pub fn run(options: &ImportOptions, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let path = options.file.display();
    let bytes = std::fs::read(&options.file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::input(format!("{path}：找不到这个文件；请检查路径")),
        _ => Failure::input(format!("{path}：{error}")),
    })?;
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let filled = zhengtu_ledger::read(&name, &bytes)
        .map_err(|error| Failure::input(format!("{path}：{}", lang.pick(&error.to_string(), &error.english()))))?;
    let kb = session::open(&options.kb, lang, ocr)?;
    let tasks = kb.tasks()?;
    let titles = session::titles(&kb)?;
    let import = match_tasks(&filled, &tasks, &titles);
    say_troubles(&name, &filled, &import, &titles, lang);
    if options.strict && !import.troubles.is_empty() {
        return Err(Failure::input(lang.pick(
            "有的行收不进来（--strict），一行也没有收",
            "not every row could be taken in (--strict); none was",
        )));
    }
    let (date, source) = (date(options, &filled, lang)?, source(options, &filled, &name));
    let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let reports = import.reports(date, &source, &name, &sha256);
    say_unknown(&reports, lang);
    let added = zhengtu_kb::add_reports(&options.kb.kb, &reports, options.date.is_none())?;
    let mut out = output::stdout();
    writeln!(out, "{}", summary(&import, &added, date, &source, lang))?;
    Ok(out.flush()?)
}

fn date(options: &ImportOptions, filled: &Filled, lang: Lang) -> Result<Date, Failure> {
    if let Some(day) = &options.date {
        return session::day("--date", day);
    }
    if let Some(day) = filled.date {
        return Ok(day);
    }
    let today = session::today();
    match lang {
        Lang::Zh => eprintln!("台账上没有填报日期，按今天（{today}）计；可用 --date 给出。"),
        Lang::En => eprintln!("the ledger names no day; taken as of today ({today}); --date gives another."),
    }
    Ok(today)
}

fn source(options: &ImportOptions, filled: &Filled, name: &str) -> String {
    let stem = || name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let given = options.source.as_ref().or(filled.unit.as_ref()).map(|source| source.trim().to_owned());
    given.filter(|source| !source.is_empty()).unwrap_or_else(stem)
}

fn say_troubles(file: &str, filled: &Filled, import: &Import<'_>, titles: &Titles, lang: Lang) {
    if !filled.has_ids {
        eprintln!(
            "{}",
            lang.pick(
                "台账没有标识列，改按出处与任务名称对应。",
                "the ledger has no column of ids; rows are matched by place and title."
            )
        );
    } else if import.by_place > 0 {
        match lang {
            Lang::Zh => eprintln!("{} 行没有标识，改按出处与任务名称对应。", import.by_place),
            Lang::En => eprintln!("{} rows have no id and were matched by place and title.", import.by_place),
        }
    }
    for (line, task) in &import.renamed {
        let (sheet, row, title, task) = (&line.sheet, line.row, &line.title, name_of(task, titles, lang));
        match lang {
            Lang::Zh => eprintln!("{file} {sheet} 第 {row} 行：任务名称“{title}”与知识库不同，按标识对应到 {task}"),
            Lang::En => eprintln!("{file} {sheet} row {row}: the title “{title}” differs; by its id it is {task}"),
        }
    }
    for (line, trouble) in import.troubles.iter().take(MOST_TROUBLES) {
        let (sheet, row, title) = (&line.sheet, line.row, &line.title);
        let message = trouble.message(titles, lang);
        match lang {
            Lang::Zh => eprintln!("{file} {sheet} 第 {row} 行（{title}）：{message}"),
            Lang::En => eprintln!("{file} {sheet} row {row} ({title}): {message}"),
        }
    }
    if let Some(more) = import.troubles.len().checked_sub(MOST_TROUBLES).filter(|more| *more > 0) {
        match lang {
            Lang::Zh => eprintln!("另有 {more} 处，未逐条列出。"),
            Lang::En => eprintln!("and {more} more."),
        }
    }
}

/// Names what stands in the column 状态 and is no word that is known: such a task is neither done nor going on.
fn say_unknown(reports: &[Report], lang: Lang) {
    let lights = Lights::default();
    let status = reports.iter().map(|report| report.status.trim());
    let unknown: Vec<&str> = status.filter(|status| !status.is_empty() && !lights.knows(status)).collect();
    if unknown.is_empty() {
        return;
    }
    let (rows, words, offered) = (unknown.len(), BTreeSet::from_iter(unknown), lights.offered());
    let words: Vec<String> = words.into_iter().take(MOST_WORDS).map(|word| format!("“{word}”")).collect();
    match lang {
        Lang::Zh => eprintln!(
            "{rows} 行的状态没有看懂（{}），进展里列为“状态不明”；可填{}，或在 progress report --lights 的文件里写明它的意思。",
            words.join(""),
            offered.join("、")
        ),
        Lang::En => eprintln!(
            "the status of {rows} rows is not understood ({}) and stands as unclear; write {}, or say what it means in a file for progress report --lights.",
            words.join(" "),
            offered.join(", ")
        ),
    }
}

fn summary(import: &Import<'_>, added: &ReportsAdded, date: Date, source: &str, lang: Lang) -> String {
    let (new, known, blank) = (added.added.len(), added.known, import.blank);
    let (repeated, troubles) = (import.repeated, import.troubles.len());
    let zh = match (new, known) {
        (0, 0) => "没有收入进展报告".to_owned(),
        (0, _) => format!("没有新增：这 {known} 条都已收过"),
        _ => format!("收入 {new} 条进展报告（来源 {source}，日期 {date}）；已收过 {known} 条"),
    };
    let en = match (new, known) {
        (0, 0) => "no report was taken in".to_owned(),
        (0, _) => format!("nothing new: all {known} reports were there already"),
        _ => format!("took in {new} reports (from {source}, of {date}); {known} were there already"),
    };
    match lang {
        Lang::Zh => format!("{zh}；未填 {blank} 行，重复 {repeated} 行，有问题 {troubles} 处。"),
        Lang::En => format!("{en}; {blank} rows blank, {repeated} repeated, {troubles} with trouble."),
    }
}
