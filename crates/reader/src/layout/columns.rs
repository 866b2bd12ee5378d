//! Columns of text side by side, read one after the other.

use super::{Glyph, Line, lines};

/// How wide the gutter between two columns is at least, in font heights.
const GUTTER: f32 = 0.7;
/// How many lines must stand on either side before they are columns.
const MIN_LINES: usize = 8;
/// The same on a page of a file whose other pages have columns at the place.
const MIN_KNOWN: usize = 2;
/// How many characters a line of a column has at least; shorter ones are cells of a table.
const MIN_CHARS: usize = 8;
/// How much of its column the lines fill at least; those of a table leave more.
const FILL: f32 = 0.55;
/// How much of the shorter column has the other beside it at least.
const BESIDE: f32 = 0.6;
/// A page with more lines than this is a drawing.
const MAX_ROWS: usize = 1500;
/// How often the page may be parted: four columns.
const MAX_DEPTH: usize = 2;
/// How far apart the places lie that are tried, in points.
const STEP: f32 = 3.0;

/// A piece of a row without a wide gap.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: f32,
    to: f32,
    chars: usize,
}

/// A row of the page and its pieces.
struct Row {
    y: f32,
    size: f32,
    glyphs: Vec<Glyph>,
    pieces: Vec<Piece>,
}

/// What stands on one side of a gutter in a run of rows.
#[derive(Default)]
struct Side {
    /// Rows with enough characters to be lines of a column.
    lines: usize,
    rows: usize,
    filled: f32,
    extent: Option<(f32, f32)>,
    reach: Option<(f32, f32)>,
}

/// The gutter of a page, where it has one.
pub(crate) fn gutter(glyphs: &[Glyph]) -> Option<f32> {
    find(&rows(glyphs))
}

/// The lines in reading order. Where a run of lines parts at the same place down the page, the left
/// halves come first, then the right ones, each of which may part again. `known` is where other pages part.
pub(crate) fn order(glyphs: &[Glyph], known: Option<f32>) -> Vec<Line> {
    ordered(glyphs, known, 0, Line::WHOLE)
}

fn ordered(glyphs: &[Glyph], known: Option<f32>, depth: usize, column: u8) -> Vec<Line> {
    let rows = rows(glyphs);
    let found = if depth < MAX_DEPTH { find(&rows) } else { None };
    let Some(gutter) = found.or_else(|| known.filter(|&place| parts_at(&rows, place))) else {
        return gathered(glyphs, column);
    };
    let mut ordered = Vec::new();
    for run in rows.chunk_by(|a, b| crosses(a, gutter) == crosses(b, gutter)) {
        let whole = run.iter().any(|row| crosses(row, gutter));
        let glyphs = run.iter().flat_map(|row| &row.glyphs);
        if whole {
            ordered.extend(gathered(&glyphs.copied().collect::<Vec<_>>(), column));
        } else {
            let (left, right): (Vec<Glyph>, Vec<Glyph>) = glyphs.partition(|glyph| glyph.x < gutter);
            ordered.extend(self::ordered(&left, None, depth + 1, column * 2));
            ordered.extend(self::ordered(&right, None, depth + 1, column * 2 + 1));
        }
    }
    ordered
}

fn gathered(glyphs: &[Glyph], column: u8) -> Vec<Line> {
    lines::gather(glyphs).into_iter().map(|line| Line { column, ..line }).collect()
}

fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    lines::rows(glyphs).into_iter().map(Row::of).collect()
}

impl Row {
    fn of(glyphs: Vec<Glyph>) -> Self {
        let size = glyphs.iter().map(|glyph| glyph.size).fold(1.0, f32::max);
        let mut pieces: Vec<Piece> = Vec::new();
        for glyph in glyphs.iter().filter(|glyph| !crate::writer::is_blank(glyph.char)) {
            match pieces.last_mut().filter(|piece| glyph.x - piece.to <= GUTTER * size) {
                Some(piece) => (piece.to, piece.chars) = (piece.to.max(glyph.right()), piece.chars + 1),
                None => pieces.push(Piece { from: glyph.x, to: glyph.right(), chars: 1 }),
            }
        }
        Self { y: glyphs.first().map_or(0.0, |glyph| glyph.y), size, glyphs, pieces }
    }
}

impl Side {
    fn add<'p>(&mut self, row: &Row, pieces: impl Iterator<Item = &'p Piece>) {
        let mut chars = 0;
        for piece in pieces {
            chars += piece.chars;
            self.filled += piece.to - piece.from;
            self.extent = Some(widened(self.extent, piece.from, piece.to));
        }
        if chars > 0 {
            self.rows += 1;
            self.lines += usize::from(chars >= MIN_CHARS);
            self.reach = Some(widened(self.reach, row.y, row.y));
        }
    }

    fn is_column(&self) -> bool {
        let Some((from, to)) = self.extent else { return false };
        self.lines >= MIN_LINES && self.filled >= FILL * self.rows as f32 * (to - from)
    }
}

fn widened(range: Option<(f32, f32)>, from: f32, to: f32) -> (f32, f32) {
    range.map_or((from, to), |(first, last)| (first.min(from), last.max(to)))
}

/// The gutter at which most lines of the page part. With three columns or four it is any of them; the halves
/// are looked at again.
fn find(rows: &[Row]) -> Option<f32> {
    if rows.len() < MIN_LINES || rows.len() > MAX_ROWS {
        return None;
    }
    let pieces = || rows.iter().flat_map(|row| &row.pieces);
    let left = pieces().map(|piece| piece.from).min_by(f32::total_cmp)?;
    let right = pieces().map(|piece| piece.to).max_by(f32::total_cmp)?.min(left + 3000.0);
    let places: Vec<f32> = (1..).map(|step| left + STEP * step as f32).take_while(|&place| place < right).collect();
    let parted: Vec<usize> = places.iter().map(|&place| lines_parted(rows, place)).collect();
    let most = parted.iter().copied().max().filter(|&most| most > 0)?;
    let first = parted.iter().position(|&count| count == most)?;
    let last = first + parted[first..].iter().take_while(|&&count| count == most).count() - 1;
    Some((places[first] + places[last]) / 2.0)
}

/// How many rows stand in columns on either side of a place.
fn lines_parted(rows: &[Row], place: f32) -> usize {
    let runs = rows.chunk_by(|a, b| crosses(a, place) == crosses(b, place));
    runs.filter(|run| run.len() >= MIN_LINES && !crosses(&run[0], place)).map(|run| columns_in(run, place)).sum()
}

/// The number of rows of a run where it is columns, else none.
fn columns_in(run: &[Row], place: f32) -> usize {
    let (mut left, mut right) = (Side::default(), Side::default());
    for row in run {
        left.add(row, row.pieces.iter().filter(|piece| piece.to <= place));
        right.add(row, row.pieces.iter().filter(|piece| piece.to > place));
    }
    let (Some(a), Some(b)) = (left.reach, right.reach) else { return 0 };
    let beside = a.1.min(b.1) - a.0.max(b.0) >= BESIDE * (a.1 - a.0).min(b.1 - b.0);
    if left.is_column() && right.is_column() && beside { run.len() } else { 0 }
}

fn crosses(row: &Row, place: f32) -> bool {
    let slack = row.size * GUTTER * 0.4;
    row.pieces.iter().any(|piece| piece.from < place + slack && place - slack < piece.to)
}

/// Whether some rows part at a place.
fn parts_at(rows: &[Row], place: f32) -> bool {
    let both = |row: &&Row| {
        let on =
            |left: bool| row.pieces.iter().any(|piece| (piece.to <= place) == left && piece.chars >= MIN_CHARS / 2);
        !crosses(row, place) && on(true) && on(false)
    };
    rows.iter().filter(both).count() >= MIN_KNOWN
}
