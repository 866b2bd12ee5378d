//! Pages of placed characters made in code.

mod columns;
mod furniture;
mod lines;
mod tables;

use super::{Glyph, Page, Rule, write};
use crate::writer::Writer;
use crate::{Format, Source};

fn line(x: f32, y: f32, size: f32, text: &str) -> Vec<Glyph> {
    let glyph = |(index, char)| Glyph { char, x: x + size * index as f32, width: size, y, size, number: 0 };
    text.chars().enumerate().map(glyph).collect()
}

fn source(pages: &[Page]) -> Source {
    let mut writer = Writer::default();
    write(pages, &mut writer);
    writer.finish("甲", Format::Pdf).unwrap()
}

fn page(lines: &[(f32, f32, f32, &str)]) -> Page {
    let glyphs = lines.iter().flat_map(|&(x, y, size, text)| line(x, y, size, text)).collect();
    Page { height: 842.0, glyphs, ..Page::default() }
}

/// 24 characters, as many as a line of the page holds.
const FULL: &str = "各有关单位要进一步压缩办理时限推行容缺受理和告知";

/// The rules of a table with these places.
fn grid(xs: &[f32], ys: &[f32]) -> Vec<Rule> {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let level = ys.iter().map(|&y| Rule { x0: left, y0: y, x1: right, y1: y });
    let upright = xs.iter().map(|&x| Rule { x0: x, y0: top, x1: x, y1: bottom });
    level.chain(upright).collect()
}
