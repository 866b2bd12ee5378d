//! Two columns of text side by side, read one after the other.

use super::{Glyph, Line, lines};

/// How wide the gutter between two columns is at least, in font heights.
const GUTTER: f32 = 1.2;
/// How many lines must stand beside each other before they are columns.
const MIN_LINES: usize = 8;

/// The lines in reading order. Where a run of lines parts at the same place down the page, the left
/// halves come first, then the right ones.
pub(crate) fn order(whole: Vec<Line>, glyphs: &[Glyph]) -> Vec<Line> {
    let rows = lines::rows(glyphs);
    let Some(gutter) = gutter(&rows) else { return whole };
    let mut ordered = Vec::new();
    let mut run: Vec<&Vec<Glyph>> = Vec::new();
    for row in &rows {
        if crosses(row, gutter) {
            close(&mut run, gutter, &mut ordered);
            ordered.extend(lines::gather(row));
        } else {
            run.push(row);
        }
    }
    close(&mut run, gutter, &mut ordered);
    ordered
}

/// The middle of the gutter, where most lines of the page part at one place.
fn gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let mut gaps: Vec<(f32, f32)> = rows.iter().filter_map(|row| widest_gap(row)).collect();
    if gaps.len() < MIN_LINES {
        return None;
    }
    gaps.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
    let (left, right) = gaps[gaps.len() / 2];
    let middle = (left + right) / 2.0;
    let parted = gaps.iter().filter(|gap| gap.0 < middle && middle < gap.1).count();
    let crossing = rows.iter().filter(|row| crosses(row, middle)).count();
    let full = |side: &dyn Fn(&Glyph) -> bool| {
        rows.iter().filter(|row| row.iter().filter(|glyph| side(glyph)).count() >= 8).count()
    };
    let both = full(&|glyph| glyph.x < middle) >= MIN_LINES && full(&|glyph| glyph.x > middle) >= MIN_LINES;
    (both && parted >= MIN_LINES && parted * 10 >= gaps.len() * 7 && crossing * 3 <= parted).then_some(middle)
}

fn widest_gap(row: &[Glyph]) -> Option<(f32, f32)> {
    let gaps = row.windows(2).map(|pair| (pair[0].right(), pair[1].x, pair[0].size.max(pair[1].size)));
    let widest = gaps.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
    (widest.1 - widest.0 > GUTTER * widest.2).then_some((widest.0, widest.1))
}

fn crosses(row: &[Glyph], gutter: f32) -> bool {
    let near = |glyph: &Glyph| glyph.x < gutter + glyph.size * 0.3 && glyph.right() > gutter - glyph.size * 0.3;
    row.iter().any(near)
}

fn close(run: &mut Vec<&Vec<Glyph>>, gutter: f32, ordered: &mut Vec<Line>) {
    let rows = std::mem::take(run);
    for left in [true, false] {
        let side: Vec<Glyph> =
            rows.iter().flat_map(|row| row.iter()).filter(|glyph| (glyph.x < gutter) == left).copied().collect();
        ordered.extend(lines::gather(&side));
    }
}
