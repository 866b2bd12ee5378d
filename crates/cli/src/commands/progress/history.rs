//! `zhengtu progress list`.

use super::grid;
use crate::args::{BoardFormat, ListOptions};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::deliver;
use crate::session;
use serde_json::{Value, json};
use zhengtu_ledger::{StandingSheet, board_csv, board_markdown, board_xlsx};
use zhengtu_model::Report;
use zhengtu_office::csv::BYTE_ORDER_MARK;
use zhengtu_progress::{Index, Lights, Link};
use zhengtu_reader::OcrChoice;
use zhengtu_say::{self as say, Titles};
use zhengtu_text::strip_white;

/// Lists the reports, those of one task together, the earliest first.
pub fn run(options: &ListOptions, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let kb = session::open(&options.kb, lang, ocr)?;
    let (tasks, reports) = (kb.tasks()?, kb.reports()?);
    let index = Index::new(&tasks);
    let mut links: Vec<(&Report, Link<'_>)> = reports.iter().map(|report| (report, index.link(report))).collect();
    links.retain(|(report, link)| is_wanted(report, *link, options));
    // The place of the task in the document; what is gone comes last. The sort is stable.
    let place = |link: &Link<'_>| link.task().and_then(|found| tasks.iter().position(|task| task.id == found.id));
    links.sort_by_key(|(report, link)| (place(link).unwrap_or(usize::MAX), report.task.clone(), report.date));
    let bytes = bytes(&links, options, &session::titles(&kb)?, lang)?;
    deliver(&bytes, options.output.format == BoardFormat::Xlsx, options.output.out.as_deref())
}

fn is_wanted(report: &Report, link: Link<'_>, options: &ListOptions) -> bool {
    let of_source = options.source.as_ref().is_none_or(|source| report.source == *source);
    let of_task = options.task.as_ref().is_none_or(|given| {
        let given = strip_white(given);
        let place = |part: u32, path: &str| {
            strip_white(&format!("{}{path}", say::part(part, Lang::Zh))) == given || path == given
        };
        let filed = report.task == given || place(report.part, &report.path) || report.title.contains(&given);
        let now = link
            .task()
            .is_some_and(|task| task.id == given || place(task.part, &task.path) || task.title.contains(&given));
        filed || now
    });
    of_source && of_task
}

fn bytes(
    links: &[(&Report, Link<'_>)],
    options: &ListOptions,
    titles: &Titles,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    let sheet = sheet(links, titles, lang);
    Ok(match options.output.format {
        BoardFormat::Table if links.is_empty() => {
            format!("{}\n", lang.pick("没有进展报告。", "there are no reports.")).into_bytes()
        }
        BoardFormat::Table => grid(&sheet.captions, &sheet.rows).into_bytes(),
        BoardFormat::Csv => {
            let mark = if options.output.bom { BYTE_ORDER_MARK } else { "" };
            format!("{mark}{}", board_csv(&sheet)).into_bytes()
        }
        BoardFormat::Md => board_markdown(&sheet).into_bytes(),
        BoardFormat::Jsonl => {
            links.iter().map(|(report, link)| format!("{}\n", record(report, *link))).collect::<String>().into_bytes()
        }
        BoardFormat::Xlsx => {
            board_xlsx(&[(lang.pick("进展报告", "reports"), &sheet)], &Lights::default()).map_err(Failure::input)?
        }
    })
}

fn sheet(links: &[(&Report, Link<'_>)], titles: &Titles, lang: Lang) -> StandingSheet {
    let captions = [
        ("出处", "place"),
        ("任务", "task"),
        ("日期", "date"),
        ("来源", "source"),
        ("状态", "status"),
        ("完成情况", "completion"),
        ("进展", "progress"),
        ("备注", "note"),
        ("现对应", "now"),
        ("台账", "ledger"),
    ];
    let rows: Vec<Vec<String>> = links.iter().map(|(report, link)| row(report, *link, titles, lang)).collect();
    let docs: Vec<&str> = links.iter().map(|(report, _)| report.doc.as_str()).collect();
    let sheet = StandingSheet {
        captions: captions.map(|(zh, en)| lang.pick(zh, en).to_owned()).into(),
        lights: vec![None; rows.len()],
        rows,
    };
    sheet.told(0, &docs, titles, lang)
}

fn row(report: &Report, link: Link<'_>, titles: &Titles, lang: Lang) -> Vec<String> {
    let now = match link {
        Link::Same(_) => String::new(),
        Link::Changed(_) => lang.pick("文字已改动", "text changed").to_owned(),
        Link::Moved(task) => {
            format!("{} {}", lang.pick("移到", "moved to"), titles.place(&task.doc, task.part, &task.path, lang))
        }
        Link::Lost(_) => lang.pick("已不在", "gone").to_owned(),
    };
    vec![
        titles.place(&report.doc, report.part, &report.path, lang),
        report.title.clone(),
        report.date.to_string(),
        report.source.clone(),
        report.status.clone(),
        report.completion.clone(),
        report.progress.clone(),
        report.note.clone(),
        now,
        format!("{} {}:{}", report.file, report.sheet, report.row),
    ]
}

/// The report, and the task it speaks of now.
fn record(report: &Report, link: Link<'_>) -> Value {
    let mut record = json!(report);
    record["link"] = json!(link.kind());
    record["now"] = json!(link.task().map(|task| &task.id));
    if let Link::Lost(near) = link {
        record["nearest"] = json!(near.map(|task| &task.id));
    }
    record
}
