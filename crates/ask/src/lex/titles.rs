//! Documents by words of their titles: 农机意见 is the opinion that has both in its title; and what is asked to be done to
//! a document or its tasks: 任务清单由谁汇总.

use crate::Names;
use crate::fold::fold;
use crate::names::DocumentEntry;
use crate::pieces::pieces;
use crate::token::{Kind, Token};
use crate::topic::other_forms;
use crate::words::WORDS;

/// The longest word after 谁 that says what is done, in characters.
const LONGEST_ACT: usize = 4;

/// Parts words that name a document at their start from what is asked of it: 农机意见里的责任, 农机意见和脑机接口方案.
pub(super) fn part_documents(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut parted = Vec::new();
    let mut rest: std::collections::VecDeque<Token> = tokens.into();
    while let Some(token) = rest.pop_front() {
        let Some((end, next, kind)) = document_part(&token, names) else {
            parted.push(token);
            continue;
        };
        let piece = |kind, from: usize, to: usize| {
            let (start, end) = (token.start + from, token.start + to);
            Token { kind, text: token.text[from..to].to_owned(), start, end }
        };
        parted.push(piece(Kind::Text, 0, end));
        if let Some(kind) = kind {
            parted.push(piece(kind, end, next));
        }
        if next < token.text.len() {
            rest.push_front(piece(Kind::Text, next, token.text.len()));
        }
    }
    parted
}

/// Where the name of a document at the start of words ends, where what follows begins, and what the words between mean.
fn document_part(token: &Token, names: &Names) -> Option<(usize, usize, Option<Kind>)> {
    if token.kind != Kind::Text || names.heads(&token.text) {
        return None;
    }
    let words = token.text.as_str();
    let ends = words.char_indices().map(|(at, char)| at + char.len_utf8());
    ends.filter(|&end| WORDS.name.document_kind.at_end(&words[..end]).is_some()).find_map(|end| {
        let after = &words[end..];
        let within = WORDS.name.within.at_start(after).map(|len| (len, None));
        let with = || WORDS.name.with.at_start(after).map(|len| (len, Some(Kind::And)));
        let (len, kind) = within.or_else(with)?;
        let next = end + len + if after[len..].starts_with('的') { '的'.len_utf8() } else { 0 };
        let named = !documents(&words[..end], None, names).0.is_empty();
        named.then_some((end, next, kind))
    })
}

/// Takes words of a title before a word for a document for the documents that are meant, of the place named before them
/// where one is.
pub(super) fn name_documents(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut named: Vec<Token> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let next = rest.peek().filter(|next| next.start == token.end && WORDS.name.document_kind.is(&next.text));
        let end = next.map_or(token.end, |next| next.end);
        let kind = next.map(|next| next.text.clone());
        let found = (token.kind == Kind::Text).then(|| documents(&token.text, kind.as_deref(), names));
        let Some((documents, text)) = found.filter(|(documents, _)| !documents.is_empty()) else {
            named.push(token);
            continue;
        };
        let before = named.last().filter(|before| before.end == token.start);
        let placed = before.and_then(|before| if let Kind::Document(of) = &before.kind { Some(of) } else { None });
        let (start, documents) = match placed {
            Some(of) => (before.map_or(token.start, |before| before.start), common(&documents, of)),
            None => (token.start, documents),
        };
        if documents.is_empty() {
            named.push(token);
            continue;
        }
        named.retain(|token| token.start < start);
        named.push(Token { kind: Kind::Document(documents), text, start, end });
        if kind.is_some() {
            rest.next();
        }
    }
    named
}

/// Takes words before a word for an annex for the one annex of one document that has them in its title: 不动产登记附件.
pub(super) fn named_parts(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut read: Vec<Token> = Vec::new();
    for token in tokens {
        let before = read.last().filter(|before| before.kind == Kind::Text && before.end == token.start);
        let words = before.filter(|_| token.kind == Kind::Annex).map(|before| fold(&before.text));
        let has = |words: &String| {
            let parts =
                names.documents.iter().enumerate().flat_map(|(at, document)| {
                    document.parts.iter().map(move |part| (at, part.number, fold(&part.title)))
                });
            let named = parts.filter(|(_, number, title)| *number > 0 && title.contains(words.as_str()));
            named.map(|(at, number, _)| (at, number)).collect::<Vec<(usize, u32)>>()
        };
        let found = words.as_ref().map(has).unwrap_or_default();
        let ([(document, number)], Some(words)) = (&found[..], read.last().cloned()) else {
            read.push(token);
            continue;
        };
        read.pop();
        read.push(Token { kind: Kind::Document(vec![*document]), ..words.clone() });
        read.push(Token { kind: Kind::Part(vec![*number]), ..token });
    }
    read
}

/// Leaves out what a plan is called that is one table, behind the place it is of or before its tasks: 浙江台账里, 台账任务.
pub(super) fn without_tables(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let of_tasks = rest.peek().is_some_and(|next| next.kind == Kind::Task && next.start == token.end);
        if of_tasks && token.kind == Kind::Text && WORDS.name.tables.is(&token.text) {
            continue;
        }
        let before = kept.last_mut().filter(|before| matches!(before.kind, Kind::Document(_)));
        let table = token.kind == Kind::Text && WORDS.name.tables.is(&token.text);
        match before.filter(|before| table && before.end == token.start) {
            Some(before) => before.end = token.end,
            None => kept.push(token),
        }
    }
    kept
}

fn common(some: &[usize], others: &[usize]) -> Vec<usize> {
    some.iter().copied().filter(|one| others.contains(one)).collect()
}

/// The documents of the kind that have the words in their title, and how the question calls them.
fn documents(words: &str, kind: Option<&str>, names: &Names) -> (Vec<usize>, String) {
    let of_kind = kind.map(|kind| (words, kind)).or_else(|| {
        let len = WORDS.name.document_kind.at_end(words).filter(|_| !names.heads(words))?;
        Some(words.split_at(words.len() - len))
    });
    let Some((stem, kind)) = of_kind.filter(|(stem, _)| tells(stem)) else { return (Vec::new(), String::new()) };
    let forms: Vec<Vec<char>> = other_forms(stem, names).iter().map(|form| form.chars().collect()).collect();
    // 文件 is said of any; then more of the title must be there.
    let any = WORDS.name.any_document.is(kind) && stem.chars().nth(3).is_some();
    let is_meant = |document: &DocumentEntry| {
        let title = document.title.as_str();
        (any || title.contains(kind)) && forms.iter().any(|form| pieces(form, &[title]).is_some())
    };
    let each = names.documents.iter().enumerate().filter(|(_, document)| is_meant(document));
    (each.map(|(at, _)| at).collect(), format!("{stem}{kind}"))
}

/// Whether words of a title say which document is meant, and not only what kind it is.
fn tells(stem: &str) -> bool {
    let mut rest = stem;
    while let Some(len) = WORDS.name.document_words.at_start(rest) {
        rest = &rest[len..];
    }
    rest.chars().nth(1).is_some()
}

/// Joins a word for a document or its tasks with what is asked to be done to it: 任务清单由谁汇总 asks about 任务清单汇总.
pub(super) fn join_acts(tokens: Vec<Token>) -> Vec<Token> {
    let is_noun = |token: &Token| matches!(token.kind, Kind::Task | Kind::DocumentNoun | Kind::Target);
    let is_act = |token: &Token| {
        let chars = token.text.chars().count();
        token.kind == Kind::Text && (2..=LONGEST_ACT).contains(&chars)
    };
    let Some(who) = tokens.iter().position(|token| token.kind == Kind::Who) else { return tokens };
    let before = tokens[..who].iter().rposition(|token| token.kind != Kind::By);
    let noun = before.filter(|&at| is_noun(&tokens[at]));
    let (Some(noun), Some(act)) = (noun, tokens.get(who + 1).filter(|token| is_act(token))) else { return tokens };
    let act = Token { text: format!("{}{}", tokens[noun].text, act.text), ..act.clone() };
    let mut joined = tokens;
    joined[who + 1] = act;
    joined.remove(noun);
    joined
}
