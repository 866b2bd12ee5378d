//! The heading of an item: the sentence after its number.

use crate::{SectionKind, Style};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::sections::SectionWord;

/// The heading at the start of an item's text, as it stands after the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Its length in bytes, without the 。 or ： that ends it.
    pub(crate) len: usize,
    /// Whether nothing follows it on the line.
    pub(crate) own_line: bool,
}

/// Reads the heading of an item: up to the first 。 outside brackets and quotation marks, or the
/// whole line.
pub(crate) fn heading(text: &str) -> Heading {
    let len = sentence_end(text).unwrap_or(text.len());
    let own_line = text[len..].chars().all(|char| char == '。');
    let len = text[..len].trim_end_matches(['：', ':', '。']).len();
    Heading { len, own_line }
}

/// The offset of the 。 that ends the first sentence.
pub(crate) fn sentence_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, char) in text.char_indices() {
        match char {
            '（' | '(' | '“' | '《' | '‘' | '〔' => depth += 1,
            '）' | ')' | '”' | '》' | '’' | '〕' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    // A bracket that is never closed must not swallow the text.
    if depth > 0 { text.find('。') } else { None }
}

/// What the section under a heading is for. A heading below a telling one tells only where the one
/// above leaves it open: （一）总体目标 under 二、工作目标和任务 does, 5.完善保障措施 under 三、主要措施 does not.
pub(crate) fn kind_of(lexicon: &Lexicon, style: Style, heading: &str, above: SectionKind) -> SectionKind {
    let tells = match style {
        Style::Chapter | Style::ChapterSection | Style::Section | Style::Marked => true,
        Style::Subsection => matches!(above, SectionKind::Unknown | SectionKind::General),
        _ => false,
    };
    let short = heading.chars().count() <= 30;
    match lexicon.section_kind(heading).filter(|_| tells && short) {
        Some(SectionWord::General) => SectionKind::General,
        Some(SectionWord::Goals) => SectionKind::Goals,
        Some(SectionWord::Measures) => SectionKind::Measures,
        Some(SectionWord::Safeguards) => SectionKind::Safeguards,
        None if style == Style::Section || style == Style::Chapter => SectionKind::Unknown,
        None => above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    fn check(text: &str, expected: &str, own_line: bool) {
        let found = heading(text);
        assert_eq!((&text[..found.len], found.own_line), (expected, own_line), "{text}");
    }

    #[test]
    fn a_heading_ends_at_the_first_full_stop_outside_brackets() {
        check("推广线上办电。强化互动。", "推广线上办电", false);
        check("优化企业开办服务", "优化企业开办服务", true);
        check("加大调解力度,减轻负担。", "加大调解力度,减轻负担", true);
        check("供水配套设施完善：", "供水配套设施完善", true);
        check("落实“少跑路。多办事”要求。推进", "落实“少跑路。多办事”要求", false);
        check("推进（未闭合的括号。正文。", "推进（未闭合的括号", false);
    }

    #[test]
    fn the_kind_of_a_section_comes_from_its_heading_or_from_above() {
        let unknown = SectionKind::Unknown;
        assert_eq!(kind_of(lexicon(), Style::Section, "保障措施", unknown), SectionKind::Safeguards);
        assert_eq!(kind_of(lexicon(), Style::Section, "完善金融市场体系", SectionKind::Measures), unknown);
        assert_eq!(kind_of(lexicon(), Style::Item, "完善保障措施", SectionKind::Measures), SectionKind::Measures);
        assert_eq!(kind_of(lexicon(), Style::Subsection, "总体目标", unknown), SectionKind::Goals);
    }
}
