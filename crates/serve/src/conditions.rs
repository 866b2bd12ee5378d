//! Under which conditions a page shows what it shows, in words: they stand on paper, where its form does not.

use crate::lang::Texts;
use crate::opened::Opened;
use zhengtu_model::{DeadlineKind, Role, Severity};
use zhengtu_progress::{Light, Lights};
use zhengtu_say::{self as say, Lang, Titles};

/// The conditions that the parameters of an address set; what is no condition is left out.
pub fn of(pairs: &[(String, String)], titles: &Titles, lang: Lang) -> Vec<String> {
    let said = |(name, value): &(String, String)| {
        let (key, value) = condition(name, value, titles, lang)?;
        let name = lang.text(key);
        Some(if value.is_empty() { name.to_owned() } else { stated(name, &value, lang) })
    };
    pairs.iter().filter_map(said).collect()
}

/// A condition: what is asked of, and what is asked.
pub fn stated(name: &str, value: &str, lang: Lang) -> String {
    format!("{name}{}{value}", lang.pick("：", ": "))
}

fn condition(name: &str, value: &str, titles: &Titles, lang: Lang) -> Option<(&'static str, String)> {
    let same = |key: &'static str| Some((key, value.to_owned()));
    match name {
        "unit" => same("column.unit"),
        "name" => same("column.name"),
        "place" => same("column.government"),
        "indicator" => same("column.indicator"),
        "q" => same("filter.words"),
        "since" => same("filter.since"),
        "until" => same("filter.until"),
        "today" => same("progress.today"),
        "year" => same("facet.year"),
        "form" => same("facet.form"),
        "open" => Some(("filter.open", String::new())),
        "undated" => Some(("filter.undated", String::new())),
        "doc" => Some(("column.doc", titles.whole(value))),
        "part" => Some(("column.part", titles.part_of_all(value.parse().ok()?, lang))),
        "level" => Some(("facet.level", say::level(say::level_named(value)?, lang).to_owned())),
        "code" => {
            let rule = Opened::rule(value)?;
            Some(("column.code", lang.pick(rule.title, rule.english().0).to_owned()))
        }
        "role" => {
            let role = Role::ALL.into_iter().find(|role| role.name() == value)?;
            Some(("column.role", say::role(role, lang).to_owned()))
        }
        "kind" => {
            let kind = DeadlineKind::ALL.into_iter().find(|kind| kind.name() == value)?;
            Some(("filter.kind", say::deadline_kind(kind, lang).to_owned()))
        }
        "severity" => {
            let severity = Severity::ALL.into_iter().find(|severity| severity.name() == value)?;
            Some(("column.severity", say::severity(severity, lang).to_owned()))
        }
        "light" => {
            let look = Lights::default().look(Light::ALL.into_iter().find(|light| light.name() == value)?);
            Some(("progress.light", lang.pick(look.zh, look.en)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_said_in_words_and_what_is_none_is_not() {
        let pairs = [
            ("unit", "县税务局"),
            ("role", "lead"),
            ("until", "2021-06-30"),
            ("open", "1"),
            ("col", "due"),
            ("sort", "-due"),
            ("role", "?"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let said = of(&pairs, &Titles::default(), Lang::Zh);
        assert_eq!(said, ["单位：县税务局", "角色：牵头", "时限不晚于：2021-06-30", "未报完成的"]);
        assert_eq!(of(&pairs[1..2], &Titles::default(), Lang::En), ["Role: lead"]);
    }
}
