//! Passages of a statement that say by when or in what time something is done, and name nobody.

use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;
use zhengtu_terms::dates::{self, Context, DateKind};
use zhengtu_terms::deadline;

/// 分两年完成, 三年内, 用2个月时间: a span of time, and what is done in it.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    let number = "(?:[0-9]{1,3}|[一二两三四五六七八九十半]{1,3})";
    let unit = "个?(?:工作日|季度|年|月|周|天|日)";
    let done = "(?:左右)?(?:之内|以内|内|时间)?(?:全部|全面|基本)?(?:完成|实施|推进|建成|落实|到位)?$";
    Regex::new(&format!("^(?:分|用|在|力争)?{number}{unit}{done}")).expect("a constant pattern")
});

/// The characters without which no time is named.
const UNITS: [char; 7] = ['年', '月', '日', '周', '天', '度', '期'];

/// The longest words between the start of a passage and the event from which its time counts (自本方案印发), in bytes.
const LONGEST_OF: usize = 18;

/// Whether a passage says in what time something is done, or by when counted from the issue of the document.
pub(super) fn says_when(lexicon: &Lexicon, text: &str) -> bool {
    if !text.contains(UNITS) {
        return false;
    }
    if SPAN.is_match(text) {
        return true;
    }
    [begins_with_limit, counts_from_event].iter().any(|says| says(lexicon, text))
}

/// 自2025年7月1日起实施, 限10月15日前完成, 每半年开展一次: a day from which or by which something holds, or a time that comes
/// again. A period (五一, 十月) may begin a name.
fn begins_with_limit(lexicon: &Lexicon, text: &str) -> bool {
    let bare = lexicon.forms().limit.lead.strip_start(text).unwrap_or(text);
    let date = dates::at_start(lexicon, bare, &Context::SOME_YEAR);
    date.is_some_and(|date| !matches!(date.kind, DateKind::Period | DateKind::Compared | DateKind::Impossible))
}

/// 自印发之日起3个月内
fn counts_from_event(lexicon: &Lexicon, text: &str) -> bool {
    let limits = deadline::find(lexicon, text, &Context::SOME_YEAR);
    let first = limits.first().filter(|limit| limit.event.is_some());
    first.is_some_and(|limit| limit.span.start <= LONGEST_OF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn spans_and_times_that_count_from_the_issue_are_told() {
        for text in ["自印发之日起3个月内", "印发之日起30日内完成", "分两年完成", "三年内", "用2个月时间"]
        {
            assert!(says_when(lexicon(), text), "{text}");
        }
        for text in ["自2025年7月1日起实施", "限10月15日前完成", "每半年开展一次", "即日起至2025年12月31日", "每学期"]
        {
            assert!(says_when(lexicon(), text), "{text}");
        }
        for text in
            ["三年行动专班", "日照市财政局", "五年制学校", "天元区政府", "十月文学院", "五一路街道", "前三季度办"]
        {
            assert!(!says_when(lexicon(), text), "{text}");
        }
    }
}
