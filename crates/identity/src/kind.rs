//! What kind of document it is, by the end of its title.

use zhengtu_lexicon::Lexicon;

/// The kind that a title ends with, remarks in brackets behind it apart.
pub(crate) fn of<'a>(lexicon: &Lexicon, title: &'a str) -> Option<&'a str> {
    let bare = without_remarks(title);
    let bare = bare.trim_end_matches(['》', '”', '"']);
    lexicon.documents().kind.end.at_end(bare).map(|len| &bare[bare.len() - len..])
}

/// A title without the brackets at its end: （试行）, （2021—2025年）.
pub(crate) fn without_remarks(title: &str) -> &str {
    let mut rest = title;
    while rest.ends_with(['）', ')']) {
        let Some(open) = rest.rfind(['（', '(']).filter(|&open| open > 0) else { break };
        rest = &rest[..open];
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn the_longest_kind_at_the_end_of_a_title_is_its_kind() {
        for (title, kind) in [
            ("某市促进消费若干措施（试行）", "若干措施"),
            ("某县绿色发展三年行动计划（2021—2023年）", "行动计划"),
            ("某省重点任务清单", "任务清单"),
            ("某市人民政府关于加强管理的意见", "意见"),
            ("某区《条例》实施细则(征求意见稿)", "实施细则"),
        ] {
            assert_eq!(of(lexicon(), title), Some(kind), "{title}");
        }
        assert_eq!(of(lexicon(), "领导讲话"), None);
    }
}
