use super::ImportError;
use super::header::Header;
use crate::Column;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::Date;
use zhengtu_reader::Grid;
use zhengtu_say::part_named;

/// How many rows above the table say who fills it in.
const WHO_ROWS: u32 = 10;
const UNIT: &str = "填报单位";
const DATE: &str = "填报日期";

/// A ledger that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Who filled it in, as the ledger says.
    pub unit: Option<String>,
    /// The day it speaks of, as the ledger says.
    pub date: Option<Date>,
    /// Whether the sheets have the column of ids.
    pub has_ids: bool,
    /// The names of the sheets that are ledgers.
    pub sheets: Vec<String>,
    /// The rows of tasks.
    pub lines: Vec<Line>,
}

/// A row of a ledger that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The id of the task; empty where the row has none.
    pub id: String,
    /// The title of the task.
    pub title: String,
    /// 文件, where the ledger is of several documents.
    pub document: String,
    /// 出处, its first line.
    pub source: String,
    /// 进展, 完成情况, 状态, 备注.
    pub says: [String; 4],
    /// The columns that hold a formula whose result the file does not hold.
    pub unknown: Vec<Column>,
}

impl Line {
    /// Whether nothing was filled in.
    pub fn is_blank(&self) -> bool {
        self.says.iter().all(String::is_empty)
    }

    /// The part and the path that 出处 names (附件6 三/一/2), and the document before them, if it names one.
    pub fn place(&self) -> Option<(Option<&str>, u32, &str)> {
        let (before, path) = match self.source.rsplit_once(' ') {
            Some((before, path)) if part_named(path).is_none() => (before, path),
            _ => (self.source.as_str(), ""),
        };
        let (doc, word) = before.rsplit_once(' ').map_or((None, before), |(doc, word)| (Some(doc), word));
        Some((doc, part_named(word)?, path))
    }
}

/// Reads a filled ledger: every shown sheet that has its columns, whatever the sheet is called.
///
/// # Errors
/// [`ImportError`] where the file cannot be read or holds no ledger.
pub fn read(name: &str, bytes: &[u8]) -> Result<Filled, ImportError> {
    let grids = zhengtu_reader::sheets(name, bytes)?;
    let mut filled = Filled::default();
    for grid in &grids {
        let Some(header) = Header::find(grid) else { continue };
        filled.sheets.push(grid.name.clone());
        filled.has_ids |= header.columns.contains_key(&Column::Id);
        filled.unit = filled.unit.or_else(|| beside(grid, header.last, UNIT));
        filled.date = filled.date.or_else(|| beside(grid, header.last, DATE).and_then(|text| date(&text)));
        filled.lines.extend(lines(grid, &header));
    }
    if filled.sheets.is_empty() {
        let names: Vec<&str> = grids.iter().map(|grid| grid.name.as_str()).collect();
        let found = if names.is_empty() {
            "工作簿是空的".to_owned()
        } else {
            format!("现有工作表：{}", names.join("、"))
        };
        return Err(ImportError::NoLedger { found });
    }
    Ok(filled)
}

/// The words after a label above the table: in its own cell, or in the next one.
fn beside(grid: &Grid, below: u32, label: &str) -> Option<String> {
    let above = grid.cells.range((0, 0)..(below.min(WHO_ROWS), u32::MAX));
    for (&(row, column), text) in above {
        let Some(rest) = text.trim().strip_prefix(label) else { continue };
        let rest = rest.trim_start_matches(['：', ':']).trim();
        let next = || grid.cells.range((row, column + 1)..=(row, column + 4)).next().map(|(_, text)| text.trim());
        let next = || next().filter(|text| !text.starts_with(DATE) && !text.starts_with(UNIT));
        let found = Some(rest).filter(|rest| !rest.is_empty()).or_else(next);
        return found.filter(|text| !text.is_empty()).map(str::to_owned);
    }
    None
}

/// 2021-06-28, 2021/6/28, 2021年6月28日.
fn date(text: &str) -> Option<Date> {
    let numbers: Vec<&str> = text.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day, ..] = numbers[..] else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn lines(grid: &Grid, header: &Header) -> Vec<Line> {
    let tall = Tall::new(grid);
    let unknown: BTreeSet<(u32, u32)> = grid.unknown.iter().copied().collect();
    let below = grid.cells.range((header.last.saturating_add(1), 0)..).map(|(&(row, _), _)| row);
    let mut rows: Vec<u32> =
        below.chain(unknown.iter().map(|&(row, _)| row).filter(|&row| row > header.last)).collect();
    rows.sort_unstable();
    rows.dedup();
    let line = |row: u32| {
        let cell = |column| header.cell(grid, row, column).to_owned();
        let fill = |column: Column| {
            let place = *header.columns.get(&column)?;
            Some(tall.cell(grid, row, place).trim().to_owned())
        };
        let is_unknown =
            |column: &Column| header.columns.get(column).is_some_and(|&place| unknown.contains(&(row, place)));
        Line {
            sheet: grid.name.clone(),
            row: row.saturating_add(1),
            id: cell(Column::Id),
            title: cell(Column::Task),
            document: cell(Column::Document),
            source: cell(Column::Source).lines().next().unwrap_or_default().trim().to_owned(),
            says: Column::FILLED.map(|column| fill(column).unwrap_or_default()),
            unknown: Column::FILLED.into_iter().filter(is_unknown).collect(),
        }
    };
    rows.into_iter().map(line).filter(|line| is_task(line, grid, header)).collect()
}

/// Whether the row is one of a task, and neither a group's nor a header again.
fn is_task(line: &Line, grid: &Grid, header: &Header) -> bool {
    let row = line.row - 1;
    let filled = Column::FILLED.into_iter().any(|column| !header.cell(grid, row, column).is_empty());
    let named = !line.id.is_empty() || !line.title.is_empty();
    if !named && !filled && line.unknown.is_empty() {
        return false;
    }
    // Another header within the table, as copied tables have.
    Column::named(&line.title) != Some(Column::Task) && Column::named(&line.id) != Some(Column::Id)
}

/// The merged areas of one column: what stands in the first row holds for all of them.
struct Tall(BTreeMap<(u32, u32), u32>);

impl Tall {
    fn new(grid: &Grid) -> Self {
        let one_wide = grid.merged.iter().filter(|(start, end)| start.1 == end.1);
        Self(one_wide.map(|(start, end)| ((start.1, start.0), end.0)).collect())
    }

    fn cell<'a>(&self, grid: &'a Grid, row: u32, column: u32) -> &'a str {
        let area = self.0.range((column, 0)..=(column, row)).next_back();
        match area {
            Some((&(_, first), &last)) if last >= row => grid.cell(first, column),
            _ => grid.cell(row, column),
        }
    }
}
