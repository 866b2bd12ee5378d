//! `zhengtu audit`: what each number, date and name was taken for, and what was not understood.

use crate::args::{Audit, HitFormat};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::io::Write;
use zhengtu_kb::CorrectionReport;
use zhengtu_model::{AccountEntry, Correction, CorrectionChange, DocumentFacts, Outcome, Reading};
use zhengtu_reader::OcrChoice;
use zhengtu_say::{self as say, Titles};

/// The readings in the order in which they are listed, with their names.
const READINGS: [(Reading, &str, &str); 18] = [
    (Reading::Deadline, "任务时限", "deadline of a task"),
    (Reading::Commitment, "正文中的限期", "dated commitment"),
    (Reading::Date, "其他日期、期间", "other date or period"),
    (Reading::Target, "量化目标", "target"),
    (Reading::Baseline, "现状、起点", "baseline"),
    (Reading::Condition, "条件、定义", "condition or definition"),
    (Reading::Parameter, "政策参数", "parameter of a policy"),
    (Reading::DocumentNumber, "文号", "document number"),
    (Reading::Name, "名称的一部分", "part of a name"),
    (Reading::Ordinal, "序号、编号", "ordinal"),
    (Reading::Count, "计数", "count"),
    (Reading::Responsible, "责任单位", "responsible unit"),
    (Reading::Mention, "提到的单位", "unit mentioned"),
    (Reading::ImpossibleDate, "历法上没有的日期", "date that the calendar does not have"),
    (Reading::Uncovered, "没有任务覆盖的句子", "sentence that no task covers"),
    (
        Reading::Overlooked,
        "可能漏读：有单位、职责或时限而没有读进任务",
        "may have been missed: a body with a duty, or a limit, in no task",
    ),
    (Reading::LeftOut, "页眉页脚等，不算正文", "page furniture, no part of the text"),
    (Reading::Unexplained, "没有读懂", "not understood"),
];

/// Prints the account of each document.
pub fn run(options: &Audit, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let kb = session::open(&options.kb, lang, ocr)?;
    let facts = kb.facts()?;
    let mut out = output::stdout();
    if options.format == HitFormat::Jsonl {
        return output::json_lines(&mut out, facts.iter().flat_map(|facts| &facts.account.entries));
    }
    let titles = Titles::of_facts(&facts);
    for document in &facts {
        print(&mut out, document, &titles, options.all, lang)?;
    }
    print_corrections(&mut out, &kb.corrections()?, lang)?;
    Ok(out.flush()?)
}

/// Prints each correction with the places where it was followed, or why it was not.
fn print_corrections(out: &mut Out, corrections: &[CorrectionReport], lang: Lang) -> Result<(), Failure> {
    if !corrections.is_empty() {
        writeln!(out, "{}：{}", lang.pick("更正", "corrections"), corrections.len())?;
    }
    for report in corrections {
        let Correction { file, line, reason, .. } = &report.correction;
        let place = match lang {
            Lang::Zh => format!("{file} 第{line}行"),
            Lang::En => format!("{file}, line {line}"),
        };
        writeln!(out, "    {place}  {}〔{reason}〕", what(report, lang))?;
        for (doc, applied) in report.uses.iter().filter(|(_, applied)| applied.outcome == Outcome::Applied) {
            for evidence in &applied.places {
                match lang {
                    Lang::Zh => writeln!(out, "        用于 {doc} 第{}行", evidence.line)?,
                    Lang::En => writeln!(out, "        applied to {doc}, line {}", evidence.line)?,
                }
            }
        }
        if let Some(problem) = session::problem(report, lang) {
            writeln!(out, "        {}：{problem}", lang.pick("未用上", "not followed"))?;
        }
    }
    Ok(())
}

/// What a correction says.
fn what(report: &CorrectionReport, lang: Lang) -> String {
    let subject = report.subject();
    match &report.correction.change {
        CorrectionChange::Replace { by, .. } => format!("“{subject}”{}“{by}”", lang.pick("读作", " reads ")),
        CorrectionChange::Unit { means, .. } => format!("“{subject}”{}“{means}”", lang.pick("指", " means ")),
        CorrectionChange::NotTask { .. } => format!("{subject}{}", lang.pick("不是任务", " is no task")),
        CorrectionChange::Annex { plan: None, .. } => {
            format!("{subject}{}", lang.pick("独立成文", " stands by itself"))
        }
        CorrectionChange::Annex { plan: Some(plan), .. } => match lang {
            Lang::Zh => format!("{subject} 是 {plan} 的附件"),
            Lang::En => format!("{subject} is an annex of {plan}"),
        },
        CorrectionChange::Document { says } => format!("{subject}{}{says}", lang.pick("：", ": ")),
    }
}

fn print(out: &mut Out, facts: &DocumentFacts, titles: &Titles, all: bool, lang: Lang) -> Result<(), Failure> {
    let doc = facts.info.name.as_str();
    let called = if titles.many() { titles.whole(doc) } else { facts.info.title.clone() };
    writeln!(out, "{called}  〔{doc}〕")?;
    for (reading, zh, en) in READINGS {
        let entries: Vec<&AccountEntry> = facts.account.of(reading).collect();
        if entries.is_empty() {
            continue;
        }
        writeln!(out, "{}：{}", lang.pick(zh, en), entries.len())?;
        for entry in entries.into_iter().filter(|entry| all || is_listed(reading) || entry.doubtful) {
            let mark = match (entry.doubtful, reading) {
                (false, _) => "",
                (true, Reading::Responsible) => {
                    lang.pick("〔存疑：可能不止一个名字〕", " [doubtful: may be more than a name]")
                }
                (true, _) => lang.pick("〔存疑：也可能是目标〕", " [doubtful: may be a target]"),
            };
            writeln!(out, "    {}  {}{mark}", place(entry, doc, titles, lang), entry.surface)?;
        }
    }
    if !facts.notices.is_empty() {
        writeln!(out, "{}：{}", lang.pick("请留意", "worth a look"), facts.notices.len())?;
    }
    for notice in &facts.notices {
        let place = format!(
            "{} {} {}",
            titles.part(doc, notice.part, lang),
            notice.path,
            say::line(notice.evidence.line, lang)
        );
        writeln!(out, "    {} {place}  {}", notice.code, notice.message)?;
    }
    Ok(())
}

/// Whether a person should look at what has this reading.
fn is_listed(reading: Reading) -> bool {
    matches!(
        reading,
        Reading::Unexplained | Reading::Uncovered | Reading::Overlooked | Reading::ImpossibleDate | Reading::LeftOut
    )
}

/// Where an entry stands: furniture by its page, all else by part, numbering and line.
fn place(entry: &AccountEntry, doc: &str, titles: &Titles, lang: Lang) -> String {
    match (entry.reading, entry.evidence.page) {
        (Reading::LeftOut, Some(page)) => say::page(page, lang),
        (Reading::LeftOut, None) => say::line(entry.evidence.line, lang),
        _ => {
            format!("{} {}", titles.place(doc, entry.part, &entry.path, lang), say::line(entry.evidence.line, lang))
        }
    }
}
