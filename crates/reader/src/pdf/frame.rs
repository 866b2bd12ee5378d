//! The coordinates of a page, turned to lines that run from left to right and down the page.

use super::char::Char;
use super::radicals;
use crate::layout::{Glyph, Page, Rule};
use crate::writer::is_blank;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Font heights that a page can have.
const SIZES: (f32, f32) = (1.0, 400.0);

/// How finely the page is parted to tell where something is painted, in points.
const CELL: f32 = 4.0;
/// No character counts as larger than this many cells.
const MOST_CELLS: i32 = 20;

/// A character, and its number among all of its page.
type Numbered<'c> = (u32, &'c Char);

/// Where a page lies, and how most of its characters are turned.
pub(super) struct Frame {
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
    turn: u8,
}

impl Frame {
    pub(super) fn new(left: f32, bottom: f32, width: f32, height: f32, chars: &[Char]) -> Self {
        Self { left, bottom, width, height, turn: turn(chars) }
    }

    /// The page, and how many characters stand aslant on it, as those of watermarks do.
    pub(super) fn page(&self, chars: &[Char], rules: &[Rule]) -> (Page, usize) {
        let numbered = (0..).zip(chars);
        let (upright, aslant): (Vec<Numbered<'_>>, Vec<Numbered<'_>>) =
            numbered.partition(|(_, char)| quarter(char.degrees) == Some(self.turn));
        let shown: Vec<Numbered<'_>> = upright.into_iter().filter(|(_, char)| self.holds(char)).collect();
        let shown = without_doubles(shown);
        let recognised = shown.iter().filter(|(_, char)| char.unseen).count() * 2 > shown.len();
        let glyphs = shown.into_iter().filter_map(|(number, char)| self.glyph(number, char)).collect();
        let rules = rules.iter().map(|rule| self.rule(rule)).collect();
        let height = if self.turn.is_multiple_of(2) { self.height } else { self.width };
        (Page { height, glyphs, rules, recognised }, aslant.iter().filter(|(_, char)| !is_blank(char.char)).count())
    }

    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x - self.left, y - self.bottom);
        match self.turn {
            1 => (y, x),
            2 => (self.width - x, y),
            3 => (self.height - y, self.width - x),
            _ => (x, self.height - y),
        }
    }

    /// Whether a character stands on the page; what stands beside it nobody sees.
    fn holds(&self, char: &Char) -> bool {
        let (x, y) = (char.x - self.left, char.y - self.bottom);
        let slack = char.size;
        -slack <= x && x <= self.width && -slack <= y && y <= self.height + slack
    }

    fn glyph(&self, number: u32, char: &Char) -> Option<Glyph> {
        let (x, y) = self.place(char.x, char.y);
        let size = char.size.clamp(SIZES.0, SIZES.1);
        let width = char.width.clamp(0.0, 4.0 * size);
        let kept = !char.char.is_control() && x.is_finite() && y.is_finite();
        kept.then_some(Glyph { char: radicals::unified(char.char), x, width, y, size, number })
    }

    fn rule(&self, rule: &Rule) -> Rule {
        let ((x0, y0), (x1, y1)) = (self.place(rule.x0, rule.y0), self.place(rule.x1, rule.y1));
        Rule { x0, y0, x1, y1 }
    }
}

/// The number of quarter turns that most of the characters of a page are turned by.
fn turn(chars: &[Char]) -> u8 {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for turn in chars.iter().filter_map(|char| quarter(char.degrees)) {
        *counts.entry(turn).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(turn, count)| (count, Reverse(turn))).map_or(0, |(turn, _)| turn)
}

/// The quarter turns of an angle in degrees; nothing where it stands aslant.
fn quarter(degrees: f32) -> Option<u8> {
    let turns = degrees / 90.0;
    ((turns - turns.round()).abs() < 0.03).then(|| (turns.round() as i32).rem_euclid(4) as u8)
}

/// Without the characters that are not painted and have painted ones in their place.
fn without_doubles(chars: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let cell = |x: f32, y: f32| ((x / CELL) as i32, (y / CELL) as i32);
    let mut painted: BTreeSet<(i32, i32)> = BTreeSet::new();
    if chars.iter().any(|(_, char)| char.unseen) {
        for (_, char) in chars.iter().filter(|(_, char)| !char.unseen && !is_blank(char.char)) {
            let (from, to) = (cell(char.x, char.y), cell(char.x + char.width, char.y + char.size * 0.8));
            let across = from.0..=to.0.min(from.0 + MOST_CELLS);
            painted.extend(across.flat_map(|x| (from.1..=to.1.min(from.1 + MOST_CELLS)).map(move |y| (x, y))));
        }
    }
    let is_double =
        |char: &Char| char.unseen && painted.contains(&cell(char.x + char.width / 2.0, char.y + char.size * 0.35));
    chars.into_iter().filter(|(_, char)| !is_double(char)).collect()
}
