//! The paragraphs that close a part: when it takes effect, what it repeals, who explains it, the
//! signature. They belong to the part and to none of its items.

use crate::draft::Draft;
use crate::front::{is_remark, is_tail};
use crate::signs::{has_chars, is_date_line, is_within};
use regex::Regex;
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;

/// How long the name of an issuer is, in characters.
const ISSUER: RangeInclusive<usize> = 3..=30;

/// The longest paragraph that closes a part: longer ones are about more than that.
const LONGEST: usize = 400;

/// Sentences that speak of the document as a whole: each form with an example.
const FORMS: [(&str, &str); 5] = [
    (
        r"^(?:以上|上述|本)[^，。；]{0,12}(?:自|从)[^，。；]{1,20}起[^，。；]{0,4}(?:实施|施行|执行|生效)",
        "以上措施自公布之日起实施，有效期两年。",
    ),
    (r"^(?:以上|上述|本)[^，。；]{0,12}有效期", "本措施有效期至2023年12月31日。"),
    (r"(?:同时|即行|予以)废止", "2019年印发的《某县意见》同时废止。"),
    (r"^(?:以上|上述|本)[^，。；]{0,12}由[^，。；]{2,30}负责解释", "本方案由县财政局负责解释。"),
    (r"^自[^，。；]{1,20}起(?:实施|施行|执行)", "自发布之日起施行。"),
];

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    let forms: Vec<&str> = FORMS.iter().map(|form| form.0).collect();
    Regex::new(&forms.join("|")).expect("constant patterns: a test reads each")
});

/// Whether a paragraph without a number, behind the last item of a part, closes the part; `next` is the
/// line after it.
pub(crate) fn closes_part(lexicon: &Lexicon, text: &str, next: Option<&Draft>) -> bool {
    is_tail(lexicon, text) || is_signature(text, next) || speaks_of_document(lexicon, text)
}

/// The issuer over the date, the date, （此件公开发布）.
fn is_signature(text: &str, next: Option<&Draft>) -> bool {
    if is_date_line(text) || is_remark(text) {
        return true;
    }
    next.is_some_and(|next| is_date_line(&next.text)) && is_name(text)
}

fn is_name(text: &str) -> bool {
    has_chars(text, ISSUER) && !text.contains(['，', '。', '；', '：', '、', '（'])
}

fn speaks_of_document(lexicon: &Lexicon, text: &str) -> bool {
    if !is_within(text, LONGEST) {
        return false;
    }
    CLOSING.is_match(text) || lexicon.roles().says_first_leads(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn each_form_closes_a_part_in_its_example() {
        for (form, example) in FORMS {
            assert!(Regex::new(form).unwrap().is_match(example), "{form} {example}");
            assert!(closes_part(lexicon(), example, None), "{example}");
        }
        assert!(closes_part(lexicon(), "各项任务中列第一位的为牵头单位。", None));
    }

    #[test]
    fn a_signature_closes_a_part_and_a_sentence_does_not() {
        let date = Draft { text: "2022年5月31日".to_owned(), ..Draft::default() };
        assert!(closes_part(lexicon(), "某县人民政府办公室", Some(&date)) && closes_part(lexicon(), &date.text, None));
        for text in ["某县人民政府办公室", "开展培训，自2022年起实施。", "本县各部门要加强配合。", "废止不合理的规定。"]
        {
            assert!(!closes_part(lexicon(), text, None), "{text}");
        }
    }
}
