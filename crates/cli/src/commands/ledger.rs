//! `zhengtu export ledger` and `zhengtu export calendar`: the task list as offices lay it out.

use super::units;
use crate::args::{By, Group, LedgerOptions};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, deliver, fault};
use crate::session;
use std::collections::BTreeMap;
use std::path::Path;
use zhengtu_kb::KnowledgeBase;
use zhengtu_ledger::{Grouping, Layout, Ledger};
use zhengtu_model::{Bodies, Body, Deadline, DeadlineKind, DocumentFacts, Report};
use zhengtu_office::csv::BYTE_ORDER_MARK;
use zhengtu_progress::{Board, Lights};
use zhengtu_say::Titles;

/// The formats of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Xlsx,
    Docx,
    Csv,
    Markdown,
}

impl Format {
    fn named(name: &str) -> Result<Self, Failure> {
        match name {
            "xlsx" => Ok(Self::Xlsx),
            "docx" => Ok(Self::Docx),
            "csv" => Ok(Self::Csv),
            "md" | "markdown" => Ok(Self::Markdown),
            other => Err(Failure::usage(format!("台账没有格式“{other}”；可用 xlsx、docx、csv、md"))),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
            Self::Markdown => "md",
        }
    }

    fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }

    /// Refuses a name that programs would open as something else.
    fn fits(self, file: &Path) -> Result<(), Failure> {
        let Some(ending) = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase) else {
            return Ok(());
        };
        let is_office = ["xlsx", "docx", "xls", "doc", "et", "wps", "pdf", "ods", "odt"].contains(&ending.as_str());
        if ending != self.ending() && (self.is_binary() || is_office) {
            let own = self.ending();
            return Err(Failure::usage(format!(
                "{}：写出的是 {own}，后缀却是 .{ending}；请把文件名改成 .{own}，或用 --format 另选 xlsx、docx、csv、md",
                file.display()
            )));
        }
        Ok(())
    }
}

/// Writes the ledger, or one for each unit or each place.
pub fn export(kb: &KnowledgeBase, format: &str, options: &LedgerOptions, lang: Lang) -> Result<(), Failure> {
    if let Some(option) = options.issued.as_ref().map(|_| "--issued").or(options.commitments.then_some("--commitments"))
    {
        return Err(Failure::usage(format!("{option} 只用于日历（export calendar）")));
    }
    let format = Format::named(format)?;
    // Of several ledgers it is the folder.
    if let Some(file) = options.out.as_deref().filter(|_| options.by.is_none()) {
        format.fits(file)?;
    }
    let facts = kb.answerable()?;
    let reports = if options.filled { kb.reports()? } else { Vec::new() };
    let filled = latest(&facts, &reports);
    let bodies = Bodies::of(&facts);
    let wanted = options.unit.as_deref().map(|name| units::named(&facts, &bodies, name)).transpose()?;
    let grouping = if options.group == Some(Group::Unit) { Grouping::Unit } else { Grouping::Part };
    let make = |volume: &Volume<'_>| {
        let layout = Layout { grouping, units: &volume.units, reports: by_task(&filled) };
        bytes(&Ledger::new(&volume.documents, &layout), format, options.bom)
    };
    let whole =
        Volume { name: String::new(), documents: facts.iter().collect(), units: wanted.clone().unwrap_or_default() };
    let volumes = match options.by {
        None => return deliver(&make(&whole)?, format.is_binary(), options.out.as_deref()),
        Some(By::Unit) => whole.of_units(&wanted.unwrap_or_else(|| units::all(&facts, &bodies))),
        Some(By::Place) => whole.of_places(&Titles::of_facts(&facts)),
    };
    let folder = options.out.as_deref().ok_or_else(|| Failure::usage("--by 要用 --out 给出文件夹"))?;
    std::fs::create_dir_all(folder).map_err(|error| fault(folder, &error))?;
    let names: Vec<String> = volumes.iter().map(|volume| volume.name.clone()).collect();
    for (volume, file) in volumes.iter().zip(file_names(&names)) {
        let path = folder.join(format!("{file}.{}", format.ending()));
        output::write(&path, &make(volume)?)?;
    }
    let (count, folder) = (names.len(), folder.display());
    match lang {
        Lang::Zh => eprintln!("已写出 {count} 册到 {folder}。"),
        Lang::En => eprintln!("wrote {count} ledgers to {folder}."),
    }
    Ok(())
}

/// One of several ledgers.
struct Volume<'a> {
    name: String,
    documents: Vec<&'a DocumentFacts>,
    units: Vec<&'a Body>,
}

impl<'a> Volume<'a> {
    /// A ledger for each of the bodies.
    fn of_units(&self, bodies: &[&'a Body]) -> Vec<Self> {
        let one =
            |body: &&'a Body| Self { name: body.name.clone(), documents: self.documents.clone(), units: vec![*body] };
        bodies.iter().map(one).collect()
    }

    /// A ledger for the documents of each government; what names none has one by its title.
    fn of_places(&self, titles: &Titles) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for &facts in &self.documents {
            let doc = facts.info.name.as_str();
            let name =
                Some(titles.government(doc)).filter(|name| !name.is_empty()).unwrap_or_else(|| titles.title(doc));
            match found.iter_mut().find(|volume| volume.name == name) {
                Some(volume) => volume.documents.push(facts),
                None => found.push(Self { name: name.to_owned(), documents: vec![facts], units: self.units.clone() }),
            }
        }
        found
    }
}

/// The latest report of each task, with the id of the task it now speaks of.
fn latest<'a>(facts: &[DocumentFacts], reports: &'a [Report]) -> Vec<(String, &'a Report)> {
    let tasks: Vec<_> = facts.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect();
    let (lights, last) = (Lights::default(), reports.iter().map(|report| report.date).max());
    let Some(last) = last else { return Vec::new() };
    let board = Board::new(&tasks, reports, &lights, last, None);
    let found = board.tasks().into_iter().filter_map(|entry| Some((entry.task.id.clone(), entry.report?.id.clone())));
    let found: Vec<(String, String)> = found.collect();
    let of = |id: &str| reports.iter().find(|report| report.id == id);
    found.into_iter().filter_map(|(task, id)| Some((task, of(&id)?))).collect()
}

fn by_task<'a>(filled: &'a [(String, &'a Report)]) -> BTreeMap<&'a str, &'a Report> {
    filled.iter().map(|(task, report)| (task.as_str(), *report)).collect()
}

fn bytes(ledger: &Ledger, format: Format, bom: bool) -> Result<Vec<u8>, Failure> {
    let mark = if bom { BYTE_ORDER_MARK } else { "" };
    match format {
        Format::Xlsx => zhengtu_ledger::xlsx(ledger, &Lights::default()).map_err(Failure::input),
        Format::Docx => zhengtu_ledger::docx(ledger).map_err(Failure::input),
        Format::Csv => Ok(format!("{mark}{}", zhengtu_ledger::csv(ledger)).into_bytes()),
        Format::Markdown => Ok(zhengtu_ledger::markdown(ledger).into_bytes()),
    }
}

/// Writes the deadlines as a calendar, and says which are no events.
pub fn calendar(kb: &KnowledgeBase, format: &str, options: &LedgerOptions, lang: Lang) -> Result<(), Failure> {
    if format != "ics" {
        return Err(Failure::usage(format!("日历没有格式“{format}”；可用 ics")));
    }
    let LedgerOptions { group, by, filled, bom, .. } = *options;
    if let Some(option) = (LedgerOptions { group, by, filled, bom, ..LedgerOptions::default() }).given() {
        return Err(Failure::usage(format!("{option} 只用于台账（export ledger）")));
    }
    let facts = kb.answerable()?;
    let bodies = Bodies::of(&facts);
    let units =
        options.unit.as_deref().map(|name| units::named(&facts, &bodies, name)).transpose()?.unwrap_or_default();
    let documents: Vec<&DocumentFacts> = facts.iter().collect();
    let issued = options.issued.as_deref().map(|day| session::day("--issued", day)).transpose()?;
    let found = zhengtu_ledger::calendar(&documents, &units, issued, options.commitments);
    deliver(found.text.as_bytes(), false, options.out.as_deref())?;
    let left_out: Vec<String> =
        found.left_out.iter().map(|(kind, count)| format!("{} {count}", kind_name(*kind, lang))).collect();
    let (events, left_out) = (found.events, left_out.join(lang.pick("，", ", ")));
    match (lang, left_out.is_empty()) {
        (Lang::Zh, true) => eprintln!("日历事件 {events} 个。"),
        (Lang::Zh, false) => eprintln!("日历事件 {events} 个；没有日期而未列入的任务：{left_out}。"),
        (Lang::En, true) => eprintln!("{events} events."),
        (Lang::En, false) => eprintln!("{events} events; tasks left out for want of a day: {left_out}."),
    }
    Ok(())
}

/// The kind of a deadline that is no event, and what may be done.
fn kind_name(kind: DeadlineKind, lang: Lang) -> String {
    match kind {
        DeadlineKind::Relative => {
            lang.pick("自印发起算（可用 --issued 给出印发日期）", "after issue (--issued gives the day)").to_owned()
        }
        DeadlineKind::Recurring => lang.pick("无法推算的定期", "recurring, but not to be reckoned").to_owned(),
        DeadlineKind::Ongoing => zhengtu_say::deadline(&Deadline::Ongoing, lang),
        kind => zhengtu_say::deadline_kind(kind, lang).to_owned(),
    }
}

/// A file name for each unit: signs that file systems do not take become `_`, and names that then are one
/// get a number.
fn file_names(units: &[String]) -> Vec<String> {
    let clean = |name: &String| -> String {
        let kept = name.chars().map(|char| if char.is_control() || "/\\:*?\"<>|.".contains(char) { '_' } else { char });
        kept.take(80).collect()
    };
    let mut names: Vec<String> = Vec::new();
    for name in units.iter().map(clean) {
        let taken = names.iter().filter(|other| other.split('~').next() == Some(&name)).count();
        names.push(if taken == 0 { name } else { format!("{name}~{}", taken + 1) });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_file_names_that_every_system_takes() {
        let names = ["县税务局", "县委/县政府", "县委\\县政府", "..", "甲:乙"].map(str::to_owned);
        assert_eq!(file_names(&names), ["县税务局", "县委_县政府", "县委_县政府~2", "__", "甲_乙"]);
    }
}
