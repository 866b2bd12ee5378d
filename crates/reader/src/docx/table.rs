//! Tables: the place and the span of each cell (ECMA-376, part 1, section 17.4).

use super::body::{Item, Walker};
use crate::writer::{GridCell, Inline};
use crate::xml::{Element, Ns};
use std::collections::BTreeMap;

/// The most columns a row may claim; Word itself allows 63.
const MAX_COLUMNS: u32 = 1024;

/// A table with its cells row by row.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) cells: Vec<Cell>,
    /// The last cell that starts in each column.
    last: BTreeMap<u32, usize>,
}

/// A cell; merged cells are one.
#[derive(Debug)]
pub(crate) struct Cell {
    row: u32,
    column: u32,
    rows: u32,
    columns: u32,
    pub(crate) items: Vec<Item>,
}

impl Table {
    /// The cells with their lines.
    pub(crate) fn grid(self) -> Vec<GridCell> {
        let cell = |cell: Cell| {
            let mut lines: Vec<Inline> = Vec::new();
            for item in cell.items {
                item.lines(&mut lines);
            }
            GridCell { row: cell.row, column: cell.column, rows: cell.rows, columns: cell.columns, lines, page: None }
        };
        self.cells.into_iter().map(cell).collect()
    }

    /// Lets the cell above that starts in `column` cover one row more; says whether there is one.
    fn extend(&mut self, row: u32, column: u32, items: &mut Vec<Item>) -> bool {
        let above = self.last.get(&column).and_then(|&index| self.cells.get_mut(index));
        let Some(cell) = above.filter(|cell| cell.row + cell.rows == row) else { return false };
        cell.rows += 1;
        cell.items.append(items);
        true
    }
}

/// How a cell goes together with its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    No,
    Start,
    Continues,
}

/// Reads a table.
pub(crate) fn read(walker: &mut Walker<'_>, element: &Element) -> Table {
    let mut table = Table::default();
    let mut row = 0;
    rows(element, &mut |tr| {
        row += 1;
        read_row(walker, &mut table, tr, row);
    });
    table
}

/// Calls `each` for every row, those in content controls and insertions too.
fn rows<'a>(element: &'a Element, each: &mut impl FnMut(&'a Element)) {
    for child in element.elements() {
        match &*child.name {
            "tr" if child.ns == Ns::Word => {
                let deleted = child.child("trPr").is_some_and(|properties| properties.child("del").is_some());
                if !deleted {
                    each(child);
                }
            }
            "tblPr" | "del" | "moveFrom" => {}
            _ => rows(child, each),
        }
    }
}

fn cells<'a>(element: &'a Element, each: &mut impl FnMut(&'a Element)) {
    for child in element.elements() {
        match &*child.name {
            "tc" if child.ns == Ns::Word => each(child),
            "trPr" | "tblPrEx" | "del" | "moveFrom" => {}
            _ => cells(child, each),
        }
    }
}

fn read_row(walker: &mut Walker<'_>, table: &mut Table, tr: &Element, row: u32) {
    let before = tr.child("trPr").and_then(|properties| properties.value("gridBefore")?.parse().ok()).unwrap_or(0);
    let mut column: u32 = 1 + u32::min(before, MAX_COLUMNS);
    cells(tr, &mut |tc| {
        let properties = tc.child("tcPr");
        let columns = properties.and_then(|properties| properties.value("gridSpan")?.trim().parse().ok()).unwrap_or(1);
        let columns = u32::clamp(columns, 1, MAX_COLUMNS);
        let mut items = walker.blocks(tc);
        let across = merge(properties, "hMerge");
        if across == Merge::Continues
            && let Some(left) =
                table.cells.last_mut().filter(|cell| cell.row == row && cell.column + cell.columns == column)
        {
            left.columns += columns;
            left.items.append(&mut items);
        } else if merge(properties, "vMerge") != Merge::Continues || !table.extend(row, column, &mut items) {
            table.last.insert(column, table.cells.len());
            table.cells.push(Cell { row, column, rows: 1, columns, items });
        }
        column = column.saturating_add(columns).min(1 << 20);
    });
}

fn merge(properties: Option<&Element>, name: &str) -> Merge {
    match properties.and_then(|properties| properties.child(name)) {
        None => Merge::No,
        Some(element) if element.attribute("val") == Some("restart") => Merge::Start,
        Some(_) => Merge::Continues,
    }
}
