//! Lines to paragraphs, across pages; tables that go on on the next page to one.

use super::furniture::Furniture;
use super::grid::{self, Table};
use super::{Line, Part};
use crate::writer::{GridCell, Inline, Writer, is_blank};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_text::is_cjk;

/// A line that ends further than this from the right margin, in font heights, ends its paragraph.
const SHORT: f32 = 1.8;
/// A line that starts further than this from the left margin, in font heights, starts a paragraph.
const INDENT: f32 = 0.8;
/// Two lines whose font heights differ more than this belong to different paragraphs.
const SIZE: f32 = 0.12;
/// A page with fewer long lines than this does not tell its margins.
const FEW: usize = 5;
/// A header has no more rows than this.
const MOST_HEADERS: usize = 3;
/// A wider distance than this, in usual distances of lines, parts two paragraphs.
const DISTANCE: f32 = 1.45;

/// Numbers and labels at the start of a line. After the end of a sentence they start a paragraph, even
/// where the line before happens to be full and nothing is indented.
static STARTS_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}(?:[、．]|\.(?:\D|$))|第[一二三四五六七八九十百\d]{1,5}[条章节]|——|[①-⑳]|\p{Han}{2,8}：)";
    Regex::new(pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// Writes the parts of all pages; their furniture stands after the text.
pub(crate) fn write(laid: Vec<Vec<Part>>, furniture: Vec<Furniture>, writer: &mut Writer) {
    let whole = Margins::of(laid.iter().flatten().filter_map(Part::line));
    let mut flow = Flow { writer, whole, open: None, table: None };
    for ((parts, furniture), number) in laid.into_iter().zip(furniture).zip(1..) {
        flow.page(parts, &furniture, number);
    }
    flow.end_paragraph();
    flow.end_table();
}

struct Flow<'w> {
    writer: &'w mut Writer,
    /// The margins of all pages together, for a page with too few lines to tell its own.
    whole: Margins,
    /// The paragraph that is open.
    open: Option<Open>,
    /// The table that is open, its columns, and its number of rows.
    table: Option<(Vec<GridCell>, Vec<f32>, usize)>,
}

struct Open {
    text: String,
    page: u32,
    last: Line,
    /// The margins of the page on which the last line stands.
    margins: Margins,
    /// Whether the last line is the last of its page so far.
    last_page: u32,
}

impl Flow<'_> {
    fn page(&mut self, parts: Vec<Part>, furniture: &Furniture, number: u32) {
        let own = Margins::of(parts.iter().filter_map(Part::line));
        let margins = if own.lines < FEW { Margins { distance: own.distance, ..self.whole } } else { own };
        for line in furniture.top.iter().chain(&furniture.bottom) {
            self.writer.aside(line.text.as_str().into(), Some(number));
        }
        for part in parts {
            match part {
                Part::Line(line) => {
                    self.end_table();
                    self.line(line, margins, number);
                }
                Part::Table(table) => {
                    self.end_paragraph();
                    self.table(table, number);
                }
            }
        }
    }

    fn line(&mut self, line: Line, margins: Margins, number: u32) {
        match &mut self.open {
            Some(open) if open.takes(&line, margins, number) => open.add(line, margins, number),
            _ => {
                self.end_paragraph();
                self.open =
                    Some(Open { text: line.text.clone(), page: number, last: line, margins, last_page: number });
            }
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.open.take() {
            self.writer.page(open.page);
            self.writer.paragraph(&open.text.as_str().into(), None);
        }
    }

    fn table(&mut self, mut table: Table, number: u32) {
        let repeated = match &self.table {
            Some((cells, xs, _)) if same_columns(xs, &table.xs) => repeated_header(cells, &table),
            _ => 0,
        };
        for text in drop_rows(&mut table, repeated) {
            self.writer.aside(text.as_str().into(), Some(number));
        }
        let rows = table.rows() - repeated;
        match &mut self.table {
            Some((cells, xs, before)) if same_columns(xs, &table.xs) => {
                add_rows(cells, table, *before, number);
                *before += rows;
            }
            _ => {
                self.end_table();
                let xs = table.xs.clone();
                let mut cells = Vec::new();
                add_rows(&mut cells, table, 0, number);
                self.table = Some((cells, xs, rows));
            }
        }
    }

    fn end_table(&mut self) {
        if let Some((cells, ..)) = self.table.take() {
            self.writer.table(&cells);
        }
    }
}

fn same_columns(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 6.0)
}

/// How many rows at the top of a page repeat the header of the table that goes on.
fn repeated_header(cells: &[GridCell], table: &Table) -> usize {
    let solid = |text: &str| text.chars().filter(|&char| !is_blank(char)).collect::<String>();
    let before = |row: usize| -> Vec<(u32, String)> {
        let of_row = cells.iter().filter(|cell| cell.row as usize == row + 1);
        of_row.map(|cell| (cell.column, cell.lines.iter().map(|line| solid(line.as_str())).collect())).collect()
    };
    let here = |row: usize| -> Vec<(u32, String)> {
        let of_row = table.cells.iter().filter(|cell| cell.row == row);
        of_row.map(|cell| (cell.column as u32 + 1, cell.lines.iter().map(|line| solid(&line.text)).collect())).collect()
    };
    let same = |row: &usize| {
        let mut texts = here(*row);
        let mut header = before(*row);
        texts.sort();
        header.sort();
        texts == header && texts.iter().filter(|(_, text)| !text.is_empty()).count() > 1
    };
    let repeated = (0..MOST_HEADERS.min(table.rows())).take_while(same).count();
    if repeated < table.rows() { repeated } else { 0 }
}

/// Takes the first rows out of a table; gives the text of each of their cells.
fn drop_rows(table: &mut Table, count: usize) -> Vec<String> {
    let text = |cell: &grid::Cell| cell.lines.iter().map(|line| line.text.as_str()).collect::<String>();
    let dropped = table.cells.iter().filter(|cell| cell.row < count).map(text).filter(|text| !text.is_empty());
    let texts = dropped.collect();
    table.cells.retain(|cell| cell.row >= count);
    for cell in &mut table.cells {
        cell.row -= count;
    }
    texts
}

/// Adds the rows of a table; a first row that goes on from the page before joins the row above.
fn add_rows(cells: &mut Vec<GridCell>, table: Table, before: usize, number: u32) {
    let goes_on = before > 0 && goes_on(cells, &table, before);
    let shift = before - usize::from(goes_on);
    for cell in table.cells {
        let lines = paragraphs(&cell);
        let row = (shift + cell.row + 1) as u32;
        let column = (cell.column + 1) as u32;
        if goes_on && cell.row == 0 {
            let above = cells.iter_mut().rev().find(|above| above.column == column && above.row + above.rows > row);
            if let Some(above) = above {
                join(&mut above.lines, lines);
                above.rows = above.rows.max((row + cell.rows as u32).saturating_sub(above.row));
                continue;
            }
        }
        let (rows, columns) = (cell.rows as u32, cell.columns as u32);
        cells.push(GridCell { row, column, rows, columns, lines, page: Some(number) });
    }
}

/// Whether the first row of a page is the rest of the last row of the page before: the cell that
/// numbers the rows is empty in it, and was in no row before.
fn goes_on(cells: &[GridCell], table: &Table, before: usize) -> bool {
    let last = before as u32;
    let Some(key) = (1..).take(table.xs.len()).find(|&column| {
        let above = cells.iter().rev().find(|cell| cell.column == column);
        above.is_some_and(|cell| cell.row == last && cell.rows == 1)
    }) else {
        return false;
    };
    let filled =
        cells.iter().filter(|cell| cell.column == key).all(|cell| cell.lines.iter().any(|line| !line.is_blank()));
    let first = table.cells.iter().find(|cell| cell.row == 0 && cell.column + 1 == key as usize);
    filled && first.is_some_and(|cell| cell.lines.is_empty())
}

/// Joins the rest of a cell to its beginning: the same paragraph unless that ends like one.
fn join(lines: &mut Vec<Inline>, rest: Vec<Inline>) {
    let mut rest = rest.into_iter();
    if let (Some(last), Some(first)) = (lines.last_mut(), rest.next()) {
        if ends_sentence(last.as_str()) {
            lines.push(first);
        } else {
            last.append(&first);
        }
    }
    lines.extend(rest);
}

/// The paragraphs of a cell.
fn paragraphs(cell: &grid::Cell) -> Vec<Inline> {
    let margins = Margins { left: cell.left, right: cell.right, ..Margins::default() };
    let widest = cell.lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let mut paragraphs: Vec<Inline> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &cell.lines {
        let goes_on = before.is_some_and(|before| {
            let full = before.x1 > widest - 1.5 * line.size || margins.right - before.x1 < 2.0 * line.size;
            full && !(ends_sentence(&before.text) && line.x0 > before.x0 + INDENT * line.size)
        });
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                if needs_space(paragraph.as_str(), &line.text) {
                    paragraph.push(' ');
                }
                paragraph.push_str(&line.text);
            }
            None => paragraphs.push(line.text.as_str().into()),
        }
        before = Some(line);
    }
    paragraphs
}

/// Where the lines of a page start and end, and how far apart they stand.
#[derive(Clone, Copy, Debug, Default)]
struct Margins {
    left: f32,
    right: f32,
    distance: f32,
    /// How many long lines tell.
    lines: usize,
}

impl Margins {
    fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let lines: Vec<&Line> = lines.collect();
        let long: Vec<&&Line> = lines.iter().filter(|line| line.text.chars().count() >= 12).collect();
        let long_lines = !long.is_empty();
        let of = if long.is_empty() { lines.iter().collect() } else { long };
        let mut starts: Vec<f32> = of.iter().map(|line| line.x0).collect();
        let mut ends: Vec<f32> = of.iter().map(|line| line.x1).collect();
        let mut distances: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|&d| d > 0.0).collect();
        for values in [&mut starts, &mut ends, &mut distances] {
            values.sort_by(f32::total_cmp);
        }
        let at = |values: &[f32], tenth: usize| values.get(values.len() * tenth / 10).or(values.last()).copied();
        Self {
            left: at(&starts, 0).unwrap_or_default(),
            right: at(&ends, 9).unwrap_or_default(),
            distance: at(&distances, 5).unwrap_or_default(),
            lines: if long_lines { of.len() } else { 0 },
        }
    }

    fn indent(self, line: &Line) -> f32 {
        (line.x0 - self.left) / line.size.max(1.0)
    }

    fn lack(self, line: &Line) -> f32 {
        (self.right - line.x1) / line.size.max(1.0)
    }
}

impl Open {
    /// Whether the line goes on with the paragraph.
    fn takes(&self, line: &Line, margins: Margins, page: u32) -> bool {
        let last = &self.last;
        let size = (line.size - last.size).abs() / last.size.max(1.0);
        if self.margins.lack(last) > SHORT || size > SIZE {
            return false;
        }
        let apart = self.last_page == page
            && margins.distance > 0.0
            && line.y - last.y > DISTANCE * margins.distance.max(last.size);
        let above = self.last_page == page && line.y < last.y - last.size;
        if ends_sentence(&last.text) && STARTS_ITEM.is_match(&line.text) {
            return false;
        }
        let indent = margins.indent(line);
        if indent < INDENT {
            return !apart || above;
        }
        let aligned = (indent - self.margins.indent(last)).abs() < 0.3;
        aligned && !apart && !ends_sentence(&last.text)
    }

    fn add(&mut self, line: Line, margins: Margins, page: u32) {
        if needs_space(&self.text, &line.text) {
            self.text.push(' ');
        }
        self.text.push_str(&line.text);
        (self.last, self.margins, self.last_page) = (line, margins, page);
    }
}

/// Whether two lines of one paragraph have a space between them: only where Latin words meet.
fn needs_space(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), next.chars().next()) else { return false };
    let word = |char: char| !is_cjk(char) && (char.is_alphanumeric() || matches!(char, ',' | '.' | ';' | ')'));
    word(last) && word(first) && (last.is_alphabetic() || first.is_alphabetic())
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '；', '！', '？', '：', '”', ';', ':'])
}
