//! Paragraph styles (MS-DOC, section 2.9.271): what a paragraph takes from its style.

use super::properties::Paragraph;
use super::{slice, u16_at};

/// How far a chain of styles is followed.
const MAX_CHAIN: usize = 32;
/// The number of no style.
const NONE: u16 = 0x0fff;

#[derive(Debug, Default)]
struct Style<'a> {
    /// The number of a built-in style: 1 to 9 are headings, 19 to 27 entries of a table of contents.
    built_in: u16,
    base: u16,
    changes: &'a [u8],
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(crate) struct Styles<'a> {
    styles: Vec<Option<Style<'a>>>,
}

impl<'a> Styles<'a> {
    pub(crate) fn read(sheet: &'a [u8]) -> Self {
        Self { styles: read(sheet).unwrap_or_default() }
    }

    /// The properties that the style gives, those of the styles it is based on first.
    pub(crate) fn paragraph(&self, number: u16) -> Paragraph {
        let chain: Vec<&Style<'_>> = self.chain(number).collect();
        let mut paragraph = Paragraph { style: number, ..Paragraph::default() };
        for style in chain.into_iter().rev() {
            paragraph.apply(style.changes);
        }
        paragraph
    }

    /// The heading level, from 1, of a built-in heading style.
    pub(crate) fn heading(&self, number: u16) -> Option<u8> {
        self.chain(number).find(|style| (1..=9).contains(&style.built_in)).map(|style| style.built_in as u8)
    }

    pub(crate) fn is_contents(&self, number: u16) -> bool {
        self.chain(number).any(|style| (19..=27).contains(&style.built_in))
    }

    fn chain(&self, number: u16) -> impl Iterator<Item = &Style<'a>> {
        let get = |number: u16| self.styles.get(usize::from(number)).and_then(Option::as_ref);
        std::iter::successors(get(number), move |style| get(style.base).filter(|_| style.base != NONE)).take(MAX_CHAIN)
    }
}

fn read(sheet: &[u8]) -> Option<Vec<Option<Style<'_>>>> {
    let head = usize::from(u16_at(sheet, 0)?);
    let count = usize::from(u16_at(sheet, 2)?);
    let fixed = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + head;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        styles.push(slice(sheet, at + 2, length).and_then(|style| read_style(style, fixed)));
        at += 2 + length + length % 2;
    }
    Some(styles)
}

fn read_style(style: &[u8], fixed: usize) -> Option<Style<'_>> {
    let built_in = u16_at(style, 0)? & 0x0fff;
    let kind_and_base = u16_at(style, 2)?;
    let result = Style { built_in, base: kind_and_base >> 4, changes: &[] };
    if kind_and_base & 0x000f != 1 {
        return Some(result);
    }
    let name = usize::from(u16_at(style, fixed)?);
    let at = fixed + 2 + 2 * (name + 1);
    let length = usize::from(u16_at(style, at).unwrap_or_default());
    let changes = slice(style, at + 2, length).and_then(|changes| changes.get(2..)).unwrap_or_default();
    Some(Style { changes, ..result })
}
