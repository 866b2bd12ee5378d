//! The place whose government issued a document.

use crate::level;
use crate::name::{ENDINGS, Named, chain, named, of_division, of_ending};
use crate::organ::is_national;
use crate::sheet::{Line, Sheet};
use crate::title::Titles;
use crate::{Found, Issuers};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::divisions::Division;
use zhengtu_model::{GovernmentLevel, Place};
use zhengtu_text::Span;

/// The place that was found, with the level that its name tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Located {
    pub(crate) place: Option<Found<Place>>,
    pub(crate) level: Option<GovernmentLevel>,
}

/// Where a document was issued: as its issuer says, else the beginning of its title, else its own words (我市) where
/// it names only one such place, else the name of its file.
pub(crate) fn read(
    lexicon: &Lexicon,
    sheet: &Sheet<'_>,
    titles: &Titles,
    issuer: Option<&Issuers>,
    file: &str,
) -> Located {
    if let Some(issuer) = issuer {
        if issuer.value.iter().all(|name| is_national(lexicon, name)) {
            return Located::default();
        }
        let named = issuer.value.iter().find_map(|name| named(lexicon, name));
        if let Some(named) = named {
            return located(lexicon, sheet, &named, issuer.span);
        }
    }
    let own = [titles.own.as_ref(), titles.notice.as_ref()];
    let titled = own.into_iter().flatten().find_map(|title| Some((at_title(lexicon, &title.value)?, title.span)));
    if let Some((named, span)) = titled {
        return located(lexicon, sheet, &named, span);
    }
    own_words(lexicon, sheet).or_else(|| in_file_name(lexicon, sheet, file)).unwrap_or_default()
}

/// The place that a title begins with.
fn at_title(lexicon: &Lexicon, title: &str) -> Option<Named> {
    let bare = title.trim_start_matches(['《', '〈', '“', '"']);
    let year = bare.find('年').filter(|&at| {
        bare[..at].chars().all(|char| char.is_ascii_digit() || "—-－至〇○一二三四五六七八九".contains(char))
    });
    let bare = year.map_or(bare, |at| bare[at + '年'.len_utf8()..].trim_start_matches('度'));
    let bare = bare.trim_start_matches(['《', '“']);
    if lexicon.documents().title.about.at_start(bare).is_some() {
        return None;
    }
    named(lexicon, bare)
        .filter(|named| bare.len() > named.len && (!named.codes.is_empty() || bare[..named.len].ends_with(ENDINGS)))
}

/// The place with its code, where only one can be meant.
fn located(lexicon: &Lexicon, sheet: &Sheet<'_>, named: &Named, span: Option<Span>) -> Located {
    let code = match named.codes.as_slice() {
        [] => None,
        [code] => Some(code.clone()),
        several => by_superior(lexicon, sheet, several),
    };
    let place = Place { name: named.name.clone(), code };
    Located { place: Some(Found { value: place, span }), level: named.level }
}

/// Of several counties of one name that whose city the document names.
fn by_superior(lexicon: &Lexicon, sheet: &Sheet<'_>, codes: &[String]) -> Option<String> {
    let divisions = lexicon.divisions();
    let names_one_above = |code: &&String| {
        let above = divisions.of_code(code).into_iter().flat_map(|division| divisions.superiors(division));
        above
            .filter(|above| above.level() != zhengtu_lexicon::bodies::Level::Province || above.name.ends_with('市'))
            .any(|above| sheet.lines.iter().any(|line| line.text.contains(above.name)))
    };
    let mut fit = codes.iter().filter(names_one_above);
    let one = fit.next()?;
    fit.next().is_none().then(|| one.clone())
}

/// The only place of the level that the document calls its own (我市): first in its head, then in all of it.
fn own_words(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Option<Located> {
    let own = level::own_words(sheet)?;
    let only = |lines: &[Line<'_>]| {
        let mut found: Vec<(&Division, Span)> = Vec::new();
        for line in lines {
            for (division, span) in mentioned(lexicon, line) {
                if own.fits(division) && found.iter().all(|(known, _)| known.name != division.name) {
                    found.push((division, span));
                }
            }
        }
        found
    };
    let head = only(&sheet.lines[..(sheet.head + 1).min(sheet.lines.len())]);
    let found = if head.is_empty() { only(&sheet.lines) } else { head };
    let [(division, span)] = found.as_slice() else { return None };
    let codes = lexicon.divisions().named(division.name).iter().map(|division| division.code.to_owned()).collect();
    let named = Named { name: division.name.to_owned(), codes, level: Some(of_division(division)), len: 0 };
    Some(located(lexicon, sheet, &named, Some(*span)))
}

/// The divisions that a line names in full.
fn mentioned<'a>(lexicon: &'a Lexicon, line: &Line<'_>) -> Vec<(&'a Division, Span)> {
    let text = &*line.text;
    let mut found = Vec::new();
    for (at, char) in text.char_indices().filter(|(_, char)| ENDINGS.contains(char)) {
        let end = at + char.len_utf8();
        let starts: Vec<usize> = text[..at].char_indices().rev().take(8).map(|(at, _)| at).collect();
        let longest = starts
            .into_iter()
            .rev()
            .find_map(|start| Some((lexicon.divisions().named(&text[start..end]).first().copied()?, start)));
        if let Some((division, start)) = longest {
            found.push((division, line.part_of(start..end)));
        }
    }
    found
}

/// The place that the name of the file begins with.
fn in_file_name(lexicon: &Lexicon, sheet: &Sheet<'_>, file: &str) -> Option<Located> {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let bare = stem.trim_start_matches(|char: char| char.is_ascii_digit() || "-_. 、（）()".contains(char));
    let named = at_title(lexicon, bare).filter(|named| !named.codes.is_empty())?;
    Some(located(lexicon, sheet, &named, None))
}

/// The names of the issuers as one, with the place before those that leave it out (市财政局).
pub(crate) fn restored(issuers: Issuers, place: Option<&Found<Place>>) -> Found<String> {
    let full = |name: &String| -> String {
        let Some(place) = place.map(|place| place.value.name.as_str()) else { return name.clone() };
        let Some(sign) = name.chars().next().filter(|sign| ENDINGS.contains(sign)) else { return name.clone() };
        if !place.ends_with(sign) {
            return name.clone();
        }
        let rest = &name[sign.len_utf8()..];
        let rest = if rest.starts_with("政府") { format!("人民{rest}") } else { rest.to_owned() };
        format!("{place}{rest}")
    };
    issuers.map(|names| names.iter().map(full).collect::<Vec<_>>().join("、"))
}

/// The codes of the divisions that a person can mean by a code, a name in full or in short, alone or behind those in
/// which it lies, with or without its government (510800, 广元市, 广元, 四川省广元市, 剑阁, 广元市人民政府).
pub(crate) fn codes_of(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let divisions = lexicon.divisions();
    if let Some(division) = divisions.of_code(text) {
        return vec![division.code.to_owned()];
    }
    let place = lexicon.documents().place.organ.at_end(text).map_or(text, |len| &text[..text.len() - len]);
    let chained = chain(lexicon, place).filter(|found| found.len == place.len()).map(|found| found.codes);
    let in_short = || {
        let same = divisions.iter().filter(|division| !division.former && division.short == place);
        same.map(|division| division.code.to_owned()).collect()
    };
    chained.unwrap_or_else(in_short)
}

/// The place that a person names, alone or behind those in which it lies, with its code.
pub fn resolve(lexicon: &Lexicon, text: &str) -> (Place, Option<GovernmentLevel>) {
    let Some(found) = chain(lexicon, text).filter(|found| found.len == text.len()) else {
        let level = text.ends_with(ENDINGS).then(|| of_ending(text));
        return (Place { name: text.to_owned(), code: None }, level);
    };
    let code = match found.codes.as_slice() {
        [code] => Some(code.clone()),
        _ => None,
    };
    (Place { name: found.name, code }, found.level)
}
