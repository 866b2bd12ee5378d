//! What is left between names, dates and question words: words that mean little at both ends, and a
//! topic between.

use super::Lexer;
use crate::marks::{Mark, Marks};
use crate::token::Kind;
use crate::words::{WORDS, looks_like_body};
use std::ops::Range;

impl Lexer<'_> {
    /// What stands between two names or question words.
    pub(super) fn gap(&mut self, start: usize, end: usize) {
        if let Some((from, to)) = self.body_in(start, end) {
            self.gap(start, from);
            self.push(Kind::Text, from, to);
            return self.gap(to, end);
        }
        let text = &self.text[start..end];
        let bodies = self.names.lexicon.bodies();
        let and = WORDS.name.with.at_start(text);
        if let Some(len) = and.filter(|&len| looks_like_body(&text[len..]) && bodies.knows(&text[len..])) {
            self.push(Kind::And, start, start + len);
            return self.gap(start + len, end);
        }
        if let Some(and) = self.joins_bodies(text) {
            self.push(Kind::Text, start, start + and.start);
            self.push(Kind::And, start + and.start, start + and.end);
            return self.push(Kind::Text, start + and.end, end);
        }
        if looks_like_body(text) && !self.names.units_short(text).is_empty() {
            return self.push(Kind::Text, start, end);
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

    /// The name of a body that the thesaurus knows, where what is left holds more than it, or is its whole name: then none
    /// of its characters is a word that means little (中院).
    fn body_in(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let text = &self.text[start..end];
        if !text.char_indices().any(|(at, char)| looks_like_body(&text[..at + char.len_utf8()])) || self.is_known(text)
        {
            return None;
        }
        // 和 of 和市发改委 begins the name of no place.
        let mut starts = text.char_indices().filter(|&(at, _)| WORDS.name.with.at_start(&text[at..]).is_none());
        let known = starts.find_map(|(at, _)| {
            let len = self.names.lexicon.bodies().known_len(&text[at..]);
            let len = len + after_office(&text[at..at + len], &text[at + len..]);
            let name = &text[at..at + len];
            (looks_like_body(name) && !self.names.mentions(name)).then_some((start + at, start + at + len))
        })?;
        (known != (start, end) || self.names.lexicon.bodies().is_bare(text)).then_some(known)
    }

    /// The word that joins two names of bodies which the thesaurus knows, where the words are nothing else: 妇联和工会.
    fn joins_bodies(&self, text: &str) -> Option<Range<usize>> {
        let bodies = self.names.lexicon.bodies();
        let joins = text.char_indices().filter_map(|(at, _)| Some(at..at + WORDS.name.with.at_start(&text[at..])?));
        let known = |name: &str| looks_like_body(name) && bodies.knows(name);
        joins.into_iter().find(|and| known(&text[..and.start]) && known(&text[and.end..]))
    }

    /// Whether the words end in the name of a body that the thesaurus knows: 会 of 工会 means something.
    fn ends_in_body(&self, text: &str) -> bool {
        let start = text.char_indices().rev().nth(1).map(|(at, _)| &text[at..]);
        start.is_some_and(|name| looks_like_body(name) && self.names.lexicon.bodies().is_bare(name))
    }

    /// The words left, divided at words like 的 where they do not stand so in the knowledge base.
    fn topics(&mut self, from: usize, to: usize) {
        let text = &self.text[from..to];
        let divides = |char: char| WORDS.name.divides.is(char.encode_utf8(&mut [0; 4]));
        let divided = text.contains(divides) && !self.names.mentions(text);
        let mut at = from;
        for part in text.split_inclusive(|char| divided && divides(char)) {
            let len = part.trim_end_matches(|char| divided && divides(char)).len();
            if len > 0 {
                self.push(Kind::Text, at, at + len);
            }
            at += part.len();
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
            text.char_indices().map(|(at, char)| at + char.len_utf8()).take(self.names.marks.longest).collect();
        ends.into_iter().rev().find_map(|end| match self.names.marks.get(&text[..end])? {
            Mark::Filler if end < text.len() && (self.begins_word(text, end) || self.begins_matter(text, end)) => None,
            Mark::Filler => Some((end, None)),
            Mark::Means(kind) if self.is_compounded(kind, &text[end..]) => None,
            // 不, 多 begin words that they have nothing to do with (多证合一).
            Mark::Means(Kind::Not | Kind::Most | Kind::Each) if end < text.len() => None,
            // 管 begins 管理, which the plans have.
            Mark::Means(Kind::Role(_)) if end < text.len() && self.is_begun(text, end) => None,
            Mark::Means(kind) => Some((end, Some(kind.clone()))),
            Mark::Cannot(_) => None,
        })
    }

    /// Whether a word for what plans have is the beginning of a name: 指标 of 指标体系, 工作 of 工作小组.
    pub(super) fn is_compounded(&self, kind: &Kind, after: &str) -> bool {
        let noun = matches!(kind, Kind::Target | Kind::Task | Kind::UnitNoun | Kind::DocumentNoun);
        noun && WORDS.name.compound.at_start(after).is_some()
    }

    /// Whether a mark of one character begins a word of the plans.
    fn is_begun(&self, text: &str, end: usize) -> bool {
        let next = text[end..].chars().next().map_or(0, char::len_utf8);
        text[..end].chars().nth(1).is_none() && self.names.mentions(&text[..end + next])
    }

    fn weak_end(&self, text: &str) -> Option<(usize, Option<Kind>)> {
        if let Some(char) = text.chars().next_back().filter(|char| is_hard(*char)) {
            return Some((char.len_utf8(), punctuation(char)));
        }
        if self.is_known(text) {
            return None;
        }
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).rev().take(self.names.marks.longest).collect();
        starts.into_iter().rev().find_map(|start| match self.names.marks.get(&text[start..])? {
            Mark::Filler if start > 0 && (self.ends_word(text, start) || self.ends_in_body(text)) => None,
            Mark::Filler => Some((text.len() - start, None)),
            // 除 ends 消除, which the plans have.
            Mark::Means(Kind::Except) if self.ends_text(text, start) => None,
            Mark::Means(kind) => Some((text.len() - start, Some(kind.clone()))),
            Mark::Cannot(_) => None,
        })
    }

    /// Whether a mark of one character ends a word that stands in a text.
    fn ends_text(&self, text: &str, start: usize) -> bool {
        let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
        before > 0 && text[start..].chars().nth(1).is_none() && self.names.mentions(&text[start - before..])
    }

    /// Whether a filler of one character begins a word that stands in a title (办 of 办理), or a phrase that stands in a
    /// text (共 of 共建共享).
    fn begins_word(&self, text: &str, end: usize) -> bool {
        const PHRASE: usize = 4;
        let next = text[end..].chars().next().map_or(0, char::len_utf8);
        let phrase = text.char_indices().map(|(at, char)| at + char.len_utf8()).nth(PHRASE - 1);
        text[..end].chars().nth(1).is_none()
            && (self.names.heads(&text[..end + next])
                || phrase.is_some_and(|phrase| self.names.mentions(&text[..phrase])))
    }

    /// Whether a filler begins the name of a matter that the thesaurus knows (家 of 家电).
    fn begins_matter(&self, text: &str, end: usize) -> bool {
        self.names.lexicon.policy().at_start(text).is_some_and(|len| len > end)
    }

    /// Whether a filler of one character ends a word that stands in a title (项 of 专项).
    fn ends_word(&self, text: &str, start: usize) -> bool {
        let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
        text[start..].chars().nth(1).is_none() && self.names.heads(&text[start - before..])
    }

    fn is_known(&self, text: &str) -> bool {
        text.chars().nth(1).is_some() && !is_weak(&self.names.marks, text) && self.names.mentions(text)
    }
}

/// The rest of 办公室 after a name that the thesaurus knows as 办.
fn after_office(name: &str, after: &str) -> usize {
    const REST: &str = "公室";
    if name.ends_with('办') && after.starts_with(REST) { REST.len() } else { 0 }
}

/// Whether the words are nothing but words that mean little.
fn is_weak(marks: &Marks, text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let ends: Vec<usize> = rest.char_indices().map(|(at, char)| at + char.len_utf8()).take(marks.longest).collect();
        match ends.into_iter().rev().find(|&end| marks.get(&rest[..end]).is_some()) {
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
