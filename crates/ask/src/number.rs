//! Numbers with their units of measure in questions.

/// The units of measure that questions compare with, longest first.
const UNITS: [&str; 30] = [
    "个百分点",
    "个工作日",
    "工作日",
    "百分点",
    "平方米",
    "平方公里",
    "个月",
    "小时",
    "公里",
    "万元",
    "亿元",
    "分钟",
    "万人",
    "万户",
    "%",
    "个",
    "天",
    "日",
    "项",
    "家",
    "亩",
    "次",
    "年",
    "倍",
    "吨",
    "人",
    "户",
    "张",
    "元",
    "分",
];

/// The number at the start of `text`, its unit, and their length in bytes; `text` is folded.
/// `measures` are further units, as the knowledge base has them.
pub(crate) fn at(text: &str, measures: &[String]) -> Option<(f64, String, usize)> {
    if let Some(rest) = text.strip_prefix("百分之") {
        let (number, len) = arabic(rest)?;
        return Some((number, "%".to_owned(), "百分之".len() + len));
    }
    let (number, len) = arabic(text)?;
    let known = UNITS.iter().copied().chain(measures.iter().map(String::as_str));
    let unit = known.filter(|unit| text[len..].starts_with(unit)).max_by_key(|unit| unit.len()).unwrap_or("");
    let normal = if unit == "百分点" {
        "个百分点"
    } else if unit == "工作日" {
        "个工作日"
    } else {
        unit
    };
    Some((number, normal.to_owned(), len + unit.len()))
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

    #[test]
    fn a_number_is_read_with_its_unit() {
        assert_eq!(at("90%以上", &[]), Some((90.0, "%".to_owned(), 3)));
        assert_eq!(at("2.5个百分点", &[]), Some((2.5, "个百分点".to_owned(), 15)));
        assert_eq!(at("百分之80", &[]), Some((80.0, "%".to_owned(), 11)));
        assert_eq!(at("10", &[]), Some((10.0, String::new(), 2)));
        assert_eq!(at("500套", &["套".to_owned()]), Some((500.0, "套".to_owned(), 6)));
        assert_eq!(at("以上", &[]), None);
        assert_eq!(at("1234567890123", &[]), None);
    }
}
