//! Numbers with their units of measure in questions.

use crate::words::WORDS;
use zhengtu_lexicon::measures::Measures;

/// Before a number that is a share in words.
const OF_HUNDRED: &str = "百分之";

/// The number at the start of `text`, its unit, and their length in bytes; `text` is folded.
/// `more` are further units, as the knowledge base has them.
pub(crate) fn at(text: &str, measures: &Measures, more: &[String]) -> Option<(f64, String, usize)> {
    if let Some(rest) = text.strip_prefix(OF_HUNDRED) {
        let (number, len) = arabic(rest)?;
        return Some((number, "%".to_owned(), OF_HUNDRED.len() + len));
    }
    let (number, len) = arabic(text)?;
    let rest = &text[len..];
    let known = more.iter().map(String::as_str).filter(|unit| rest.starts_with(unit));
    let unit = known.chain(unit_at(rest, measures)).max_by_key(|unit| unit.len()).unwrap_or("");
    let normal = if unit == "百分点" {
        "个百分点"
    } else if unit == "工作日" {
        "个工作日"
    } else {
        unit
    };
    Some((number, normal.to_owned(), len + unit.len()))
}

/// The unit at the start of a text, with 万 or 亿 before it.
fn unit_at<'t>(text: &'t str, measures: &Measures) -> Option<&'t str> {
    let scaled = text.trim_start_matches(['万', '亿']);
    measures.unit_at(scaled).map(|(_, len)| &text[..text.len() - scaled.len() + len])
}

/// A number up to 99 in Chinese figures, as items are numbered.
pub(crate) fn chinese(number: u32) -> String {
    const FIGURES: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let figure = |number: u32| FIGURES[number as usize % 10];
    match (number / 10, number % 10) {
        (0, ones) => figure(ones).to_string(),
        (tens, ones) => {
            let tens = if tens == 1 { String::new() } else { figure(tens).to_string() };
            let ones = if ones == 0 { String::new() } else { figure(ones).to_string() };
            format!("{tens}十{ones}")
        }
    }
}

/// The unit of measure that a value is asked for in, at the start of a text: 多少亿, 几天, 多少钱, with 第 before it where a
/// number in a series is asked for (第几届); with its length.
pub(crate) fn asked(text: &str, measures: &Measures, more: &[String]) -> Option<(String, usize)> {
    let words = &WORDS.value;
    // 百分之多少, 多大比例
    let share =
        text.strip_prefix(OF_HUNDRED).and_then(|rest| words.how_many.at_start(rest)).map(|len| OF_HUNDRED.len() + len);
    if let Some(len) = share.or_else(|| words.how_large_share.at_start(text)) {
        return Some(("%".to_owned(), len));
    }
    // 第几届
    if let Some(ordinal) = words.ordinal.at_start(text) {
        let len = ordinal + words.how_many.at_start(&text[ordinal..])?;
        let (_, unit) = measures.unit_at(&text[len..])?;
        return Some((format!("{}{}", &text[..ordinal], &text[len..len + unit]), len + unit));
    }
    let len = words.how_many.at_start(text)?;
    let rest = &text[len..];
    if let Some(money) = words.money.at_start(rest) {
        return Some(("元".to_owned(), len + money));
    }
    if let Some(hours) = words.hours.at_start(rest) {
        let end = len + hours;
        let inside = WORDS.date.inside.at_start(&text[end..]).unwrap_or(0);
        return Some(("小时".to_owned(), end + inside));
    }
    // 几个月 asks for a time, no number of things.
    let counted = text[..len].strip_suffix('个').map_or(len, str::len);
    if let Some(months) = WORDS.date.months.at_start(&text[counted..]) {
        let end = counted + months;
        let inside = WORDS.date.inside.at_start(&text[end..]).unwrap_or(0);
        return Some((text[counted..end].to_owned(), end + inside));
    }
    // 多少家次 asks for a value in 家次, 多少家企业 for a number.
    let counted = words.countable.at_start(rest);
    if counted.is_some_and(|len| unit_at(rest, measures).is_none_or(|unit| unit.len() <= len)) {
        return None;
    }
    let scale = rest.len() - rest.trim_start_matches(['万', '亿']).len();
    let known = more.iter().map(String::as_str).chain(more.iter().map(|unit| unit.trim_start_matches('个')));
    let known = known.filter(|unit| !unit.is_empty() && rest.starts_with(unit)).map(str::len).max();
    let len_of_unit =
        known.into_iter().chain(unit_at(rest, measures).map(str::len)).chain((scale > 0).then_some(scale)).max()?;
    let unit = &rest[..len_of_unit];
    // 几个工作日内
    let within = WORDS.kind_of_measure.time.is(unit.trim_start_matches('个'));
    let inside = WORDS.date.inside.at_start(&rest[len_of_unit..]).filter(|_| within).unwrap_or(0);
    Some((unit.to_owned(), len + len_of_unit + inside))
}

fn arabic(text: &str) -> Option<(f64, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 12 {
        return None;
    }
    let fraction =
        text[digits..].strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let len = if fraction > 0 { digits + 1 + fraction } else { digits };
    text[..len].parse().ok().map(|number| (number, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_number_is_read_with_its_unit() {
        assert_eq!(at("90%以上", lexicon().measures(), &[]), Some((90.0, "%".to_owned(), 3)));
        assert_eq!(at("2.5个百分点", lexicon().measures(), &[]), Some((2.5, "个百分点".to_owned(), 15)));
        assert_eq!(at("百分之80", lexicon().measures(), &[]), Some((80.0, "%".to_owned(), 11)));
        assert_eq!(at("10", lexicon().measures(), &[]), Some((10.0, String::new(), 2)));
        assert_eq!(at("500套", lexicon().measures(), &["套".to_owned()]), Some((500.0, "套".to_owned(), 6)));
        assert_eq!(at("以上", lexicon().measures(), &[]), None);
        assert_eq!(at("1234567890123", lexicon().measures(), &[]), None);
    }

    #[test]
    fn hours_are_asked_for_by_either_name() {
        let asked = |text: &str| asked(text, lexicon().measures(), &[]);
        assert_eq!(asked("几个钟头内回复"), Some(("小时".to_owned(), "几个钟头内".len())));
        assert_eq!(asked("多少钟头"), Some(("小时".to_owned(), "多少钟头".len())));
        assert_eq!(asked("几个钟楼"), None);
    }
}
