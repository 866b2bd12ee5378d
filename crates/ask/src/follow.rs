//! Follow-ups: 其中…, 那X呢. What the question before said holds where this one says nothing else.

use crate::Names;
use crate::token::{Kind, Token};
use crate::words::WORDS;

/// Whether the question takes up the one before.
pub(crate) fn takes_up(folded: &str) -> bool {
    WORDS.follow.among.at_start(folded).is_some() || WORDS.follow.then.at_start(folded).is_some()
}

/// The tokens, with the documents of the units that are named with their place: whose they are holds for the units that
/// take their place.
pub(crate) fn with_documents(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut all = tokens.clone();
    for token in tokens {
        let Kind::Unit(units) = &token.kind else { continue };
        let placed = names.placed(&token.text, units);
        let documents = names.documents.iter().enumerate().filter(|(_, document)| placed.contains(&document.name));
        all.extend(documents.map(|(at, _)| Token { kind: Kind::Document(at), ..token.clone() }));
    }
    all
}

/// The tokens of the question before with those of the follow-up: what is of the same kind takes its place; after 其中
/// it is a further condition.
pub(crate) fn merged(before: Vec<Token>, follow: Vec<Token>, folded: &str) -> Vec<Token> {
    let narrows = WORDS.follow.among.at_start(folded).is_some();
    let mut merged = before;
    // 谁负责 goes as one where something else is asked.
    let asks_else = follow.iter().any(|token| token.kind != Kind::Who && class(&token.kind) == Some(Class::Asks));
    if asks_else && merged.iter().any(|token| token.kind == Kind::Who) {
        merged.retain(|token| !matches!(token.kind, Kind::Role(_) | Kind::By));
    }
    for token in follow {
        let same =
            merged.iter().position(|known| class(&known.kind).is_some_and(|known| class(&token.kind) == Some(known)));
        let replaces = !narrows || matches!(class(&token.kind), Some(Class::Asks | Class::Date));
        match same.filter(|_| replaces) {
            Some(at) => {
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
        Kind::Period(..) | Kind::Overdue | Kind::Ongoing | Kind::NoDeadline => Some(Class::Date),
        Kind::Part(_) | Kind::Document(_) => Some(Class::Place),
        Kind::Text | Kind::Quoted => Some(Class::Topic),
        Kind::Who | Kind::Which | Kind::HowMany | Kind::When | Kind::HowLong | Kind::HowMuch | Kind::Measure(_) => {
            Some(Class::Asks)
        }
        _ => None,
    }
}
