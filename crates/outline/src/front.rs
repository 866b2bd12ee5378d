//! What stands around a plan: the covering letter, titles, the lines behind its end.

use crate::Style;
use crate::annex::is_numbered;
use crate::draft::Draft;
use crate::marker::marker;
use crate::signs::{is_date_line, is_within};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::tables::TableWord;

/// How many lines of a letter may stand between the words that hand over the plan and its date (a list
/// of annexes, the issuer), and how long they are at most.
const LINES_TO_DATE: usize = 14;
const LONGEST_BEFORE_DATE: usize = 59;

/// The longest title line, and the longest remark in brackets below a date, in characters.
const LONGEST_TITLE: usize = 50;
const LONGEST_REMARK: usize = 29;

/// The longest line that says who printed the document and when.
const LONGEST_IMPRINT: usize = 49;

/// How many drafts at the start belong to a covering letter (关于印发…的通知 … 现印发给你们 … date).
pub(crate) fn letter_len(lexicon: &Lexicon, drafts: &[Draft]) -> usize {
    let issues = |draft: &Draft| lexicon.forms().frame.issue.within(&draft.text);
    let before_sections = drafts.iter().take_while(|draft| !is_section(draft));
    let Some(verb) = before_sections.into_iter().position(issues) else { return 0 };
    let tail = &drafts[verb + 1..];
    let near = tail.iter().take(LINES_TO_DATE).take_while(|draft| is_within(&draft.text, LONGEST_BEFORE_DATE));
    let Some(date) = near.into_iter().position(|draft| is_date_line(&draft.text)) else { return verb + 1 };
    let remarks = tail[date + 1..].iter().take_while(|draft| is_remark(&draft.text)).count();
    verb + 1 + date + 1 + remarks
}

fn is_section(draft: &Draft) -> bool {
    marker(&draft.text).is_some_and(|found| found.style == Style::Section)
}

/// （此件公开发布）, (本文有删减), page furniture.
pub(crate) fn is_remark(text: &str) -> bool {
    if text.starts_with('—') {
        return true;
    }
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    inner.is_some() && is_within(text, LONGEST_REMARK)
}

/// A line as a title has: short, no number, no sentence.
pub(crate) fn is_title_line(lexicon: &Lexicon, draft: &Draft) -> bool {
    let text = draft.text.as_str();
    if !draft.is_prose() || !is_within(text, LONGEST_TITLE) {
        return false;
    }
    !is_sentence(text) && !is_structure(lexicon, text)
}

/// Whether a line holds a sentence, or leads over to the next.
fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.ends_with(['：', ':', '；', '，'])
}

/// 一、总体要求; 责任单位：县财政局; 附件1; what stands around a table.
fn is_structure(lexicon: &Lexicon, text: &str) -> bool {
    is_numbered(text) || lexicon.field_label(text).is_some() || is_of_table(lexicon, text)
}

/// 单位：万元, 合计1200: a note to a table, or its sum.
fn is_of_table(lexicon: &Lexicon, text: &str) -> bool {
    let words = text.trim_end_matches(|char: char| "0123456789.,%，万亿元个项".contains(char));
    match lexicon.tables().cell_word(words) {
        Some(TableWord::Total) => true,
        _ => lexicon.forms().frame.of_table.at_start(text).is_some(),
    }
}

/// A line after the end of the plan: copies, print run, the link to a file.
pub(crate) fn is_tail(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.forms().frame.tail.at_start(text).is_some() || is_imprint(text)
}

/// 某市人民政府办公室  2021年3月1日印发.
fn is_imprint(text: &str) -> bool {
    if !text.ends_with("印发") || !is_within(text, LONGEST_IMPRINT) {
        return false;
    }
    ['年', '日'].iter().all(|&part| text.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    fn draft(text: &str) -> Draft {
        Draft { text: text.to_owned(), ..Draft::default() }
    }

    #[test]
    fn a_covering_letter_ends_with_its_date_and_remark() {
        let lines = [
            "关于印发方案的通知",
            "各县区人民政府：",
            "现将《方案》印发给你们，请认真落实。",
            "市政府办公室",
            "2025年6月6日",
            "（此件公开发布）",
            "工作方案",
            "一、总体要求",
        ];
        assert_eq!(letter_len(lexicon(), &lines.map(draft)), 6);
        let plan = ["2021年行动方案", "为全面落实部署，制订本方案。", "一、总体要求", "请将方案印发给你们县区"];
        assert_eq!(letter_len(lexicon(), &plan.map(draft)), 0);
    }

    #[test]
    fn what_stands_around_a_table_is_no_title() {
        for text in ["合计", "合计1200万元", "单位：万元", "填报单位：县财政局"] {
            assert!(!is_title_line(lexicon(), &draft(text)), "{text}");
        }
        for text in ["某县重点任务清单", "某单位工作方案", "2021年行动方案"] {
            assert!(is_title_line(lexicon(), &draft(text)), "{text}");
        }
    }
}
