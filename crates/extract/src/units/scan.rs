//! A list of units, read into the names and words that it consists of.

mod end;

use super::Vocabulary;
use super::clean::ENUMERATOR;
use super::form::is_office;
use super::groups::Groups;
use super::naming::{MOST_PLACES, is_complete, is_shaped, is_strict, naming, starts_body};
use super::places::enumerates;
use super::time::says_when;
use end::{End, ends_passage, is_count, joins, may_end_before};
use zhengtu_lexicon::roles::{Joiner, Tail};
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

/// Names in a bracket with role words of their own.
struct InBracket {
    /// The name before the bracket.
    before: Span,
    names: Vec<Span>,
    role: Role,
}

/// What stands between two separators.
#[derive(Clone, Copy)]
struct Piece {
    span: Span,
    /// Whether a comma follows.
    comma: bool,
}

impl Scanner<'_> {
    /// Reads a sentence; `later`: it follows a full stop and has to begin with a name.
    fn sentence(&mut self, span: Span, later: bool) {
        self.duty = false;
        self.named = false;
        let pieces = self.pieces(span);
        if self.names_nobody(span, later, pieces.first()) {
            return self.remark(span);
        }
        for Piece { span: piece, comma } in pieces {
            if self.vocabulary.roles().is_rule_for_all(piece.of(self.text)) {
                return self.remark(Span::new(piece.start, span.end));
            }
            self.piece(piece);
            self.events.push(if comma { Event::Comma } else { Event::Pause });
        }
    }

    /// Whether a sentence names nobody, judged by how it begins.
    fn names_nobody(&self, span: Span, later: bool, first: Option<&Piece>) -> bool {
        if self.is_unled_remark(span) {
            return true;
        }
        later && !first.is_some_and(|first| self.begins_with_name(first.span))
    }

    /// Whether a sentence names nobody by its beginning, and leads in nobody either.
    fn is_unled_remark(&self, span: Span) -> bool {
        let (roles, text) = (self.vocabulary.roles(), span.of(self.text));
        roles.is_remark(text) && roles.lead_in(text) == 0
    }

    /// The pieces between separators, with those of one enumeration of places joined (各市、县人民政府).
    fn pieces(&self, span: Span) -> Vec<Piece> {
        let parts = split(self.text, self.groups, span, |char| matches!(char, '、' | '，' | ',' | '\n' | '|'));
        let mut pieces: Vec<Piece> = Vec::new();
        for (part, sign) in parts {
            let comma = matches!(sign, Some('，' | ',' | '\n'));
            match pieces.last_mut() {
                Some(last) if self.goes_on(*last, part) => *last = Piece { span: last.span.join(part), comma },
                _ => pieces.push(Piece { span: part, comma }),
            }
        }
        pieces
    }

    /// Whether `part` goes on with the enumeration of places with which a piece ends.
    fn goes_on(&self, piece: Piece, part: Span) -> bool {
        if piece.comma {
            return false;
        }
        enumerates(self.vocabulary, self.after_joiner(piece.span.of(self.text)), part.of(self.text))
    }

    /// What stands after the word that joins the last name of a piece: 各市 of 省有关部门和各市.
    fn after_joiner<'t>(&self, piece: &'t str) -> &'t str {
        if !piece.contains(OPENING) {
            return piece;
        }
        let joined = self.vocabulary.roles().last_joiners(piece).filter(|&at| piece[at..].starts_with(OPENING));
        joined.max().map_or(piece, |at| &piece[at..])
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

    /// 由河海勘测集团公司牵头, 由城关镇、石桥乡负责: whether a name that no list knows ends as bodies do before its role words,
    /// before the next name, or before the sign behind it.
    fn ends_as_led(&self, piece: Span) -> bool {
        let (end, how) = self.name_end(piece);
        let name = &self.text[piece.start..end];
        match how {
            End::Tail | End::Joiner(_) => self.vocabulary.roles().ends_as_body(name),
            End::Whole => is_office(self.vocabulary, name),
            _ => false,
        }
    }

    /// Reads what stands between two separators.
    fn piece(&mut self, piece: Span) {
        let mut rest = self.after_lead_in(piece.trim(self.text));
        if self.is_remark(rest) || self.goes_on_with_duty(rest) {
            return self.remark(rest);
        }
        self.duty = false;
        if self.is_role_of_nobody(rest) {
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

    /// 持续推进, 7月—8月实施: whether a piece is a remark by its beginning, and no name that begins like one.
    fn is_remark(&self, piece: Span) -> bool {
        let text = piece.of(self.text);
        if text.starts_with(|char: char| char.is_ascii_digit()) {
            return true;
        }
        if says_when(self.vocabulary, text) {
            return true;
        }
        self.vocabulary.roles().is_remark(text) && !self.begins_with_name(piece)
    }

    /// After a duty: whether the piece is more of it.
    fn goes_on_with_duty(&self, piece: Span) -> bool {
        self.duty && !self.names_anew(piece)
    }

    /// Whether a piece is nothing but role words, and no name waits for them.
    fn is_role_of_nobody(&self, piece: Span) -> bool {
        if self.named {
            return false;
        }
        self.vocabulary.roles().tail_at(piece.of(self.text)).is_some_and(|tail| tail.len == piece.len())
    }

    /// After a duty: whether the piece begins with a name. What role words, a duty or 等 stand behind shows itself
    /// as one; what nothing stands behind does only where a comma parts it from the duty.
    fn names_anew(&self, piece: Span) -> bool {
        let (end, how) = self.name_end(piece);
        let name = &self.text[piece.start..end];
        match (how, self.after_comma()) {
            (End::Whole | End::Joiner(_), false) => false,
            (End::Whole | End::Joiner(_), true) | (_, false) => is_strict(self.vocabulary, name),
            (_, true) => is_strict(self.vocabulary, name) || is_complete(self.vocabulary, name),
        }
    }

    fn after_comma(&self) -> bool {
        self.events.last() == Some(&Event::Comma)
    }

    /// Reads the next name, role word, joining word or 等; what is left. `first`: nothing of the piece was read yet.
    fn step(&mut self, rest: Span, first: bool) -> Span {
        let left = self.step_over_tail(rest).or_else(|| self.step_over_joiner(rest, first));
        let left = left.or_else(|| self.step_over_open(rest));
        left.unwrap_or_else(|| self.step_over_name(rest))
    }

    fn step_over_name(&mut self, rest: Span) -> Span {
        let (end, how) = self.name_end(rest);
        self.name(Span::new(rest.start, end));
        let left = Span::new(end, rest.end);
        match how {
            End::Whole | End::Tail | End::Open => left,
            End::Duty => {
                self.close(Event::Verb);
                self.duty(left)
            }
            End::Joiner(joiner) => self.join(left, joiner),
        }
    }

    /// A word between two names; at the start of a piece only one that may open it (会同).
    fn step_over_joiner(&mut self, rest: Span, first: bool) -> Option<Span> {
        let text = rest.of(self.text);
        let joiner = self.vocabulary.roles().joiner_at(text)?;
        if first && !joiner.opens {
            return None;
        }
        joins(self.vocabulary, joiner, &text[joiner.len..]).then(|| self.join(rest, joiner))
    }

    /// What is left behind the joining word at the start of `rest`.
    fn join(&mut self, rest: Span, joiner: Joiner) -> Span {
        if joiner.helps {
            self.events.push(Event::With);
        }
        Span::new(rest.start + joiner.len, rest.end)
    }

    /// 等 behind a name.
    fn step_over_open(&mut self, rest: Span) -> Option<Span> {
        rest.of(self.text).strip_prefix('等').filter(|_| self.named)?;
        self.events.push(Event::Open);
        Some(self.after_open(rest))
    }

    /// Role words at the start of `rest`.
    fn step_over_tail(&mut self, rest: Span) -> Option<Span> {
        let tail = self.vocabulary.roles().tail_at(rest.of(self.text)).filter(|_| self.named)?;
        let left = Span::new(rest.start + tail.len, rest.end);
        if self.closes_list(left.of(self.text)) {
            self.close(Event::Tail(tail.role));
            return Some(left);
        }
        if self.is_part_of_more(tail, left) {
            return None;
        }
        self.close(Event::Duty(tail.role));
        Some(self.duty(left))
    }

    /// Whether nothing stands behind role words, or the next name, with or without a word that joins it.
    fn closes_list(&self, after: &str) -> bool {
        if after.is_empty() {
            return true;
        }
        let joiner = self.vocabulary.roles().joiner_at(after).map_or(0, |joiner| joiner.len);
        let next = &after[joiner..];
        starts_body(self.vocabulary, next) && is_strict_ahead(self.vocabulary, next)
    }

    /// Whether a weak role word goes on into a word that says something else (落实 of 落实情况).
    fn is_part_of_more(&self, tail: Tail, left: Span) -> bool {
        if tail.strong {
            return false;
        }
        if !self.groups.is_outside(left.start) {
            return false;
        }
        !ends_passage(left.of(self.text))
    }

    /// Takes what is left of a piece for a duty.
    fn duty(&mut self, left: Span) -> Span {
        self.duty = true;
        self.remark(left);
        Span::new(left.end, left.end)
    }

    fn close(&mut self, event: Event) {
        self.events.push(event);
        self.named = false;
    }

    /// After 等: a number of bodies (12个), and a word for bodies in general (部门), say nothing.
    fn after_open(&mut self, rest: Span) -> Span {
        let after = &self.text[rest.start + "等".len()..rest.end];
        let number = after.trim_start_matches(is_count);
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
            // 各供水企业要于5月底前…: what obliges a name stands behind it.
            let obliged = || self.vocabulary.forms().duty.oblige.at_start(&text[at..]).is_some();
            let may_end = may_end_before(self.vocabulary, char) || obliged();
            if !may_end || !self.groups.is_outside(rest.start + at) {
                continue;
            }
            let Some(end) = end::of(self.vocabulary, text, at) else { continue };
            // Inside a known name nothing ends; the look-up waits until something seems to. The first of a group (各县区会同
            // 市水利局) is none, though it may look like the name of a place.
            let begun = || if text.starts_with('各') { 0 } else { self.vocabulary.bodies().begun_len(text) };
            // 街道办事处会同区城管局 is no 城管局 of a place that is called so.
            let joined = matches!(end, End::Joiner(joiner) if joiner.helps && joiner.opens);
            if joined || at >= *known.get_or_insert_with(begun) {
                return (rest.start + at, end);
            }
        }
        (rest.end, End::Whole)
    }

    /// Takes a passage for a name, if it can be one.
    fn name(&mut self, span: Span) {
        let span = self.without_rule_for_all(span);
        let (span, role) = self.without_role(self.without_marks(span));
        let helpers = self.names_in_bracket(span);
        let span = helpers.as_ref().map_or(span, |helpers| helpers.before);
        let name = span.of(self.text);
        if naming(self.vocabulary, name).is_none() && !self.is_one_character_place(span) {
            return self.remark(span);
        }
        self.events.push(Event::Name(span, role));
        let helpers =
            helpers.into_iter().flat_map(|helpers| helpers.names.into_iter().map(move |name| (name, helpers.role)));
        self.events.extend(helpers.map(|(name, role)| Event::Name(name, Some(role))));
        self.named = true;
    }

    /// 温、孟县政府: whether a name of one character is a place, as the last name of the list tells, which is one with what
    /// governs it.
    fn is_one_character_place(&self, span: Span) -> bool {
        let is_one = |name: &&str| name.chars().count() == 1;
        let name = span.of(self.text);
        if !is_one(&name) || !self.text[span.end..].starts_with('、') {
            return false;
        }
        let mut next = self.text[span.start..].split('、').take(MOST_PLACES).skip_while(is_one);
        let governed = |last: &str| {
            let place = last.char_indices().nth(2).map_or(last.len(), |(at, _)| at);
            let organ = self.vocabulary.forms().name.organ.at_start(&last[place..]);
            organ.is_some() && self.vocabulary.bodies().is_place(&last[..place])
        };
        next.next().is_some_and(governed)
    }

    /// 甲市（乙县配合）: the names in the bracket behind a name, which closes with role words of theirs.
    fn names_in_bracket(&self, span: Span) -> Option<InBracket> {
        let group = self.groups.ending_at(span.end).filter(|group| group.start > span.start)?;
        let sign = '（'.len_utf8();
        let inner = group.of(self.text).strip_prefix('（')?.strip_suffix('）')?;
        let tail =
            |at: usize| self.vocabulary.roles().tail_at(&inner[at..]).filter(|tail| at + tail.len == inner.len());
        let (end, tail) = inner.char_indices().find_map(|(at, _)| Some((at, tail(at)?)))?;
        let mut names = Vec::new();
        let mut start = group.start + sign;
        for name in inner[..end].split('、') {
            if !is_shaped(self.vocabulary, name) {
                return None;
            }
            names.push(Span::new(start, start + name.len()));
            start += name.len() + '、'.len_utf8();
        }
        Some(InBracket { before: Span::new(span.start, group.start), names, role: tail.role })
    }

    /// A name without the bracket that says it for all items (各市人民政府（以下均需各市人民政府落实）).
    fn without_rule_for_all(&self, span: Span) -> Span {
        let group = self.groups.ending_at(span.end).filter(|group| group.start > span.start);
        let said = |group: &Span| {
            let inner = group.of(self.text).trim_start_matches(['（', '(']);
            self.vocabulary.roles().is_rule_for_all(inner)
        };
        group.filter(said).map_or(span, |group| Span::new(span.start, group.start))
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

/// Whether the text begins with a name that is one wherever it stands.
fn is_strict_ahead(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let known = vocabulary.bodies().known_len(text);
    if known > 0 && is_strict(vocabulary, &text[..known]) {
        return true;
    }
    starts_body(vocabulary, text) && text.starts_with(WHOSE)
}

/// The characters with which names begin that say whose body it is.
const WHOSE: [char; 5] = ['各', '县', '市', '省', '区'];

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
