//! Numbered lists of word processors, and the numbers that their paragraphs get, as Word shows them
//! (ECMA-376, part 1, section 17.9; MS-DOC, section 2.4.6.3).

use crate::numerals;
use std::collections::{BTreeMap, BTreeSet};

/// How many levels a list has at most.
pub(crate) const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) start: u32,
    pub(crate) format: String,
    /// The digits to which a number is filled up with noughts (01, 02, …).
    pub(crate) width: usize,
    /// The text, with `%1` … `%9` for the numbers of the levels.
    pub(crate) text: String,
    pub(crate) suffix: &'static str,
    /// The level starts anew after a paragraph of a level above this one; 0 never, nothing after any.
    pub(crate) restart: Option<usize>,
    /// All numbers in Arabic digits (`w:isLgl`).
    pub(crate) legal: bool,
    /// The style whose paragraphs take this level.
    pub(crate) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            width: 0,
            text: String::new(),
            suffix: " ",
            restart: None,
            legal: false,
            style: None,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// The list definition that the list counts in, together with all other lists of that definition.
    pub(crate) definition: u32,
    pub(crate) levels: Vec<Level>,
    /// The levels that start anew, and where, when the list is first used.
    pub(crate) overrides: BTreeMap<usize, u32>,
}

/// The lists of a document by their number.
pub(crate) type Lists = BTreeMap<u32, List>;

/// The numbers reached so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counters {
    reached: BTreeMap<u32, [Option<u32>; LEVELS]>,
    used: BTreeSet<u32>,
}

impl Counters {
    /// Counts a paragraph of list `id` at `level`, and gives the number that Word shows before it,
    /// with the space that follows.
    pub(crate) fn next(&mut self, lists: &Lists, id: u32, level: usize) -> String {
        let Some(list) = lists.get(&id).filter(|list| level < list.levels.len()) else {
            return String::new();
        };
        let reached = self.reached.entry(list.definition).or_default();
        if self.used.insert(id) {
            for &index in list.overrides.keys() {
                reached[index] = None;
            }
        }
        reached[level] = Some(reached[level].map_or(list.start(level), |number| number.saturating_add(1)));
        for (index, deeper) in list.levels.iter().enumerate().skip(level + 1) {
            if deeper.restart.is_none_or(|above| level < above) {
                reached[index] = None;
            }
        }
        list.render(level, reached)
    }
}

impl List {
    fn start(&self, level: usize) -> u32 {
        self.overrides.get(&level).copied().unwrap_or(self.levels[level].start)
    }

    fn render(&self, index: usize, reached: &[Option<u32>; LEVELS]) -> String {
        let level = &self.levels[index];
        let mut text = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(char) = chars.next() {
            let digit = (char == '%').then(|| chars.peek().and_then(|next| next.to_digit(10))).flatten();
            match digit.filter(|digit| (1..=9).contains(digit)) {
                Some(digit) => {
                    chars.next();
                    text.push_str(&self.number(level, digit as usize - 1, reached));
                }
                None => text.push(shown(char)),
            }
        }
        if text.is_empty() {
            return text;
        }
        text.push_str(level.suffix);
        text
    }

    /// The number of the level `index` within the text of `level`.
    fn number(&self, level: &Level, index: usize, reached: &[Option<u32>; LEVELS]) -> String {
        let Some(of) = self.levels.get(index) else { return String::new() };
        let number = reached[index].unwrap_or_else(|| self.start(index));
        let format = if level.legal && of.format != "none" { "decimal" } else { &of.format };
        let width = of.width;
        let text = numerals::render(number, format);
        if width > 0 { format!("{text:0>width$}") } else { text }
    }
}

/// The signs of symbol fonts stand in the private use area and look like bullets of one kind or another.
fn shown(char: char) -> char {
    if matches!(char, '\u{e000}'..='\u{f8ff}') { '•' } else { char }
}
