//! Pages whose characters a program recognised in a picture. It sets each character as large as its ink, so
//! that 一 and quotation marks stand off the line, and parts numbers into digits.

use super::Glyph;
use crate::writer::is_blank;

/// How far the middle of a character may lie off that of its line, in font heights.
const OFF: f32 = 0.5;
/// Characters smaller than this, in font heights of the page, do not tell the line.
const TELLING: f32 = 0.7;
/// A narrower gap than this between two digits or letters, in font heights, is none.
const DIGIT_GAP: f32 = 0.7;
/// The same between two other characters.
const GAP: f32 = 1.2;

/// The characters set on lines.
pub(super) fn settled(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut sorted: Vec<Glyph> = glyphs.iter().filter(|glyph| !is_blank(glyph.char)).copied().collect();
    let Some(size) = median(sorted.iter().map(|glyph| glyph.size)) else { return Vec::new() };
    sorted.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    let mut at = f32::MIN;
    for glyph in sorted {
        let height = glyph.size.max(size);
        match lines.last_mut().filter(|_| middle(&glyph) - at <= OFF * height) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
        // The place of the line is that of its large characters.
        if glyph.size >= TELLING * size || at == f32::MIN || middle(&glyph) - at > OFF * height {
            at = lines.last().and_then(|line| place(line, size)).unwrap_or_else(|| middle(&glyph));
        }
    }
    lines.into_iter().flat_map(|line| set(line, size)).collect()
}

fn middle(glyph: &Glyph) -> f32 {
    glyph.y - glyph.size * 0.35
}

fn place(line: &[Glyph], size: f32) -> Option<f32> {
    median(line.iter().filter(|glyph| glyph.size >= TELLING * size).map(middle))
}

/// A line on one base and of one size, its digits side by side.
fn set(mut line: Vec<Glyph>, size: f32) -> Vec<Glyph> {
    let telling = || line.iter().filter(|glyph| glyph.size >= TELLING * size);
    let base = median(telling().map(|glyph| glyph.y));
    let height = median(telling().map(|glyph| glyph.size)).unwrap_or(size);
    let base = base.or_else(|| median(line.iter().map(|glyph| glyph.y))).unwrap_or_default();
    for glyph in &mut line {
        (glyph.y, glyph.size) = (base, height);
    }
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    for index in 1..line.len() {
        let (next, before) = (line[index], &mut line[index - 1]);
        let most = match (before.char.is_ascii_alphanumeric(), next.char.is_ascii_alphanumeric()) {
            (true, true) => DIGIT_GAP,
            (false, false) => GAP,
            _ => 0.0,
        };
        if next.x - before.right() < most * height {
            before.width = (next.x - before.x).max(0.0);
        }
    }
    line
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
