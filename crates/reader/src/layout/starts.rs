//! What the beginning of a line tells: an item, a label, an annex.

use regex::Regex;
use std::sync::LazyLock;

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The number of an item.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}(?:[、．]|\.(?:\D|$))|第[一二三四五六七八九十百\d]{1,5}[条章节]|[①-⑳])",
    )
});

/// A label before what it is about, or a dash before a member of a list.
static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:——|\p{Han}{2,8}：)"));

/// The line that stands above an annex.
static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^附\s*(?:件|表|录|图)\s*(?:[一二三四五六七八九十\d０-９]{1,3}(?:[-－—]\d{1,2})?)?\s*[：:]?$")
});

/// A line that refers to an annex or is the line above one.
static ANNEX_START: LazyLock<Regex> = LazyLock::new(|| pattern(r"^附\s*(?:件|表|录|图)"));

/// Whether a line begins with the number of an item.
pub(crate) fn number(line: &str) -> bool {
    NUMBER.is_match(line)
}

/// Whether a line begins with the number of an item, or with a label. After the end of a sentence it starts
/// a paragraph, even where the line before happens to be full and nothing is indented.
pub(crate) fn item(line: &str) -> bool {
    number(line) || LABEL.is_match(line)
}

/// Whether a line begins with the name of an annex.
pub(crate) fn annex(line: &str) -> bool {
    ANNEX_START.is_match(line)
}

/// Whether a line is nothing but the name of an annex.
pub(crate) fn is_annex_line(line: &str) -> bool {
    ANNEX.is_match(line.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_labels_and_annexes_are_told_by_their_form() {
        for text in ["（二）压减材料", "三、保障措施", "12、加强", "4.推进", "第三条 本办法", "①"]
        {
            assert!(number(text), "{text}");
        }
        for text in ["2.5个工作日", "2025年底前", "50%、", "一是加强", "责任单位：县税务局"] {
            assert!(!number(text), "{text}");
        }
        assert!(item("责任单位：县税务局") && !item("加强监督检查"));
        for text in ["附件", "附件1", "附件 2：", "附表1-2", "附 件"] {
            assert!(is_annex_line(text) && annex(text), "{text}");
        }
        assert!(!is_annex_line("附件1所列事项") && !annex("见附件1"));
    }
}
