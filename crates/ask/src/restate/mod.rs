//! What was understood, in one sentence.

mod en;
mod zh;

pub(crate) use en::roles_en;
pub(crate) use zh::{role_zh, roles_zh};

use crate::question::{Find, Lang, Question, Roles, Topic, UnitSearch};
use en::english;
use zh::chinese;
use zhengtu_model::Date;

/// The sentence, in the language of the question.
pub(crate) fn sentence(question: &Question) -> String {
    let said = match question.lang {
        Lang::Chinese => chinese(question),
        Lang::English => english(question),
    };
    format!("{said}{}", notes(question))
}

/// How names, dates and roles were read.
fn notes(question: &Question) -> String {
    let chinese = question.lang == Lang::Chinese;
    let mut notes: Vec<String> = question
        .readings
        .iter()
        .map(|(written, read)| if chinese { format!("“{written}”即{read}") } else { format!("“{written}” is {read}") })
        .collect();
    if asks_lead(question) {
        let note = if chinese {
            "“牵头”指明写牵头或唯一的责任单位"
        } else {
            "“lead” is stated or sole"
        };
        notes.push(note.to_owned());
    }
    if question.by_deadline {
        notes.push(if chinese { "按期限先后" } else { "by deadline" }.to_owned());
    }
    match (notes.is_empty(), chinese) {
        (true, _) => String::new(),
        (false, true) => format!("（{}）", notes.join("；")),
        (false, false) => format!(" ({})", notes.join("; ")),
    }
}

fn asks_lead(question: &Question) -> bool {
    let filter = match &question.find {
        Find::Tasks(_, focus) if focus.asked_roles() == Some(Roles::LEAD) => return true,
        Find::Units(search, _) if search.roles == Roles::LEAD => return true,
        Find::Groups(grouping) if grouping.roles == Roles::LEAD => return true,
        Find::Tasks(filter, _) | Find::Units(UnitSearch { filter, .. }, _) | Find::Annexes(filter, _) => filter,
        _ => return false,
    };
    filter.units.iter().any(|condition| condition.roles == Roles::LEAD)
        || filter.counts.iter().any(|count| count.roles == Roles::LEAD)
}

/// The name of a part in Chinese.
pub(crate) fn part_zh(part: u32) -> String {
    if part == 0 { "总体方案".to_owned() } else { format!("附件{part}") }
}

/// The name of a part in English.
pub(crate) fn part_en(part: u32) -> String {
    if part == 0 { "the overall plan".to_owned() } else { format!("annex {part}") }
}

/// What a topic is looked for by, in quotation marks.
fn pieces(topic: &Topic) -> Vec<String> {
    let quoted = |word: &String| format!("“{}”", word.trim_matches(['“', '”']));
    if !topic.either.is_empty() {
        let either: Vec<String> = topic.either.iter().map(quoted).collect();
        return vec![either.join("/")];
    }
    match topic.forms.first() {
        Some(form) => vec![quoted(form)],
        None => topic.pieces.iter().map(quoted).collect(),
    }
}

/// A stretch of days in words.
pub(crate) fn days(from: Option<Date>, to: Option<Date>, lang: Lang) -> String {
    match (from, to, lang) {
        (Some(from), Some(to), _) if from == to => from.to_string(),
        (Some(from), Some(to), Lang::Chinese) => format!("{from}至{to}"),
        (None, Some(to), Lang::Chinese) => format!("{to}及以前"),
        (Some(from), None, Lang::Chinese) => format!("{from}及以后"),
        (None, None, Lang::Chinese) => "任何时候".to_owned(),
        (Some(from), Some(to), Lang::English) => format!("{from} to {to}"),
        (None, Some(to), Lang::English) => format!("up to {to}"),
        (Some(from), None, Lang::English) => format!("from {from} on"),
        (None, None, Lang::English) => "any time".to_owned(),
    }
}

fn quoted(names: &[String]) -> String {
    const MOST: usize = 4;
    let mut listed: Vec<String> = names.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    listed.extend((names.len() > MOST).then(|| format!("…({})", names.len())));
    listed.join("")
}
