//! Characters to printed lines.

use super::{Glyph, Line};
use crate::writer::is_blank;
use zhengtu_text::is_cjk;

/// How far a baseline may lie off that of its line, in heights of the smaller font: a headline beside the first
/// lines of columns is a line of its own.
const RISE: f32 = 0.45;
/// How far the baseline of small signs may lie off that of their line, in font heights of the line.
const RAISED: f32 = 0.6;
/// How much smaller than their line such signs are.
const SMALL: f32 = 0.8;
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
            Some(row) if (glyph.y - base).abs() <= RISE * f32::min(size, glyph.size) => {
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
    let mut rows = with_raised(rows);
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        row.dedup_by(|next, before| is_shadow(before, next));
    }
    rows
}

/// Joins small signs that stand above or below the line to which they belong (m², marks of notes) to it.
fn with_raised(mut rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let hosts: Vec<Option<usize>> = (0..rows.len()).map(|index| host(&rows, index)).collect();
    for (index, host) in hosts.into_iter().enumerate() {
        if let Some(host) = host {
            let signs = std::mem::take(&mut rows[index]);
            rows[host].extend(signs);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The row below or above to which a row of small signs belongs.
fn host(rows: &[Vec<Glyph>], index: usize) -> Option<usize> {
    let signs = &rows[index];
    if signs.iter().any(|glyph| is_cjk(glyph.char)) {
        return None;
    }
    let near = [index.checked_add(1), index.checked_sub(1)];
    near.into_iter().flatten().find(|&at| rows.get(at).is_some_and(|row| belong(signs, row)))
}

fn belong(signs: &[Glyph], row: &[Glyph]) -> bool {
    let Some(large) = row.iter().max_by(|a, b| a.size.total_cmp(&b.size)) else { return false };
    let from = row.iter().map(|glyph| glyph.x).fold(f32::MAX, f32::min) - large.size;
    let to = row.iter().map(Glyph::right).fold(f32::MIN, f32::max) + large.size;
    signs.iter().all(|sign| {
        let small = sign.size < SMALL * large.size && (sign.y - large.y).abs() <= RAISED * large.size;
        small && from <= sign.x && sign.right() <= to
    })
}

/// Bold type is at times made by printing a character twice with a small shift.
fn is_shadow(before: &Glyph, next: &Glyph) -> bool {
    before.char == next.char
        && (next.x - before.x).abs() < 0.3 * before.width.max(0.2 * before.size)
        && (next.y - before.y).abs() < 0.3 * before.size
}

fn line(row: &[Glyph]) -> Line {
    let mut line = Line { x0: f32::MAX, x1: f32::MIN, column: Line::WHOLE, ..Line::default() };
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
        line.glyphs.push((line.text.len(), glyph.number));
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
