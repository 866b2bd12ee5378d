//! What a program recognised in a picture with little confidence: for a person to compare with the picture.

use crate::places::Places;
use zhengtu_model::{Notice, NoticeLevel};
use zhengtu_outline::{Outline, Paragraph};
use zhengtu_reader::{Recognised, Source};
use zhengtu_text::{Span, strip_white};

/// How many characters around a doubtful one are shown.
const AROUND: usize = 6;
/// How many passages of a paragraph a notice shows.
const SHOWN: usize = 5;

/// A notice for each paragraph that has doubtful characters.
pub(crate) fn notices(source: &Source, outline: &Outline, places: &Places<'_>) -> Vec<Notice> {
    let Some(recognition) = &source.recognition else { return Vec::new() };
    let unsure = recognition.unsure(&source.text);
    let read = |paragraph: &Paragraph| outline.mapped.source_span(paragraph.span);
    let within = |span: Span| {
        unsure.iter().filter(move |passage| span.overlaps(passage.span)).copied().collect::<Vec<Recognised>>()
    };
    let all = outline.paragraphs.iter().enumerate();
    let doubtful = all.map(|(at, paragraph)| (at, read(paragraph).map(within).unwrap_or_default()));
    doubtful.filter_map(|(at, passages)| notice(source, outline, places, at, &passages)).collect()
}

fn notice(
    source: &Source,
    outline: &Outline,
    places: &Places<'_>,
    at: usize,
    passages: &[Recognised],
) -> Option<Notice> {
    let (first, last) = (passages.first()?, passages.last()?);
    let node = &outline.nodes[outline.paragraphs[at].node];
    let has_digit =
        passages.iter().any(|passage| passage.span.of(&source.text).contains(|char: char| char.is_ascii_digit()));
    let shown = passages.iter().take(SHOWN).map(|passage| shown(&source.text, *passage)).collect::<Vec<_>>().join("；");
    let more = if passages.len() > SHOWN { format!("等 {} 处", passages.len()) } else { String::new() };
    Some(Notice {
        code: "recognised-unsure".to_owned(),
        level: if has_digit { NoticeLevel::Warning } else { NoticeLevel::Info },
        message: format!("从图片识别的文字没有把握，请对照原件：{shown}{more}"),
        part: node.part,
        path: node.path.clone(),
        evidence: places.of_source(first.span.join(last.span), Some(at)),
    })
}

/// A doubtful passage, marked, with some of the text around it and the confidence.
fn shown(text: &str, passage: Recognised) -> String {
    let before: String = text[..passage.span.start].chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[passage.span.end..].chars().take(AROUND).collect();
    let marked = format!("{before}【{}】{after}", passage.span.of(text));
    format!("“{}”（{}%）", strip_white(&marked), passage.confidence)
}

#[cfg(test)]
mod tests {
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::{Options, Recognised, Recognition, Source};
    use zhengtu_text::Span;

    const TEXT: &str = "某县工作方案\n一、重点任务\n（一）完成改造 350 户，由县住建局负责。\n（二）开展宣传。\n";

    fn source(found: &[(&str, u8)]) -> Source {
        let span = |word: &str| {
            let start = TEXT.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let passages = found.iter().map(|&(word, confidence)| Recognised { span: span(word), confidence }).collect();
        let recognition = Recognition { program: "RapidOCR".into(), version: "3".into(), pages: vec![1], passages };
        let source = zhengtu_reader::read("a.txt", TEXT.as_bytes(), &Options::default()).unwrap();
        Source { recognition: Some(recognition), ..source }
    }

    #[test]
    fn a_doubtful_digit_is_a_warning_with_its_place_and_a_sure_one_is_none() {
        let source = source(&[("350", 71), ("县住建局", 95), ("宣传", 99)]);
        let facts = crate::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
        let found: Vec<_> = facts.notices.iter().filter(|notice| notice.code == "recognised-unsure").collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains("完成改造【350】户"), "{}", found[0].message);
        assert_eq!(found[0].evidence.recognised, Some(71));
        assert_eq!(found[0].level, zhengtu_model::NoticeLevel::Warning);
        assert_eq!(facts.info.recognised.unwrap().version, "3");
        assert_eq!(facts.tasks[0].evidence.recognised, Some(71));
    }

    #[test]
    fn a_text_that_was_not_recognised_has_no_marks() {
        let source = zhengtu_reader::read("a.txt", TEXT.as_bytes(), &Options::default()).unwrap();
        let facts = crate::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
        assert!(facts.notices.iter().all(|notice| notice.code != "recognised-unsure"));
        assert!(facts.info.recognised.is_none() && facts.tasks.iter().all(|task| task.evidence.recognised.is_none()));
    }
}
