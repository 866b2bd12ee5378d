//! What makes a number a target, or something else. Each rule is one file: its `//!` comment is its
//! manual, with examples that are its tests. Of a rule that finds targets, ```` ```target ```` shows
//! sentences in which it finds one and ```` ```none ```` near-misses; of a rule that tells that a number is
//! no target, ```` ```none ```` shows what it decides and ```` ```target ```` near-misses that are targets.
//! `ABOUT` says of which numbers a rule is asked.

mod about;
mod abstract_count;
mod age;
mod ahead;
mod amount_each;
mod around_the_clock;
mod attribute;
mod base;
mod bounded_thing;
mod bracketed;
mod brought_about;
mod carried_verb;
mod case;
mod ceiling;
mod change;
mod commitment;
mod comparator;
mod condition_word;
mod conditional_clause;
mod counted_out;
mod done_at;
mod done_to;
mod duration;
mod earlier_year;
mod floating;
mod floor_of;
mod for_each;
mod fund_size;
mod given;
mod goal;
mod grade;
mod improved_things;
mod inclusive_bound;
mod index;
mod indicator;
mod kind_of_thing;
mod level;
mod limit;
mod limit_field;
mod limit_from;
mod limit_level;
mod limit_list;
pub(super) mod list;
mod money_each;
mod occasion;
mod occurrence;
mod parameter_word;
mod part_of;
mod past_period;
mod per_unit;
mod permission;
mod points_granted;
mod policy_topic;
mod present;
mod qualifying;
mod qualifying_time;
mod quoted;
mod rank;
mod rank_name;
mod rate_of_limit;
mod reaching;
mod recent_years;
mod report_behind;
mod report_heading;
mod report_sentence;
mod scope_heading;
mod score;
mod service_limit;
mod share;
mod share_given;
mod share_of_act;
mod spelled_bound;
mod starting_value;
mod summed_up;
mod term;
mod time_circle;
mod top_share;
mod uncommitted;

use super::decision::Decision;
use super::site::Site;
use about::About;
use zhengtu_model::Reading;

struct Rule {
    name: &'static str,
    #[cfg_attr(not(test), allow(dead_code))]
    source: &'static str,
    about: About,
    decide: fn(&Site<'_>) -> Option<Reading>,
}

macro_rules! rule {
    ($name:literal, $module:ident) => {
        Rule {
            name: $name,
            source: include_str!(concat!(stringify!($module), ".rs")),
            about: $module::ABOUT,
            decide: $module::decide,
        }
    };
}

/// The rules; the first that decides has decided. What a number is besides a target comes first: names,
/// what is given, conditions, present levels, parameters; then the rules for targets, those for amounts
/// among rules that tell which amounts are none; last what is left.
const RULES: &[Rule] = &[
    rule!("quoted", quoted),
    rule!("bracketed", bracketed),
    rule!("starting-value", starting_value),
    rule!("occurrence", occurrence),
    rule!("rank-name", rank_name),
    rule!("top-share", top_share),
    rule!("recent-years", recent_years),
    rule!("around-the-clock", around_the_clock),
    rule!("time-circle", time_circle),
    rule!("grade", grade),
    rule!("given", given),
    rule!("scope-heading", scope_heading),
    rule!("qualifying", qualifying),
    rule!("for-each", for_each),
    rule!("case", case),
    rule!("rate-of-limit", rate_of_limit),
    rule!("kind-of-thing", kind_of_thing),
    rule!("occasion", occasion),
    rule!("ahead", ahead),
    rule!("inclusive-bound", inclusive_bound),
    rule!("attribute", attribute),
    rule!("bounded-thing", bounded_thing),
    rule!("conditional-clause", conditional_clause),
    rule!("condition-word", condition_word),
    rule!("qualifying-time", qualifying_time),
    rule!("age", age),
    rule!("base", base),
    rule!("past-period", past_period),
    rule!("earlier-year", earlier_year),
    rule!("present", present),
    rule!("report-heading", report_heading),
    rule!("report-sentence", report_sentence),
    rule!("report-behind", report_behind),
    rule!("floating", floating),
    rule!("share-given", share_given),
    rule!("term", term),
    rule!("points-granted", points_granted),
    rule!("score", score),
    rule!("parameter-word", parameter_word),
    rule!("amount-each", amount_each),
    rule!("ceiling", ceiling),
    rule!("permission", permission),
    rule!("policy-topic", policy_topic),
    rule!("money-each", money_each),
    rule!("improved-things", improved_things),
    rule!("change", change),
    rule!("level", level),
    rule!("counted-out", counted_out),
    rule!("done-to", done_to),
    rule!("done-at", done_at),
    rule!("reaching", reaching),
    rule!("brought-about", brought_about),
    rule!("summed-up", summed_up),
    rule!("comparator", comparator),
    rule!("spelled-bound", spelled_bound),
    rule!("per-unit", per_unit),
    rule!("abstract-count", abstract_count),
    rule!("rank", rank),
    rule!("share", share),
    rule!("indicator", indicator),
    rule!("share-of-act", share_of_act),
    rule!("floor-of", floor_of),
    rule!("part-of", part_of),
    rule!("limit-field", limit_field),
    rule!("limit-level", limit_level),
    rule!("duration", duration),
    rule!("service-limit", service_limit),
    rule!("limit", limit),
    rule!("limit-list", limit_list),
    rule!("limit-from", limit_from),
    rule!("commitment", commitment),
    rule!("carried-verb", carried_verb),
    rule!("goal", goal),
    rule!("fund-size", fund_size),
    rule!("list", list),
    rule!("index", index),
    rule!("uncommitted", uncommitted),
];

/// What the number is taken for.
pub(super) fn decide(site: &Site<'_>) -> Decision {
    let mut asked = RULES.iter().filter(|rule| rule.about.holds(site));
    let decided = asked.find_map(|rule| {
        let reading = (rule.decide)(site)?;
        Some(Decision { reading, rule: rule.name })
    });
    decided.unwrap_or(Decision { reading: Reading::Unexplained, rule: "uncommitted" })
}

#[cfg(test)]
mod tests;
