use super::Vocabulary;
use super::groups::Groups;
use super::naming::{is_complete, is_strict, naming, starts_body};
use super::places::enumerates;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::Role;
use zhengtu_text::{Span, signs};

/// What a list of units consists of. Spans are into the clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A name; with a role of its own where a bracket gives one (市财政局（牵头）).
    Name(Span, Option<Role>),
    /// 、 or the like.
    Pause,
    /// ， or ;: a new group of names.
    Comma,
    /// 等.
    Open,
    /// 会同: who follows helps.
    With,
    /// Role words that close the list.
    Tail(Role),
    /// Role words with an object: the names before it have the role, what follows is no name.
    Duty(Role),
    /// A verb with which a duty begins, and that gives no role (受理): what follows is no name.
    Verb,
    /// A passage that names nobody.
    Remark(Span),
    /// The end of a sentence.
    Stop,
}

/// Words between two names.
const JOINERS: [(&str, bool); 12] = [
    ("会同", true),
    ("会", true),
    ("商", true),
    ("以及", false),
    ("联合", false),
    ("和", false),
    ("及", false),
    ("与", false),
    ("暨", false),
    ("并", false),
    ("/", false),
    ("｜", false),
];

/// Reads `span` of a clean text into events.
pub(super) fn scan(vocabulary: &Vocabulary<'_>, text: &str, groups: &Groups, span: Span) -> Vec<Event> {
    let mut scanner = Scanner { vocabulary, text, groups, events: Vec::new(), duty: false, named: false };
    for (nth, sentence) in split(text, groups, span, |char| matches!(char, '。' | '；' | ';')).into_iter().enumerate()
    {
        scanner.sentence(sentence.0, nth > 0 && text[..sentence.0.start].ends_with('。'));
        scanner.events.push(Event::Stop);
    }
    scanner.events
}

struct Scanner<'a> {
    vocabulary: &'a Vocabulary<'a>,
    text: &'a str,
    groups: &'a Groups,
    events: Vec<Event>,
    /// A duty has begun: names need to show themselves.
    duty: bool,
    /// A name of the list is waiting for its role.
    named: bool,
}

/// The number of an entry in a list of units.
pub(super) static ENUMERATOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[（(][0-9]{1,2}[）)]|[0-9]{1,2}[.．)）]|[①-⑳])").expect("a constant pattern"));

/// What ends a name.
enum End {
    Whole,
    Tail,
    Open,
    Duty,
    Joiner(usize, bool),
}

impl Scanner<'_> {
    /// Reads a sentence; `later`: it follows a full stop and has to begin with a name.
    fn sentence(&mut self, span: Span, later: bool) {
        self.duty = false;
        self.named = false;
        let pieces = self.pieces(span);
        let nameless = || !pieces.first().is_some_and(|(first, _)| self.begins_with_name(*first));
        if self.is_unled_remark(span) || later && nameless() {
            return self.remark(span);
        }
        for (piece, comma) in pieces {
            if self.vocabulary.roles().is_rule_for_all(piece.of(self.text)) {
                return self.remark(Span::new(piece.start, span.end));
            }
            self.piece(piece, comma);
            self.events.push(if comma { Event::Comma } else { Event::Pause });
        }
    }

    /// Whether a sentence names nobody by its beginning, and leads in nobody either.
    fn is_unled_remark(&self, span: Span) -> bool {
        let (roles, text) = (self.vocabulary.roles(), span.of(self.text));
        roles.is_remark(text) && roles.lead_in(text) == 0
    }

    /// The pieces between separators, with those of one enumeration of places joined (各市、县人民政府),
    /// and whether a comma follows.
    fn pieces(&self, span: Span) -> Vec<(Span, bool)> {
        let parts = split(self.text, self.groups, span, |char| matches!(char, '、' | '，' | ',' | '\n' | '|'));
        let mut pieces: Vec<(Span, bool)> = Vec::new();
        for (part, sign) in parts {
            let comma = matches!(sign, Some('，' | ',' | '\n'));
            match pieces.last_mut() {
                Some(last) if !last.1 && enumerates(after_joiner(last.0.of(self.text)), part.of(self.text)) => {
                    *last = (last.0.join(part), comma);
                }
                _ => pieces.push((part, comma)),
            }
        }
        pieces
    }

    fn begins_with_name(&self, piece: Span) -> bool {
        let piece = self.after_lead_in(piece);
        let (end, _) = self.name_end(piece);
        is_strict(self.vocabulary, &self.text[piece.start..end])
    }

    /// The piece without 由 and without the number of a list (1.县财政局).
    fn after_lead_in(&self, piece: Span) -> Span {
        let number = ENUMERATOR.find(piece.of(self.text)).map_or(0, |number| number.end());
        let piece = Span::new(piece.start + number, piece.end);
        let len = self.vocabulary.roles().lead_in(piece.of(self.text));
        if len == 0 {
            return piece;
        }
        let led = Span::new(piece.start + len, piece.end);
        let names = starts_body(self.vocabulary, led.of(self.text)) || self.ends_as_led(led);
        if names { led } else { piece }
    }

    /// 由河海勘测集团公司牵头: whether a name that no list knows ends as bodies do before its role words.
    fn ends_as_led(&self, piece: Span) -> bool {
        let (end, how) = self.name_end(piece);
        match how {
            End::Tail => self.vocabulary.roles().ends_as_body(&self.text[piece.start..end]),
            _ => false,
        }
    }

    /// Reads what stands between two separators.
    fn piece(&mut self, piece: Span, comma: bool) {
        let mut rest = self.after_lead_in(piece.trim(self.text));
        if self.names_nobody(rest) {
            return self.remark(rest);
        }
        if self.duty && !self.names_anew(rest, comma) {
            return self.remark(rest);
        }
        self.duty = false;
        let role_only = self.vocabulary.roles().tail_at(rest.of(self.text)).is_some_and(|tail| tail.len == rest.len());
        if role_only && !self.named {
            return self.remark(rest);
        }
        let first = rest.start;
        while !rest.is_empty() {
            let before = rest.start;
            rest = self.step(rest, rest.start == first);
            if rest.start == before {
                return self.remark(rest);
            }
        }
    }

    /// 持续推进, 7月—8月实施: whether a piece is a remark by its beginning.
    fn names_nobody(&self, piece: Span) -> bool {
        let text = piece.of(self.text);
        if text.starts_with(|char: char| char.is_ascii_digit()) {
            return true;
        }
        self.vocabulary.roles().is_remark(text) && !self.begins_with_name(piece)
    }

    /// After a duty: whether the piece begins with a name and not with more of the duty.
    fn names_anew(&self, piece: Span, _comma: bool) -> bool {
        let (end, how) = self.name_end(piece);
        let name = &self.text[piece.start..end];
        match how {
            End::Tail | End::Duty | End::Open => {
                is_strict(self.vocabulary, name) || (is_complete(self.vocabulary, name) && self.after_comma())
            }
            End::Whole | End::Joiner(..) => is_strict(self.vocabulary, name) && self.after_comma(),
        }
    }

    fn after_comma(&self) -> bool {
        self.events.last() == Some(&Event::Comma)
    }

    /// Reads the next name, role word or 等; what is left.
    fn step(&mut self, rest: Span, first: bool) -> Span {
        let text = rest.of(self.text);
        if let Some(left) = self.step_over_tail(rest) {
            return left;
        }
        if let Some((word, with)) = JOINERS.iter().find(|(word, _)| text.starts_with(word))
            && (!first || *word == "会同")
            && joins(self.vocabulary, word, &text[word.len()..])
        {
            if *with {
                self.events.push(Event::With);
            }
            return Span::new(rest.start + word.len(), rest.end);
        }
        if text.starts_with('等') && self.named {
            self.events.push(Event::Open);
            return self.after_open(rest);
        }
        let (end, how) = self.name_end(rest);
        self.name(Span::new(rest.start, end));
        match how {
            End::Whole => Span::new(rest.end, rest.end),
            End::Duty => {
                self.close(Event::Verb);
                self.duty = true;
                self.remark(Span::new(end, rest.end));
                Span::new(rest.end, rest.end)
            }
            End::Tail | End::Open => Span::new(end, rest.end),
            End::Joiner(len, with) => {
                if with {
                    self.events.push(Event::With);
                }
                Span::new(end + len, rest.end)
            }
        }
    }

    /// Role words at the start of `rest`; what is left after them.
    fn step_over_tail(&mut self, rest: Span) -> Option<Span> {
        let tail = self.vocabulary.roles().tail_at(rest.of(self.text)).filter(|_| self.named)?;
        let left = Span::new(rest.start + tail.len, rest.end);
        let after = left.of(self.text);
        let after_joiner = JOINERS.iter().find_map(|(word, _)| after.strip_prefix(word)).unwrap_or(after);
        if left.is_empty()
            || starts_body(self.vocabulary, after_joiner) && is_strict_ahead(self.vocabulary, after_joiner)
        {
            self.close(Event::Tail(tail.role));
            return Some(left);
        }
        if !tail.strong && self.groups.is_outside(left.start) && !after.starts_with(['（', '(']) {
            return None;
        }
        self.close(Event::Duty(tail.role));
        self.duty = true;
        self.remark(left);
        Some(Span::new(rest.end, rest.end))
    }

    fn close(&mut self, event: Event) {
        self.events.push(event);
        self.named = false;
    }

    /// After 等: a number of bodies (12个), and a word for bodies in general (部门), say nothing.
    fn after_open(&mut self, rest: Span) -> Span {
        let after = &self.text[rest.start + "等".len()..rest.end];
        let number =
            after.trim_start_matches(|char: char| char.is_ascii_digit() || "一二三四五六七八九十几多".contains(char));
        let counted = number.strip_prefix(['个', '家']).unwrap_or(number);
        let counted = if number.len() < after.len() { counted } else { after };
        let (end, _) = self.name_end(Span::new(rest.end - counted.len(), rest.end));
        let word = &self.text[rest.end - counted.len()..end];
        if self.vocabulary.roles().is_generic(word) {
            Span::new(end, rest.end)
        } else {
            Span::new(rest.end - counted.len(), rest.end)
        }
    }

    /// Where the name at the start of `rest` ends, and by what.
    fn name_end(&self, rest: Span) -> (usize, End) {
        let text = rest.of(self.text);
        let mut known = None;
        for (at, char) in text.char_indices().skip(1) {
            if !may_end(self.vocabulary, char) || !self.groups.is_outside(rest.start + at) {
                continue;
            }
            // Inside a known name nothing ends; the look-up waits until something seems to.
            if let Some(end) = ends_here(self.vocabulary, text, at)
                && at >= *known.get_or_insert_with(|| self.vocabulary.bodies().begun_len(text))
            {
                return (rest.start + at, end);
            }
        }
        (rest.end, End::Whole)
    }

    /// Takes a passage for a name, if it can be one.
    fn name(&mut self, span: Span) {
        let (span, role) = self.without_role(self.without_marks(span));
        let name = span.of(self.text);
        if naming(self.vocabulary, name).is_none() {
            return self.remark(span);
        }
        self.events.push(Event::Name(span, role));
        self.named = true;
    }

    /// A name without the marks that point to a note (县财政局★).
    fn without_marks(&self, span: Span) -> Span {
        let is_mark = |char: char| "★☆*＊▲△※●○".contains(char);
        let name = span.of(self.text);
        let start = span.end - name.trim_start_matches(is_mark).len();
        let end = span.start + name.trim_end_matches(is_mark).len();
        if start < end { Span::new(start, end) } else { span }
    }

    /// A name without the bracket that gives its role.
    fn without_role(&self, span: Span) -> (Span, Option<Role>) {
        let Some(group) = self.groups.ending_at(span.end).filter(|group| group.start > span.start) else {
            return (span, None);
        };
        let inner = group.of(self.text);
        let mut chars = inner.chars();
        chars.next();
        chars.next_back();
        match self.vocabulary.roles().role_of_bracket(chars.as_str()) {
            Some(role) => (Span::new(span.start, group.start), Some(role)),
            None => (span, None),
        }
    }

    fn remark(&mut self, span: Span) {
        if !span.trim(self.text).is_empty() {
            self.events.push(Event::Remark(span));
        }
    }
}

/// The characters with which groups of bodies begin: 各市, 有关部门, 相关部门.
const OPENING: [char; 3] = ['各', '有', '相'];

/// What stands after the word that joins the last name of a piece: 各市 of 省有关部门和各市.
fn after_joiner(piece: &str) -> &str {
    if !piece.contains(OPENING) {
        return piece;
    }
    let joined = JOINERS.iter().filter_map(|(word, _)| piece.rfind(word).map(|at| at + word.len()));
    let last = joined.filter(|&at| piece[at..].starts_with(OPENING)).max();
    last.map_or(piece, |at| &piece[at..])
}

/// Whether a name may end before the character: 等, a joining word, role words or a duty begin with it.
fn may_end(vocabulary: &Vocabulary<'_>, char: char) -> bool {
    matches!(char, '等' | '会' | '商' | '以' | '联' | '和' | '及' | '与' | '暨' | '并' | '/' | '｜')
        || vocabulary.roles().may_follow_name(char)
}

/// Whether the name that is the whole of `text` up to byte `at` ends there, and by what.
fn ends_here(vocabulary: &Vocabulary<'_>, text: &str, at: usize) -> Option<End> {
    let (left, right) = text.split_at(at);
    if let Some(tail) = vocabulary.roles().tail_at(right) {
        let after = &right[tail.len..];
        let whole = after.is_empty() || after.starts_with(['（', '(']);
        if whole || (is_complete(vocabulary, left) && (tail.strong || is_strict_ahead(vocabulary, after))) {
            return Some(End::Tail);
        }
    }
    if right.starts_with('等') && opens(vocabulary, left, &right["等".len()..]) {
        return Some(End::Open);
    }
    if let Some((word, with)) = JOINERS.iter().find(|(word, _)| right.starts_with(word))
        && joins(vocabulary, word, &right[word.len()..])
        && is_complete(vocabulary, left)
        && !enumerates(left, &right[word.len()..])
    {
        return Some(End::Joiner(word.len(), *with));
    }
    (vocabulary.roles().is_duty(right) && is_complete(vocabulary, left) && !is_complete(vocabulary, text))
        .then_some(End::Duty)
}

/// Whether a word joins what stands before it to the name after it; 会 before 各成员单位 ends a name (市食安委会各
/// 成员单位).
fn joins(vocabulary: &Vocabulary<'_>, word: &str, after: &str) -> bool {
    match word {
        "会" if vocabulary.forms().name.member.at_start(after).is_some() => false,
        _ => starts_body(vocabulary, after),
    }
}

/// Whether 等 after `left` ends a list: 高等 and 平等 are words of their own.
fn opens(vocabulary: &Vocabulary<'_>, left: &str, after: &str) -> bool {
    if left.ends_with(['高', '中', '初', '平', '同', '对', '优', '上', '相']) && !is_complete(vocabulary, left)
    {
        return false;
    }
    let number = after.starts_with(|char: char| char.is_ascii_digit() || "一二三四五六七八九十几多".contains(char));
    let joined =
        JOINERS.iter().find_map(|(word, _)| after.strip_prefix(word)).is_some_and(|rest| starts_body(vocabulary, rest));
    after.is_empty()
        || joined
        || number
        || vocabulary.forms().name.continued.at_start(after).is_some()
        || vocabulary.roles().tail_at(after).is_some()
        || after.starts_with(['（', '('])
        || vocabulary.roles().is_collective(after)
}

/// Whether the text begins with a name that is one wherever it stands.
fn is_strict_ahead(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let known = vocabulary.bodies().known_len(text);
    known > 0 && is_strict(vocabulary, &text[..known])
        || starts_body(vocabulary, text) && text.starts_with(['各', '县', '市', '省', '区'])
}

/// Splits `span` at the signs outside groups: the parts, trimmed, each with the sign after it.
fn split(text: &str, groups: &Groups, span: Span, is_sign: fn(char) -> bool) -> Vec<(Span, Option<char>)> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for (at, char) in signs(span.of(text)) {
        let at = span.start + at;
        if is_sign(char) && groups.is_outside(at) {
            parts.push((Span::new(start, at).trim(text), Some(char)));
            start = at + char.len_utf8();
        }
    }
    parts.push((Span::new(start, span.end).trim(text), None));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}
