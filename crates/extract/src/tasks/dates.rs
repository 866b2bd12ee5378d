//! Deadlines without a label: the clause of a statement that only says when (…负责，6月底前完成), and a
//! bracket that says nothing else （2021年6月底前完成）.

use zhengtu_lexicon::deadlines::{DeadlineWord, deadline_word};
use zhengtu_terms::dates::{Context, DateKind, scan};
use zhengtu_text::Span;

/// The longest clause that is believed to be a deadline, in characters.
const LONGEST: usize = 24;

/// Words before the date of such a clause.
const BEFORE: [&str; 10] = ["力争", "确保", "争取", "计划", "原则上", "在", "于", "须", "应", "要求"];

/// Words after it: what is done by the day.
const AFTER: [&str; 16] = [
    "全部完成",
    "全面完成",
    "基本完成",
    "完成",
    "落实到位",
    "落实",
    "到位",
    "建成",
    "办结",
    "出台",
    "印发",
    "启动",
    "实施",
    "推进",
    "见效",
    "报送",
];

/// The clauses of a statement that are deadlines; spans into `text`.
pub(super) fn in_statement(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices().chain([(text.len(), '。')]) {
        if !matches!(char, '，' | ',' | '；' | ';' | '。' | '\n') {
            continue;
        }
        let clause = Span::new(start, at).trim(text);
        if states_deadline(clause.of(text)) {
            found.push(clause);
        }
        start = (at + char.len_utf8()).min(text.len());
    }
    found
}

/// Whether a bracket at the end of an item says by when, and nothing else.
pub(super) fn is_deadline_bracket(inner: &str) -> bool {
    let says = ["前", "完成", "底", "末", "推进", "坚持", "开展", "立"].iter().any(|word| inner.contains(word));
    says && states_deadline(inner.trim())
}

/// Whether a clause is a day or period with at most a word for what is done by then, or a word for
/// standing or immediate work.
fn states_deadline(clause: &str) -> bool {
    let chars = clause.chars().count();
    if !(2..=LONGEST).contains(&chars) {
        return false;
    }
    if chars <= 8 && matches!(deadline_word(clause), Some(DeadlineWord::Ongoing | DeadlineWord::Immediate)) {
        return true;
    }
    // 时间：2025年6月底前, a label that names a time in whatever words.
    let clause = match clause.split_once(['：', ':']) {
        Some((label, value)) if label.contains(['时', '期']) && label.chars().count() <= 8 => value.trim(),
        _ => clause,
    };
    let bare = BEFORE.iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    let dates = scan(bare, &Context { year: Some(2000) });
    let [date] = dates.as_slice() else { return false };
    let dated = !matches!(date.kind, DateKind::Compared | DateKind::From);
    let after = bare[date.span.end..].trim_start_matches("前");
    dated && date.span.start == 0 && (after.is_empty() || AFTER.contains(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadlines(text: &str) -> Vec<&str> {
        in_statement(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_clause_that_only_says_when_is_a_deadline() {
        assert_eq!(deadlines("牵头单位：州审批局；责任单位：各县市政府，6月底完成"), ["6月底完成"]);
        assert_eq!(deadlines("市公安局负责，2022年6月底前完成"), ["2022年6月底前完成"]);
        assert_eq!(deadlines("州税务局牵头，长期坚持"), ["长期坚持"]);
        assert_eq!(deadlines("市财政局；2020年10月底前"), ["2020年10月底前"]);
        assert_eq!(deadlines("市财政局负责，每季度末完成"), ["每季度末完成"]);
        assert_eq!(deadlines("责任单位：市财政局；时间：2025年6月底前"), ["时间：2025年6月底前"]);
    }

    #[test]
    fn a_clause_with_more_in_it_is_none() {
        for text in [
            "市财政局负责，2021年预算安排5000万元",
            "2021年工作专班牵头",
            "市财政局负责，持续推进减税降费政策落地见效工作",
            "较2020年提高",
            "市商务局负责，以下均需落实",
        ] {
            assert_eq!(deadlines(text), [""; 0], "{text}");
        }
        assert!(is_deadline_bracket("2021年6月底前完成") && !is_deadline_bracket("2021年"));
        assert!(!is_deadline_bracket("2023—2025年") && !is_deadline_bracket("长期"));
    }
}
