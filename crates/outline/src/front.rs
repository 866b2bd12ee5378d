//! What stands around a plan: the covering letter, titles, the list of annexes.

use crate::Style;
use crate::draft::{Draft, OriginKind};
use crate::marker::marker;
use crate::repair::annex_number;
use std::ops::Range;
use zhengtu_lexicon::sections::field_label;

/// How many drafts at the start belong to a covering letter (关于印发…的通知 … 现印发给你们 … date).
pub(crate) fn letter_len(drafts: &[Draft]) -> usize {
    let issues = |draft: &Draft| {
        let text = draft.text.as_str();
        let verb = [
            "印发给你",
            "转发给你",
            "印发你们",
            "发给你们",
            "现予印发",
            "现予公布",
            "现予发布",
            "现印发给",
            "下发给你",
        ];
        verb.iter().any(|verb| text.contains(verb))
    };
    let is_section = |draft: &Draft| marker(&draft.text).is_some_and(|found| found.style == Style::Section);
    let before_sections = drafts.iter().take_while(|draft| !is_section(draft));
    let Some(verb) = before_sections.into_iter().position(issues) else { return 0 };
    let tail = &drafts[verb + 1..];
    let near = tail.iter().take(14).take_while(|draft| draft.text.chars().count() < 60);
    let Some(date) = near.into_iter().position(|draft| is_date_line(&draft.text)) else { return verb + 1 };
    let remarks = tail[date + 1..].iter().take_while(|draft| is_remark(&draft.text)).count();
    verb + 1 + date + 1 + remarks
}

/// （此件公开发布）, (本文有删减), page furniture.
fn is_remark(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && text.chars().count() < 30 || text.starts_with('—')
}

/// 2025年6月6日 or 二〇二一年三月一日 alone on a line.
pub(crate) fn is_date_line(text: &str) -> bool {
    let numeral = |char: char| char.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(char);
    let shape: String = text.chars().filter(|&char| !numeral(char)).collect();
    shape == "年月日" && text.ends_with('日') && !text.starts_with('年')
}

/// A line as a title has: short, no number, no sentence.
pub(crate) fn is_title_line(draft: &Draft) -> bool {
    let text = draft.text.as_str();
    let heading = matches!(draft.origin.kind, OriginKind::Line | OriginKind::Paragraph);
    heading
        && text.chars().count() <= 50
        && !text.ends_with(['。', '：', ':', '；', '，'])
        && marker(text).is_none()
        && field_label(text).is_none()
        && !text.contains('。')
        && annex_number(text).is_none()
}

/// A line after the end of the plan: copies, print run, the link to a file.
pub(crate) fn is_tail(text: &str) -> bool {
    ["抄送", "主送", "【原文下载】", "分享到", "打印本页", "责任编辑"].iter().any(|start| text.starts_with(start))
        || text.ends_with("印发") && text.contains('年') && text.contains('日') && text.chars().count() < 50
}

/// The entry of a list of annexes that a draft is, given the number the list has come to: the number
/// of the annex and the place of its title in the draft. The list opens with 附件：.
pub(crate) fn annex_entry(text: &str, last: Option<u32>) -> Option<(u32, Range<usize>)> {
    let (number, rest) = match last {
        None => {
            let rest = text.strip_prefix("附件")?.strip_prefix(['：', ':'])?;
            match marker(rest).filter(|found| found.style == Style::Item) {
                Some(found) => (found.number, &rest[found.len..]),
                None => (1, rest),
            }
        }
        Some(last) => {
            let found = marker(text).filter(|found| found.style == Style::Item && found.number == last + 1)?;
            (found.number, &text[found.len..])
        }
    };
    let title = rest.trim_start_matches(['：', ':']);
    let listed = !title.is_empty() && title.chars().count() <= 60 && !title.contains('。');
    listed.then(|| (number, text.len() - title.len()..text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(letter_len(&lines.map(draft)), 6);
        let plan = ["2021年行动方案", "为全面落实部署，制订本方案。", "一、总体要求", "请将方案印发给你们县区"];
        assert_eq!(letter_len(&plan.map(draft)), 0);
    }

    #[test]
    fn the_list_of_annexes_counts_on() {
        assert_eq!(annex_entry("附件：1.开办企业方案", None).map(|entry| entry.0), Some(1));
        assert_eq!(annex_entry("附件:任务清单", None), Some((1, "附件:".len().."附件:任务清单".len())));
        assert_eq!(annex_entry("2.获得电力方案", Some(1)).map(|entry| entry.0), Some(2));
        assert_eq!(annex_entry("2.获得电力。加快推进。", Some(1)), None);
        assert_eq!(annex_entry("4.获得电力方案", Some(1)), None);
    }
}
