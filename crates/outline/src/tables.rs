//! Tables written as text: each cell starts with a tab, each row with a blank line before its first
//! tab, as converters of word processor files leave them.

use crate::annex::is_annex_heading;
use crate::draft::{Draft, OriginKind};
use crate::signs::is_within;
use std::ops::Range;

/// The longest caption of a column, in characters.
const LONGEST_CAPTION: usize = 30;

/// Turns the lines of such tables into cells.
pub(crate) fn mark(mut lines: Vec<Draft>) -> Vec<Draft> {
    let mut table = lines.iter().filter_map(|line| cell_table(line.origin.kind)).max().unwrap_or(0);
    let captions = captions_from(&lines);
    let mut at = 0;
    while at < lines.len() {
        let Some(columns) = header(&lines, &captions, at) else {
            at += 1;
            continue;
        };
        let range = at..at + length(&lines[at..], columns);
        at = range.end;
        table += 1;
        number_cells(&mut lines, range, table);
    }
    lines
}

/// The table in which a cell stands.
pub(crate) fn cell_table(kind: OriginKind) -> Option<u32> {
    match kind {
        OriginKind::Cell { table, .. } => Some(table),
        _ => None,
    }
}

/// For each line how many captions of one row stand from there on.
fn captions_from(lines: &[Draft]) -> Vec<usize> {
    let mut counts = vec![0; lines.len() + 1];
    for (at, line) in lines.iter().enumerate().rev() {
        counts[at] = if is_caption(line) && !line.tabs.after_blank { counts[at + 1] + 1 } else { 0 };
    }
    counts
}

fn is_caption(line: &Draft) -> bool {
    if !line.is_line() || line.tabs.count != 1 {
        return false;
    }
    is_within(&line.text, LONGEST_CAPTION)
}

/// The number of columns of the table whose header row starts at the line `at`.
fn header(lines: &[Draft], captions: &[usize], at: usize) -> Option<usize> {
    let first = lines.get(at).filter(|line| is_caption(line))?;
    let columns = 1 + captions[at + 1];
    if columns < 2 || first.text.ends_with('。') {
        return None;
    }
    lines.get(at + columns).filter(|line| line.tabs.open_row()).map(|_| columns)
}

/// How many of the lines belong to the table of `columns` columns that they start with.
fn length(lines: &[Draft], columns: usize) -> usize {
    let mut filled = 0;
    for (index, line) in lines.iter().enumerate() {
        if !matches!(line.origin.kind, OriginKind::Line | OriginKind::Furniture) {
            return index;
        }
        if line.tabs.count > 0 {
            filled = if line.tabs.after_blank { line.tabs.count } else { filled + line.tabs.count };
        } else if filled >= columns && ends_table(line) {
            return index;
        }
    }
    lines.len()
}

/// Whether a line without a tab stands below a table rather than in its last cell.
fn ends_table(line: &Draft) -> bool {
    line.breaks_before >= 2 || is_annex_heading(&line.text)
}

fn number_cells(lines: &mut [Draft], range: Range<usize>, table: u32) {
    let (mut row, mut column) = (0, 0);
    for line in &mut lines[range] {
        let tabs = u32::try_from(line.tabs.count).unwrap_or(u32::MAX);
        if line.origin.kind == OriginKind::Furniture {
            continue;
        }
        if starts_row(line, row) {
            (row, column) = (row + 1, tabs);
        } else {
            column += tabs;
        }
        line.origin.kind = OriginKind::Cell { table, row, column, rows: 1, columns: 1 };
    }
}

/// Whether a cell is the first of a row; `row` rows stand before it.
fn starts_row(line: &Draft, row: u32) -> bool {
    match row {
        0 => line.tabs.count > 0,
        _ => line.tabs.open_row(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::Options;

    fn cells(text: &str) -> Vec<(u32, u32, String)> {
        let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &Options::default()).unwrap();
        crate::repair::drafts(lexicon(), &source, &[])
            .into_iter()
            .filter_map(|draft| match draft.origin.kind {
                OriginKind::Cell { row, column, .. } => Some((row, column, draft.text)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn cells_that_start_with_a_tab_make_a_table() {
        let text = "对比表\n\n\t指标\n\t现状\n\t目标\n\n\t\n\n环节\n\t4 个\n低压 3 个\n\t2 个\n\n\t时间\n\t5 天\n\t3 天\n\n注：不含施工。\n";
        let found = cells(text);
        let expected = [
            (1, 1, "指标"),
            (1, 2, "现状"),
            (1, 3, "目标"),
            (2, 1, "环节"),
            (2, 2, "4个"),
            (2, 2, "低压3个"),
            (2, 3, "2个"),
            (3, 1, "时间"),
            (3, 2, "5天"),
            (3, 3, "3天"),
        ];
        assert_eq!(found, expected.map(|(row, column, text)| (row, column, text.to_owned())));
    }

    #[test]
    fn a_line_that_merely_starts_with_a_tab_is_no_table() {
        assert_eq!(cells("推广办理。\n\t(县税务局牵头)\n13.加快签订。\n"), []);
    }
}
