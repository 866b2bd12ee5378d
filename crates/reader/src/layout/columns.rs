//! Columns of text side by side, read one after the other.

use super::{Glyph, Line, lines};

/// How wide the gutter between two columns is at least, in font heights.
const GUTTER: f32 = 1.2;
/// How many lines must stand beside each other before they are columns.
const MIN_LINES: usize = 8;
/// How many characters a line of a column has at least; shorter ones are cells of a table.
const MIN_CHARS: usize = 8;
/// A page with more gaps than this is a drawing.
const MAX_GAPS: usize = 3000;
/// How often the page may be parted: four columns.
const MAX_DEPTH: usize = 2;

/// The lines in reading order. Where a run of lines parts at the same place down the page, the left
/// halves come first, then the right ones, each of which may part again.
pub(crate) fn order(whole: Vec<Line>, glyphs: &[Glyph]) -> Vec<Line> {
    ordered(glyphs, 0).unwrap_or(whole)
}

fn ordered(glyphs: &[Glyph], depth: usize) -> Option<Vec<Line>> {
    let rows = lines::rows(glyphs);
    let gutter = gutter(&rows)?;
    let mut ordered = Vec::new();
    let mut run: Vec<&Vec<Glyph>> = Vec::new();
    for row in &rows {
        if crosses(row, gutter) {
            close(&mut run, gutter, depth, &mut ordered);
            ordered.extend(lines::gather(row));
        } else {
            run.push(row);
        }
    }
    close(&mut run, gutter, depth, &mut ordered);
    Some(ordered)
}

/// The middle of the gutter at which most lines of the page part. With three columns or four it is any of
/// them; the halves are looked at again.
fn gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let gaps: Vec<(f32, f32)> = rows.iter().flat_map(|row| gaps(row)).collect();
    if gaps.len() < MIN_LINES || gaps.len() > MAX_GAPS {
        return None;
    }
    let parted = |place: f32| gaps.iter().filter(|gap| gap.0 < place && place < gap.1).count();
    let best = gaps.iter().map(|gap| (gap.0 + gap.1) / 2.0).max_by_key(|&place| parted(place))?;
    let middle = middle(&gaps, best);
    let crossing = rows.iter().filter(|row| crosses(row, middle)).count();
    let parting = rows.iter().filter(|row| gaps_at(row, middle)).count();
    let full = |side: &dyn Fn(&Glyph) -> bool| {
        rows.iter().filter(|row| row.iter().filter(|glyph| side(glyph)).count() >= MIN_CHARS).count()
    };
    let both = full(&|glyph| glyph.x < middle) >= MIN_LINES && full(&|glyph| glyph.x > middle) >= MIN_LINES;
    let with_gap = rows.iter().filter(|row| !self::gaps(row).is_empty()).count();
    (both && parting >= MIN_LINES && parting * 10 >= with_gap * 7 && crossing * 3 <= parting).then_some(middle)
}

/// The middle of what the gaps around a place have in common, as far as most of them go.
fn middle(gaps: &[(f32, f32)], place: f32) -> f32 {
    let mut around: Vec<&(f32, f32)> = gaps.iter().filter(|gap| gap.0 < place && place < gap.1).collect();
    around.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
    around.get(around.len() / 2).map_or(place, |gap| (gap.0 + gap.1) / 2.0)
}

/// The wide gaps of a row.
fn gaps(row: &[Glyph]) -> Vec<(f32, f32)> {
    let each = row.windows(2).map(|pair| (pair[0].right(), pair[1].x, pair[0].size.max(pair[1].size)));
    each.filter(|(from, to, size)| to - from > GUTTER * size).map(|(from, to, _)| (from, to)).collect()
}

fn gaps_at(row: &[Glyph], place: f32) -> bool {
    gaps(row).iter().any(|gap| gap.0 < place && place < gap.1)
}

fn crosses(row: &[Glyph], gutter: f32) -> bool {
    let near = |glyph: &Glyph| glyph.x < gutter + glyph.size * 0.3 && glyph.right() > gutter - glyph.size * 0.3;
    row.iter().any(near)
}

fn close(run: &mut Vec<&Vec<Glyph>>, gutter: f32, depth: usize, out: &mut Vec<Line>) {
    let rows = std::mem::take(run);
    for left in [true, false] {
        let side: Vec<Glyph> =
            rows.iter().flat_map(|row| row.iter()).filter(|glyph| (glyph.x < gutter) == left).copied().collect();
        let again = if depth < MAX_DEPTH { ordered(&side, depth + 1) } else { None };
        out.extend(again.unwrap_or_else(|| lines::gather(&side)));
    }
}
