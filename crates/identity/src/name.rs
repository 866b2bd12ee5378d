//! The place that a name of a body begins with, and the level of its government.

use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::Level;
use zhengtu_lexicon::divisions::Division;
use zhengtu_model::GovernmentLevel;
use zhengtu_text::is_han;

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
pub(crate) fn chain(lexicon: &Lexicon, name: &str) -> Option<Named> {
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
    let level = of_division(first);
    Some(Named {
        name: first.name.to_owned(),
        codes: found.iter().map(|division| division.code.to_owned()).collect(),
        level: Some(level),
        len: at,
    })
}

/// The signs with which names of places end.
pub(crate) const ENDINGS: [char; 8] = ['省', '市', '县', '区', '州', '盟', '旗', '域'];

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
    fit.then(|| Named { name: place.to_owned(), codes: Vec::new(), level: Some(of_ending(place)), len: end })
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

/// The level of a division's government.
pub(crate) fn of_division(division: &Division) -> GovernmentLevel {
    match division.level() {
        Level::Nation => GovernmentLevel::National,
        Level::Province => GovernmentLevel::Province,
        Level::City => GovernmentLevel::City,
        Level::County => GovernmentLevel::County,
        Level::Town => GovernmentLevel::Town,
    }
}

/// The level that the ending of a name tells.
pub(crate) fn of_ending(name: &str) -> GovernmentLevel {
    match name.chars().next_back() {
        _ if name.ends_with("自治区") => GovernmentLevel::Province,
        Some('省') => GovernmentLevel::Province,
        Some('市' | '州' | '盟') => GovernmentLevel::City,
        Some('镇' | '乡' | '道' | '木') => GovernmentLevel::Town,
        _ => GovernmentLevel::County,
    }
}
