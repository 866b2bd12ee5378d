//! Follow-ups: 其中…, 那X呢. What the question before said holds where this one says nothing else.

use crate::Names;
use crate::indicator::{is_only_verbs, targets};
use crate::token::{Kind, Token};
use crate::words::WORDS;

/// Whether the question takes up the one before.
pub(crate) fn takes_up(folded: &str) -> bool {
    WORDS.follow.among.at_start(folded).is_some() || WORDS.follow.then.at_start(folded).is_some()
}

/// Whether the question only names something else (县公安局呢), or asks something and names nothing.
pub(crate) fn is_unfinished(folded: &str, tokens: &[Token]) -> bool {
    let signs = |char: char| !char.is_alphanumeric();
    let names_only = WORDS.follow.only.at_end(folded.trim_end_matches(signs)).is_some();
    let asks =
        |token: &Token| class(&token.kind) == Some(Class::Asks) || matches!(token.kind, Kind::List | Kind::Choice);
    names_only && !tokens.iter().any(asks) || names_nothing(tokens)
}

/// Whether the question asks for a value, a day or a body, and says of nothing: 最多多少, 什么时候完成, 谁牵头.
pub(crate) fn names_nothing(tokens: &[Token]) -> bool {
    let value = |kind: &Kind| matches!(kind, Kind::HowMuch | Kind::HowLong | Kind::Measure(_) | Kind::When | Kind::Who);
    let bare = |token: &Token| match &token.kind {
        Kind::Text => is_only_verbs(&token.text),
        Kind::Role(_) | Kind::By | Kind::Due | Kind::Deadline | Kind::Limit | Kind::Reach | Kind::Most => true,
        kind => value(kind),
    };
    let asks_who = tokens.iter().any(|token| token.is(&Kind::Who));
    // 谁牵头的最多 is of all tasks.
    let compares = asks_who && tokens.iter().any(|token| token.is(&Kind::Most));
    !compares && tokens.iter().all(bare) && tokens.iter().any(|token| value(&token.kind))
}

/// The tokens, with the documents of the units that are named with their place: whose they are holds for the units that
/// take their place.
pub(crate) fn with_documents(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut all = tokens.clone();
    for token in tokens {
        let Kind::Unit(units) = &token.kind else { continue };
        let placed = names.placed(&token.text, units);
        let documents = names.documents.iter().enumerate().filter(|(_, document)| placed.contains(&document.name));
        let documents: Vec<usize> = documents.map(|(at, _)| at).collect();
        if !documents.is_empty() {
            all.push(Token { kind: Kind::Document(documents), ..token.clone() });
        }
    }
    all
}

/// The tokens of the question before with those of the follow-up: what is of the same kind takes its place; after 其中
/// it is a further condition.
pub(crate) fn merged(before: Vec<Token>, follow: Vec<Token>, folded: &str, names: &Names) -> Vec<Token> {
    let narrows = WORDS.follow.among.at_start(folded).is_some();
    let mut merged = before;
    // 谁负责 goes as one where something else is asked.
    let asks_else = follow.iter().any(|token| token.kind != Kind::Who && class(&token.kind) == Some(Class::Asks));
    if asks_else && merged.iter().any(|token| token.kind == Kind::Who) {
        merged.retain(|token| !matches!(token.kind, Kind::Role(_) | Kind::By));
    }
    // 其中配合的呢 after 县税务局牵头哪些任务: another role of the same body.
    let is_role = |token: &Token| matches!(token.kind, Kind::Role(_) | Kind::RoleNoun(_));
    let names_body = follow.iter().any(|token| matches!(class(&token.kind), Some(Class::Unit)) || token.is(&Kind::Who));
    if follow.iter().any(is_role) && !names_body {
        merged.retain(|token| !is_role(token) && !token.is(&Kind::By));
    }
    for token in follow {
        let same =
            merged.iter().position(|known| class(&known.kind).is_some_and(|known| class(&token.kind) == Some(known)));
        // 剑阁呢 after 广元市财政局牵头几项 asks of the body of 剑阁.
        if !narrows && matches!(token.kind, Kind::Document(_)) {
            merged.iter_mut().for_each(|known| without_place(known, names));
        }
        let replaces = !narrows || matches!(class(&token.kind), Some(Class::Asks | Class::Date));
        match same.filter(|_| replaces) {
            Some(at) => {
                let known = merged.iter().filter(|known| class(&known.kind) == Some(Class::Topic));
                let topic: String = known.map(|known| known.text.as_str()).collect();
                let token = carried(&merged[at], &topic, token, names);
                let of = class(&token.kind);
                let mut seen = false;
                merged[at] = token;
                merged.retain(|known| {
                    let repeats = class(&known.kind) == of && seen;
                    seen |= class(&known.kind) == of;
                    !repeats
                });
            }
            None => merged.push(token),
        }
    }
    merged
}

/// Takes the place off the name of a body.
fn without_place(token: &mut Token, names: &Names) {
    let Kind::Unit(units) = &token.kind else { return };
    if names.placed(&token.text, units).is_empty() {
        return;
    }
    let prefix = names.lexicon.bodies().prefix_of(&token.text).map_or(0, |prefix| prefix.len);
    if let Some(units) = names.units_called(&token.text[prefix..]) {
        token.kind = Kind::Unit(names.units_meant(&token.text[prefix..], units));
        token.text.drain(..prefix);
    }
}

/// A matter that takes the place of another with what the other says behind the words that both have: 油菜收获 after
/// 棉花收获机械化率 is 油菜收获机械化率; where they have none, with the longest end of the other with which it names a value:
/// 花生收获机械化率 for 花生.
fn carried(before: &Token, topic: &str, token: Token, names: &Names) -> Token {
    if !matches!((&before.kind, &token.kind), (Kind::Text, Kind::Text)) {
        return token;
    }
    let starts = token.text.char_indices().map(|(at, _)| at).filter(|&at| token.text[at..].chars().nth(1).is_some());
    let rest = starts.filter_map(|at| {
        let shared = &token.text[at..];
        topic.find(shared).map(|found| &topic[found + shared.len()..])
    });
    match rest.filter(|rest| !rest.is_empty()).max_by_key(|rest| std::cmp::Reverse(rest.len())) {
        Some(rest) => Token { text: format!("{}{rest}", token.text), ..token },
        None => {
            let mut ends = topic.char_indices().skip(1).map(|(at, _)| format!("{}{}", token.text, &topic[at..]));
            let named = ends.find(|words| names.heads(words) || !targets(&[words], "", names).is_empty());
            Token { text: named.unwrap_or(token.text), ..token }
        }
    }
}

/// What may stand for what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Unit,
    Date,
    Place,
    Topic,
    Asks,
}

fn class(kind: &Kind) -> Option<Class> {
    match kind {
        Kind::Unit(_) | Kind::StrangeUnit | Kind::StrangePlace(_) => Some(Class::Unit),
        Kind::Period(..) | Kind::Overdue | Kind::Ongoing | Kind::NoDeadline | Kind::NotYet => Some(Class::Date),
        Kind::Part(_) | Kind::Document(_) => Some(Class::Place),
        Kind::Text | Kind::Quoted => Some(Class::Topic),
        Kind::Who
        | Kind::Which
        | Kind::WhichPlace
        | Kind::HowMany
        | Kind::When
        | Kind::HowLong
        | Kind::HowMuch
        | Kind::Measure(_) => Some(Class::Asks),
        _ => None,
    }
}
