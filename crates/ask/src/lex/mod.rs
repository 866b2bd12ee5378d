//! Chinese questions to tokens.
//!
//! Names, dates and question words of two characters and more are cut out first, longest first; from
//! what is left between them, words that mean little are taken off at both ends, unless they belong
//! to words of the knowledge base (中 of 中小企业); the rest is a topic.

mod gap;
mod join;
mod parts;
mod titles;

use crate::clock::Calendar;
use crate::marks::{Mark, Marks};
use crate::question::Op;
use crate::token::{Kind, Token};
use crate::words::WORDS;
use crate::{Cause, Names, number, when};
pub(crate) use join::own_level;
use join::{absorb, branches, name_bodies, own_places, speaking_of, strange_levels};
use titles::{join_acts, name_documents, named_parts, part_documents, without_tables};
use zhengtu_lexicon::Words;
use zhengtu_text::strip_white;

/// The longest name of a known place, in characters.
const LONGEST_PLACE: usize = 8;

/// The tokens of a folded question.
pub(crate) fn tokens(question: &str, names: &Names, calendar: &Calendar) -> Result<Vec<Token>, Cause> {
    let text = printed_numbers(&strip_white(question));
    let mut lexer = Lexer { text: &text, names, calendar, tokens: Vec::new() };
    lexer.cut()?;
    let tokens =
        absorb(compared(lexer.tokens), &text, names).into_iter().map(|token| name_bodies(token, names)).collect();
    let tokens = part_documents(branches(within_documents(tokens), names), names);
    let tokens = named_parts(name_documents(speaking_of(tokens, names), names), names);
    let tokens = without_tables(tokens);
    Ok(own_places(join_acts(strange_levels(tokens, &text, names)), names))
}

/// 在农机文件里: 在 before the words of a document is no part of them, also where the plans have it before the same words.
fn within_documents(mut tokens: Vec<Token>) -> Vec<Token> {
    const IN: char = '在';
    for at in 1..tokens.len() {
        let [before, noun] = &mut tokens[at - 1..=at] else { continue };
        let words = before.text.strip_prefix(IN).filter(|words| words.chars().nth(1).is_some());
        if let Some(words) = words.filter(|_| before.kind == Kind::Text && noun.is(&Kind::DocumentNoun)) {
            (before.text, before.start) = (words.to_owned(), before.start + IN.len_utf8());
        }
    }
    tokens
}

/// 比90%高 is 超过90%: the words around a number that compare with it.
fn compared(tokens: Vec<Token>) -> Vec<Token> {
    let mut read: Vec<Token> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let than = read.last().and_then(|before| WORDS.value.than.at_end(&before.text));
        let after = rest.peek().filter(|after| after.start == token.end);
        let op = after.and_then(|after| {
            let (higher, lower) = (WORDS.value.higher.is(&after.text), WORDS.value.lower.is(&after.text));
            if higher { Some(Op::More) } else { lower.then_some(Op::Less) }
        });
        let (Kind::Number(..), Some(than), Some(op)) = (&token.kind, than, op) else {
            read.push(token);
            continue;
        };
        if let Some(mut before) = read.pop() {
            let end = before.text.len() - than;
            before.text.truncate(end);
            before.end -= than;
            read.extend(Some(before).filter(|before| !before.text.is_empty()));
        }
        read.push(token);
        read.extend(rest.next().map(|after| Token { kind: Kind::Compares(op), ..after }));
    }
    read
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
        if let Some(len) = quoted(text).map(|(len, _)| len).or_else(|| number_of_document(text)) {
            let documents = self.names.documents_at(text).filter(|(whole, _)| *whole >= len);
            return Ok(Some(
                documents.map_or((len, Kind::Quoted), |(len, documents)| (len, Kind::Document(documents))),
            ));
        }
        let mut best: Option<(usize, Result<Kind, Cause>)> = None;
        let mut offer = |len: usize, kind: Result<Kind, Cause>| {
            if best.as_ref().is_none_or(|(longest, _)| len > *longest) {
                best = Some((len, kind));
            }
        };
        if let Some((len, units)) = self.names.unit_at(text) {
            offer(len, Ok(Kind::Unit(self.names.units_meant(&text[..len], units))));
        }
        if let Some((len, bounds)) = self.date(at) {
            offer(len, bounds);
        }
        if let Some((len, parts)) = parts::at(text) {
            offer(len, Ok(Kind::Part(parts)));
        }
        if let Some((len, kind)) =
            mark_at(&self.names.marks, text).filter(|(len, kind)| !self.is_within_name(at, *len, kind))
        {
            offer(len, Ok(kind));
        }
        if let Some((measure, len)) = number::asked(text, self.names.lexicon.measures(), &self.names.measures) {
            offer(len, Ok(Kind::Measure(measure)));
        }
        if let Some((len, number)) = ordinal_at(text, &WORDS.value.item) {
            offer(len, Ok(Kind::Item(number)));
        }
        if let Some(len) = path_at(text) {
            offer(len, Ok(Kind::Path(text[..len].to_owned())));
        }
        if let Some((len, number)) = ordinal_at(text, &WORDS.value.section) {
            offer(len, Ok(Kind::Section(number)));
        }
        if let Some((len, op, number)) = self.bodies_at(at) {
            offer(len, Ok(Kind::Bodies(op, number)));
        }
        if let Some((len, documents)) = self.names.documents_at(text) {
            offer(len, Ok(Kind::Document(documents)));
        }
        if let Some((number, unit, len)) = self.number(at) {
            offer(len, Ok(Kind::Number(number, unit)));
        }
        if let Some(len) = self.names.title_at(text).into_iter().chain(self.place_at(text)).max() {
            offer(len, Ok(Kind::Text));
        }
        let best = best.map(|(len, kind)| kind.map(|kind| (len, kind))).transpose()?;
        Ok(best.map(|(len, kind)| self.in_measure(text, len, kind)))
    }

    /// Whether a word that cannot be answered is a part of a name in the plans (困难 of 困难群众), or one that lists (名单
    /// of 白名单), or the beginning of one (指标 of 指标体系); or one that says how a task stands is the beginning of a share's name (逾期 of 逾期率).
    fn is_within_name(&self, at: usize, len: usize, kind: &Kind) -> bool {
        // 我县住建局 is the 县住建局.
        if *kind == Kind::OwnPlace {
            let level = self.text[at..at + len].chars().next_back().map_or(0, char::len_utf8);
            return self.names.unit_at(&self.text[at + len - level..]).is_some();
        }
        if matches!(kind, Kind::Due | Kind::Overdue | Kind::Ongoing | Kind::Compare | Kind::Role(_)) {
            return WORDS.value.rates.at_start(&self.text[at + len..]).is_some();
        }
        if self.is_compounded(kind, &self.text[at + len..]) {
            return true;
        }
        if *kind == Kind::Together && WORDS.name.no_company.at_start(&self.text[at..]).is_some() {
            return true;
        }
        // 统计局
        let body = self.names.lexicon.bodies().known_len(&self.text[at..]);
        if *kind == Kind::List && body > len {
            return true;
        }
        if *kind == Kind::List {
            let before = self.text[..at].chars().next_back().filter(|char| zhengtu_text::is_cjk(*char));
            let from = before.map(|char| at - char.len_utf8());
            return from.is_some_and(|from| self.names.mentions(&self.text[from..at + len]));
        }
        if !matches!(kind, Kind::Vague | Kind::Cannot(_)) {
            return false;
        }
        if WORDS.name.reports.at_end(&self.text[..at]).is_some() {
            return true;
        }
        let end = at + len;
        let after = self.text[end..].chars().next().map_or(end, |char| end + char.len_utf8());
        let before = self.text[..at].chars().next_back().map_or(at, |char| at - char.len_utf8());
        let names = |from: usize, to: usize| (from, to) != (at, end) && self.names.heads(&self.text[from..to]);
        names(at, after) || names(before, end)
    }

    /// A word that asks how many, with the unit of measure behind it: 要达到多少 with 亿.
    fn in_measure(&self, text: &str, len: usize, kind: Kind) -> (usize, Kind) {
        let measures = self.names.lexicon.measures();
        let word = WORDS.value.how_many.at_end(&text[..len]).filter(|_| matches!(kind, Kind::HowMany | Kind::HowMuch));
        let asked = word.and_then(|word| {
            number::asked(&text[len - word..], measures, &self.names.measures).map(|found| (found, word))
        });
        match asked {
            Some(((measure, all), word)) if all > word => (len - word + all, Kind::Measure(measure)),
            _ => (len, kind),
        }
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

    /// 三个厅, 三个以上部门: so many bodies, but those that were named before (这三个单位).
    fn bodies_at(&self, at: usize) -> Option<(usize, Op, usize)> {
        let before = &self.text[..at];
        if WORDS.value.pointing.at_end(before).is_some() || before.ends_with(|char: char| char.is_ascii_digit()) {
            return None;
        }
        let (number, len) = when::number(&self.text[at..])?;
        let counted = &self.text[at + len + WORDS.value.of_bodies.at_start(&self.text[at + len..])?..];
        let more = WORDS.value.or_more.at_start(counted);
        let rest = &counted[more.unwrap_or(0)..];
        let noun = WORDS.value.bodies.at_start(rest)?;
        let op = if more.is_some() { Op::AtLeast } else { Op::Equal };
        Some((self.text.len() - at - rest.len() + noun, op, usize::try_from(number).ok()?))
    }

    fn number(&self, at: usize) -> Option<(f64, String, usize)> {
        // 第3项 is an ordinal, no amount.
        if self.text[..at].ends_with(|char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '+' | '第')) {
            return None;
        }
        let found = number::at(&self.text[at..], self.names.lexicon.measures(), &self.names.measures)?;
        let end = at + found.2;
        let after = self.text[end..].chars().next();
        let goes_on = after.is_some_and(|char| char.is_ascii_alphanumeric() || char == '+');
        // 5G工厂 is a name, no amount.
        let named = found.1.starts_with(|char: char| char.is_ascii_alphabetic())
            && after.is_some_and(|char| self.names.mentions(&self.text[at..end + char.len_utf8()]));
        (!goes_on && !named).then_some(found)
    }

    /// A known place with the word for what it is: no question word begins or ends within it (成都市).
    fn place_at(&self, text: &str) -> Option<usize> {
        let bodies = self.names.lexicon.bodies();
        // 山东乡村振兴局 is of 山东, and no 山东乡 is named.
        let before_body = |(len, _): (usize, Vec<usize>)| self.names.unit_at(&text[len..]).is_some();
        if self.names.documents_at(text).is_some_and(before_body) {
            return None;
        }
        let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).take(LONGEST_PLACE);
        let places = ends.filter(|&end| bodies.is_known_place(&text[..end]) && !bodies.is_short_place(&text[..end]));
        places.last()
    }
}

/// The length of the numbering of a task at the start of a text, as answers show it: 三/一/2, table/4.
fn path_at(text: &str) -> Option<usize> {
    /// The longest number of a level, in characters.
    const LONGEST: usize = 3;
    /// The numbering of the rows of a table.
    const TABLE: &str = "table";
    let number = |text: &str| {
        let (_, len) = when::number(text)?;
        (text[..len].chars().count() <= LONGEST).then_some(len)
    };
    let first = number(text).filter(|_| !text.starts_with(|char: char| char.is_ascii_digit()));
    let mut len = first.or_else(|| text.starts_with(TABLE).then_some(TABLE.len()))?;
    let start = len;
    while let Some(level) = text[len..].strip_prefix('/').and_then(number) {
        len += 1 + level;
    }
    (len > start).then_some(len)
}

/// 第3项, 第十条, 第七部分: with one of the words behind the number.
fn ordinal_at(text: &str, words: &Words) -> Option<(usize, u32)> {
    let lead = WORDS.value.ordinal.at_start(text)?;
    let (number, len) = when::number(&text[lead..])?;
    let after = words.at_start(&text[lead + len..])?;
    Some((lead + len + after, number))
}

/// The folded question with the numbers of documents as these print them: [2016]82号 for 2016年的82号文.
fn printed_numbers(text: &str) -> String {
    let digits_at_end = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let mut printed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OF_NUMBER) {
        let (before, after) = (&rest[..at], &rest[at + OF_NUMBER.len()..]);
        let (lead, number) = before.split_at(at - digits_at_end(before));
        let lead = lead.trim_end_matches('第').trim_end_matches('的').strip_suffix('年');
        let year = lead.filter(|lead| digits_at_end(lead) == 4 && !number.is_empty());
        match year.map(|lead| lead.split_at(lead.len() - 4)) {
            Some((lead, year)) => printed.push_str(&format!("{lead}[{year}]{number}号")),
            None => printed.push_str(&rest[..at + OF_NUMBER.len()]),
        }
        rest = after.strip_prefix('件').filter(|_| year.is_some()).unwrap_or(after);
    }
    printed + rest
}

/// Behind the number of a document: 82号文.
const OF_NUMBER: &str = "号文";

/// The number of a document: 国办发〔2016〕82号, 82号文.
fn number_of_document(text: &str) -> Option<usize> {
    const LONGEST: usize = 8;
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&number) && text[number..].starts_with(OF_NUMBER) {
        return Some(number + OF_NUMBER.len());
    }
    let (open, _) =
        text.char_indices().take(LONGEST).find(|(_, char)| !zhengtu_text::is_cjk(*char) || "〔[".contains(*char))?;
    let inner = text[open..].strip_prefix(['〔', '['])?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits(inner);
    let rest = inner[year..].strip_prefix(['〕', ']']).filter(|_| year == 4)?;
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let number = digits(rest);
    let after = rest[number..].strip_prefix('号').filter(|_| number > 0)?;
    Some(text.len() - after.len())
}

/// Words in quotation marks or title marks.
fn quoted(text: &str) -> Option<(usize, &str)> {
    let (open, close) = [('"', '"'), ('《', '》')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|&end| end > 0)?;
    Some((open.len_utf8() + end + close.len_utf8(), &inner[..end]))
}

/// A question word of two characters and more.
fn mark_at(marks: &Marks, text: &str) -> Option<(usize, Kind)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, char)| at + char.len_utf8()).take(marks.longest).collect();
    ends.iter().enumerate().rev().find_map(|(chars, &end)| match marks.get(&text[..end])? {
        Mark::Means(kind) if chars > 0 || *kind == Kind::Who => Some((end, kind.clone())),
        Mark::Cannot(entry) => Some((end, Kind::Cannot(*entry))),
        _ => None,
    })
}
