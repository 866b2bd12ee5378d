//! Lines that are a month and nothing else (三月, 4月份重点工作：): the headings of work laid out by months.

use crate::draft::Draft;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;

/// How many such lines lay out the work of a plan.
pub const CALENDAR: usize = 3;

/// The longest of them, in bytes (2025年10月份重点工作任务：).
const LONGEST: usize = 48;

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:20[0-9]{2}年)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?").expect("a constant pattern")
});

/// Whether the lines of a document lay out its work by months.
pub(crate) fn lay_out(lexicon: &Lexicon, drafts: &[Draft]) -> bool {
    drafts.iter().filter(|draft| is_month(lexicon, &draft.text)).nth(CALENDAR - 1).is_some()
}

/// Whether a line is a month, with at most a word for what is done in it.
pub(crate) fn is_month(lexicon: &Lexicon, line: &str) -> bool {
    // Few lines are so short.
    if line.len() > LONGEST {
        return false;
    }
    let Some(month) = MONTH.find(line) else { return false };
    heads_work(lexicon, &line[month.end()..])
}

/// Whether what stands behind the month of a line is nothing, or a word for what is done in it (重点工作：).
pub fn heads_work(lexicon: &Lexicon, rest: &str) -> bool {
    let rest = rest.trim_end_matches(['：', ':', ' ']).trim_end_matches("安排");
    rest.is_empty() || lexicon.forms().statement.charge.is(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_month_alone_on_its_line_is_a_heading() {
        for line in ["三月", "4月份", "十二月：", "2025年10月重点工作", "6月份工作安排"] {
            assert!(is_month(lexicon(), line), "{line}");
        }
        for line in ["13月", "三月底前完成", "6月开展排查", "1月至3月", "月度工作"] {
            assert!(!is_month(lexicon(), line), "{line}");
        }
    }

    #[test]
    fn below_the_months_no_item_goes_on() {
        let text = "某县2025年工作月历\n一月\n1.召开会议。（县财政局）\n三月\n2.开展排查。（县水利局）\n五月\n3.组织评估。（县财政局）\n";
        let source = zhengtu_reader::read("月历.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = crate::parse(lexicon(), &source);
        let items = outline.nodes.iter().filter(|node| node.number.is_some());
        let texts: Vec<usize> = items.map(|node| node.all.1 - node.all.0).collect();
        assert_eq!(texts, [1, 1, 1]);
    }
}
