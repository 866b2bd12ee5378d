//! Characters to printed lines.

use super::{Glyph, Line};
use crate::writer::is_blank;
use zhengtu_text::is_cjk;

/// How far a baseline may lie off that of its line, in font heights.
const RISE: f32 = 0.45;
/// A wider gap than this between Latin characters, in font heights, is a space.
const WORD_GAP: f32 = 0.16;
/// A wider gap than this beside a Chinese character, in font heights, is a space.
const WIDE_GAP: f32 = 0.75;
/// A wider gap than this, in font heights, is a space where the file has a blank in it.
const SET_GAP: f32 = 0.3;
/// The most spaces that stand for a gap.
const MAX_SPACES: usize = 8;

/// The lines of a page or cell, from top to bottom.
pub(crate) fn gather(glyphs: &[Glyph]) -> Vec<Line> {
    rows(glyphs).iter().map(|row| line(row)).filter(|line| !line.text.chars().all(is_blank)).collect()
}

/// The characters line by line, each from left to right.
pub(crate) fn rows(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut sorted: Vec<Glyph> =
        glyphs.iter().filter(|glyph| glyph.y.is_finite() && glyph.x.is_finite()).copied().collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let (mut base, mut size) = (0.0, 0.0);
    for glyph in sorted {
        match rows.last_mut() {
            Some(row) if (glyph.y - base).abs() <= RISE * f32::max(size, glyph.size) => {
                row.push(glyph);
                if glyph.size > size {
                    (base, size) = (glyph.y, glyph.size);
                }
            }
            _ => {
                rows.push(vec![glyph]);
                (base, size) = (glyph.y, glyph.size);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        row.dedup_by(|next, before| is_shadow(before, next));
    }
    rows
}

/// Bold type is at times made by printing a character twice with a small shift.
fn is_shadow(before: &Glyph, next: &Glyph) -> bool {
    before.char == next.char
        && (next.x - before.x).abs() < 0.3 * before.width.max(0.2 * before.size)
        && (next.y - before.y).abs() < 0.3 * before.size
}

fn line(row: &[Glyph]) -> Line {
    let mut line = Line { x0: f32::MAX, x1: f32::MIN, ..Line::default() };
    let mut before: Option<Glyph> = None;
    let mut spaced = false;
    for &glyph in row {
        if is_blank(glyph.char) {
            spaced = true;
            continue;
        }
        if let Some(before) = before {
            line.text.extend(std::iter::repeat_n(' ', spaces(before, glyph, spaced)));
        }
        line.text.push(glyph.char);
        line.x0 = line.x0.min(glyph.x);
        line.x1 = line.x1.max(glyph.right());
        if glyph.size >= line.size {
            (line.size, line.y) = (glyph.size, glyph.y);
        }
        before = Some(glyph);
        spaced = false;
    }
    line
}

/// How many spaces stand for the gap between two characters.
fn spaces(before: Glyph, next: Glyph, spaced: bool) -> usize {
    let em = f32::max(before.size, next.size).max(1.0);
    let gap = (next.x - before.right()) / em;
    let chinese = is_cjk(before.char) || is_cjk(next.char);
    if gap > WIDE_GAP {
        return ((gap * 2.0) as usize).clamp(1, MAX_SPACES);
    }
    usize::from(if chinese { spaced && gap > SET_GAP } else { spaced || gap > WORD_GAP })
}
