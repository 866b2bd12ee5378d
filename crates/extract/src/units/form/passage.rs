//! A passage that may be a responsibility statement, and the questions that the rules ask of it.

use crate::units::clean::Clean;
use crate::units::labels::label_at;
use crate::units::naming::{LONGEST_OFFICE, Naming, naming, starts_body, without_bracket};
use crate::units::time::says_when;
use crate::units::{Conventions, Statement, Vocabulary, parse_statement};
use std::cell::OnceCell;
use zhengtu_lexicon::roles::{Label, LabelSense};
use zhengtu_text::strip_white;

/// A passage. What is read of it is read once, and only if a rule asks.
pub(super) struct Passage<'a> {
    pub(super) vocabulary: &'a Vocabulary<'a>,
    /// Without the number of its item.
    pub(super) text: &'a str,
    /// Without the bracket that opens before it.
    pub(super) opened: &'a str,
    label: OnceCell<Option<Label>>,
    statement: OnceCell<Statement>,
    names: OnceCell<Vec<String>>,
}

impl<'a> Passage<'a> {
    pub(super) fn of(vocabulary: &'a Vocabulary<'a>, text: &'a str) -> Self {
        let text = super::behind_item_mark(text.trim_start());
        let opened = text.trim_start_matches(|char: char| char.is_whitespace() || "（(〔[".contains(char));
        // 【县财政局、县税务局】, but 【责任单位】县财政局 is a label.
        let inner = opened.strip_prefix('【').filter(|_| vocabulary.roles().label_at(opened).is_none());
        let opened = inner.unwrap_or(opened);
        let (label, statement, names) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { vocabulary, text, opened, label, statement, names }
    }

    /// The label at its start.
    pub(super) fn label(&self) -> Option<&Label> {
        self.label.get_or_init(|| label_at(self.vocabulary, self.opened)).as_ref()
    }

    /// What it says when it is read as a statement.
    pub(super) fn statement(&self) -> &Statement {
        self.statement.get_or_init(|| parse_statement(self.vocabulary, self.text, &Conventions::default()))
    }

    /// The names in it.
    pub(super) fn names(&self) -> &[String] {
        let name = |span: zhengtu_text::Span| strip_white(span.of(self.text));
        self.names.get_or_init(|| self.statement().mentions.iter().map(|mention| name(mention.span)).collect())
    }

    /// What stands from byte `begins` on before the first name, without the sign behind it.
    pub(super) fn lead(&self, begins: usize) -> String {
        let first = self.statement().mentions.first().map_or(usize::MAX, |mention| mention.span.start);
        let mut lead = strip_white(&self.text[begins.min(first)..first.min(self.text.len())]);
        lead.truncate(lead.trim_end_matches(['，', ',', '；', ';']).len());
        lead
    }

    /// Whether whatever names nobody in it is an aside.
    pub(super) fn has_only_asides(&self) -> bool {
        self.statement().remarks.iter().all(|remark| is_aside(self.vocabulary, &strip_white(remark.of(self.text))))
    }
}

/// Whether a passage is a date or one of the remarks that statements carry.
pub(super) fn is_aside(vocabulary: &Vocabulary<'_>, words: &str) -> bool {
    let dated = words.starts_with(|char: char| char.is_ascii_digit());
    dated || says_when(vocabulary, words) || vocabulary.roles().is_remark(words)
}

/// The longest piece that is looked at for a name at its end, in characters.
const LONGEST_PIECE: usize = 40;

/// Whether a passage may begin with a name, judged by its first characters.
pub(in crate::units) fn begins_as_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let text = behind_aside(vocabulary, text);
    let text = &text[vocabulary.roles().lead_in(text)..];
    if starts_body(vocabulary, text) {
        return true;
    }
    let piece = text.split(['、', '，', ',', '；', ';', '。', '\n']).next().unwrap_or(text);
    piece.chars().nth(LONGEST_PIECE).is_none() && ends_with_name(vocabulary, &strip_white(piece))
}

/// The text behind the aside with which it begins (2022年6月底前，县财政局…).
fn behind_aside<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> &'a str {
    let first = text.split(['，', ',', '；', ';', '\n']).next().unwrap_or(text);
    if !is_aside(vocabulary, first) {
        return text;
    }
    text[first.len()..].trim_start_matches(['，', ',', '；', ';', '\n'])
}

/// Whether a piece is a place, or a name with or without the role words after it.
fn ends_with_name(vocabulary: &Vocabulary<'_>, piece: &str) -> bool {
    if vocabulary.roles().ends_as_body(piece) {
        return true;
    }
    if vocabulary.roles().gives_role(piece) {
        return true;
    }
    naming(vocabulary, piece) >= Some(Naming::Shaped)
}

/// Whether the passage ends with role words: the role of the only unit is not stated by its ground.
pub(in crate::units) fn ends_with_tail(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let clean = Clean::of(vocabulary, text).text;
    let end = clean.trim_end_matches(['。', '）', ')', '；', ';']);
    let tail = |at: usize| vocabulary.roles().tail_at(&end[at..]).map(|tail| at + tail.len);
    end.char_indices().any(|(at, _)| tail(at) == Some(end.len()))
}

/// Whether a name may be that of an office inside a body, or of a place below it (党建部, 李家镇, 办公室); no
/// word for whoever it may be.
pub(in crate::units) fn is_office(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    if without_bracket(name).chars().nth(LONGEST_OFFICE).is_some()
        || matches!(naming(vocabulary, name), None | Some(Naming::Collective))
    {
        return false;
    }
    vocabulary.roles().ends_as_body(without_bracket(name))
}

/// The text before a label of something else than units (办公室牵头；完成时限：…).
pub(super) fn before_fields<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> &'a str {
    let label = vocabulary
        .roles()
        .find_label(text, 0)
        .filter(|label| !matches!(label.sense, LabelSense::Units(_) | LabelSense::Members));
    let end = label.map_or(text.len(), |label| label.span.start);
    text[..end].trim_end_matches(['；', ';', '，', ',', '。', ' ', '\n'])
}

/// The text before such a label, and before the asides at its end (长期坚持, 6月底前完成).
pub(super) fn before_asides<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> &'a str {
    let text = before_fields(vocabulary, text);
    match text.rsplit_once(['，', ',', '；', ';']) {
        Some((head, last)) if is_aside(vocabulary, last.trim_end_matches(['）', ')', '。'])) => head,
        _ => text,
    }
}

/// Whether a name tells its level or place, before its function (县财政局) or after it (人民银行宿州市分行).
pub(super) fn is_placed(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let place_behind = || vocabulary.recognised(name).is_some_and(|found| found.place.is_some());
    vocabulary.bodies().prefix_of(name).is_some() || place_behind()
}
