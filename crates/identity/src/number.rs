//! The document's own number: alone on a line of the head, in the note of its issue, behind its title, or in the data
//! above the text.

use crate::Found;
use crate::labels::{Field, Labels};
use crate::sheet::{Line, Sheet};
use crate::title::Titles;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_text::is_han;

/// Agency, year and number, with every form of bracket (GB/T 9704-2012, section 7.2.5, wants 〔〕).
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(\p{Han}{1,20})[〔\[［【（(〈﹝]((?:19|20)\d{2})年?[〕\]］】）)〉﹞]第?(\d{1,5})号"));

/// The number of an order or announcement: 令第12号, 公告2022年第31号.
static SERIES: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^\p{Han}{2,30}(?:第\d{1,4}号令|令第\d{1,4}号|(?:公告|通告)(?:(?:19|20)\d{2}年)?第\d{1,4}号)$")
});

/// The number of an order within the note of its issue: 某市人民政府第12号令发布.
static NOTED: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(\p{Han}{2,24}(?:第\d{1,4}号令|令第\d{1,4}号))(?:文)?(?:公布|发布|颁布)"));

/// Names of issuers before the sign of the agency.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^.*(?:人民政府(?:办公厅|办公室)?|委员会(?:办公厅|办公室)?|办公室|办公厅|管理局|总局|日由?)(\p{Han}{2,})$")
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

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

/// The note of issue in brackets below a title.
pub(crate) fn note(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let issued = ["发布", "公布", "印发", "颁布", "批准", "通过"].iter().any(|word| inner.contains(word));
    let dated = inner.contains('年') && inner.contains('日');
    (issued && dated && !inner.contains('《')).then_some(inner)
}

/// A number with its year in 〔〕, without the name of the issuer before the sign of its agency.
pub(crate) fn well_formed(text: &str) -> Option<String> {
    let found = NUMBER.captures(text)?;
    let agency = &found[1];
    let agency = ISSUER.captures(agency).map_or(agency, |found| found.get(1).map_or("", |found| found.as_str()));
    Some(format!("{agency}〔{}〕{}号", &found[2], &found[3]))
}

fn series(text: &str) -> Option<String> {
    SERIES.is_match(text).then(|| text.to_owned())
}

/// The number in the bracket at the end of a title, and where the bracket starts.
pub(crate) fn behind_title(title: &str) -> Option<(String, usize)> {
    let open = title.rfind(['（', '('])?;
    let inner = title[open..].trim_start_matches(['（', '(']).strip_suffix(['）', ')'])?;
    // The brackets of the year may be round.
    let whole = NUMBER.find(inner).filter(|found| found.start() == 0 && found.end() == inner.len());
    if whole.is_some() {
        return Some((well_formed(inner)?, open));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_bracket_is_read_and_the_issuer_before_it_is_no_part() {
        for (printed, number) in [
            ("某政办发〔2021〕7号", "某政办发〔2021〕7号"),
            ("某政办发[2021]第7号", "某政办发〔2021〕7号"),
            ("某发改（2021）7号", "某发改〔2021〕7号"),
            ("某州市人民政府某府规字〔2023〕1号", "某府规字〔2023〕1号"),
            ("鲁教委办发〔2020〕12号", "鲁教委办发〔2020〕12号"),
        ] {
            assert_eq!(well_formed(printed).as_deref(), Some(number));
        }
        assert_eq!(well_formed("某政办发〔21〕7号"), None);
    }

    #[test]
    fn orders_have_numbers_of_a_series_and_buildings_have_none() {
        assert!(series("某市人民政府令第12号").is_some() && series("财政部公告2022年第31号").is_some());
        assert!(series("某街道第12号楼").is_none());
        assert_eq!(
            behind_title("关于加强管理的通知（某教〔2021〕3号）").map(|found| found.0).as_deref(),
            Some("某教〔2021〕3号")
        );
        assert_eq!(behind_title("加强管理方案（2021年）"), None);
    }
}
