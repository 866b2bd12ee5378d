//! Task tables: a row a task, its columns named by their header (序号, 任务, 牵头单位, 完成时限 …).

use super::{StatementSource, TaskDraft};
use crate::units::column_role;
use zhengtu_lexicon::sections::deadline_label_before;
use zhengtu_model::Role;
use zhengtu_outline::{Outline, Table, TableCell};
use zhengtu_text::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Ordinal,
    Task,
    Units(Role),
    Deadline,
    /// What the unit of the row has to do, in a table that has a column of units and none of tasks.
    Duty,
    Other,
}

/// The header of a task table: its row, and what each column holds.
struct Header {
    row: u32,
    columns: Vec<(u32, Column)>,
}

/// Words in the header of a column that names the task.
const TASK_WORDS: [&str; 9] = ["任务", "措施", "举措", "事项", "内容", "项目名称", "重点工作", "工作要点", "主要工作"];

/// The tasks in the tables of a document.
pub(super) fn rows(outline: &Outline) -> Vec<TaskDraft> {
    let tables: Vec<(&Table, Header)> =
        outline.tables.iter().filter_map(|table| Some((table, header(outline, table)?))).collect();
    let mut tasks = Vec::new();
    let mut of_part = std::collections::BTreeMap::<u32, usize>::new();
    for (table, header) in &tables {
        let part = outline.nodes[table.node].part;
        let several = tables.iter().filter(|other| outline.nodes[other.0.node].part == part).count() > 1;
        let number = of_part.entry(part).or_default();
        *number += 1;
        let name = if several { format!("table{number}") } else { "table".to_owned() };
        tasks.extend(table_rows(outline, table, header, &name));
    }
    tasks
}

fn table_rows(outline: &Outline, table: &Table, header: &Header, name: &str) -> Vec<TaskDraft> {
    let mut tasks: Vec<TaskDraft> = Vec::new();
    for row in task_starts(table, header) {
        let Some(title) = title_cell(outline, table, header, row) else { continue };
        let ordinal = column_cell(table, header, row, Column::Ordinal).map(|cell| words(outline, cell));
        let is_numeral = |char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char);
        let ordinal = ordinal.filter(|text| !text.is_empty() && text.chars().all(is_numeral));
        let label = ordinal.unwrap_or_else(|| (tasks.len() + 1).to_string());
        tasks.push(row_task(outline, table, header, row, title, format!("{name}/{label}")));
    }
    tasks
}

/// The rows at which a task starts: each row of its own 序号 where there is such a column, else each
/// row; a row that is one merged cell heads a group of tasks.
fn task_starts(table: &Table, header: &Header) -> Vec<u32> {
    let last = table.cells.iter().map(|cell| cell.row + cell.rows - 1).max().unwrap_or(0);
    let width = u32::try_from(header.columns.len()).unwrap_or(u32::MAX);
    let banner = |row| table.cells.iter().any(|cell| covers(cell, row) && cell.columns >= width.max(2));
    let numbered = header.columns.iter().any(|column| column.1 == Column::Ordinal);
    let continues = |row| column_cell(table, header, row, Column::Ordinal).is_some_and(|cell| cell.row < row);
    (header.row + 1..=last).filter(|&row| !(banner(row) || numbered && continues(row))).collect()
}

fn row_task(outline: &Outline, table: &Table, header: &Header, row: u32, title: &TableCell, path: String) -> TaskDraft {
    let in_row: Vec<&TableCell> = table.cells.iter().filter(|cell| covers(cell, row)).collect();
    // What a cell of several rows says stands beside its first row, among other tasks.
    let own: Vec<&TableCell> = in_row.iter().copied().filter(|cell| cell.row == row).collect();
    let spans = own.iter().filter_map(|cell| cell_span(outline, cell));
    let span = spans.reduce(Span::join).unwrap_or_default();
    let mut paragraphs: Vec<usize> = in_row.iter().flat_map(|cell| cell.paragraphs.iter().copied()).collect();
    paragraphs.sort_unstable();
    let mut units = Vec::new();
    let mut deadlines = Vec::new();
    for &(column, kind) in &header.columns {
        let cell = in_row.iter().find(|cell| covers_column(cell, column)).and_then(|cell| cell_span(outline, cell));
        match (kind, cell) {
            (Column::Units(role), Some(span)) => units.push((span, role)),
            (Column::Deadline, Some(span)) => deadlines.push(span),
            _ => {}
        }
    }
    let title_span = cell_span(outline, title).unwrap_or_default();
    let duty = header.columns.iter().any(|column| column.1 == Column::Duty);
    let title_span = if duty { first_sentence(outline, title_span) } else { title_span };
    let statement = match units.as_slice() {
        [(span, _)] if duty => StatementSource::UnitFirst(*span),
        _ => StatementSource::Cells(units),
    };
    TaskDraft {
        node: table.node,
        path,
        title: title_span,
        paragraphs,
        span,
        statement,
        deadlines,
        cell: Some((row as usize, title.column as usize)),
    }
}

fn first_sentence(outline: &Outline, span: Span) -> Span {
    let words = outline.slice(span);
    Span::new(span.start, span.start + words.find('。').unwrap_or(words.len()))
}

/// The cell that names the task of a row: the first task cell that is the row's own, else the first
/// that covers it.
fn title_cell<'a>(outline: &Outline, table: &'a Table, header: &Header, row: u32) -> Option<&'a TableCell> {
    let task_columns = header.columns.iter().filter(|column| matches!(column.1, Column::Task | Column::Duty));
    let cells: Vec<&TableCell> = task_columns
        .filter_map(|&(column, _)| table.cells.iter().find(|cell| covers(cell, row) && covers_column(cell, column)))
        .filter(|cell| cell_span(outline, cell).is_some_and(|span| !span.is_empty()))
        .collect();
    cells.iter().find(|cell| cell.row == row && cell.rows == 1).or(cells.first()).copied()
}

fn column_cell<'a>(table: &'a Table, header: &Header, row: u32, wanted: Column) -> Option<&'a TableCell> {
    let columns = header.columns.iter().filter(|column| column.1 == wanted);
    columns
        .filter_map(|&(column, _)| table.cells.iter().find(|cell| covers(cell, row) && covers_column(cell, column)))
        .next()
}

fn covers(cell: &TableCell, row: u32) -> bool {
    (cell.row..cell.row + cell.rows).contains(&row)
}

fn covers_column(cell: &TableCell, column: u32) -> bool {
    (cell.column..cell.column + cell.columns).contains(&column)
}

/// The header among the first rows of a table: it has a column for the task and one for the units or
/// the deadline. Of a header of several rows (责任分工 over 牵头单位 and 配合单位) the row that says most.
fn header(outline: &Outline, table: &Table) -> Option<Header> {
    let candidates = (1..=3).filter_map(|row| header_row(outline, table, row));
    let told = |header: &Header| header.columns.iter().filter(|column| column.1 != Column::Other).count();
    candidates.reduce(|best, next| if told(&next) > told(&best) { next } else { best })
}

fn header_row(outline: &Outline, table: &Table, row: u32) -> Option<Header> {
    let cells: Vec<&TableCell> = table.cells.iter().filter(|cell| covers(cell, row)).collect();
    let texts: Vec<(u32, String)> = cells.iter().map(|cell| (cell.column, words(outline, cell))).collect();
    let columns = read_columns(&texts);
    let has = |wanted: fn(&Column) -> bool| columns.iter().any(|(_, kind)| wanted(kind));
    let task = has(|kind| matches!(kind, Column::Task | Column::Duty));
    let field = has(|kind| matches!(kind, Column::Units(_) | Column::Deadline));
    (task && field).then_some(Header { row, columns })
}

fn read_columns(texts: &[(u32, String)]) -> Vec<(u32, Column)> {
    let role_columns = texts.iter().filter(|(_, text)| column_role(text, true).is_some()).count();
    let kind = |text: &str| {
        if let Some(role) = column_role(text, role_columns == 1) {
            return Column::Units(role);
        }
        if deadline_label_before(text).is_some() {
            return Column::Deadline;
        }
        if matches!(text, "序号" | "编号" | "号") {
            return Column::Ordinal;
        }
        if TASK_WORDS.iter().any(|word| text.contains(word)) { Column::Task } else { Column::Other }
    };
    let columns: Vec<(u32, Column)> = texts.iter().map(|(column, text)| (*column, kind(text))).collect();
    let told = |kind: &Column| matches!(kind, Column::Task | Column::Units(_));
    if columns.iter().any(|(_, kind)| told(kind)) { columns } else { duty_columns(texts, columns) }
}

/// 成员单位 | 工作职责: the columns of a table that gives each unit its duty.
fn duty_columns(texts: &[(u32, String)], columns: Vec<(u32, Column)>) -> Vec<(u32, Column)> {
    let kind = |text: &str, kind: Column| match text {
        _ if kind != Column::Other => kind,
        "单位" | "部门" | "单位名称" | "部门名称" | "成员单位" | "有关单位" | "相关单位" | "责任主体" => {
            Column::Units(Role::Lead)
        }
        _ if text.contains("职责") || text.ends_with("分工") => Column::Duty,
        _ => Column::Other,
    };
    columns.into_iter().zip(texts).map(|((column, old), (_, text))| (column, kind(text, old))).collect()
}

fn words(outline: &Outline, cell: &TableCell) -> String {
    cell.paragraphs.iter().map(|&paragraph| outline.slice(outline.paragraphs[paragraph].span)).collect()
}

/// The passage of a cell, without the white space of line ends at its borders.
fn cell_span(outline: &Outline, cell: &TableCell) -> Option<Span> {
    let first = outline.paragraphs[*cell.paragraphs.first()?].span;
    let last = outline.paragraphs[*cell.paragraphs.last()?].span;
    Some(first.join(last))
}
