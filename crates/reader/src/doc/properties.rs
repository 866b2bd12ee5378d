//! Properties of paragraphs and characters: changes ("sprm") on pages of 512 bytes (MS-DOC, sections
//! 2.2.5 and 2.9.174).

use super::{slice, u16_at, u32_at};

/// The size of a page of properties.
const PAGE: usize = 512;

/// A change of a property: what, and to what.
pub(crate) struct Change<'a> {
    pub(crate) code: u16,
    pub(crate) value: &'a [u8],
}

impl Change<'_> {
    pub(crate) fn byte(&self) -> u8 {
        self.value.first().copied().unwrap_or_default()
    }

    pub(crate) fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or_default()
    }

    pub(crate) fn is_on(&self) -> bool {
        self.byte() & 1 == 1
    }
}

/// The changes in a list of them.
pub(crate) fn changes(mut list: &[u8]) -> impl Iterator<Item = Change<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let rest = &list[2..];
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // The definition of a table row has a longer length; its count includes one byte of itself.
            _ if code == 0xd608 => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
            _ => (1, usize::from(*rest.first()?)),
        };
        let value = slice(rest, skip, length)?;
        list = &rest[skip + length..];
        Some(Change { code, value })
    })
}

/// The properties of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) style: u16,
    pub(crate) in_table: bool,
    /// How deep the table lies in others; 1 for a table in the text.
    pub(crate) depth: u8,
    /// The mark ends a row.
    pub(crate) ends_row: bool,
    /// The mark, a paragraph mark, ends a cell or row of an inner table.
    pub(crate) inner: bool,
    pub(crate) list: Option<u16>,
    pub(crate) list_level: Option<u8>,
    pub(crate) outline: Option<u8>,
    pub(crate) row: Option<Row>,
}

/// The cells of a table row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Where the cells begin and end, in twentieths of a point.
    pub(crate) edges: Vec<i16>,
    /// For each cell its flags.
    pub(crate) flags: Vec<u16>,
}

impl Paragraph {
    /// Applies changes.
    pub(crate) fn apply(&mut self, list: &[u8]) {
        for change in changes(list) {
            match change.code {
                0x2416 => self.in_table = change.is_on(),
                0x2417 => self.ends_row = change.is_on(),
                0x244b | 0x244c => self.inner = change.is_on(),
                0x6649 => self.depth = change.byte(),
                0x260a => self.list_level = Some(change.byte()),
                0x460b => self.list = Some(change.word()),
                0x2640 => self.outline = Some(change.byte()),
                0xd608 => self.row = row(change.value),
                _ => {}
            }
        }
    }
}

fn row(value: &[u8]) -> Option<Row> {
    let count = usize::from(*value.first()?).min(63);
    let edges = (0..=count).map(|index| u16_at(value, 1 + 2 * index).map(|edge| edge as i16)).collect::<Option<_>>()?;
    let flags = (0..count).map(|index| u16_at(value, 1 + 2 * (count + 1) + 20 * index).unwrap_or_default()).collect();
    Some(Row { edges, flags })
}

/// Passages of the stream with the changes that hold in them.
pub(crate) struct Runs<'a> {
    runs: Vec<(u32, u32, &'a [u8])>,
}

impl<'a> Runs<'a> {
    /// The runs of paragraphs; the changes stand behind the number of the style.
    pub(crate) fn paragraphs(main: &'a [u8], plc: &[u8]) -> Self {
        Self::read(main, plc, 13, |page, offset| {
            let at = 2 * usize::from(offset);
            match page.get(at)? {
                0 => slice(page, at + 2, 2 * usize::from(*page.get(at + 1)?)),
                &length => slice(page, at + 1, 2 * usize::from(length) - 1),
            }
        })
    }

    /// The runs of characters.
    pub(crate) fn characters(main: &'a [u8], plc: &[u8]) -> Self {
        Self::read(main, plc, 1, |page, offset| {
            let at = 2 * usize::from(offset);
            slice(page, at + 1, usize::from(*page.get(at)?))
        })
    }

    fn read(main: &'a [u8], plc: &[u8], entry: usize, changes: fn(&'a [u8], u8) -> Option<&'a [u8]>) -> Self {
        let count = plc.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        for index in 0..count.min(main.len() / PAGE + 1) {
            let number = u32_at(plc, 4 * (count + 1) + 4 * index).unwrap_or_default() & 0x003f_ffff;
            let Some(page) = slice(main, number as usize * PAGE, PAGE) else { continue };
            let held = usize::from(page[PAGE - 1]);
            for run in 0..held {
                let ends = u32_at(page, 4 * run).zip(u32_at(page, 4 * run + 4));
                let offset = page.get(4 * (held + 1) + entry * run).copied();
                let (Some((from, to)), Some(offset)) = (ends, offset) else { break };
                if from < to {
                    runs.push((from, to, if offset == 0 { None } else { changes(page, offset) }.unwrap_or_default()));
                }
            }
        }
        runs.sort_by_key(|run| run.0);
        Self { runs }
    }

    /// Keeps the runs whose changes are wanted.
    pub(crate) fn retain(&mut self, wanted: impl Fn(&[u8]) -> bool) {
        self.runs.retain(|run| wanted(run.2));
    }

    /// The changes that hold at a place.
    pub(crate) fn at(&self, place: u32) -> Option<&'a [u8]> {
        let run = self.runs.partition_point(|run| run.0 <= place).checked_sub(1).map(|index| self.runs[index])?;
        (place < run.1).then_some(run.2)
    }
}
