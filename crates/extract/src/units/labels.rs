//! Labels of units, also those that run on into the names (牵头单位县财政局，责任单位各乡镇).

use super::Vocabulary;
use super::naming::{is_strict, starts_body};
use zhengtu_lexicon::roles::Label;
use zhengtu_text::{signs, trim_start};

/// The label at the start of a text, with a sign behind it or without.
pub(super) fn label_at(vocabulary: &Vocabulary<'_>, text: &str) -> Option<Label> {
    vocabulary.roles().label_at(text).or_else(|| run_on_label(vocabulary, text))
}

/// The label at the start of a text behind which a name stands without any sign.
pub(crate) fn run_on_label(vocabulary: &Vocabulary<'_>, text: &str) -> Option<Label> {
    let first = trim_start(text).chars().next()?;
    let label = Some(first).filter(|&first| vocabulary.roles().may_begin_label(first));
    let label = label.and_then(|_| vocabulary.roles().run_on_label(text))?;
    let named = Some(&text[label.span.end..]).filter(|named| named.starts_with(char::is_alphanumeric))?;
    let first = named.split(ENDS).next().unwrap_or(named);
    // 责任单位各司其职: what begins as a group does has to end as one.
    let names = [starts_body, is_strict].iter().all(|names| names(vocabulary, first));
    (names && vocabulary.roles().may_end_body(first)).then_some(label)
}

/// The first label of a text at or after byte `from`, known or not; one that runs on stands behind a sign.
pub(super) fn find_label(vocabulary: &Vocabulary<'_>, text: &str, from: usize) -> Option<Label> {
    let known = vocabulary.roles().find_label(text, from);
    let end = known.map_or(text.len(), |label| label.span.start);
    let begins = signs(&text[from..end]).filter(|&(_, sign)| ENDS.contains(&sign) && sign != '、');
    let begins = begins.map(|(at, sign)| from + at + sign.len_utf8());
    // 责任单位：牵头单位县财政局
    let begun = Some(from).filter(|&from| text[..from].ends_with(['：', ':']));
    let run_on = begun.into_iter().chain(begins).find_map(|at| {
        let label = run_on_label(vocabulary, &text[at..end])?;
        Some(Label { span: label.span.shift(at), sense: label.sense })
    });
    run_on.or(known)
}

/// The signs with which the first name behind a label ends.
const ENDS: [char; 7] = ['、', '，', ',', '；', ';', '。', '\n'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn a_label_may_run_on_into_a_name() {
        let run_on = |text: &'static str| run_on_label(&vocabulary(), text).map(|label| label.span.of(text));
        assert_eq!(run_on("牵头单位县林草局，责任单位各乡镇"), Some("牵头单位"));
        assert_eq!(run_on("责任单位各乡镇"), Some("责任单位"));
        for text in [
            "责任单位要建立专班",
            "责任单位各司其职",
            "牵头单位会同责任单位",
            "责任单位：县财政局",
            "责任单位市财政局要带头",
            "工作专班办公室设在县财政局",
            "主管部门县财政局",
        ] {
            assert_eq!(run_on(text), None, "{text}");
        }
        let text = "牵头单位县林草局，责任单位各乡镇";
        assert_eq!(find_label(&vocabulary(), text, 3).map(|label| label.span.of(text)), Some("责任单位"));
    }
}
