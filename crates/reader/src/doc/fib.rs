//! The head of a file: where its parts lie (MS-DOC, section 2.5), and its text in pieces (section 2.8.35).

use super::{FORMAT, slice, u16_at, u32_at};
use crate::ReadError;

/// The number that Word files begin with.
const MAGIC: u16 = 0xa5ec;
/// The version of Word 97.
const WORD_97: u16 = 0x00c1;
/// Where the places and lengths of parts begin.
const PARTS: usize = 0x9a;
/// Where the lengths of the texts stand.
const LENGTHS: usize = 0x4c;

/// Parts of the table stream, by their place in the head.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Styles = 1,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    Shapes = 40,
    Boxes = 56,
    Lists = 73,
    Overrides = 74,
}

/// The head of a file.
#[derive(Debug)]
pub(crate) struct Fib {
    flags: u16,
    /// The lengths of main text, footnotes, headers, macros, comments, endnotes, text boxes.
    lengths: [usize; 7],
    parts: Vec<(usize, usize)>,
}

/// The texts of a file, one after the other in it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Story {
    Main = 0,
    Footnotes = 1,
    Endnotes = 5,
    Boxes = 6,
}

impl Fib {
    pub(crate) fn read(main: &[u8]) -> Result<Self, ReadError> {
        let short = || ReadError::damaged(FORMAT, "文件头不完整");
        if u16_at(main, 0).ok_or_else(short)? != MAGIC || u16_at(main, 2).ok_or_else(short)? < WORD_97 {
            return Err(ReadError::Unsupported {
                format: "Word 95 或更早的文件",
                advice: "请用 WPS 或 Word 另存为 docx 后再试",
            });
        }
        let flags = u16_at(main, 0x0a).ok_or_else(short)?;
        if flags & 0x0100 != 0 {
            return Err(ReadError::Encrypted { format: FORMAT });
        }
        let mut lengths = [0; 7];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(main, LENGTHS + 4 * index).ok_or_else(short)? as usize;
        }
        let count = usize::from(u16_at(main, PARTS - 2).ok_or_else(short)?).min(200);
        let part = |index: usize| {
            let at = PARTS + 8 * index;
            Some((u32_at(main, at)? as usize, u32_at(main, at + 4)? as usize))
        };
        let parts = (0..count).map_while(part).collect();
        Ok(Self { flags, lengths, parts })
    }

    pub(crate) fn table_stream(&self) -> &'static str {
        if self.flags & 0x0200 == 0 { "/0Table" } else { "/1Table" }
    }

    /// The bytes of a part.
    pub(crate) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let (at, length) = self.parts.get(part as usize).copied().unwrap_or_default();
        slice(table, at, length).unwrap_or_default()
    }

    /// Where a text begins and ends among the characters.
    pub(crate) fn story(&self, story: Story) -> (usize, usize) {
        let before: usize = self.lengths[..story as usize].iter().fold(0, |sum, length| sum.saturating_add(*length));
        (before, before.saturating_add(self.lengths[story as usize]))
    }
}

/// The characters of a file, in UTF-16, each with its place in the stream.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) units: Vec<u16>,
    pub(crate) places: Vec<u32>,
}

/// Reads the pieces.
pub(crate) fn text(main: &[u8], pieces: &[u8]) -> Result<Text, ReadError> {
    let table = piece_table(pieces).ok_or_else(|| ReadError::damaged(FORMAT, "缺少文字表"))?;
    let count = table.len().saturating_sub(4) / 12;
    let mut text = Text::default();
    for index in 0..count {
        let ends = u32_at(table, 4 * index).zip(u32_at(table, 4 * index + 4));
        let place = u32_at(table, 4 * (count + 1) + 8 * index + 2);
        let (Some((from, to)), Some(place)) = (ends, place) else { break };
        let length = to.saturating_sub(from) as usize;
        let narrow = place & 0x4000_0000 != 0;
        let place = place & 0x3fff_ffff;
        let (start, width) = if narrow { (place / 2, 1) } else { (place, 2) };
        if length > main.len().saturating_sub(start as usize) / width {
            return Err(ReadError::damaged(FORMAT, "文字不完整"));
        }
        if text.units.len() + length > main.len().saturating_mul(2) {
            return Err(ReadError::damaged(FORMAT, "文字表有误"));
        }
        let Some(bytes) = slice(main, start as usize, length * width) else { continue };
        text.places.extend((0..length).map(|at| start + (at * width) as u32));
        if narrow {
            let (decoded, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
            text.units.extend(decoded.encode_utf16());
        } else {
            text.units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        }
        text.places.truncate(text.units.len());
    }
    if text.units.len() != text.places.len() {
        return Err(ReadError::damaged(FORMAT, "文字表有误"));
    }
    Ok(text)
}

/// The piece table, behind properties that belong to pieces.
fn piece_table(mut clx: &[u8]) -> Option<&[u8]> {
    loop {
        match clx.first()? {
            1 => {
                let length = usize::from(u16_at(clx, 1)?);
                clx = clx.get(3 + length..)?;
            }
            2 => return slice(clx, 5, u32_at(clx, 1)? as usize),
            _ => return None,
        }
    }
}
