//! The document's own number: alone on a line of the head, in the note of its issue, behind its title, or in the data
//! above the text.

pub(crate) mod form;

use crate::Found;
use crate::labels::{Field, Labels};
use crate::note::note;
use crate::sheet::{Line, Sheet};
use crate::title::Titles;
use form::{NUMBER, compile, series, well_formed};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_text::is_han;

/// The number of an order within the note of its issue: 某市人民政府第12号令发布.
static NOTED: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(\p{Han}{2,24}(?:第\d{1,4}号令|令第\d{1,4}号))(?:文)?(?:公布|发布|颁布)"));

/// The longest line that is a number and what may stand beside it (签发人：某某), in bytes.
const LONGEST: usize = 120;

pub(crate) fn read(sheet: &Sheet<'_>, labels: &Labels, titles: &Titles) -> Option<Found<String>> {
    let alone = sheet.head().iter().enumerate().filter(|(at, _)| !labels.lines.contains(at));
    let labelled = || {
        let found = labels.get(Field::Number)?;
        let number = well_formed(&found.value).or_else(|| series(&found.value))?;
        Some(Found { value: number, span: found.span })
    };
    alone
        .clone()
        .find_map(|(_, line)| on_line(line))
        .or_else(|| titles.number.clone())
        .or_else(|| alone.clone().find_map(|(_, line)| in_note(line)))
        .or_else(labelled)
}

/// A line that is a number.
fn on_line(line: &Line<'_>) -> Option<Found<String>> {
    let text = &*line.text;
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_start_matches(['（', '(', '【']).trim_end_matches(['）', ')', '】']);
    if let Some(number) = series(bare) {
        return Some(Found::at(number, line.span));
    }
    let found = NUMBER.find(bare)?;
    let behind = &bare[found.end()..];
    let signed = behind.is_empty() || behind.starts_with("签发") || behind.starts_with('★');
    if !signed || found.start() > 0 && !is_mark(&bare[..found.start()]) {
        return None;
    }
    let start = text.find(found.as_str())?;
    Some(Found::at(well_formed(found.as_str())?, line.part_of(start..start + found.len())))
}

/// What a register prints before a number: letters and digits of its own.
fn is_mark(text: &str) -> bool {
    !text.chars().any(is_han)
}

/// （2023年1月30日某市人民政府某府规字〔2023〕1号文发布）.
fn in_note(line: &Line<'_>) -> Option<Found<String>> {
    let note = note(&line.text)?;
    let start = line.text.len() - line.text.trim_start_matches(['（', '(']).len();
    if let Some(found) = NUMBER.find(note) {
        let value = well_formed(found.as_str())?;
        let sign = value.split('〔').next().unwrap_or_default();
        let from = found.start() + found.as_str().find(sign).unwrap_or_default();
        return Some(Found::at(value, line.part_of(start + from..start + found.end())));
    }
    let found = NOTED.captures(note)?.get(1)?;
    let bare = found.as_str().rsplit('日').next().unwrap_or_default();
    Some(Found::at(bare.to_owned(), line.part_of(start + found.end() - bare.len()..start + found.end())))
}
