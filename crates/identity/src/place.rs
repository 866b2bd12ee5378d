//! The place whose government issued a document.

use crate::Found;
use crate::issuer::Issuers;
use crate::level;
use crate::organ::is_national;
use crate::sheet::{Line, Sheet};
use crate::title::Titles;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::divisions::Division;
use zhengtu_model::{GovernmentLevel, Place};
use zhengtu_text::{Span, is_han};

/// A place that a name begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name in full.
    pub name: String,
    /// The codes of the divisions of that name that can be meant; none for a place that the list does not have.
    pub codes: Vec<String>,
    /// The level of its government; nothing where the name is that of a zone, which has none of its own.
    pub level: Option<GovernmentLevel>,
    /// The length in bytes of what names it.
    pub len: usize,
}

/// The place that a name of a body begins with: 苏州市吴中区财政局, 中共温县县委, 苏州海关.
pub fn named(lexicon: &Lexicon, name: &str) -> Option<Named> {
    let from = prefix(lexicon, name);
    let rest = &name[from..];
    let known = chain(lexicon, rest);
    let at = known.as_ref().map_or(0, |known| known.len);
    if let Some(town) = town(lexicon, &rest[at..]).filter(|_| known.is_some() || is_listed_town(lexicon, rest)) {
        return Some(Named {
            len: from + at + town.len(),
            name: town.to_owned(),
            codes: Vec::new(),
            level: Some(GovernmentLevel::Town),
        });
    }
    let named = known.or_else(|| unlisted(lexicon, rest))?;
    let zone = zone_behind(lexicon, &rest[named.len..]);
    Some(Named { len: from + named.len, level: named.level.filter(|_| !zone), ..named })
}

/// 中共, 共青团, 国家税务总局 before the name of a place.
fn prefix(lexicon: &Lexicon, name: &str) -> usize {
    let issuer = &lexicon.documents().issuer;
    [&issuer.before, &issuer.line].iter().filter_map(|words| words.at_start(name)).max().unwrap_or_default()
}

/// The known places one within the other at the start of a name.
fn chain(lexicon: &Lexicon, name: &str) -> Option<Named> {
    let divisions = lexicon.divisions();
    let mut found: Vec<&Division> = Vec::new();
    let mut at = 0;
    loop {
        let rest = &name[at..];
        let next = divisions.at_start(rest).or_else(|| divisions.called_at_start(rest).filter(|_| at == 0));
        let Some((candidates, len)) = next else { break };
        let inside = |division: &&Division| {
            found.is_empty()
                || found.iter().any(|above| division.code != above.code && divisions.lies_in(division.code, above.code))
        };
        let inner: Vec<&Division> = candidates.into_iter().filter(inside).collect();
        if inner.is_empty() || rest.len() == len && !rest.ends_with(ENDINGS) {
            break;
        }
        found = inner;
        at += len;
    }
    let first = found.first()?;
    let level = level::of_division(first);
    Some(Named {
        name: first.name.to_owned(),
        codes: found.iter().map(|division| division.code.to_owned()).collect(),
        level: Some(level),
        len: at,
    })
}

/// The signs with which names of places end.
const ENDINGS: [char; 8] = ['省', '市', '县', '区', '州', '盟', '旗', '域'];

/// A place that the list does not have, by its ending: 青山市.
fn unlisted(lexicon: &Lexicon, name: &str) -> Option<Named> {
    let signs = name.char_indices().take(LONGEST_UNLISTED).skip(1).find(|(_, char)| SIGNS.contains(char));
    let (at, sign) = signs?;
    let mut end = at + sign.len_utf8();
    // 某州市, 某市区: the sign may be part of the name.
    if sign == '州'
        && let Some(next) = name[end..].chars().next().filter(|next| SIGNS.contains(next))
    {
        end += next.len_utf8();
    }
    let place = &name[..end];
    let words = &lexicon.documents().place;
    let common = words.not_first.at_start(place).is_some() || words.not_within.within(place) || words.not.is(place);
    let zone = lexicon.documents().issuer.zone.at_end(place).is_some();
    let fit = !common && !zone && end < name.len() && place.chars().all(|char| is_han(char) || char == '×');
    fit.then(|| Named { name: place.to_owned(), codes: Vec::new(), level: Some(level::of_ending(place)), len: end })
}

/// The longest name of a place that is not listed, in characters.
const LONGEST_UNLISTED: usize = 7;

/// The signs with which such names end.
const SIGNS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// The town whose government a name is: 祥云镇人民政府.
fn town<'a>(lexicon: &Lexicon, name: &'a str) -> Option<&'a str> {
    let words = &lexicon.documents().place;
    let organ = words.organ.iter().find_map(|word| name.find(word))?;
    let place = &name[..organ];
    let count = place.chars().count();
    let whole = words.town.at_end(place).is_some();
    (whole && (2..=8).contains(&count)).then_some(place)
}

/// Whether a town is named without the county in which it lies, and is no county itself.
fn is_listed_town(lexicon: &Lexicon, name: &str) -> bool {
    lexicon.divisions().at_start(name).is_none()
}

/// Whether the name goes on with that of a zone: 苏州|工业园区管理委员会.
fn zone_behind(lexicon: &Lexicon, rest: &str) -> bool {
    let committee = lexicon.documents().place.committee.iter().filter_map(|word| rest.find(word)).min();
    let named = committee.map_or(rest, |at| &rest[..at]);
    let words = &lexicon.documents().issuer.zone;
    committee.is_some() && words.within(named) || words.iter().any(|word| rest.starts_with(word))
}

/// Whether the name that goes on begins with the place that the one before it begins with.
pub(crate) fn same_start(lexicon: &Lexicon, left: &str, right: &str) -> bool {
    let Some(place) = named(lexicon, left) else { return false };
    let start = left.find(place.name.as_str()).unwrap_or_default();
    let printed = &left[start.min(left.len())..place.len.max(start)];
    !printed.is_empty() && right.len() > printed.len() && right.starts_with(printed)
}

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
    let named = Named { name: division.name.to_owned(), codes, level: Some(level::of_division(division)), len: 0 };
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
        let level = text.ends_with(ENDINGS).then(|| level::of_ending(text));
        return (Place { name: text.to_owned(), code: None }, level);
    };
    let code = match found.codes.as_slice() {
        [code] => Some(code.clone()),
        _ => None,
    };
    (Place { name: found.name, code }, found.level)
}
