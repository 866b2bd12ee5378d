//! From the pieces of a picture to a page of characters as the layout wants them.

use super::Piece;
use crate::layout::{Glyph, Page};

/// Points an inch.
const POINTS: f32 = 72.0;
/// How much of the height of its box a character takes: the boxes are drawn around lines, with room.
const FONT: f32 = 0.8;
/// The width of a narrow character in that of a wide one.
const NARROW: f32 = 0.5;

/// The page of a picture that has so many pixels an inch and is so high, in points.
pub(crate) fn page(pieces: &[Piece], resolution: f32, height: f32) -> Page {
    let scale = POINTS / resolution;
    let glyphs = pieces.iter().flat_map(|piece| glyphs(piece, scale)).collect();
    Page { height, glyphs, recognised: true, ..Page::default() }
}

/// The characters of a piece, side by side by their usual widths.
fn glyphs(piece: &Piece, scale: f32) -> Vec<Glyph> {
    let size = FONT * (piece.bottom - piece.top) * scale;
    let y = (piece.top + piece.bottom) / 2.0 * scale + 0.35 * size;
    let unit = (piece.right - piece.left) * scale / piece.text.chars().map(width).sum::<f32>();
    let mut x = piece.left * scale;
    let mut glyphs = Vec::new();
    for char in piece.text.chars() {
        let width = width(char) * unit;
        glyphs.push(Glyph { char, x, width, y, size, number: u32::MAX });
        x += width;
    }
    glyphs
}

fn width(char: char) -> f32 {
    if char.is_ascii() { NARROW } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_spread_over_its_box() {
        let piece = Piece::new([100.0, 200.0, 250.0, 250.0], 90.0, "甲乙12").unwrap();
        let page = page(&[piece], 144.0, 800.0);
        let places: Vec<(char, f32, f32)> =
            page.glyphs.iter().map(|glyph| (glyph.char, glyph.x, glyph.width)).collect();
        assert_eq!(places, [('甲', 50.0, 25.0), ('乙', 75.0, 25.0), ('1', 100.0, 12.5), ('2', 112.5, 12.5)]);
        assert!(page.glyphs.iter().all(|glyph| glyph.size == 20.0 && glyph.y == 119.5));
    }
}
