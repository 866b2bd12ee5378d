//! The fields of an item: where its paragraphs say who is responsible and by when.

use super::dates;
use crate::units::{Conventions, StatementForm, is_closing_statement, parse_statement, statement_form, statement_in};
use zhengtu_lexicon::roles::{LabelSense, label_at};
use zhengtu_lexicon::sections::{FieldWord, deadline_label_before, field_label};
use zhengtu_outline::{NodeId, Outline, ParagraphKind};
use zhengtu_text::Span;

/// The passages of an item that state its fields; spans into the repaired text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// Responsibility statements, with their labels, without the brackets around them.
    pub(crate) units: Vec<Span>,
    /// Deadline fields, without their labels.
    pub(crate) deadlines: Vec<Span>,
}

impl Fields {
    /// Reads the fields in the paragraphs of a node before its first child.
    pub(crate) fn of(outline: &Outline, node: NodeId) -> Self {
        let mut fields = Self::default();
        let marker = outline.nodes[node].marker;
        for paragraph in outline.own_paragraphs(node) {
            let start =
                marker.filter(|marker| paragraph.span.contains(*marker)).map_or(paragraph.span.start, |m| m.end);
            let span = Span::new(start, paragraph.span.end);
            match paragraph.kind {
                ParagraphKind::Field => fields.line(outline, span),
                ParagraphKind::Text | ParagraphKind::Heading => fields.prose(outline, span),
                _ => {}
            }
        }
        fields
    }

    /// Whether the item says anything of who and when.
    pub(crate) fn is_empty(&self) -> bool {
        self.units.is_empty() && self.deadlines.is_empty()
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.units.extend(other.units);
        self.deadlines.extend(other.deadlines);
    }

    /// A labelled line (责任单位：…; 完成时限：…), also one in brackets, also several fields on it.
    pub(crate) fn line(&mut self, outline: &Outline, span: Span) {
        let span = unwrap_brackets(outline.text(), trim_stop(outline.text(), span));
        let text = outline.slice(span);
        let mut end = text.len();
        let mut units = Vec::new();
        let mut deadlines = Vec::new();
        for (start, word, label) in labels(text).into_iter().rev() {
            let value = trim_stop(outline.text(), Span::new(span.start + start, span.start + end));
            match word {
                FieldWord::Units => units.push(value),
                FieldWord::Deadline => {
                    deadlines.push(Span::new(value.start + label, value.end.max(value.start + label)));
                }
            }
            end = start;
        }
        self.units.extend(units.into_iter().rev());
        self.deadlines.extend(deadlines.into_iter().rev());
        self.merge_adjacent(outline);
    }

    /// Running text: brackets that state units or a deadline, and labels inside the text.
    fn prose(&mut self, outline: &Outline, span: Span) {
        let text = outline.slice(span);
        for bracket in brackets(text) {
            let inner = Span::new(bracket.start, bracket.end).shift(span.start);
            if !is_field_bracket(text, bracket) {
                continue;
            }
            if field_label(outline.slice(inner)).is_some() {
                self.line(outline, inner);
            } else if dates::is_deadline_bracket(outline.slice(inner)) {
                self.deadlines.push(trim_stop(outline.text(), inner));
            } else {
                self.statement(outline, trim_stop(outline.text(), inner));
            }
        }
        if self.is_empty()
            && let Some(at) = inline_label(text)
        {
            self.line(outline, Span::new(span.start + at, span.end));
        }
    }

    /// A statement without a label at its start; a label inside it may begin another field (…负责；完成
    /// 时限：…).
    fn statement(&mut self, outline: &Outline, span: Span) {
        let text = outline.slice(span);
        let Some(&(at, ..)) = labels(text).iter().find(|label| label.1 == FieldWord::Deadline) else {
            return self.units.push(span);
        };
        self.units.push(trim_stop(outline.text(), Span::new(span.start, span.start + at)));
        self.line(outline, Span::new(span.start + at, span.end));
    }

    /// Takes the clauses of the statements that only say when for deadlines, where no field does.
    pub(crate) fn dated_by_statements(mut self, outline: &Outline) -> Self {
        if self.deadlines.is_empty() {
            let found = self.units.iter().flat_map(|&span| {
                dates::in_statement(outline.slice(span)).into_iter().map(move |clause| clause.shift(span.start))
            });
            self.deadlines = found.collect();
        }
        self
    }

    /// Statements that touch (牵头单位：X，责任单位：Y on one line) are one.
    fn merge_adjacent(&mut self, outline: &Outline) {
        let mut merged: Vec<Span> = Vec::new();
        for &span in &self.units {
            match merged.last_mut() {
                Some(last) if only_signs(outline, last.end, span.start) => last.end = span.end,
                _ => merged.push(span),
            }
        }
        merged.retain(|&span| names_units(outline.slice(span)));
        self.units = merged;
    }
}

/// The statements in the sentences of an item that has no other: in the last one (由市科技局牵头，市财政局
/// 参加), else after the clauses that say what (一是落实…政策，由县税务局牵头).
pub(super) fn closing_statements(outline: &Outline, node: NodeId) -> Vec<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let own = outline.own_paragraphs(node);
    let Some(last) = own.iter().rfind(|paragraph| is_prose(paragraph.kind)) else { return Vec::new() };
    let start = outline.nodes[node].marker.map_or(0, |marker| marker.end);
    let states = |span: &Span| span.start > start && is_closing_statement(outline.slice(*span));
    let closing = sentences(outline, last.span).pop().filter(states);
    if closing.is_some() {
        return closing.into_iter().collect();
    }
    let prose = own.iter().filter(|paragraph| is_prose(paragraph.kind));
    let sentences = prose.flat_map(|paragraph| sentences(outline, paragraph.span));
    sentences.filter_map(|sentence| led_clauses(outline, sentence).into_iter().find(states)).collect()
}

/// What the sentences of an item say in passing of who does what (由X牵头，组织…; 请X会同Y…).
pub(super) fn prose_statements(outline: &Outline, node: NodeId) -> Vec<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let start = outline.nodes[node].marker.map_or(0, |marker| marker.end);
    let prose = outline.own_paragraphs(node).iter().filter(|paragraph| is_prose(paragraph.kind));
    let sentences = prose.flat_map(|paragraph| sentences(outline, paragraph.span));
    let said = |sentence: Span| {
        let sentence = Span::new(sentence.start.max(start).min(sentence.end), sentence.end);
        Some(statement_in(outline.slice(sentence))?.shift(sentence.start))
    };
    sentences.filter_map(said).collect()
}

/// The sentences of a passage without the signs at their ends.
fn sentences(outline: &Outline, span: Span) -> Vec<Span> {
    let text = outline.slice(span);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices().chain([(text.len(), '。')]) {
        if matches!(char, '。' | '；' | ';') {
            found.push(Span::new(start, at).trim(text).shift(span.start));
            start = (at + char.len_utf8()).min(text.len());
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// From each clause of a sentence that begins with 由 to the end of the sentence.
fn led_clauses(outline: &Outline, sentence: Span) -> Vec<Span> {
    let text = outline.slice(sentence);
    let commas = text.match_indices(['，', ',']).map(|(at, sign)| at + sign.len());
    let led = commas.filter(|&at| text[at..].starts_with('由'));
    led.map(|at| Span::new(sentence.start + at, sentence.end)).collect()
}

/// Whether a statement names more than persons (责任领导：张某, 联系人：王某).
fn names_units(statement: &str) -> bool {
    let person = label_at(statement).is_some_and(|label| label.sense == LabelSense::Person);
    !person || !parse_statement(statement, &Conventions::default()).mentions.is_empty()
}

fn only_signs(outline: &Outline, from: usize, to: usize) -> bool {
    from <= to && outline.text()[from..to].chars().all(|char| "，,；;。 ".contains(char))
}

/// The labels in a field line: offset, what they state, their length. A label stands at the start or
/// after a sign.
fn labels(text: &str) -> Vec<(usize, FieldWord, usize)> {
    let mut found = Vec::new();
    let mut start = true;
    for (at, char) in text.char_indices() {
        if start && let Some((word, len)) = field_label(&text[at..]) {
            found.push((at, word, len));
        }
        // 责任领导：张某完成时限：全年, where the space between was lost.
        let known = |label: usize| found.iter().any(|&(from, _, len)| (from..from + len).contains(&label));
        if matches!(char, '：' | ':')
            && let Some(len) = deadline_label_before(&text[..at])
            && !known(at - len)
        {
            found.push((at - len, FieldWord::Deadline, len + char.len_utf8()));
        }
        start = matches!(char, '，' | ',' | '；' | ';' | '。' | '\n' | '）' | ')');
    }
    found
}

/// The offset of a label that starts after the end of a sentence inside running text.
fn inline_label(text: &str) -> Option<usize> {
    text.match_indices(['。', '；', '）', ')'])
        .map(|(at, sign)| at + sign.len())
        .find(|&at| field_label(&text[at..]).is_some_and(|(_, len)| at + len < text.len()))
}

/// The contents of the outermost brackets of a text.
fn brackets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, char) in text.char_indices() {
        match char {
            '（' | '(' | '【' | '[' | '〔' => {
                if depth == 0 {
                    start = at + char.len_utf8();
                }
                depth += 1;
            }
            '）' | ')' | '】' | ']' | '〕' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(Span::new(start, at));
                }
            }
            _ => {}
        }
    }
    // A bracket left open at the end of an item is a slip of the typist.
    if depth > 0 && found.last().is_none_or(|last| last.end < start) {
        found.push(Span::new(start, text.len()));
    }
    found
}

/// Whether a bracket states a field of the item: one at the end by its content, one inside only where
/// it stands between sentences and says so with a label or a role word.
fn is_field_bracket(text: &str, bracket: Span) -> bool {
    let inner = bracket.of(text);
    let after = text[bracket.end..].trim_start_matches(['）', ')', '】', ']', '〕']);
    let at_end = after.chars().all(|char| "。；;. ".contains(char)) || after_is_bracket(after);
    let before = &text[..bracket.start];
    let between = before.trim_end_matches(['（', '(', '【', '[', '〔']).ends_with(['。', '；', '！', '”'])
        || after.starts_with('。');
    match (field_label(inner), statement_form(inner)) {
        (Some(_), _) => at_end || between,
        (None, None) if dates::is_deadline_bracket(inner) => at_end,
        (None, Some(StatementForm::BareList)) => at_end,
        (None, Some(_)) => at_end || between,
        (None, None) => false,
    }
}

/// Whether nothing follows but another bracket that closes the text.
fn after_is_bracket(after: &str) -> bool {
    after.starts_with(['（', '(', '【']) && after.trim_end_matches('。').ends_with(['）', ')', '】'])
}

fn unwrap_brackets(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return span };
    let pair = matches!((first, last), ('（' | '(', '）' | ')') | ('【', '】') | ('[', ']') | ('〔', '〕'));
    if pair && brackets(inner).len() == 1 && inner.len() > first.len_utf8() + last.len_utf8() {
        Span::new(span.start + first.len_utf8(), span.end - last.len_utf8())
    } else if matches!(first, '（' | '(' | '【') && brackets(inner).first().is_some_and(|one| one.end == inner.len())
    {
        Span::new(span.start + first.len_utf8(), span.end)
    } else {
        span
    }
}

/// Whether the closing sign with which `text` ends and `inner` does not has its partner in it.
fn is_balanced(text: &str, inner: &str) -> bool {
    let open = text.matches(['（', '(', '【', '[']).count();
    open > inner.matches(['）', ')', '】', ']']).count()
}

/// The span without the stop that ends it.
fn trim_stop(text: &str, span: Span) -> Span {
    let mut kept = span.of(text).trim_end_matches(['。', '；', ';', '，', ',', ' ', '\n']);
    // The closing sign of a bracket that opened before the span.
    while let Some(inner) = kept.strip_suffix(['）', ')', '】', ']']).filter(|inner| !is_balanced(kept, inner)) {
        kept = inner.trim_end_matches(['。', '；', ';', '，', ',', ' ', '\n']);
    }
    Span::new(span.start, span.start + kept.len())
}
