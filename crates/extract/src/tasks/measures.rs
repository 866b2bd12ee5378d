//! The measures of an item that each have a responsibility statement of their own.

use crate::units::{Conventions, Vocabulary, parse_statement};
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_outline::Outline;
use zhengtu_text::{OPENING, Span, is_cjk};

/// A measure, and the statements that answer for it. Spans are into the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedMeasure {
    /// The sentences.
    pub text: Span,
    /// Who is responsible for them: a bracket, or labelled lines that belong together.
    pub statements: Vec<Span>,
}

/// How many characters of text between two statements make a measure (加强巡查): fewer are signs or a number.
const MEASURE: usize = 4;

/// The measures of a text from byte `start` on. An item with one statement, or with
/// fields that complement each other (牵头单位： above, 配合单位： below), is one measure.
pub(super) fn of(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    start: usize,
    statements: &[Span],
) -> Vec<StatedMeasure> {
    let mut measures: Vec<StatedMeasure> = Vec::new();
    let mut end = start;
    for (nth, &statement) in statements.iter().enumerate() {
        let before = Span::new(end.min(statement.start), statement.start);
        // A heading that names the units stands before the item.
        end = statement.end.max(start);
        let next = statements.get(nth + 1).map_or(outline.text().len(), |next| next.start);
        if let Some(duty) = duty_behind(vocabulary, outline, before, statement, next) {
            end = duty.end;
            measures.push(StatedMeasure { text: duty, statements: vec![statement] });
            continue;
        }
        match measures.last_mut() {
            Some(last) if last.statements.iter().all(|before| before.end <= start) => {
                last.text = sentences(outline, before);
                last.statements.push(statement);
            }
            Some(last) if !begins_measure(vocabulary, outline, before, last, statement) => {
                last.statements.push(statement);
            }
            _ => measures.push(StatedMeasure { text: sentences(outline, before), statements: vec![statement] }),
        }
    }
    measures
}

/// 县民政局负责整治养老机构: what follows a statement that opens its sentence, up to the end of that, or to the next
/// statement.
fn duty_behind(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    before: Span,
    statement: Span,
    next: usize,
) -> Option<Span> {
    if outline.text()[..statement.start].ends_with(OPENING) {
        return None;
    }
    let sentence = outline.slice(before).rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    // 会议要求，县财政局要…
    let sentence = vocabulary.forms().statement.meeting.strip_start(sentence).unwrap_or(sentence);
    let opens = !sentence.contains(char::is_alphanumeric);
    if !opens {
        return None;
    }
    if vocabulary.roles().label_at(outline.slice(statement)).is_some() {
        return None;
    }
    let after = &outline.text()[statement.end..next.max(statement.end)];
    let length = after.find(['。', '；', ';', '\n']).unwrap_or(after.len());
    let duty = sentences(outline, Span::new(statement.end, statement.end + length));
    if is_text(outline.slice(duty)) {
        return Some(duty);
    }
    // 市自然资源局5月10日前完成土地出让: the statement holds what is to be done.
    let parsed = parse_statement(vocabulary, outline.slice(statement), &Conventions::default());
    let says = parsed.remarks.iter().any(|remark| is_text(remark.of(outline.slice(statement))));
    says.then_some(statement)
}

/// Whether a passage is long enough for a measure.
fn is_text(passage: &str) -> bool {
    passage.chars().filter(|&char| is_cjk(char)).nth(MEASURE - 1).is_some()
}

/// Whether a statement answers for what stands between it and the one before.
fn begins_measure(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    between: Span,
    last: &StatedMeasure,
    statement: Span,
) -> bool {
    let text = sentences(outline, between).of(outline.text());
    if !is_text(text) {
        return false;
    }
    if vocabulary.field_label(text).is_some() {
        return false;
    }
    let sense = |span: Span| vocabulary.roles().label_at(outline.slice(span)).map(|label| label.sense);
    let before = last.statements.last().and_then(|&before| sense(before));
    match (before, sense(statement)) {
        (Some(LabelSense::Units(before)), Some(LabelSense::Units(role))) => before == role,
        (Some(_), Some(_)) => false,
        _ => true,
    }
}

/// A passage without the signs and brackets at its ends.
fn sentences(outline: &Outline, span: Span) -> Span {
    let is_sign = |char: char| char.is_whitespace() || "，,；;。（(【[〔）)】]〕".contains(char);
    let text = span.of(outline.text());
    let start = span.start + (text.len() - text.trim_start_matches(is_sign).len());
    let kept = text.trim_end_matches(|char: char| char.is_whitespace() || "，,（(【[〔".contains(char));
    Span::new(start, (span.start + kept.len()).max(start))
}
