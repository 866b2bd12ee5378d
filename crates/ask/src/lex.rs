//! Chinese questions to tokens.
//!
//! Names, dates and question words of two characters and more are cut out first, longest first; from
//! what is left between them, words that mean little are taken off at both ends, unless they belong
//! to words of the knowledge base (中 of 中小企业); the rest is a topic.

use crate::clock::Calendar;
use crate::marks::{CHINESE, Mark};
use crate::token::{Kind, Token};
use crate::{Cause, Names, number, when};
use zhengtu_lexicon::bodies;
use zhengtu_text::strip_white;

/// The tokens of a folded question.
pub(crate) fn tokens(question: &str, names: &Names, calendar: &Calendar) -> Result<Vec<Token>, Cause> {
    let text = strip_white(question);
    let mut lexer = Lexer { text: &text, names, calendar, tokens: Vec::new() };
    lexer.cut()?;
    let tokens = absorb(lexer.tokens, &text, names);
    Ok(tokens.into_iter().map(|token| name_bodies(token, names)).collect())
}

struct Lexer<'a> {
    text: &'a str,
    names: &'a Names,
    calendar: &'a Calendar,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn cut(&mut self) -> Result<(), Cause> {
        let (mut at, mut gap) = (0, 0);
        while at < self.text.len() {
            match self.strong(at)? {
                Some((len, kind)) => {
                    self.gap(gap, at);
                    self.push(kind, at, at + len);
                    at += len;
                    gap = at;
                }
                None => at += self.text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        self.gap(gap, at);
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.tokens.push(Token { kind, text: self.text[start..end].to_owned(), start, end });
    }

    /// The longest name, date or question word at `at`. Of equal ones the first kind is taken.
    fn strong(&self, at: usize) -> Result<Option<(usize, Kind)>, Cause> {
        let text = &self.text[at..];
        if let Some((len, _)) = quoted(text) {
            return Ok(Some((len, Kind::Quoted)));
        }
        let mut best: Option<(usize, Result<Kind, Cause>)> = None;
        let mut offer = |len: usize, kind: Result<Kind, Cause>| {
            if best.as_ref().is_none_or(|(longest, _)| len > *longest) {
                best = Some((len, kind));
            }
        };
        if let Some((len, units)) = self.names.unit_at(text) {
            offer(len, Ok(Kind::Unit(units)));
        }
        if let Some((len, bounds)) = self.date(at) {
            offer(len, bounds);
        }
        if let Some((len, parts)) = parts_at(text) {
            offer(len, Ok(Kind::Part(parts)));
        }
        if let Some((len, kind)) = mark_at(text) {
            offer(len, Ok(kind));
        }
        if let Some((len, document)) = self.document_at(text) {
            offer(len, Ok(Kind::Document(document)));
        }
        if let Some((number, unit, len)) = self.number(at) {
            offer(len, Ok(Kind::Number(number, unit)));
        }
        if let Some(len) = self.names.title_at(text) {
            offer(len, Ok(Kind::Text));
        }
        best.map(|(len, kind)| kind.map(|kind| (len, kind))).transpose()
    }

    fn date(&self, at: usize) -> Option<(usize, Result<Kind, Cause>)> {
        let before = self.text[..at].chars().next_back();
        let digit = self.text[at..].starts_with(|char: char| char.is_ascii_digit());
        if before == Some('第') || digit && before.is_some_and(|char| char.is_ascii_digit()) {
            return None;
        }
        let (len, bounds) = when::at(&self.text[at..], self.calendar)?;
        Some((len, bounds.map(|(from, to)| Kind::Period(from, to))))
    }

    fn number(&self, at: usize) -> Option<(f64, String, usize)> {
        if self.text[..at].ends_with(|char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '+')) {
            return None;
        }
        let found = number::at(&self.text[at..], &self.names.measures)?;
        let after = self.text[at + found.2..].chars().next();
        let goes_on = after.is_some_and(|char| char.is_ascii_alphanumeric() || char == '+');
        (!goes_on).then_some(found)
    }

    /// A document's file name, title or place.
    fn document_at(&self, text: &str) -> Option<(usize, usize)> {
        let each = self.names.documents.iter().enumerate();
        let forms = each.flat_map(|(index, document)| document.forms.iter().map(move |form| (form, index)));
        forms
            .filter(|(form, _)| text.starts_with(form.as_str()))
            .map(|(form, index)| (form.len(), index))
            .max_by_key(|(len, index)| (*len, std::cmp::Reverse(*index)))
    }

    /// What stands between two names or question words.
    fn gap(&mut self, start: usize, end: usize) {
        if let Some((from, to)) = self.body_in(start, end) {
            self.gap(start, from);
            self.push(Kind::Text, from, to);
            return self.gap(to, end);
        }
        let (mut from, mut to) = (start, end);
        while let Some((len, kind)) = self.weak_start(&self.text[from..to]) {
            if let Some(kind) = kind {
                self.push(kind, from, from + len);
            }
            from += len;
        }
        let mut after = Vec::new();
        while let Some((len, kind)) = self.weak_end(&self.text[from..to]) {
            after.extend(kind.map(|kind| (kind, to - len, to)));
            to -= len;
        }
        self.topics(from, to);
        for (kind, start, end) in after.into_iter().rev() {
            self.push(kind, start, end);
        }
    }

    /// The name of a body that the thesaurus knows, where what is left holds more than it.
    fn body_in(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let text = &self.text[start..end];
        if !text.char_indices().any(|(at, char)| looks_like_body(&text[..at + char.len_utf8()])) || self.is_known(text)
        {
            return None;
        }
        let known = text.char_indices().find_map(|(at, _)| {
            let len = bodies::thesaurus().known_len(&text[at..]);
            let name = &text[at..at + len];
            (looks_like_body(name) && !self.names.mentions(name)).then_some((start + at, start + at + len))
        })?;
        (known != (start, end)).then_some(known)
    }

    /// The words left, divided at 的 where they do not stand so in the knowledge base.
    fn topics(&mut self, from: usize, to: usize) {
        let text = &self.text[from..to];
        let divided = !self.names.mentions(text) && text.contains('的');
        let mut at = from;
        for part in text.split(|char| divided && char == '的') {
            if !part.is_empty() {
                self.push(Kind::Text, at, at + part.len());
            }
            at += part.len() + '的'.len_utf8();
        }
    }

    /// A word at the start that is no topic: its length, and its meaning where it has one.
    fn weak_start(&self, text: &str) -> Option<(usize, Option<Kind>)> {
        if let Some(char) = text.chars().next().filter(|char| is_hard(*char)) {
            return Some((char.len_utf8(), punctuation(char)));
        }
        if self.is_known(text) {
            return None;
        }
        let ends: Vec<usize> =
            text.char_indices().map(|(at, char)| at + char.len_utf8()).take(CHINESE.longest).collect();
        ends.into_iter().rev().find_map(|end| match CHINESE.get(&text[..end])? {
            Mark::Filler => Some((end, None)),
            Mark::Means(Kind::Not) if end < text.len() => None,
            Mark::Means(kind) => Some((end, Some(kind.clone()))),
            Mark::Cannot(_) => None,
        })
    }

    fn weak_end(&self, text: &str) -> Option<(usize, Option<Kind>)> {
        if let Some(char) = text.chars().next_back().filter(|char| is_hard(*char)) {
            return Some((char.len_utf8(), punctuation(char)));
        }
        if self.is_known(text) {
            return None;
        }
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).rev().take(CHINESE.longest).collect();
        starts.into_iter().rev().find_map(|start| match CHINESE.get(&text[start..])? {
            Mark::Filler => Some((text.len() - start, None)),
            Mark::Means(kind) => Some((text.len() - start, Some(kind.clone()))),
            Mark::Cannot(_) => None,
        })
    }

    fn is_known(&self, text: &str) -> bool {
        text.chars().nth(1).is_some() && !is_weak(text) && self.names.mentions(text)
    }
}

/// Whether the words are nothing but words that mean little.
fn is_weak(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let ends: Vec<usize> =
            rest.char_indices().map(|(at, char)| at + char.len_utf8()).take(CHINESE.longest).collect();
        match ends.into_iter().rev().find(|&end| CHINESE.get(&rest[..end]).is_some()) {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
    true
}

/// Signs and particles that never start or end a topic.
fn is_hard(char: char) -> bool {
    !char.is_alphanumeric() && char != '%' || matches!(char, '的' | '了' | '吗' | '呢' | '吧' | '呀' | '啊')
}

fn punctuation(char: char) -> Option<Kind> {
    matches!(char, ',' | '、').then_some(Kind::And)
}

/// Words in quotation marks or title marks.
fn quoted(text: &str) -> Option<(usize, &str)> {
    let (open, close) = [('"', '"'), ('《', '》')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|&end| end > 0)?;
    Some((open.len_utf8() + end + close.len_utf8(), &inner[..end]))
}

/// A question word of two characters and more.
fn mark_at(text: &str) -> Option<(usize, Kind)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, char)| at + char.len_utf8()).take(CHINESE.longest).collect();
    ends.iter().enumerate().rev().find_map(|(chars, &end)| match CHINESE.get(&text[..end])? {
        Mark::Means(kind) if chars > 0 || *kind == Kind::Who => Some((end, kind.clone())),
        Mark::Cannot(entry) => Some((end, Kind::Cannot(*entry))),
        _ => None,
    })
}

/// 附件6, 附件六, 附件1、3, 附件1至5.
fn parts_at(text: &str) -> Option<(usize, Vec<u32>)> {
    let (first, mut at) = part_number(text.strip_prefix("附件")?)?;
    at += "附件".len();
    let mut parts = vec![first];
    loop {
        let rest = &text[at..];
        let Some(sign) =
            ["和附件", "、附件", "、", "和", "与", "到", "至", "-", "~"].iter().find(|sign| rest.starts_with(**sign))
        else {
            break;
        };
        let Some((number, len)) = part_number(&rest[sign.len()..]) else { break };
        let after = &rest[sign.len() + len..];
        if after.starts_with(['个', '项', '月', '年', '日', '%', '.']) {
            break;
        }
        let range = matches!(*sign, "到" | "至" | "-" | "~");
        let last = parts.last().copied().unwrap_or(number);
        parts.extend(if range && number > last && number < last + 100 { last + 1..=number } else { number..=number });
        at += sign.len() + len;
    }
    Some((at, parts))
}

fn part_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return text[..digits].parse().ok().filter(|_| digits <= 3).map(|number| (number, digits));
    }
    let chinese: String = text.chars().take_while(|char| "一二三四五六七八九十".contains(*char)).take(3).collect();
    let digit = |text: &str| {
        "一二三四五六七八九".chars().zip(1..).find(|(char, _)| text == char.to_string()).map(|(_, number)| number)
    };
    let value = match chinese.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            tens.zip(ones).map(|(tens, ones)| tens * 10 + ones)
        }
        None => digit(&chinese),
    };
    value.map(|value| (value, chinese.len()))
}

/// Joins what was cut apart although it stands together in the knowledge base: a topic with a
/// question word inside (合同签订和备案), or at its end in a title (完成率).
pub(crate) fn absorb(tokens: Vec<Token>, text: &str, names: &Names) -> Vec<Token> {
    let mut tokens = tokens;
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].kind != Kind::Text {
            at += 1;
            continue;
        }
        let (start, end) = joined(&tokens, at, text, names);
        if end - start > 1 {
            let (from, to) = (tokens[start].start, tokens[end - 1].end);
            let token = Token { kind: Kind::Text, text: text[from..to].to_owned(), start: from, end: to };
            tokens.splice(start..end, [token]);
            at = start;
        } else {
            at += 1;
        }
    }
    tokens
}

/// The stretch of tokens around the topic at `at` that stands together in the knowledge base.
fn joined(tokens: &[Token], at: usize, text: &str, names: &Names) -> (usize, usize) {
    let slice = |start: usize, end: usize| &text[tokens[start].start..tokens[end - 1].end];
    let furthest = tokens.len().min(at + 8);
    for end in (at + 2..=furthest).rev() {
        if tokens[end - 1].kind == Kind::Text && names.mentions(slice(at, end)) {
            return (at, end);
        }
    }
    if at + 1 < tokens.len() && may_end_topic(&tokens[at + 1]) && names.heads(slice(at, at + 2)) {
        return (at, at + 2);
    }
    if at > 0 && may_end_topic(&tokens[at - 1]) && names.heads(slice(at - 1, at + 1)) {
        return (at - 1, at + 1);
    }
    (at, at + 1)
}

fn may_end_topic(token: &Token) -> bool {
    !matches!(
        token.kind,
        Kind::Text
            | Kind::Quoted
            | Kind::Who
            | Kind::Which
            | Kind::When
            | Kind::HowMany
            | Kind::HowMuch
            | Kind::List
            | Kind::Period(..)
            | Kind::Part(_)
            | Kind::Document(_)
            | Kind::And
            | Kind::Or
            | Kind::By
    )
}

/// A topic that is the name of a body: a unit under another of its names, or one that is not there.
fn name_bodies(token: Token, names: &Names) -> Token {
    if token.kind != Kind::Text || !looks_like_body(&token.text) {
        return token;
    }
    let units = names.units_like(&token.text);
    let kind = if !units.is_empty() {
        Kind::Unit(units)
    } else if bodies::thesaurus().knows(&token.text) && !names.mentions(&token.text) {
        Kind::StrangeUnit
    } else {
        Kind::Text
    };
    Token { kind, ..token }
}

/// Whether the words end as names of bodies do; the thesaurus is asked only then.
pub(crate) fn looks_like_body(text: &str) -> bool {
    const ENDS: [&str; 22] = [
        "局", "委", "办", "厅", "部", "院", "公司", "中心", "银行", "集团", "部门", "组", "会", "联", "政府", "人行",
        "处", "署", "总队", "支队", "大队", "系统",
    ];
    ENDS.iter().any(|end| text.ends_with(end)) && text.chars().nth(1).is_some()
}
