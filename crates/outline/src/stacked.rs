//! Tables of which each cell stands on a line of its own, as they are copied from web pages: 序号 and the other captions,
//! then the rows, each from its number on.

use crate::draft::{Draft, OriginKind};
use crate::signs::is_within;
use crate::tables::cell_table;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::tables::TableWord;

/// The longest caption of a column, in characters.
const LONGEST_CAPTION: usize = 12;

/// How many columns such a table has.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=12;

/// The fewest rows by which a table is told.
const FEWEST_ROWS: usize = 2;

/// Turns the lines of such tables into cells. A row with fewer or more lines than there are captions is not read, and
/// none behind it.
pub(crate) fn mark(lexicon: &Lexicon, lines: &mut [Draft]) {
    let mut table = lines.iter().filter_map(|line| cell_table(line.origin.kind)).max().unwrap_or(0);
    let mut at = 0;
    while at < lines.len() {
        let found = columns(lexicon, &lines[at..]).map(|columns| (columns, rows(&lines[at..], columns)));
        let Some((columns, rows)) = found.filter(|&(_, rows)| rows >= FEWEST_ROWS) else {
            at += 1;
            continue;
        };
        table += 1;
        let cells = columns * (rows + 1);
        number(&mut lines[at..at + cells], columns, table);
        at += cells;
    }
}

/// The number of columns of the table whose captions the lines begin with: 序号, the others, one of them of units, and
/// then the number of the first row.
fn columns(lexicon: &Lexicon, lines: &[Draft]) -> Option<usize> {
    let first = lines.first().filter(|line| is_caption(line))?;
    if lexicon.tables().caption_word(&first.text) != Some(TableWord::Ordinal) {
        return None;
    }
    let columns = lines.iter().take(COLUMNS.end() + 1).position(|line| line.text == "1")?;
    let captions = lines.get(..columns).filter(|captions| captions.iter().all(is_caption))?;
    let of_units = captions.iter().any(|caption| lexicon.roles().header_sense(&caption.text).is_some());
    of_units.then_some(columns).filter(|columns| COLUMNS.contains(columns))
}

fn is_caption(line: &Draft) -> bool {
    if !line.is_line() {
        return false;
    }
    is_within(&line.text, LONGEST_CAPTION) && !line.text.ends_with('。')
}

/// How many rows of so many lines follow the captions, each from its number to the next.
fn rows(lines: &[Draft], columns: usize) -> usize {
    let starts = |row: usize| lines.get(columns * row).is_some_and(|line| line.text == row.to_string());
    let whole = |row: &usize| {
        let cells = lines.get(columns * row..columns * (row + 1));
        cells.filter(|_| starts(*row)).is_some_and(|cells| cells.iter().all(Draft::is_line))
    };
    let rows = (1..).take_while(whole).count();
    // Where the next number stands further on, the last row has more lines than cells.
    let next = (rows + 1).to_string();
    let mut behind = lines.iter().skip(columns * (rows + 1)).take(columns * FEWEST_ROWS);
    rows.saturating_sub(usize::from(behind.any(|line| line.text == next)))
}

fn number(lines: &mut [Draft], columns: usize, table: u32) {
    for (nth, line) in lines.iter_mut().enumerate() {
        let place = |number: usize| u32::try_from(number + 1).unwrap_or(u32::MAX);
        let (row, column) = (place(nth / columns), place(nth % columns));
        line.origin.kind = OriginKind::Cell { table, row, column, rows: 1, columns: 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::Options;

    fn cells(text: &str) -> Vec<(u32, u32, String)> {
        let source = zhengtu_reader::read("清单.txt", text.as_bytes(), &Options::default()).unwrap();
        let drafts = crate::repair::drafts(lexicon(), &source, &[]);
        let cell = |draft: Draft| match draft.origin.kind {
            OriginKind::Cell { row, column, .. } => Some((row, column, draft.text)),
            _ => None,
        };
        drafts.into_iter().filter_map(cell).collect()
    }

    #[test]
    fn cells_that_stand_on_lines_make_a_table() {
        let text = "清单\n\n序号\n\n任务\n\n牵头单位\n\n1\n\n改造大道\n\n区住建局\n\n2\n\n迁建小学\n\n区教体局\n\n注：按月调度。\n";
        let found = cells(text);
        assert_eq!(found.len(), 9);
        assert_eq!(found[5], (2, 3, "区住建局".to_owned()));
        assert_eq!(found[7], (3, 2, "迁建小学".to_owned()));
    }

    #[test]
    fn rows_of_other_lengths_and_other_captions_make_none() {
        let longer = "序号\n任务\n牵头单位\n1\n改造\n区住建局\n2\n迁建\n区教体局\n区财政局\n3\n铺设\n区水利局\n";
        assert_eq!(cells(longer), []);
        assert_eq!(cells("序号\n任务\n地点\n1\n改造\n东门\n2\n迁建\n西门\n"), []);
        assert_eq!(cells("序号\n任务\n牵头单位\n1\n改造\n区住建局\n"), []);
    }
}
