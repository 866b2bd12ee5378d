//! # value-transposed：同一事项的数字，两处颠倒了次序
//!
//! 目标里“造林2300亩”，任务里“造林3200亩”：数字前的词语、单位相同，各位数字相同而次序不同，多半是一处打颠倒了（警告）。
//! 同一段之内的、奖励补助等按档次给的、年份不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 全年完成造林2300亩，新建游园5个。
//! 二、主要措施
//! 1.绿化。落实资金，造林3200亩。（县林业局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 全年完成造林2300亩，新建游园15个。
//! 二、主要措施
//! 1.绿化。落实资金，造林2300亩，新建绿道51公里，新建停车场51个。（县林业局负责）
//! ```
//! ```good
//! 某县统计公报
//! 一、农业
//! 粮食产量增长0.8%，蔬菜种植面积3.2万亩。
//! 二、工业
//! 城镇居民人均收入增长8.0%，水果种植面积2.3万亩。
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::Evidence;

pub(super) const CODE: &str = "value-transposed";
pub(super) const TITLE: &str = "同一事项的数字，两处颠倒了次序";

/// What stands before a number, the number, its unit of measure.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,8})(\d{2,}(?:\.\d+)?|\d\.\d+)((?:万|亿)?(?:%|元|亩|人次|人|户|个|家|项|公里|平方米|立方米|吨|名|套|场|所|座|千瓦))")
        .expect("a pattern")
});

/// Where a figure was first said: its number, part and path, and what it is of, the characters next to it first.
struct First<'c> {
    number: &'c str,
    place: (u32, &'c str),
    side: Side,
    subject: Vec<char>,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let words = context.lexicon.checks();
    let told: Vec<(Evidence, Evidence)> = findings.iter().filter_map(places).collect();
    let mut seen: HashMap<(String, String, String), Vec<First<'_>>> = HashMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text).filter(|phrase| !words.graded.within(phrase)) {
            for found in FIGURE.captures_iter(phrase) {
                let (Some(before), Some(number), Some(unit)) = (found.get(1), found.get(2), found.get(3)) else {
                    continue;
                };
                let subject: Vec<char> = match counts(unit.as_str()) {
                    true => phrase[unit.end()..].chars().take_while(|char| char.is_alphabetic()).take(TOLD).collect(),
                    false => subject(before.as_str(), words).chars().rev().collect(),
                };
                let Some(telling) = subject.get(..LONGEST) else { continue };
                let mut digits: Vec<char> = number.as_str().chars().filter(char::is_ascii_digit).collect();
                digits.sort_unstable();
                let key = (telling.iter().collect(), unit.as_str().to_owned(), digits.into_iter().collect());
                let place = (passage.clause.part, passage.clause.path.as_str());
                let side = context.in_passage(passage, phrase).marked(number.as_str());
                let known = seen.entry(key).or_default();
                let same = |known: &&First<'_>| {
                    let alike = known.subject.starts_with(&subject) || subject.starts_with(&known.subject);
                    alike && known.number != number.as_str() && known.place != place
                };
                if let Some(First { number: other, side: first, .. }) = known.iter().find(same) {
                    let message = format!("数字疑有一处颠倒：{other}{0}与{1}{0}", unit.as_str(), number.as_str());
                    let found = finding(CODE, Severity::Warning, message, first.clone(), Some(side.clone()));
                    let known = |(a, b): (Evidence, Evidence)| told.iter().any(|(x, y)| meet(&a, x) && meet(&b, y));
                    if !places(&found).is_some_and(known) {
                        findings.push(found);
                    }
                }
                note(known, First { number: number.as_str(), place, side, subject });
            }
        }
    }
}

/// Keeps a figure to be compared with later ones, for which of those that say the same the first two of different places are
/// enough: a figure may be said again in each of a thousand items.
fn note<'c>(known: &mut Vec<First<'c>>, figure: First<'c>) {
    let same = known.iter().filter(|known| (known.number, &known.subject) == (figure.number, &figure.subject));
    match same.map(|known| known.place).take(2).collect::<Vec<_>>()[..] {
        [] => known.push(figure),
        [first] if first != figure.place => known.push(figure),
        _ => {}
    }
}

/// The two passages of a finding: an indicator may be told there already.
fn places(found: &Finding) -> Option<(Evidence, Evidence)> {
    Some((found.a.evidence.clone(), found.b.as_ref()?.evidence.clone()))
}

fn meet(a: &Evidence, b: &Evidence) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a unit counts things, which are named behind it.
fn counts(unit: &str) -> bool {
    unit.ends_with(['个', '家', '项', '名', '套', '场', '所', '座'])
}

/// What a number is of, without the verb that stands between; of a change (增长8%) nothing is known.
fn subject<'t>(before: &'t str, words: &CheckWords) -> &'t str {
    let verbs = [&words.less_is_better, &words.more_is_better];
    if verbs.iter().any(|verbs| verbs.at_end(before).is_some()) {
        return "";
    }
    words.before_figure.at_end(before).map_or(before, |length| &before[..before.len() - length])
}

/// So many characters next to a number have to be the same; where both have more, they have to be the same too.
const LONGEST: usize = 2;
/// So many characters behind a thing that is counted are looked at.
const TOLD: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_figures_that_say_the_same_two_places_are_kept() {
        let figure = |number: &'static str, place: &'static str| First {
            number,
            place: (0, place),
            side: Side::default(),
            subject: vec!['服', '务'],
        };
        let mut known = Vec::new();
        for place in ["1", "1", "2", "3", "4"] {
            note(&mut known, figure("12", place));
            note(&mut known, figure("21", place));
        }
        let kept: Vec<(&str, &str)> = known.iter().map(|known| (known.number, known.place.1)).collect();
        assert_eq!(kept, [("12", "1"), ("21", "1"), ("12", "2"), ("21", "2")]);
    }
}
