//! What was cut apart although it belongs together, and names of bodies in what is left.

use crate::marks::Mark;
use crate::token::{Kind, Token};
use crate::words::{WORDS, looks_like_body};
use crate::{Names, topic};

/// Joins what was cut apart although it stands together in the knowledge base: a topic with a
/// question word inside (合同签订和备案), or at its end in a title (完成率).
pub(super) fn absorb(tokens: Vec<Token>, text: &str, names: &Names) -> Vec<Token> {
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

/// A matter with a word like 名单 behind it is one where something is asked of it: 联络员名单什么时候报.
fn names_list(tokens: &[Token], at: usize) -> bool {
    let asks = |token: &Token| matches!(token.kind, Kind::When | Kind::Who | Kind::HowMuch | Kind::HowMany);
    let is_list =
        |next: &Token| next.kind == Kind::List && next.start == tokens[at].end && WORDS.name.lists.is(&next.text);
    tokens.get(at + 1).is_some_and(is_list) && tokens[at + 1..].iter().any(asks)
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
    if names_list(tokens, at) {
        return (at, at + 2);
    }
    // 打假专项行动 is no annex where there is none.
    let acts = |next: &Token| next.kind == Kind::Annex && next.start == tokens[at].end && names.annexes.is_empty();
    if tokens.get(at + 1).is_some_and(acts) && names.mentions(slice(at, at + 2)) {
        return (at, at + 2);
    }
    if at + 1 < tokens.len() && names_paper(&tokens[at], &tokens[at + 1], names) {
        return (at, at + 2);
    }
    // 文旅部参与消费扶贫 says what the body does, though a title has 参与消费扶贫.
    let said_of_unit = at > 1
        && matches!(tokens[at - 1].kind, Kind::Role(_))
        && (matches!(tokens[at - 2].kind, Kind::Unit(_)) || looks_like_body(&tokens[at - 2].text));
    if at > 0 && !said_of_unit && may_end_topic(&tokens[at - 1]) && names.heads(slice(at - 1, at + 1)) {
        return (at - 1, at + 1);
    }
    (at, at + 1)
}

/// Whether words with a word for a document behind them are a paper that the plans speak of (实施方案 of the pilots), and
/// not a plan itself.
fn names_paper(words: &Token, noun: &Token, names: &Names) -> bool {
    let adjacent = noun.kind == Kind::DocumentNoun && noun.start == words.end;
    let ends = words.text.char_indices().rev().skip(1).map(|(from, _)| &words.text[from..]);
    adjacent && ends.take(3).any(|end| names.mentions(&format!("{end}{}", noun.text)))
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
pub(super) fn name_bodies(token: Token, names: &Names) -> Token {
    if token.kind != Kind::Text || !looks_like_body(&token.text) {
        return token;
    }
    let like = names.units_like(&token.text);
    let units = if like.is_empty() { names.units_short(&token.text) } else { like };
    let kind = if !units.is_empty() {
        Kind::Unit(units)
    } else if names.lexicon.bodies().knows(&token.text) && !names.mentions(&token.text) {
        Kind::StrangeUnit
    } else {
        Kind::Text
    };
    Token { kind, ..token }
}

/// The office of a body in a place: 人民银行 with 宿州 and 支行 behind it is the one that the plan of 宿州 has.
pub(super) fn branches(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        let office = token.kind == Kind::Text && WORDS.name.branch.is(&token.text);
        let [.., body, place] = &joined[..] else {
            joined.push(token);
            continue;
        };
        let adjacent = body.end == place.start && place.end == token.start;
        let of_place = matches!((&body.kind, &place.kind), (Kind::Unit(_), Kind::Document(_)));
        let written = format!("{}{}{}", body.text, place.text, token.text);
        let units = if office && adjacent && of_place { names.units_short(&written) } else { Vec::new() };
        if units.is_empty() {
            joined.push(token);
            continue;
        }
        let start = body.start;
        joined.truncate(joined.len() - 2);
        joined.push(Token { kind: Kind::Unit(units), text: written, start, end: token.end });
    }
    joined
}

/// The word for what the place of who asks is: 县 of 我县, 县里.
pub(crate) fn own_level(words: &str) -> Option<char> {
    words.chars().find(|char| WORDS.name.levels.is(char.encode_utf8(&mut [0; 4])))
}

/// 我县: the plans of the one county that there are plans of. Where there are none of a county, or the question names whose it
/// means, it says nothing.
pub(super) fn own_places(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let named = tokens.iter().any(|token| matches!(token.kind, Kind::Document(_) | Kind::StrangePlace(_)));
    let read = |token: Token| {
        if token.kind != Kind::OwnPlace {
            return Some(token);
        }
        let level = own_level(&token.text)?;
        let documents = names.documents_of_level(level);
        match names.places_of_documents(&documents).len() {
            0 => None,
            _ if named => None,
            1 => Some(Token { kind: Kind::Document(documents), ..token }),
            _ => Some(token),
        }
    };
    tokens.into_iter().filter_map(read).collect()
}

/// A known place before a matter: the plans that say nowhere whose they are and speak of the place are meant (安徽夜间消费).
pub(super) fn speaking_of(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut split: Vec<Token> = Vec::new();
    for token in tokens {
        let len = if token.kind == Kind::Text { known_place_len(&token.text, names) } else { None };
        let documents = len.map(|len| names.speaking_of(&token.text[..len])).unwrap_or_default();
        let Some(len) = len.filter(|_| !documents.is_empty()) else {
            split.push(token);
            continue;
        };
        let (place, matter) = token.text.split_at(len);
        // 安徽那个促消费文件
        let matter = without_fillers(matter, names);
        let at = token.end - matter.len();
        split.push(Token { kind: Kind::Document(documents), text: place.to_owned(), start: token.start, end: at });
        if !matter.is_empty() {
            split.push(Token { kind: Kind::Text, text: matter.to_owned(), start: at, end: token.end });
        }
    }
    split
}

/// The words without those of two characters and more at their start that mean nothing.
fn without_fillers<'w>(words: &'w str, names: &Names) -> &'w str {
    let filler = |words: &str| {
        let ends = words.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1).take(names.marks.longest);
        ends.filter(|&end| names.marks.get(&words[..end]) == Some(&Mark::Filler)).last()
    };
    let mut words = words;
    while let Some(len) = filler(words) {
        words = &words[len..];
    }
    words
}

/// The length of the longest known place at the start of words that do not stand so in the plans.
fn known_place_len(words: &str, names: &Names) -> Option<usize> {
    let bodies = names.lexicon.bodies();
    let ends = words.char_indices().map(|(at, char)| at + char.len_utf8()).take(super::LONGEST_PLACE);
    let len = ends.filter(|&end| bodies.is_known_place(&words[..end])).last()?;
    (!names.heads(words)).then_some(len)
}

/// A name with a level or a place before it that the unit is not of is another body's: 市住建局 where the
/// knowledge base has the county's, 苏州市财政局 where it has no plan of 苏州.
pub(super) fn strange_levels(tokens: Vec<Token>, text: &str, names: &Names) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        let body = matches!(token.kind, Kind::Unit(_) | Kind::StrangeUnit);
        let before = joined.last().filter(|before| body && before.kind == Kind::Text && before.end == token.start);
        let kind = before.and_then(|before| prefix(&before.text, &token.text, names));
        match (kind, before) {
            (Some(kind), Some(before)) => {
                let (start, end) = (before.start, token.end);
                joined.pop();
                joined.push(Token { kind, text: text[start..end].to_owned(), start, end });
            }
            _ => joined.push(token),
        }
    }
    joined.into_iter().map(|token| strange_place(token, names)).collect()
}

/// What a body is whose name has this before it.
fn prefix(before: &str, name: &str, names: &Names) -> Option<Kind> {
    let bodies = names.lexicon.bodies();
    if bodies.level_word(before) == Some(before) {
        return Some(Kind::StrangeUnit);
    }
    // A place that the text speaks of is not yet one that has such a body; a plan without a place may be of it.
    let placed = || names.all_placed() || names.speaking_of(before).is_empty();
    let elsewhere = bodies.is_known_place(before) && placed() && !names.mentions(&format!("{before}{name}"));
    if elsewhere || bodies.is_place(before) && !names.mentions(before) {
        return Some(Kind::StrangePlace(before.to_owned()));
    }
    // 青山 before 县税务局
    let place = format!("{before}{}", bodies.level_word(name)?);
    let two = before.chars().nth(1).is_some() && before.chars().nth(3).is_none();
    (two && bodies.is_place(&place) && !names.mentions(before)).then_some(Kind::StrangePlace(place))
}

/// A place by itself, or before the name of a body.
fn strange_place(token: Token, names: &Names) -> Token {
    let bodies = names.lexicon.bodies();
    let place = match token.kind {
        Kind::Text if is_place(&token.text, names) => Some(token.text.as_str()),
        Kind::Text | Kind::StrangeUnit => {
            let prefix = bodies.prefix_of(&token.text).map(|prefix| &token.text[..prefix.len]);
            let prefix = prefix.filter(|prefix| WORDS.name.no_place.at_end(prefix).is_none());
            prefix.filter(|prefix| bodies.is_place(prefix) && looks_like_body(&token.text))
        }
        _ => None,
    };
    match place {
        Some(place) if !names.mentions(&token.text) => {
            let place = place.to_owned();
            Token { kind: Kind::StrangePlace(place), ..token }
        }
        _ => token,
    }
}

/// Whether the words are the name of a place, and not of a matter that ends as places do (粮油园区), nor words around such a
/// one (补助资金给重点县).
fn is_place(words: &str, names: &Names) -> bool {
    /// The longest name of a place that is not known, in characters.
    const LONGEST: usize = 5;
    let bodies = names.lexicon.bodies();
    let short = words.chars().nth(LONGEST).is_none();
    let ends_so = short && bodies.is_place(words) && WORDS.name.no_place.at_end(words).is_none();
    bodies.is_known_place(words) || ends_so && topic::resolve(words, names).is_none()
}
