//! The level of the government that issued a document.

use crate::name::of_ending;
use crate::organ::is_national;
use crate::sheet::{Line, Sheet};
use crate::{Found, Issuers};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::Level;
use zhengtu_lexicon::divisions::Division;
use zhengtu_model::{GovernmentLevel, Place};

/// Of the issuer or its place, else of those to whom the document is addressed, else of its own words (经市政府同意, 我市).
pub(crate) fn read(
    lexicon: &Lexicon,
    sheet: &Sheet<'_>,
    issuer: Option<&Issuers>,
    place: Option<&Found<Place>>,
    named: Option<GovernmentLevel>,
) -> Option<Found<GovernmentLevel>> {
    if let Some(issuer) = issuer.filter(|issuer| issuer.value.iter().all(|name| is_national(lexicon, name))) {
        return Some(Found { value: GovernmentLevel::National, span: issuer.span });
    }
    if let Some(place) = place {
        // A zone has no government of its own, and is not the place that it is named after.
        return named.map(|level| Found { value: level, span: place.span });
    }
    issuer.and_then(of_bare).or_else(|| addressed(lexicon, sheet)).or_else(|| approved(sheet)).or_else(|| {
        own_words(sheet).filter(|own| own.sure).and_then(|own| own.level.map(|level| Found::at(level, own.span)))
    })
}

/// 市财政局, 省联席会议: the name begins with the word of its level.
fn of_bare(issuer: &Issuers) -> Option<Found<GovernmentLevel>> {
    let level = match issuer.value.first()?.chars().next()? {
        '省' => GovernmentLevel::Province,
        '市' | '州' | '盟' => GovernmentLevel::City,
        '县' | '旗' => GovernmentLevel::County,
        _ => return None,
    };
    Some(Found { value: level, span: issuer.span })
}

/// The level by the line that says to whom the document goes.
fn addressed(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Option<Found<GovernmentLevel>> {
    let words = &lexicon.documents().addressee;
    let levels = [
        (&words.national, GovernmentLevel::National),
        (&words.county, GovernmentLevel::County),
        (&words.city, GovernmentLevel::City),
        (&words.province, GovernmentLevel::Province),
    ];
    let line = sheet.head().iter().find(|line| line.text.ends_with(['：', ':']) && line.text.starts_with('各'))?;
    let first = levels
        .iter()
        .filter_map(|(words, level)| Some((words.at_start(&line.text)?, *level)))
        .max_by_key(|(len, _)| *len);
    let within = || levels.iter().find(|(words, _)| words.within(&line.text)).map(|(_, level)| (0, *level));
    first.or_else(within).map(|(_, level)| Found::at(level, line.span))
}

/// 经市政府同意, 经县人民政府同意.
static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"经(?:报)?(省|市|县|区|州|旗)(?:委、(?:省|市|县|区|州|旗))?(?:人民)?政府(?:领导|主要领导|常务会议)?(?:研究)?(?:同意|批准|审定|审议)").expect("a constant pattern")
});

fn approved(sheet: &Sheet<'_>) -> Option<Found<GovernmentLevel>> {
    sheet.head().iter().find_map(|line| {
        let found = APPROVED.captures(&line.text)?;
        let whole = found.get(0)?;
        Some(Found::at(of_ending(&found[1]), line.part_of(whole.range())))
    })
}

/// What a document calls its own: 我市, 本县; 全市; 市财政局 without the name of a place before it.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    let own = r"(?:我|本)(省|市|县|区|州|盟|旗)";
    let whole = r"全(省|市|县|州|盟|旗)";
    let body = r"(?:^|[，。；：:、（(,;由经报向])(省|市|县|区|州|旗)(?:委|政府|人民政府|\p{Han}{2,6}?(?:局|厅|委))(?:[，。；：:、）),;]|[负牵配会同负协])";
    Regex::new(&format!("{own}|{whole}|{body}")).expect("a constant pattern")
});

/// The kind of place that a document calls its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Own {
    sign: char,
    /// The level, where the sign tells: 我区 may be that of a district or of an autonomous region.
    pub(crate) level: Option<GovernmentLevel>,
    pub(crate) span: zhengtu_text::Span,
    /// The document says so in so many words (我市), and not only by the names of its bodies.
    sure: bool,
}

impl Own {
    /// Whether the division can be the one that is called so.
    pub(crate) fn fits(&self, division: &Division) -> bool {
        let province = division.level() == Level::Province;
        match self.sign {
            '省' | '县' | '盟' | '旗' => division.name.ends_with(self.sign),
            '市' => division.name.ends_with('市'),
            '州' => division.name.ends_with("自治州"),
            _ => division.name.ends_with('区') && !province,
        }
    }
}

/// How surely a word tells what is a document's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// 市财政局.
    Body,
    /// 全市.
    Whole,
    /// 我市.
    Own,
}

/// 我市 and the like where the document uses only one of them, else the lowest of 全省, 全市, 全县, else the lowest of
/// those that stand before its bodies.
pub(crate) fn own_words(sheet: &Sheet<'_>) -> Option<Own> {
    let found: Vec<(Ground, Own)> = sheet.lines.iter().flat_map(words_in).collect();
    let of = |ground: Ground| found.iter().filter(move |(known, _)| *known == ground).map(|(_, own)| own);
    if let Some(first) = of(Ground::Own).next() {
        return of(Ground::Own).all(|own| own.sign == first.sign).then_some(*first);
    }
    let lowest = |ground| of(ground).max_by_key(|own| (own.level, std::cmp::Reverse(own.span.start)));
    lowest(Ground::Whole).or_else(|| lowest(Ground::Body)).copied()
}

fn words_in(line: &Line<'_>) -> Vec<(Ground, Own)> {
    let each = OWN.captures_iter(&line.text).filter_map(|found| {
        let whole = found.get(0)?;
        let grounds = [Ground::Own, Ground::Whole, Ground::Body];
        let (ground, sign) = (1..).zip(grounds).find_map(|(at, ground)| Some((ground, found.get(at)?)))?;
        if is_another(&line.text, whole.start(), sign.end()) {
            return None;
        }
        let level = (sign.as_str() != "区").then(|| of_ending(sign.as_str()));
        let sign = sign.as_str().chars().next()?;
        Some((ground, Own { sign, level, span: line.part_of(whole.range()), sure: ground == Ground::Own }))
    });
    each.collect()
}

/// Whether the word is none of the document's own: 本市场, 本县（市、区）, 我市 within the title of another document.
fn is_another(text: &str, start: usize, end: usize) -> bool {
    let behind = text[end..].chars().next();
    let part_of_word = behind.is_some_and(|char| "场域值间长民容(（、".contains(char));
    let quoted = text[..start].matches('《').count() > text[..start].matches('》').count();
    part_of_word || quoted
}
