//! Pages of placed characters (PDF, OFD) to text: lines, page furniture, tables, paragraphs.
//!
//! Lengths are in points; y grows downwards.

mod columns;
mod flow;
mod furniture;
mod grid;
mod joins;
mod lines;
mod margins;
mod recognised;
mod rules;
mod starts;
mod tables;
mod vertical;

use crate::origins::Place;
use crate::writer::{Inline, Writer};
use std::borrow::Cow;

/// A filled shape that is thicker than this is a ground and no rule.
const MOST_RULE: f32 = 3.0;

/// A character and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) char: char,
    /// The left edge.
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// The baseline.
    pub(crate) y: f32,
    /// The height of the font.
    pub(crate) size: f32,
    /// Its number among the characters of the page, as the format gives them.
    pub(crate) number: u32,
}

impl Glyph {
    pub(crate) fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The middle of the character.
    fn centre(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y - self.size * 0.35)
    }
}

/// A straight line drawn on the page, level or upright.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) x0: f32,
    pub(crate) y0: f32,
    pub(crate) x1: f32,
    pub(crate) y1: f32,
}

/// A page as its format gives it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) height: f32,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
    /// Whether a program recognised the characters in a picture.
    pub(crate) recognised: bool,
}

/// A printed line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    /// The column in which it stands, see [`columns`].
    pub(crate) column: u8,
    /// At which byte of the text the character of which number stands.
    pub(crate) glyphs: Vec<(usize, u32)>,
}

impl Line {
    /// The column of lines that go over the whole page.
    pub(crate) const WHOLE: u8 = 1;

    /// The text with the way back to the characters of its page.
    pub(crate) fn inline(&self, page: u32) -> Inline {
        let mut inline = Inline::default();
        let mut written = 0;
        for &(at, glyph) in &self.glyphs {
            inline.push_str(&self.text[written..at]);
            written = at + self.text[at..].chars().next().map_or(0, char::len_utf8);
            inline.push_from(&self.text[at..written], Place::Printed { page, glyph });
        }
        inline.push_str(&self.text[written..]);
        inline
    }
}

/// What stands on a page, from top to bottom.
#[derive(Debug)]
enum Part {
    Line(Line),
    Table(grid::Table),
}

impl Part {
    fn line(&self) -> Option<&Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) => None,
        }
    }
}

/// Writes the pages as text.
pub(crate) fn write(pages: &[Page], writer: &mut Writer) {
    let pages: Vec<Cow<'_, Page>> = pages.iter().map(straight).collect();
    let split: Vec<Split> = pages.iter().map(|page| split(page)).collect();
    let gutter = common_gutter(&split);
    let mut laid: Vec<Vec<Part>> = split.into_iter().map(|page| parts(page, gutter)).collect();
    let furniture = furniture::take(&mut laid, &pages);
    flow::write(laid, furniture, writer);
}

/// The page in lines from left to right, each on one base.
fn straight(page: &Page) -> Cow<'_, Page> {
    if page.recognised {
        return Cow::Owned(Page { glyphs: recognised::settled(&page.glyphs), ..page.clone() });
    }
    vertical::laid(page).map_or(Cow::Borrowed(page), Cow::Owned)
}

/// Whether a filled shape, by its edges, is a rule rather than a ground.
pub(crate) fn is_thin(shape: &[Rule]) -> bool {
    let extent = |places: &dyn Fn(&Rule) -> [f32; 2]| {
        let all = || shape.iter().flat_map(places);
        all().fold(f32::MIN, f32::max) - all().fold(f32::MAX, f32::min)
    };
    !shape.is_empty() && extent(&|rule| [rule.x0, rule.x1]).min(extent(&|rule| [rule.y0, rule.y1])) <= MOST_RULE
}

/// A page whose tables are told.
struct Split {
    tables: Vec<grid::Table>,
    free: Vec<Glyph>,
}

/// Tables first, for their rules say what belongs to them; then the lines around them.
fn split(page: &Page) -> Split {
    let tables = grid::find(page);
    let free = page.glyphs.iter().filter(|glyph| !tables.iter().any(|table| table.holds(glyph))).copied().collect();
    Split { tables, free }
}

/// The place at which most pages part that have columns.
fn common_gutter(pages: &[Split]) -> Option<f32> {
    let mut gutters: Vec<f32> = pages.iter().filter_map(|page| columns::gutter(&page.free)).collect();
    gutters.sort_by(f32::total_cmp);
    gutters.get(gutters.len() / 2).copied()
}

fn parts(page: Split, gutter: Option<f32>) -> Vec<Part> {
    let mut lines = columns::order(&page.free, gutter);
    let mut parts = Vec::new();
    for table in page.tables {
        let after = lines.iter().position(|line| follows(line, &table)).unwrap_or(lines.len());
        parts.extend(lines.drain(..after).map(Part::Line));
        parts.push(Part::Table(table));
    }
    parts.extend(lines.into_iter().map(Part::Line));
    parts
}

/// Whether a line comes after a table: below it, and in a column not beside it.
fn follows(line: &Line, table: &grid::Table) -> bool {
    let beside = line.column != Line::WHOLE && !table.reaches(line.x0, line.x1);
    line.y > table.top() && !beside
}

#[cfg(test)]
pub(crate) mod tests;
