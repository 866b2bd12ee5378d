//! Tables within a text file: lines whose cells are parted by tabs or bars, under a line of short captions.

use crate::delimited::rows_until;
use crate::{Block, BlockKind};
use zhengtu_text::Span;

/// The longest caption, in characters.
const CAPTION: usize = 20;
/// The fewest columns that make a table rather than words set apart.
const COLUMNS: usize = 3;

/// What parts the cells of a row.
const SIGNS: [char; 2] = ['\t', '|'];

/// A row: its cells, each the passages of its lines.
type Row = Vec<Vec<Span>>;

/// The blocks of the lines of a text, those of tables as cells.
pub(crate) fn blocks(text: &str, lines: Vec<Span>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut tables = 0;
    let mut from = 0;
    for line in lines {
        if line.start < from {
            continue;
        }
        match table(text, line) {
            Some((rows, end)) => {
                tables += 1;
                cells(&rows, tables, &mut blocks);
                from = end;
            }
            None => blocks.push(Block::new(line, BlockKind::Line)),
        }
    }
    blocks
}

/// The rows of the table whose header the line is, and where the table ends.
fn table(text: &str, line: Span) -> Option<(Vec<Row>, usize)> {
    let sign = SIGNS.into_iter().find(|&sign| line.of(text).matches(sign).count() + 1 >= COLUMNS)?;
    let opened = line.of(text).trim_start().starts_with('|');
    let mut rows: Vec<Row> = Vec::new();
    let mut end = line.start;
    rows_until(text, line.start, sign, |row, after| {
        let mut row: Row = row.into_iter().map(|cell| filled(text, cell)).collect();
        if sign == '|' {
            row = between_bars(row, opened, rows.first().map(Vec::len));
            if !rows.is_empty() && is_ruled(text, &row) {
                end = after;
                return true;
            }
        }
        let fits = match rows.first() {
            None => is_header(text, &row),
            Some(header) => is_row(&row, header.len()),
        };
        if fits {
            rows.push(row);
            end = after;
        }
        fits
    });
    (rows.len() > 1).then_some((rows, end))
}

/// A row without what stands before its first bar, where rows begin with one, and behind its last; `width`: of the header.
fn between_bars(mut row: Row, opened: bool, width: Option<usize>) -> Row {
    if opened && row.first().is_some_and(Vec::is_empty) {
        row.remove(0);
    }
    let closed = row.last().is_some_and(Vec::is_empty) && width.is_none_or(|width| row.len() > width);
    if closed {
        row.pop();
    }
    row
}

/// |---|:--|: a line drawn under captions.
fn is_ruled(text: &str, row: &Row) -> bool {
    let drawn = |piece: &Span| piece.of(text).chars().all(|char| matches!(char, '-' | ':' | '—'));
    !row.is_empty() && row.iter().all(|cell| !cell.is_empty() && cell.iter().all(drawn))
}

fn filled(text: &str, cell: Vec<Span>) -> Vec<Span> {
    cell.into_iter().map(|piece| piece.trim(text)).filter(|piece| !piece.is_empty()).collect()
}

fn is_header(text: &str, row: &Row) -> bool {
    let is_caption = |cell: &Vec<Span>| {
        let length: usize = cell.iter().map(|piece| piece.of(text).chars().count()).sum();
        (1..=CAPTION).contains(&length) && !cell.iter().any(|piece| piece.of(text).contains(['。', '，', '；']))
    };
    row.len() >= COLUMNS && row.iter().all(is_caption)
}

fn is_row(row: &Row, width: usize) -> bool {
    let filled = row.iter().filter(|cell| !cell.is_empty()).count();
    filled >= 2 && row.len() <= width
}

fn cells(rows: &[Row], table: u32, blocks: &mut Vec<Block>) {
    let width = rows.first().map_or(0, Vec::len);
    for (row, cells) in (1..).zip(rows) {
        // A cell merged over several rows is printed beside the first of them: what is missing in the
        // others stands behind their number.
        let missing = width - cells.len();
        for (index, pieces) in cells.iter().enumerate().filter(|(_, pieces)| !pieces.is_empty()) {
            let column = 1 + if index == 0 { 0 } else { index + missing };
            let kind = BlockKind::Cell { table, row, column: column as u32, rows: 1, columns: 1 };
            blocks.push(Block { pieces: pieces.clone(), kind, page: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::texts;
    use crate::{BlockKind, Options, read};

    fn places(text: &str) -> Vec<(u32, u32)> {
        let source = read("甲.txt", text.as_bytes(), &Options::default()).unwrap();
        let place = |kind: &BlockKind| match *kind {
            BlockKind::Cell { row, column, .. } => (row, column),
            _ => (0, 0),
        };
        source.blocks.iter().map(|block| place(&block.kind)).collect()
    }

    #[test]
    fn lines_under_captions_parted_by_tabs_are_a_table() {
        let text =
            "附件\n任务清单\n序号\t领域\t任务\t单位\n1\t水利\t清理河道\t县水利局\n2\t巡查堤岸\t县水利局\n注：略。\n";
        let right = [
            vec![(0, 0); 2],
            (1..=4).map(|column| (1, column)).collect(),
            (1..=4).map(|column| (2, column)).collect(),
            vec![(3, 1), (3, 3), (3, 4), (0, 0)],
        ];
        assert_eq!(places(text), right.concat());
        let quoted = "序号\t任务\t单位\n1\t\"清理河道\n修复堤岸\"\t县水利局\n";
        let source = read("甲.txt", quoted.as_bytes(), &Options::default()).unwrap();
        assert_eq!(texts(&source)[4], "清理河道|修复堤岸");
    }

    #[test]
    fn lines_under_captions_parted_by_bars_are_a_table() {
        let right = [
            (1..=3).map(|column| (1, column)).collect(),
            (1..=3).map(|column| (2, column)).collect(),
            vec![(3, 1), (3, 3), (0, 0)],
        ];
        for text in [
            "行业 | 时间 | 单位 |\n烟花 | 1月份 | 安监站 |\n电力 | | 电管所 |\n二、工作要求\n",
            "| 行业 | 时间 | 单位 |\n| --- | :-- | --- |\n| 烟花 | 1月份 | 安监站 |\n| 电力 | | 电管所 |\n二、工作要求\n",
        ] {
            assert_eq!(places(text), right.concat(), "{text}");
        }
    }

    #[test]
    fn words_set_apart_by_tabs_are_no_table() {
        for text in [
            "联系人：甲\t电话：1\n联系人：乙\t电话：2\n",
            "序号\t任务\t单位\n\n一、总体要求\n",
            "一、加强，领导\t甲\t乙\n1\t2\t3\n",
            "首页 | 政务公开 | 政策 | 通知\n某县方案\n",
        ] {
            assert!(places(text).iter().all(|&place| place == (0, 0)), "{text}");
        }
    }
}
