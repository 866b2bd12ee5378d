//! Names of those who issue documents.

use crate::name::{named, same_start};
use zhengtu_lexicon::Lexicon;
use zhengtu_text::is_han;

/// The shortest and longest name, in characters.
const SHORTEST: usize = 3;
const LONGEST: usize = 44;

/// The bodies that a text names one after the other and nothing else, with or without 、 between them.
pub(crate) fn organs(lexicon: &Lexicon, text: &str) -> Option<Vec<String>> {
    let bare = without_remark(lexicon, text);
    let names: Vec<String> = bare
        .split(['、', '，', ',', ' '])
        .filter(|piece| !piece.is_empty())
        .flat_map(|piece| divided(lexicon, piece))
        .map(str::to_owned)
        .collect();
    (!names.is_empty() && names.iter().all(|name| is_organ(lexicon, name))).then_some(names)
}

/// A name without （代章） behind it.
pub(crate) fn without_remark<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    let remark = lexicon.documents().issuer.remark.at_end(text).unwrap_or_default();
    &text[..text.len() - remark]
}

/// Whether a text can be the name of a body that issues documents.
pub(crate) fn is_organ(lexicon: &Lexicon, name: &str) -> bool {
    let issuer = &lexicon.documents().issuer;
    let count = name.chars().count();
    let written = |char: char| is_han(char) || "（）()〇“”·".contains(char);
    if !(SHORTEST..=LONGEST).contains(&count) || !name.chars().all(written) || name.contains(['的', '将', '各']) {
        return false;
    }
    if issuer.end.at_end(name.trim_end_matches(['）', ')'])).is_none() && !is_national(lexicon, name) {
        return false;
    }
    let begins = [&issuer.before, &issuer.line, &issuer.national].iter().any(|words| words.at_start(name).is_some());
    begins || lexicon.bodies().prefix_of(name).is_some() || named(lexicon, name).is_some()
}

/// Whether a name ends as the bodies do that sign documents: 人民政府, 局, 委员会.
pub(crate) fn ends_plainly(lexicon: &Lexicon, name: &str) -> bool {
    lexicon.documents().issuer.end.at_end(name).is_some()
}

/// Whether the body is one of the whole country.
pub(crate) fn is_national(lexicon: &Lexicon, name: &str) -> bool {
    let issuer = &lexicon.documents().issuer;
    let Some(len) = issuer.national.at_start(name) else { return false };
    // 国家税务总局某市税务局 and 中华人民共和国某海关 are bodies of the line in a place.
    let line = issuer.line.at_start(name).map_or(name, |line| &name[line..]);
    let rest = if line.len() < name.len() { line } else { &name[len..] };
    named(lexicon, rest).is_none()
}

/// The names that a text without signs between them consists of: 中共某省委办公厅某省人民政府办公厅.
fn divided<'a>(lexicon: &Lexicon, text: &'a str) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut from = 0;
    for at in text.char_indices().map(|(at, _)| at).skip(3) {
        if at > from && begins_name(lexicon, &text[from..at], &text[at..]) {
            names.push(&text[from..at]);
            from = at;
        }
    }
    names.push(&text[from..]);
    names
}

/// Whether one name ends and another begins.
fn begins_name(lexicon: &Lexicon, left: &str, right: &str) -> bool {
    let issuer = &lexicon.documents().issuer;
    let ends = left == "中共中央" || issuer.end.at_end(left).is_some();
    if !ends || left.chars().count() < SHORTEST {
        return false;
    }
    if issuer.before.at_start(right).is_some() {
        return true;
    }
    let national = issuer.national.at_start(right).is_some();
    if national && is_national(lexicon, left) && is_national(lexicon, right) {
        return true;
    }
    let in_line = issuer.line.at_start(left).is_some();
    !in_line && lexicon.divisions().at_start(right).is_some_and(|(_, len)| right[len..].chars().count() > 1)
        || same_start(lexicon, left, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn names_without_signs_between_them_are_told_apart() {
        for (text, names) in [
            ("中共山东省委办公厅山东省人民政府办公厅", vec!["中共山东省委办公厅", "山东省人民政府办公厅"]),
            ("中共青山市委青山市人民政府", vec!["中共青山市委", "青山市人民政府"]),
            ("国家税务总局苏州市税务局", vec!["国家税务总局苏州市税务局"]),
            ("财政部税务总局", vec!["财政部", "税务总局"]),
            ("中共中央国务院", vec!["中共中央", "国务院"]),
            ("苏州市财政局、苏州市商务局", vec!["苏州市财政局", "苏州市商务局"]),
            ("南京市鼓楼区人民政府办公室", vec!["南京市鼓楼区人民政府办公室"]),
            ("省消费联席会议（代章）", vec!["省消费联席会议"]),
        ] {
            assert_eq!(organs(lexicon(), text), Some(names.into_iter().map(str::to_owned).collect()), "{text}");
        }
        for text in ["各县（市、区）人民政府", "加强组织领导", "关于加强的通知", "2021年3月1日"]
        {
            assert_eq!(organs(lexicon(), text), None, "{text}");
        }
    }

    #[test]
    fn ministries_are_of_the_whole_country_and_offices_of_their_line_are_not() {
        for name in ["国务院办公厅", "财政部", "国家发展改革委", "国家税务总局"] {
            assert!(is_national(lexicon(), name), "{name}");
        }
        for name in ["国家税务总局苏州市税务局", "苏州市财政局", "市委组织部", "中国人民银行广元市分行"]
        {
            assert!(!is_national(lexicon(), name), "{name}");
        }
    }
}
