//! `zhengtu progress report`.

use super::{grid, warn_of_changes};
use crate::args::{BoardFormat, ReportOptions};
use crate::commands::units;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::deliver;
use crate::session;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use zhengtu_ledger::{StandingSheet, board_csv, board_markdown, board_xlsx};
use zhengtu_model::{Bodies, Date};
use zhengtu_office::csv::BYTE_ORDER_MARK;
use zhengtu_progress::{Board, Entry, Light, Lights, Scope};
use zhengtu_reader::OcrChoice;
use zhengtu_say::Titles;

/// How many columns of a table of tasks stand behind 状态.
const AFTER_STATUS: usize = 4;

/// Lists how the tasks stand.
pub fn run(options: &ReportOptions, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let lights = lights(options.lights.as_deref())?;
    let wanted = options.light.iter().map(|name| light(name, &lights)).collect::<Result<Vec<_>, _>>()?;
    let today = options.today.as_deref().map(|day| session::day("--today", day)).transpose()?;
    let today = today.unwrap_or_else(session::today);
    let issued = options.issued.as_deref().map(|day| session::day("--issued", day)).transpose()?;
    let kb = session::open(&options.kb, lang, ocr)?;
    let (facts, reports) = (kb.answerable()?, kb.reports()?);
    let tasks: Vec<_> = facts.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect();
    let years = facts.iter().filter_map(|facts| Some((facts.info.name.as_str(), facts.info.year?)));
    let days =
        facts.iter().filter_map(|facts| Some((facts.info.name.as_str(), facts.info.identity.issued.as_ref()?.value)));
    let (titles, bodies) = (Titles::of_facts(&facts), Bodies::of(&facts));
    let board = Board::new(&tasks, &reports, &lights, today, issued);
    let board = board.with_years(years).with_issued(days).with_bodies(&bodies);
    warn_of_changes(board.links(), &titles, lang);
    let units = options.unit.as_deref().map(|name| units::named(&facts, &bodies, name)).transpose()?;
    let mut entries = board.by_unit(units.as_deref().map_or(Scope::Accountable, Scope::Bodies));
    let mut whole = board.tasks();
    if units.is_some() {
        let theirs: BTreeSet<&str> = entries.iter().map(|entry| entry.task.id.as_str()).collect();
        whole.retain(|entry| theirs.contains(entry.task.id.as_str()));
    }
    entries.retain(|entry| wanted.is_empty() || wanted.contains(&entry.light));
    let view = View { entries, whole, lights: &lights, titles: &titles, today, lang };
    let bytes = view.bytes(options)?;
    deliver(&bytes, options.output.format == BoardFormat::Xlsx, options.output.out.as_deref())
}

fn lights(file: Option<&Path>) -> Result<Lights, Failure> {
    let Some(file) = file else { return Ok(Lights::default()) };
    let fault = |reason: String| Failure::input(format!("{}：{reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    Lights::default().with(&text).map_err(|error| fault(error.to_string()))
}

fn light(name: &str, lights: &Lights) -> Result<Light, Failure> {
    let found = Light::ALL.into_iter().find(|light| light.name() == name || lights.look(*light).zh == name);
    found.ok_or_else(|| {
        let known: Vec<&str> = Light::ALL.iter().map(|light| light.name()).collect();
        Failure::usage(format!("没有叫“{name}”的灯；可用 {}", known.join("、")))
    })
}

/// What is shown.
struct View<'a> {
    entries: Vec<Entry<'a>>,
    /// The tasks as such, without regard to units: all, or those of the unit that was asked for.
    whole: Vec<Entry<'a>>,
    lights: &'a Lights,
    titles: &'a Titles,
    today: Date,
    lang: Lang,
}

impl View<'_> {
    fn bytes(&self, options: &ReportOptions) -> Result<Vec<u8>, Failure> {
        let by_unit = || StandingSheet::by_unit(&self.entries, self.lights, self.lang);
        let tasks = || StandingSheet::tasks(&self.entries, self.lights, self.titles, self.lang);
        Ok(match options.output.format {
            BoardFormat::Table => self.table(&by_unit(), options).into_bytes(),
            BoardFormat::Csv => {
                let mark = if options.output.bom { BYTE_ORDER_MARK } else { "" };
                format!("{mark}{}", board_csv(&tasks())).into_bytes()
            }
            BoardFormat::Jsonl => {
                self.entries.iter().map(|entry| format!("{}\n", json!(entry))).collect::<String>().into_bytes()
            }
            BoardFormat::Md => {
                let title = self.lang.pick("任务进展", "Progress");
                let (by_unit, tasks) = (board_markdown(&by_unit()), board_markdown(&tasks()));
                format!("# {title} {}\n\n{}\n\n{by_unit}\n{tasks}", self.today, self.totals()).into_bytes()
            }
            BoardFormat::Xlsx => {
                let names = [self.lang.pick("各单位", "units"), self.lang.pick("任务", "tasks")];
                board_xlsx(&[(names[0], &by_unit()), (names[1], &tasks())], self.lights).map_err(Failure::input)?
            }
        })
    }

    fn table(&self, by_unit: &StandingSheet, options: &ReportOptions) -> String {
        let shown = |entry: &&Entry<'_>| options.all || !options.light.is_empty() || entry.light.is_urgent();
        let listed: Vec<&Entry<'_>> = self.entries.iter().filter(shown).collect();
        let mut text = format!("{} {}\n\n{}", self.today, self.totals(), grid(&by_unit.captions, &by_unit.rows));
        let sheet = StandingSheet::tasks(listed.iter().copied(), self.lights, self.titles, self.lang);
        // 进展 and 来源 are for the other formats; a terminal has room for less.
        let wide = sheet.captions.len() - AFTER_STATUS;
        let narrow: Vec<Vec<String>> = sheet.rows.iter().map(|row| row[..wide].to_vec()).collect();
        if !narrow.is_empty() {
            text += &format!("\n{}", grid(&sheet.captions[..wide], &narrow));
        }
        let rest = self.entries.len() - listed.len();
        if rest > 0 {
            text += &match self.lang {
                Lang::Zh => format!("另有 {rest} 项不需留意（{}），未列出；--all 列出全部。\n", self.unlisted()),
                Lang::En => format!(
                    "{rest} more need no attention ({}) and are not listed; --all lists them.\n",
                    self.unlisted()
                ),
            };
        }
        text
    }

    /// The lights whose tasks are not listed, with how many there are of each.
    fn unlisted(&self) -> String {
        let calm = Light::ALL.into_iter().filter(|light| !light.is_urgent());
        self.counts(calm, &self.entries)
    }

    /// How many tasks there are of each light, without regard to units.
    fn totals(&self) -> String {
        let count = self.whole.len();
        let counts = self.counts(Light::ALL.into_iter(), &self.whole);
        match self.lang {
            Lang::Zh => format!("共 {count} 项任务：{counts}"),
            Lang::En => format!("{count} tasks: {counts}"),
        }
    }

    fn counts(&self, lights: impl Iterator<Item = Light>, entries: &[Entry<'_>]) -> String {
        let count = |light| entries.iter().filter(|entry| entry.light == light).count();
        let name = |light| {
            let look = self.lights.look(light);
            self.lang.pick(look.zh, look.en)
        };
        let named = lights.map(|light| (light, count(light))).filter(|(_, count)| *count > 0);
        named
            .map(|(light, count)| format!("{} {count}", name(light)))
            .collect::<Vec<_>>()
            .join(self.lang.pick("，", ", "))
    }
}
