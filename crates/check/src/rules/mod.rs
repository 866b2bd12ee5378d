//! The rules. Each is one file: its `//!` comment is the manual that `--explain` prints, with examples
//! that are its tests (```` ```bad ```` must be found, ```` ```good ```` must not).

mod annex_item;
mod annex_list;
mod bracket;
mod citation_form;
mod citation_number;
mod citation_title;
mod citation_year;
mod date_future;
mod date_impossible;
mod date_order;
mod date_plan;
mod date_weekday;
mod deadline_late_text;
mod deadline_open;
mod deadline_order;
mod deadline_period;
mod deadline_steps;
mod deadline_validity;
mod enumeration;
mod fields_missing;
mod form_head;
mod form_levels;
mod form_look;
mod form_numerals;
mod form_phrase;
mod form_punctuation;
mod item_form;
mod item_unnumbered;
mod numbering;
mod reference;
mod section_empty;
mod text_contact;
mod text_digits;
mod text_doubled;
mod text_ending;
mod text_kind;
mod text_lookalike;
mod text_lost;
mod text_measure;
mod text_person;
mod text_placeholder;
mod text_punctuation;
mod text_repeated;
mod text_slip;
mod text_term;
mod text_usage;
mod text_variant;
mod text_width;
mod text_word;
mod title_notice;
mod units_form;
mod units_incomplete;
mod units_lead;
mod units_level;
mod units_names;
mod units_no_lead;
mod units_place;
mod units_renamed;
mod units_roles;
mod units_text;
mod value_baseline;
mod value_comparator;
mod value_conflict;
mod value_count;
mod value_coverage;
mod value_figures;
mod value_growth;
mod value_lost;
mod value_name;
mod value_rank;
mod value_respectively;
mod value_scale;
mod value_series;
mod value_share;
mod value_steps;
mod value_sum;
mod value_transposed;
mod value_unit;
mod wording_abolished;
mod wording_hedge;
mod wording_list;
mod wording_scope;

use crate::Finding;
use crate::document::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A built-in rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The stable code, such as `value-conflict`.
    pub code: &'static str,
    /// What it looks for, in Chinese, in one line.
    pub title: &'static str,
    source: &'static str,
    pub(crate) run: fn(&Context<'_>, &mut Vec<Finding>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("code", &self.code).field("title", &self.title).finish_non_exhaustive()
    }
}

impl Rule {
    /// The manual: what the rule looks for, why, how sure it is, and examples.
    pub fn manual(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// What it looks for, in English: in one line, and at more length.
    pub fn english(&self) -> (&'static str, &'static str) {
        ENGLISH.get(self.code).map_or((self.title, ""), |text| (text.title.as_str(), text.text.as_str()))
    }

    /// The manual in English; the examples are the Chinese ones.
    pub(crate) fn english_manual(&self) -> String {
        let (title, text) = self.english();
        let manual = self.manual();
        let examples = manual.find("```").map_or("", |at| &manual[at..]);
        format!("# {}: {title}\n\n{text}\n\n{examples}", self.code)
    }
}

/// The rules in English.
static ENGLISH: LazyLock<BTreeMap<String, English>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/rules.en.toml"))
        .expect("data/rules.en.toml is well formed: a test reads it")
});

#[derive(Deserialize)]
struct English {
    title: String,
    text: String,
}

macro_rules! table {
    ($($group:literal: $($module:ident)*;)*) => {
        static RULES: &[Rule] = &[$($(Rule {
            code: $module::CODE,
            title: $module::TITLE,
            source: include_str!(concat!(stringify!($module), ".rs")),
            run: $module::run,
        },)*)*];
    };
}

table! {
    "value": value_conflict value_figures value_comparator value_baseline value_sum value_series value_share value_lost value_respectively value_count value_name value_rank value_unit value_scale value_transposed value_coverage value_steps value_growth;
    "wording": wording_list wording_hedge wording_scope wording_abolished;
    "deadline": deadline_late_text deadline_open deadline_period deadline_validity deadline_order deadline_steps date_impossible date_weekday date_order date_future date_plan;
    "units": units_lead units_names units_incomplete units_roles units_text units_no_lead units_renamed units_level units_place units_form;
    "structure": numbering enumeration annex_list annex_item reference title_notice fields_missing section_empty item_unnumbered item_form;
    "citation": citation_number citation_year citation_form citation_title bracket;
    "text": text_slip text_digits text_doubled text_repeated text_punctuation text_width text_ending text_lookalike text_word text_lost text_measure text_person text_term text_usage text_kind text_placeholder text_contact text_variant;
    "form": form_head form_look form_levels form_punctuation form_numerals form_phrase;
}

pub(crate) use value_conflict::side as target_side;

/// All built-in rules, in the order of the manual.
pub fn rules() -> &'static [Rule] {
    RULES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn codes_are_unique_and_every_rule_has_a_title_and_a_manual() {
        let mut codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
        for rule in rules() {
            assert!(rule.manual().starts_with("# "), "{} has no manual", rule.code);
            assert!(!rule.title.is_empty());
        }
    }

    #[test]
    fn every_english_text_is_of_a_rule() {
        assert!(rules().iter().all(|rule| !rule.english().1.is_empty()));
        assert_eq!(ENGLISH.len(), rules().len());
    }

    #[test]
    fn every_manual_shows_a_text_that_is_found_and_one_that_is_not() {
        for rule in rules() {
            let manual = rule.manual();
            assert!(manual.contains("```bad"), "{} shows nothing that it finds", rule.code);
            assert!(manual.contains("```good"), "{} shows nothing that it leaves alone", rule.code);
        }
    }

    #[test]
    fn the_examples_of_the_manuals_are_found_and_left_alone() {
        let mut wrong = Vec::new();
        for rule in rules() {
            for (bad, text) in testing::examples(&rule.manual()) {
                let found = testing::check(&text).iter().any(|finding| finding.code == rule.code);
                if found != bad {
                    wrong.push(format!("{}: found is {found} in\n{text}", rule.code));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
