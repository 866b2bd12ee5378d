//! Tables of a page: the place and the span of each cell (HTML, section 4.9.12).

use super::dom::Node;
use super::walk::{Item, Walker};
use crate::claims::Claims;
use crate::writer::{GridCell, Inline};
use ego_tree::NodeRef;
use std::collections::BTreeMap;

/// The most columns a cell may span, by the HTML standard.
const MAX_COLUMNS: u32 = 1000;
/// The most rows a cell may span, by the HTML standard.
const MAX_ROWS: u32 = 65_534;

/// The cells of a table with what is in them, row by row.
pub(crate) fn cells(
    node: NodeRef<'_, Node>,
    left_out: &dyn Fn(NodeRef<'_, Node>) -> bool,
    depth: usize,
    claims: &mut Claims,
) -> Vec<GridCell> {
    let rows: Vec<_> = row_nodes(node).collect();
    let count = rows.len() as u32;
    let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
    let mut cells = Vec::new();
    for (row, tr) in (1..).zip(rows) {
        let mut column = 1;
        for cell in tr.children().filter(is_cell) {
            while covered.get(&column).is_some_and(|&last| last >= row) {
                column += 1;
            }
            let columns = span(cell, "colspan", MAX_COLUMNS).max(1);
            let rows = match span(cell, "rowspan", MAX_ROWS) {
                0 => count + 1 - row,
                rows => rows.min(count + 1 - row),
            };
            let (rows, columns) = claims.take(rows, columns);
            for at in column..column + columns {
                covered.insert(at, row + rows - 1);
            }
            cells.push(GridCell { row, column, rows, columns, lines: lines(cell, left_out, depth), page: None });
            column += columns;
        }
    }
    cells
}

/// Whether the table only arranges the page: it says so, or one of its cells holds another table.
pub(crate) fn is_layout(node: NodeRef<'_, Node>) -> bool {
    role(node).is_some_and(|role| matches!(role, "presentation" | "none"))
        || node.descendants().skip(1).any(|inner| is(inner, "table"))
}

/// Whether the text of a table stands in one column only, as in a frame around paragraphs.
pub(crate) fn is_column(cells: &[GridCell]) -> bool {
    let mut columns =
        cells.iter().filter(|cell| cell.lines.iter().any(|line| !line.is_blank())).map(|cell| cell.column);
    let first = columns.next();
    columns.all(|column| Some(column) == first)
}

/// The cells of a table, without those of tables in it.
pub(crate) fn cell_nodes(node: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    row_nodes(node).flat_map(|row| row.children().filter(is_cell))
}

fn row_nodes(node: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    node.children().flat_map(|child| {
        let section = is(child, "tbody") || is(child, "thead") || is(child, "tfoot");
        let inner = section.then(|| child.children()).into_iter().flatten();
        std::iter::once(child).chain(inner).filter(|row| is(*row, "tr"))
    })
}

fn lines(cell: NodeRef<'_, Node>, left_out: &dyn Fn(NodeRef<'_, Node>) -> bool, depth: usize) -> Vec<Inline> {
    let mut walker = Walker::new(left_out);
    for child in cell.children() {
        walker.add(child, depth + 2);
    }
    walker.finish().into_iter().flat_map(inlines).collect()
}

fn inlines(item: Item) -> Vec<Inline> {
    match item {
        Item::Paragraph { inline, .. } => vec![inline],
        Item::Table(cells) => cells.into_iter().flat_map(|cell| cell.lines).collect(),
    }
}

fn is(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.value().as_element().is_some_and(|element| element.name() == name)
}

fn is_cell(node: &NodeRef<'_, Node>) -> bool {
    is(*node, "td") || is(*node, "th")
}

fn role(node: NodeRef<'_, Node>) -> Option<&str> {
    node.value().as_element()?.attr("role")
}

fn span(node: NodeRef<'_, Node>, name: &str, limit: u32) -> u32 {
    let value = node.value().as_element().and_then(|element| element.attr(name)?.trim().parse::<u32>().ok());
    value.unwrap_or(1).min(limit)
}
