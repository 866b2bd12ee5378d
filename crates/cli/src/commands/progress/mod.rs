//! `zhengtu progress`: ledgers that come back filled, and how the tasks stand.

mod history;
mod import;
mod report;

use crate::args::{Progress, ProgressCommand};
use crate::failure::Failure;
use crate::lang::Lang;
use comfy_table::{ContentArrangement, Table, presets};
use std::io::IsTerminal;
use zhengtu_model::{Report, Task};
use zhengtu_progress::Link;
use zhengtu_reader::OcrChoice;
use zhengtu_say::Titles;

/// The most reports that a warning names one by one.
const MOST_NAMED: usize = 10;

/// Does what was asked for.
pub fn run(options: &Progress, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    match &options.command {
        ProgressCommand::Import(options) => import::run(options, lang, ocr),
        ProgressCommand::Report(options) => report::run(options, lang, ocr),
        ProgressCommand::List(options) => history::run(options, lang, ocr),
    }
}

/// A table for a terminal; a Chinese character counts as two columns.
fn grid(captions: &[String], rows: &[Vec<String>]) -> String {
    let mut grid = Table::new();
    grid.load_style(presets::UTF8_BORDERS_ONLY);
    if std::io::stdout().is_terminal() {
        grid.set_content_arrangement(ContentArrangement::Dynamic);
    }
    grid.set_header(captions);
    for row in rows {
        let visible =
            |text: &String| text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect::<String>();
        grid.add_row(row.iter().map(visible));
    }
    format!("{grid}\n")
}

/// A task as messages name it: 附件6 三/一/2 推行“多税合一综合申报”.
fn name_of(task: &Task, titles: &Titles, lang: Lang) -> String {
    named(&task.doc, task.part, &task.path, &task.title, titles, lang)
}

fn named(doc: &str, part: u32, path: &str, title: &str, titles: &Titles, lang: Lang) -> String {
    let whose = if titles.many() { format!("{} ", titles.whole(doc)) } else { String::new() };
    format!("{whose}{} {title}", titles.place(doc, part, path, lang))
}

/// Says which reports speak of tasks that have changed, moved or gone since.
pub fn warn_of_changes(links: &[(&Report, Link<'_>)], titles: &Titles, lang: Lang) {
    let named = |of: &Report| named(&of.doc, of.part, &of.path, &of.title, titles, lang);
    let name_of = |task: &Task| name_of(task, titles, lang);
    let mut lines: Vec<String> = Vec::new();
    for (report, link) in links {
        let (name, date) = (named(report), report.date);
        let line = match (link, lang) {
            (Link::Same(_), _) => continue,
            (Link::Changed(task), Lang::Zh) => {
                format!("{date} 的报告所报任务文字已改动，仍按标识对应：{name} → {}", name_of(task))
            }
            (Link::Changed(task), Lang::En) => format!(
                "the text of a task has changed since the report of {date}, which stays with it: {name} → {}",
                name_of(task)
            ),
            (Link::Moved(task), Lang::Zh) => {
                format!("{date} 的报告随原文对应到新的位置：{name} → {}", name_of(task))
            }
            (Link::Moved(task), Lang::En) => {
                format!("the report of {date} follows its text to another place: {name} → {}", name_of(task))
            }
            (Link::Lost(near), Lang::Zh) => {
                let near = near.map(|task| format!("；最接近的是 {}", name_of(task))).unwrap_or_default();
                format!("{date} 的报告所报任务已不在，未计入：{name}{near}")
            }
            (Link::Lost(near), Lang::En) => {
                let near = near.map(|task| format!("; the nearest is {}", name_of(task))).unwrap_or_default();
                format!("the task of the report of {date} is gone, and the report not counted: {name}{near}")
            }
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for line in lines.iter().take(MOST_NAMED) {
        eprintln!("{line}");
    }
    if let Some(more) = lines.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        match lang {
            Lang::Zh => eprintln!("另有 {more} 条；全部见 zhengtu progress list。"),
            Lang::En => eprintln!("and {more} more; all of them: zhengtu progress list."),
        }
    }
}
