//! The lists of a file (MS-DOC, sections 2.9.131, 2.9.147 and 2.9.150).

use super::{slice, u16_at, u32_at};
use crate::lists::{LEVELS, Level, List, Lists};
use std::collections::BTreeMap;

/// The size of a list definition, of the fixed part of a level, and of a list.
const DEFINITION: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;

/// The names of the number formats (MS-OSHARED, section 2.2.1.3) in ECMA-376.
const FORMATS: [&str; 41] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "decimal",
];

/// Reads the lists: definitions and the overrides that make lists of them.
pub(crate) fn read(definitions: &[u8], overrides: &[u8], after: &[u8]) -> Lists {
    let definitions = read_definitions(definitions, after).unwrap_or_default();
    read_lists(overrides, &definitions).unwrap_or_default()
}

/// The definitions by their number. The levels stand behind the part, in `after`.
fn read_definitions(part: &[u8], after: &[u8]) -> Option<BTreeMap<u32, Vec<Level>>> {
    let count = usize::from(u16_at(part, 0)?);
    let mut rest = after;
    let mut definitions = BTreeMap::new();
    for index in 0..count {
        let Some(definition) = slice(part, 2 + DEFINITION * index, DEFINITION) else { break };
        let simple = definition[26] & 1 == 1;
        let mut levels = Vec::new();
        for _ in 0..if simple { 1 } else { LEVELS } {
            let Some((level, length)) = read_level(rest) else { return Some(definitions) };
            levels.push(level);
            rest = &rest[length..];
        }
        definitions.insert(u32_at(definition, 0)?, levels);
    }
    Some(definitions)
}

/// A level, and how many bytes it takes.
fn read_level(bytes: &[u8]) -> Option<(Level, usize)> {
    let fixed = slice(bytes, 0, LEVEL)?;
    let text_at = LEVEL + usize::from(fixed[24]) + usize::from(fixed[25]);
    let count = usize::from(u16_at(bytes, text_at)?);
    let text = slice(bytes, text_at + 2, 2 * count)?;
    let units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut shown = String::new();
    for char in char::decode_utf16(units).flatten() {
        match char as u32 {
            level @ 0..=8 => shown.push_str(&format!("%{}", level + 1)),
            _ => shown.push(char),
        }
    }
    let flags = fixed[5];
    let level = Level {
        start: u32_at(fixed, 0)?,
        format: FORMATS.get(usize::from(fixed[4])).map_or("none", |format| *format).to_owned(),
        text: shown,
        suffix: if fixed[15] == 2 { "" } else { " " },
        restart: (flags & 0x08 != 0).then(|| usize::from(fixed[26])),
        legal: flags & 0x04 != 0,
        ..Level::default()
    };
    Some((level, text_at + 2 + 2 * count))
}

fn read_lists(part: &[u8], definitions: &BTreeMap<u32, Vec<Level>>) -> Option<Lists> {
    let count = u32_at(part, 0)? as usize;
    let count = count.min(part.len() / LIST);
    let mut rest = part.get(4 + LIST * count..).unwrap_or_default();
    let mut lists = Lists::new();
    for index in 0..count {
        let Some(entry) = slice(part, 4 + LIST * index, LIST) else { break };
        let definition = u32_at(entry, 0)?;
        let mut list =
            List { definition, levels: definitions.get(&definition).cloned().unwrap_or_default(), ..List::default() };
        rest = override_levels(&mut list, rest, usize::from(entry[12])).unwrap_or_default();
        lists.insert(index as u32 + 1, list);
    }
    Some(lists)
}

/// Applies the overrides of a list; gives what stands behind them.
fn override_levels<'a>(list: &mut List, bytes: &'a [u8], count: usize) -> Option<&'a [u8]> {
    let mut rest = bytes.get(4..)?;
    for _ in 0..count.min(LEVELS) {
        let start = u32_at(rest, 0)?;
        let flags = u32_at(rest, 4)?;
        rest = rest.get(8..)?;
        let index = (flags & 0x0f) as usize;
        if flags & 0x20 != 0 {
            let (level, length) = read_level(rest)?;
            rest = rest.get(length..)?;
            if let Some(old) = list.levels.get_mut(index) {
                *old = level;
            }
        } else if flags & 0x10 != 0 && index < LEVELS {
            list.overrides.insert(index, start);
        }
    }
    Some(rest)
}
