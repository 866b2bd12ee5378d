//! The fields of an item: where its paragraphs say who is responsible and by when.

use super::limits;
use crate::units::{
    Conventions, Sentence, StatementForm, Vocabulary, begins_with_name, is_closing_statement, is_office_list,
    parse_statement, run_on_label, statement_form, unit_first,
};
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_lexicon::sections::{BULLETS, FieldWord};
use zhengtu_outline::{NodeId, Outline, ParagraphKind};
use zhengtu_text::{CLOSING, OPENING, Span, signs, trim_start};

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
    pub(crate) fn of(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Self {
        let mut fields = Self::default();
        let marker = outline.nodes[node].marker;
        let heading = outline.nodes[node].heading.map_or(0, |heading| heading.end);
        for paragraph in outline.own_paragraphs(node) {
            let start =
                marker.filter(|marker| paragraph.span.contains(*marker)).map_or(paragraph.span.start, |m| m.end);
            let span = Span::new(start, paragraph.span.end);
            match paragraph.kind {
                ParagraphKind::Field => fields.line(vocabulary, outline, span),
                ParagraphKind::Text | ParagraphKind::Heading => fields.prose(vocabulary, outline, span, heading),
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
    pub(crate) fn line(&mut self, vocabulary: &Vocabulary<'_>, outline: &Outline, span: Span) {
        let bare = outline.slice(span).trim_start_matches(BULLETS);
        let span = Span::new(span.end - bare.len(), span.end);
        let span = unwrap_brackets(outline.text(), trim_stop(outline.text(), span));
        let text = outline.slice(span);
        let mut end = text.len();
        let mut units = Vec::new();
        let mut deadlines = Vec::new();
        for (start, word, label) in labels(vocabulary, text).into_iter().rev() {
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
        self.merge_adjacent(vocabulary, outline);
    }

    /// Running text: brackets that state units or a deadline, and labels inside the text; `heading` is where
    /// the heading of the item ends.
    fn prose(&mut self, vocabulary: &Vocabulary<'_>, outline: &Outline, span: Span, heading: usize) {
        let text = outline.slice(span);
        for bracket in brackets(text) {
            let inner = Span::new(bracket.start, bracket.end).shift(span.start);
            let closes_heading = inner.end < heading && heading <= inner.end + '）'.len_utf8();
            if !is_field_bracket(vocabulary, text, bracket, closes_heading) {
                continue;
            }
            if vocabulary.field_label(outline.slice(inner)).is_some() {
                self.line(vocabulary, outline, inner);
            } else if is_limit(vocabulary, outline.slice(inner), closes_heading) {
                self.deadlines.push(trim_stop(outline.text(), inner));
            } else {
                self.statement(vocabulary, outline, trim_stop(outline.text(), inner));
            }
        }
        // 完成时间：2024年9月。责任部门：…: the one of units may stand behind another.
        let mut from = 0;
        while self.units.is_empty()
            && let Some(label) = inline_label(vocabulary, &text[from..])
        {
            let label = label.shift(from);
            self.line(vocabulary, outline, label.shift(span.start));
            from = label.end;
        }
    }

    /// A statement without a label at its start; a label inside it may begin another field (…负责；完成
    /// 时限：…).
    fn statement(&mut self, vocabulary: &Vocabulary<'_>, outline: &Outline, span: Span) {
        let text = outline.slice(span);
        let Some(&(at, ..)) = labels(vocabulary, text).iter().find(|label| label.1 == FieldWord::Deadline) else {
            return self.units.push(span);
        };
        self.units.push(trim_stop(outline.text(), Span::new(span.start, span.start + at)));
        self.line(vocabulary, outline, Span::new(span.start + at, span.end));
    }

    /// Takes what says when without a label for the deadline, where no field does: clauses of the
    /// statements and of the sentences that they begin, else a sentence about the limit of the whole item.
    pub(crate) fn dated(self, vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Self {
        let mut dated = self.dated_beside(vocabulary, outline);
        if dated.deadlines.is_empty() {
            dated.deadlines = item_limits(vocabulary, outline, node);
        }
        dated
    }

    /// The same without the sentences about the whole item.
    pub(crate) fn dated_beside(mut self, vocabulary: &Vocabulary<'_>, outline: &Outline) -> Self {
        if self.deadlines.is_empty() {
            let stated = self.units.iter().flat_map(|&span| stated_limits(vocabulary, outline, span));
            // Two statements of one sentence may both reach the limit with which it ends.
            for limit in stated {
                if !self.deadlines.iter().any(|known| known.contains(limit)) {
                    self.deadlines.push(limit);
                }
            }
        }
        self
    }

    /// Statements that touch (牵头单位：X，责任单位：Y on one line) are one.
    fn merge_adjacent(&mut self, vocabulary: &Vocabulary<'_>, outline: &Outline) {
        let mut merged: Vec<Span> = Vec::new();
        for &span in &self.units {
            match merged.last_mut() {
                Some(last) if only_signs(outline, last.end, span.start) => last.end = span.end,
                _ => merged.push(span),
            }
        }
        merged.retain(|&span| names_units(vocabulary, outline.slice(span)));
        self.units = merged;
    }
}

/// The bracket behind the last sentence of an item, without its signs.
pub(super) fn closing_bracket(outline: &Outline, node: NodeId) -> Option<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let last = outline.own_paragraphs(node).iter().rfind(|paragraph| is_prose(paragraph.kind))?;
    bracket_behind_sentence(outline, last.span)
}

/// （种植业科、农业技术推广中心）: the offices that no list knows in the bracket behind the last sentence of a paragraph.
fn closing_offices(vocabulary: &Vocabulary<'_>, outline: &Outline, paragraph: Span) -> Option<Span> {
    bracket_behind_sentence(outline, paragraph).filter(|&bracket| is_office_list(vocabulary, outline.slice(bracket)))
}

/// The bracket with which a paragraph closes behind its last sentence, without its signs.
fn bracket_behind_sentence(outline: &Outline, paragraph: Span) -> Option<Span> {
    let text = outline.slice(paragraph);
    let bracket = brackets(text).pop()?;
    let sentence = text[..bracket.start].trim_end_matches(OPENING).trim_end();
    if !sentence.ends_with('。') {
        return None;
    }
    (Place::of(text, bracket, false) == Place::AtEnd).then(|| bracket.shift(paragraph.start))
}

/// The bracket with which the heading of an item closes (2.推进快速查验（某海关、市场监管分局）), without its signs.
pub(super) fn heading_bracket(outline: &Outline, node: NodeId) -> Option<Span> {
    let heading = outline.nodes[node].heading.filter(|_| outline.nodes[node].number.is_some())?;
    let bracket = brackets(outline.slice(heading)).pop()?.shift(heading.start);
    (bracket.end + '）'.len_utf8() >= heading.end).then_some(bracket)
}

/// The statements in the sentences of an item that has no other: in the last one (由市科技局牵头，市财政局
/// 参加), else after the clauses that say what (一是落实…政策，由县税务局牵头).
pub(super) fn closing_statements(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Vec<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let own = outline.own_paragraphs(node);
    let Some(last) = own.iter().rfind(|paragraph| is_prose(paragraph.kind)) else { return Vec::new() };
    let start = outline.nodes[node].marker.map_or(0, |marker| marker.end);
    let states = |span: &Span| span.start > start && is_closing_statement(vocabulary, outline.slice(*span));
    if unit_first(vocabulary, outline.slice(last.span)).is_some() {
        return Vec::new();
    }
    let dashed =
        |span: &Span| follows_dash(outline, *span) && statement_form(vocabulary, outline.slice(*span)).is_some();
    let mut own_sentences = sentences(outline, last.span);
    // …牵头，…配合。3月底前落实: what only limits the item stands behind the statement.
    while own_sentences.last().is_some_and(|span| limits::is_limit_of_item(vocabulary, outline.slice(*span))) {
        own_sentences.pop();
    }
    let closing = own_sentences.pop().filter(|span| states(span) || dashed(span));
    if closing.is_some() {
        return closing.into_iter().collect();
    }
    let prose = own.iter().filter(|paragraph| is_prose(paragraph.kind));
    let sentences = prose.flat_map(|paragraph| sentences(outline, paragraph.span));
    let led: Vec<Span> =
        sentences.filter_map(|sentence| led_clauses(outline, sentence).into_iter().find(states)).collect();
    // Where other sentences say as much in other forms, all are read together.
    let spoken = if led.is_empty() { Vec::new() } else { prose_statements(vocabulary, outline, node, false) };
    if spoken.len() > led.len() { spoken } else { led }
}

/// 开展汽车展销。——县商务局、县文化局
fn follows_dash(outline: &Outline, sentence: Span) -> bool {
    outline.text()[..sentence.start].ends_with("——")
}

/// What the sentences of an item say in passing of who does what (由X牵头，组织…; 请X会同Y…; X负责…，Y负责…). `manner`:
/// the plan has no other manner of saying who.
pub(super) fn prose_statements(
    vocabulary: &Vocabulary<'_>,
    outline: &Outline,
    node: NodeId,
    manner: bool,
) -> Vec<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let start = outline.nodes[node].marker.map_or(0, |marker| marker.end);
    // 市财政局：会同…: an entry of a list of duties.
    let is_duty = |span: Span| unit_first(vocabulary, outline.slice(span)).is_some();
    let prose = outline.own_paragraphs(node).iter().filter(|paragraph| is_prose(paragraph.kind));
    let prose = prose.filter(|paragraph| !is_duty(paragraph.span));
    let sentences = prose.flat_map(|paragraph| sentences(outline, paragraph.span));
    let own = sentences.map(|sentence| Span::new(sentence.start.max(start).min(sentence.end), sentence.end));
    let (mut spoken, mut said) = (Vec::new(), false);
    for sentence in own {
        let (found, stated) = spoken_in(vocabulary, outline, sentence);
        said |= stated;
        spoken.extend(found);
    }
    // One duty in a plan that states otherwise who is responsible may only explain (县民政局加强日常沟通); several share the
    // work out.
    match (said, manner, spoken.len()) {
        (false, false, 0 | 1) => Vec::new(),
        _ => spoken,
    }
}

/// What a sentence says of who does what, and whether it does so in a form of statements.
fn spoken_in(vocabulary: &Vocabulary<'_>, outline: &Outline, sentence: Span) -> (Vec<Span>, bool) {
    let read = Sentence::new(vocabulary, outline.slice(sentence));
    let stated = read.statements();
    let said = !stated.is_empty();
    let mut found = stated;
    let duties = read.duties();
    // 急诊科要建立档案: whom a sentence begins with and what obliges them say who, and do not only explain.
    let said = said || duties.iter().any(|&duty| opens_with_charge(vocabulary, outline.slice(sentence), duty));
    for duty in duties {
        if !found.iter().any(|known| known.overlaps(duty)) {
            found.push(duty);
        }
    }
    found.sort_by_key(|found| found.start);
    (found.into_iter().map(|found| found.shift(sentence.start)).collect(), said)
}

/// Whether a sentence begins with bodies that a role word charges (县公安局负责查处…) or another word obliges (急诊科要…).
fn opens_with_charge(vocabulary: &Vocabulary<'_>, sentence: &str, duty: Span) -> bool {
    let obliged = || vocabulary.forms().duty.oblige.at_start(&sentence[duty.end..]).is_some();
    duty.start == 0 && (vocabulary.roles().gives_role(duty.of(sentence)) || obliged())
}

/// What a paragraph without a number says of who does what and by when, in brackets or in its sentences, and whether it
/// does so in a form of statements.
pub(super) fn paragraph_fields(vocabulary: &Vocabulary<'_>, outline: &Outline, paragraph: Span) -> (Fields, bool) {
    if unit_first(vocabulary, outline.slice(paragraph)).is_some() {
        return (Fields::default(), false);
    }
    let mut fields = Fields::default();
    fields.prose(vocabulary, outline, paragraph, 0);
    let mut stated = !fields.units.is_empty();
    if !stated && let Some(offices) = closing_offices(vocabulary, outline, paragraph) {
        fields.units.push(offices);
        return (fields, false);
    }
    if !stated {
        for sentence in sentences(outline, paragraph) {
            let (found, said) = spoken_in(vocabulary, outline, sentence);
            fields.units.extend(found);
            stated |= said;
        }
    }
    (fields, stated)
}

/// The sentences of a passage without the signs at their ends.
fn sentences(outline: &Outline, span: Span) -> Vec<Span> {
    let text = outline.slice(span);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, char) in signs(text).chain([(text.len(), '。')]) {
        if matches!(char, '。' | '；' | ';') {
            found.push(without_dash(text, Span::new(start, at).trim(text)).shift(span.start));
            start = (at + char.len_utf8()).min(text.len());
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// ——县水利局牵头: the dash belongs to no sentence.
fn without_dash(text: &str, span: Span) -> Span {
    Span::new(span.end - span.of(text).trim_start_matches(['—', '－', '-']).len(), span.end)
}

/// From each clause of a sentence that begins with 由 to the end of the sentence.
fn led_clauses(outline: &Outline, sentence: Span) -> Vec<Span> {
    let text = outline.slice(sentence);
    let commas = signs(text).filter(|(_, sign)| matches!(sign, '，' | ',')).map(|(at, sign)| at + sign.len_utf8());
    let led = commas.filter(|&at| text[at..].starts_with('由'));
    led.map(|at| Span::new(sentence.start + at, sentence.end)).collect()
}

/// The limits in a statement, and in the rest of the sentence of running text that it begins (由县文化局牵头，
/// 组织演出，5月底前完成).
fn stated_limits(vocabulary: &Vocabulary<'_>, outline: &Outline, statement: Span) -> Vec<Span> {
    let after = near(outline.text(), statement.end);
    let closed = after.starts_with(CLOSING);
    let rest = if closed { 0 } else { after.find(['。', '；', '\n', '（', '(']).unwrap_or(after.len()) };
    let is_limit = |clause: &Span| limits::is_limit_clause(vocabulary, outline.slice(*clause));
    if let Some(opening) = clause_before(outline, statement).filter(is_limit) {
        return vec![opening];
    }
    let whole = Span::new(statement.start, statement.end + rest);
    let found = limits::in_statement(vocabulary, outline.slice(whole), closed);
    if found.is_empty() {
        let opening = || first_clause(outline, statement).filter(is_limit);
        let further = || limit_behind_semicolon(vocabulary, outline, whole.end);
        let behind = || limit_behind_names(vocabulary, outline, statement);
        return behind().or_else(opening).or_else(further).into_iter().collect();
    }
    found.into_iter().map(|limit| limit.shift(whole.start)).collect()
}

/// How far from a statement its limit may stand, in bytes: a sentence that no stop ends is not read again for each of its
/// statements.
const FURTHEST: usize = 3000;

/// The text from byte `at` on, as far as what stands there may belong to a statement.
fn near(text: &str, at: usize) -> &str {
    let after = &text[at..];
    let end = (FURTHEST.min(after.len())..=after.len()).find(|&end| after.is_char_boundary(end));
    &after[..end.unwrap_or(after.len())]
}

/// 由市公安局负责；6月底前完成: the limit that is all of what stands between a semicolon at `at` and the next stop.
fn limit_behind_semicolon(vocabulary: &Vocabulary<'_>, outline: &Outline, at: usize) -> Option<Span> {
    let after = near(outline.text(), at).strip_prefix('；')?;
    let end = after.find(['，', ',', '。', '；', '\n', '（', '(']).unwrap_or(after.len());
    let start = at + '；'.len_utf8();
    let clause = Span::new(start, start + end).trim(outline.text());
    limits::is_due_clause(vocabulary, outline.slice(clause)).then_some(clause)
}

/// 4月20日前，由镇应急办牵头…: the clause before a statement in its sentence.
fn clause_before(outline: &Outline, statement: Span) -> Option<Span> {
    let before = outline.text()[..statement.start].strip_suffix(['，', ','])?;
    let start = before.rfind(['。', '；', ';', '，', ',', '\n', '（', '(']).map_or(0, |at| at + 3);
    before.is_char_boundary(start).then(|| Span::new(start, before.len()))
}

/// 4月20日前，各镇实行值班，由镇应急办牵头…: the first clause of the sentence in which a statement stands.
fn first_clause(outline: &Outline, statement: Span) -> Option<Span> {
    let before = &outline.text()[..statement.start];
    let from = (statement.start.saturating_sub(FURTHEST)..).find(|&at| before.is_char_boundary(at))?;
    let start = match before[from..].rfind(['。', '；', ';', '\n', '（', '(']) {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let start = (start..statement.start).find(|&at| before.is_char_boundary(at))?;
    let clause = &before[start..];
    let comma = clause.find(['，', ','])?;
    Some(Span::new(start, start + comma))
}

/// 请县发改委于5月20日前完成…: the day behind the names of a statement, whatever is due by then.
fn limit_behind_names(vocabulary: &Vocabulary<'_>, outline: &Outline, statement: Span) -> Option<Span> {
    let parsed = parse_statement(vocabulary, outline.slice(statement), &Conventions::default());
    let start = statement.start + parsed.mentions.last()?.span.end;
    let after = near(outline.text(), start);
    let end = after.find(['，', ',', '。', '；', '\n']).unwrap_or(after.len());
    Some(limits::behind_names(vocabulary, &after[..end])?.shift(start))
}

/// The sentences of an item that are about its limit alone.
fn item_limits(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> Vec<Span> {
    let marker = outline.nodes[node].marker.map_or(0, |marker| marker.end);
    let prose = outline.own_paragraphs(node).iter().filter(|paragraph| paragraph.kind == ParagraphKind::Text);
    let sentences = prose.flat_map(|paragraph| whole_sentences(outline, paragraph.span));
    let own = |span: &Span| span.start > marker && limits::is_limit_of_item(vocabulary, outline.slice(*span));
    let whole: Vec<Span> = sentences.filter(own).collect();
    if !whole.is_empty() {
        return whole;
    }
    let heading = || heading_limit(vocabulary, outline, node, marker);
    closing_limit(vocabulary, outline, node, marker).or_else(heading).into_iter().collect()
}

/// The limit with which the heading of an item closes (1.县图书馆改造6月底前完成。).
fn heading_limit(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId, marker: usize) -> Option<Span> {
    let heading = outline.nodes[node].heading?;
    let heading = Span::new(heading.start.max(marker), heading.end.max(marker));
    let text = outline.slice(heading).trim_end_matches(['。', '：', ':']);
    limits::ends_with_limit(vocabulary, text).map(|limit| limit.shift(heading.start))
}

/// The limit with which the only sentence of an item closes (1.修订议事规则，一季度完成), its heading left out (1.完善制度。
/// 修订议事规则，一季度完成): it is that of the item.
fn closing_limit(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId, marker: usize) -> Option<Span> {
    let is_prose = |kind| matches!(kind, ParagraphKind::Text | ParagraphKind::Heading);
    let prose = outline.own_paragraphs(node).iter().filter(|paragraph| is_prose(paragraph.kind));
    let sentences = prose.flat_map(|paragraph| whole_sentences(outline, paragraph.span));
    let start = match outline.nodes[node].heading {
        Some(heading) if !outline.slice(heading).contains(['，', ',']) => heading.end.max(marker),
        _ => marker,
    };
    let begun = |sentence: Span| Span::new(sentence.start.max(start).min(sentence.end), sentence.end);
    let mut own = sentences.map(begun).filter(|sentence| !sentence.is_empty());
    let sentence = own.next().map(|sentence| before_label(vocabulary, outline, before_bracket(outline, sentence)))?;
    let text = outline.slice(sentence);
    let closing = limits::closes_with_limit(vocabulary, text).or_else(|| limits::ends_with_limit(vocabulary, text));
    // A heading says what the sentence is about.
    let opening = || limits::opens_with_limit(vocabulary, text).filter(|_| start > marker);
    let counted = || limits::opens_with_time(vocabulary, text);
    let limit = closing.or_else(opening).or_else(counted)?;
    // A bracket or a labelled field behind it says nothing of its own.
    let own_words = |other: &Span| {
        let text = trim_start(outline.slice(*other));
        let words = Some(text).filter(|text| !text.starts_with(OPENING));
        let words = words.filter(|words| field_label(vocabulary, words).is_none());
        // 由县住建局负责。
        words.is_some_and(|words| !is_closing_statement(vocabulary, words.trim_end_matches('。')))
    };
    let others = own.filter(|other| !other.is_empty()).any(|other| own_words(&other));
    (!others).then(|| limit.shift(sentence.start))
}

/// A sentence without the bracket at its end (6月底前完成（县财政局牵头）).
fn before_bracket(outline: &Outline, sentence: Span) -> Span {
    let text = outline.slice(sentence).trim_end();
    let open = text.rfind(OPENING).filter(|_| text.ends_with(CLOSING));
    open.map_or(sentence, |open| Span::new(sentence.start, sentence.start + open))
}

/// A sentence without the labelled fields at its end (6月底前完成；责任单位：县财政局).
fn before_label(vocabulary: &Vocabulary<'_>, outline: &Outline, sentence: Span) -> Span {
    let text = outline.slice(sentence);
    let first = labels(vocabulary, text).first().map_or(text.len(), |&(at, ..)| at);
    Span::new(sentence.start, sentence.start + text[..first].trim_end_matches(['；', ';', '，', ',', ' ']).len())
}

/// The sentences of a passage up to their full stops.
fn whole_sentences(outline: &Outline, span: Span) -> Vec<Span> {
    let text = outline.slice(span);
    let stops = signs(text).filter(|&(_, sign)| sign == '。').map(|(at, _)| at).chain([text.len()]);
    let mut start = 0;
    let sentence = |at: usize| Span::new(std::mem::replace(&mut start, (at + '。'.len_utf8()).min(text.len())), at);
    stops.map(sentence).map(|sentence| sentence.trim(text).shift(span.start)).collect()
}

/// Whether a statement names more than persons (责任领导：张某, 联系人：王某).
fn names_units(vocabulary: &Vocabulary<'_>, statement: &str) -> bool {
    let person = vocabulary.roles().label_at(statement).is_some_and(|label| label.sense == LabelSense::Person);
    !person || !parse_statement(vocabulary, statement, &Conventions::default()).mentions.is_empty()
}

fn only_signs(outline: &Outline, from: usize, to: usize) -> bool {
    from <= to && outline.text()[from..to].chars().all(|char| "，,；;。 ".contains(char))
}

/// The labels in a field line: offset, what they state, their length. A label stands at the start or
/// after a sign.
fn labels(vocabulary: &Vocabulary<'_>, text: &str) -> Vec<(usize, FieldWord, usize)> {
    let mut found = Vec::new();
    let begins = |at: usize| field_label(vocabulary, &text[at..]).map(|(word, len)| (at, word, len));
    found.extend(begins(0));
    for (at, char) in signs(text) {
        // 责任领导：张某完成时限：全年, where the space between was lost.
        let label = Some(at).filter(|_| matches!(char, '：' | ':'));
        if let Some(len) = label.and_then(|at| vocabulary.deadline_label_before(&text[..at])) {
            let known = found.last().is_some_and(|&(from, _, known)| (from..from + known).contains(&(at - len)));
            if !known {
                found.push((at - len, FieldWord::Deadline, len + char.len_utf8()));
            }
        }
        if matches!(char, '，' | ',' | '；' | ';' | '。' | '\n' | '）' | ')') {
            found.extend(begins(at + char.len_utf8()));
        }
    }
    found
}

/// The passage of a label inside running text and of what it states: at its start and behind a sentence to the end of the
/// text, behind a comma (修建道路，责任单位：县交通局) to that of the sentence.
fn inline_label(vocabulary: &Vocabulary<'_>, text: &str) -> Option<Span> {
    let is_sign = |sign: char| matches!(sign, '。' | '；' | '）' | ')' | '，' | ',');
    let behind = signs(text).filter(|&(_, sign)| is_sign(sign)).map(|(at, sign)| (at + sign.len_utf8(), sign));
    std::iter::once((0, '。')).chain(behind).find_map(|(at, sign)| {
        let rest = &text[at..];
        let len = field_label(vocabulary, rest)?.1;
        let end = if matches!(sign, '，' | ',') { rest.find('。').unwrap_or(rest.len()) } else { rest.len() };
        (len < end).then(|| Span::new(at, at + end))
    })
}

/// The label at the start of a passage, with a colon, spoken before the name of a body (责任单位为县交通局) or running on
/// into it, and its length.
fn field_label(vocabulary: &Vocabulary<'_>, text: &str) -> Option<(FieldWord, usize)> {
    if !vocabulary.may_begin_label(text) {
        return None;
    }
    let spoken = || {
        let label = vocabulary.roles().spoken_label(text)?;
        let units = matches!(label.sense, LabelSense::Units(_));
        let value = &text[label.span.end..];
        let first = value.split(['、', '，', ',', '；', ';', '。']).next().unwrap_or(value);
        let names = begins_with_name(vocabulary, value) || vocabulary.roles().ends_as_body(first);
        (units && names).then_some((FieldWord::Units, label.span.end))
    };
    let run_on = || run_on_label(vocabulary, text).map(|label| (FieldWord::Units, label.span.end));
    vocabulary.field_label(text).or_else(spoken).or_else(run_on)
}

/// The contents of the outermost brackets of a text.
fn brackets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, char) in signs(text) {
        if OPENING.contains(&char) {
            if depth == 0 {
                start = at + char.len_utf8();
            }
            depth += 1;
        } else if depth > 0 && CLOSING.contains(&char) {
            depth -= 1;
            if depth == 0 {
                found.push(Span::new(start, at));
            }
        }
    }
    // A bracket left open at the end of an item is a slip of the typist.
    if depth > 0 && found.last().is_none_or(|last| last.end < start) {
        found.push(Span::new(start, text.len()));
    }
    found
}

/// Whether a bracket states a field of the item: one at the end, of the item or of its heading, by its
/// content; one inside only where it stands between sentences and says so with a label or a role word.
fn is_field_bracket(vocabulary: &Vocabulary<'_>, text: &str, bracket: Span, closes_heading: bool) -> bool {
    let inner = bracket.of(text);
    let place = || Place::of(text, bracket, closes_heading);
    if vocabulary.field_label(inner).is_some() {
        return place() != Place::InSentence;
    }
    match statement_form(vocabulary, inner) {
        None => is_limit(vocabulary, inner, closes_heading) && place() == Place::AtEnd,
        Some(StatementForm::BareList) => place() == Place::AtEnd,
        Some(_) => place() != Place::InSentence,
    }
}

/// Whether a bracket says when; behind a heading a month does (（12月中旬）).
fn is_limit(vocabulary: &Vocabulary<'_>, inner: &str, closes_heading: bool) -> bool {
    limits::is_limit_bracket(vocabulary, inner) || closes_heading && limits::is_period_bracket(vocabulary, inner)
}

/// Where a bracket stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the end of the item or of its heading.
    AtEnd,
    /// Between two sentences, behind a member of a list of them, or before all of them (【县财政局牵头】推进…).
    BetweenSentences,
    InSentence,
}

impl Place {
    fn of(text: &str, bracket: Span, closes_heading: bool) -> Self {
        let after = text[bracket.end..].trim_start_matches(CLOSING);
        if closes_heading || says_nothing(after) {
            return Self::AtEnd;
        }
        let before = text[..bracket.start].trim_end_matches(OPENING);
        let ended = before.is_empty() || before.ends_with(['。', '；', '！', '”']);
        if ended || after.starts_with(['。', '；', ';']) { Self::BetweenSentences } else { Self::InSentence }
    }
}

/// Whether nothing is said behind a bracket: a tick (（责任单位：县财政局）√) says nothing of it, and another bracket may
/// close the text.
fn says_nothing(after: &str) -> bool {
    if !after.contains(char::is_alphanumeric) {
        return true;
    }
    after.starts_with(['（', '(', '【']) && after.trim_end_matches('。').ends_with(['）', ')', '】'])
}

fn unwrap_brackets(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return span };
    let open = Span::new(span.start + first.len_utf8(), span.end);
    let brackets = brackets(inner);
    match (first, last) {
        ('（' | '(', '）' | ')') | ('【', '】') | ('[', ']') | ('［', '］') | ('〔', '〕')
            if brackets.len() == 1 && open.len() > last.len_utf8() =>
        {
            Span::new(open.start, open.end - last.len_utf8())
        }
        // A bracket that closes nowhere.
        ('（' | '(' | '【', _) if brackets.first().is_some_and(|one| one.end == inner.len()) => open,
        _ => span,
    }
}

/// Whether the closing sign with which `text` ends and `inner` does not has its partner in it.
fn is_balanced(text: &str, inner: &str) -> bool {
    let open = text.matches(['（', '(', '【', '[', '［']).count();
    open > inner.matches(['）', ')', '】', ']', '］']).count()
}

/// The span without the stop that ends it.
fn trim_stop(text: &str, span: Span) -> Span {
    let mut kept = span.of(text).trim_end_matches(['。', '；', ';', '，', ',', ' ', '\n']);
    // The closing sign of a bracket that opened before the span.
    while let Some(inner) = kept.strip_suffix(['）', ')', '】', ']', '］']).filter(|inner| !is_balanced(kept, inner))
    {
        kept = inner.trim_end_matches(['。', '；', ';', '，', ',', ' ', '\n']);
    }
    Span::new(span.start, span.start + kept.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn the_limit_of_a_statement_stands_near_it() {
        let limits = |between: &str| {
            let text = format!("方案\n一、重点任务\n1.治理河道。由市水利局牵头{between}，6月底前完成。\n");
            let source =
                zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
            let outline = zhengtu_outline::parse(lexicon(), &source);
            let statement = "由市水利局牵头";
            let start = outline.text().find(statement).unwrap();
            stated_limits(&vocabulary(), &outline, Span::new(start, start + statement.len())).len()
        };
        assert_eq!(limits("，组织清淤"), 1);
        assert_eq!(limits(&"，组织清淤".repeat(FURTHEST)), 0);
    }
}
