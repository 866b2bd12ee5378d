//! Whether two targets are of one indicator, by its name.

use crate::phrasediff::left_out;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::Target;
use zhengtu_text::{fold_width, strip_white};

/// How two names of indicators that are not the same belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The same but for words that change nothing (全县, 平均).
    Same,
    /// One has a qualifier more than the other.
    Narrower,
    /// One is a long name that the other holds: at its end, behind words that say of what (县级政务服务事项不见面审批占比),
    /// or with a word more in the middle.
    Longer,
}

/// Shorter names, in characters, tell too little.
const SHORTEST: usize = 4;

/// Shorter names of indicators, in characters, do not tell by themselves that two are the same.
pub(crate) const TELLING: usize = 5;

/// The name of an indicator without words that change nothing.
pub(crate) fn core(words: &CheckWords, indicator: &str) -> String {
    let folded: String = fold_width(&strip_white(indicator)).chars().filter(|char| char.is_alphanumeric()).collect();
    let is_date = |char: char| matches!(char, '0'..='9' | '年' | '底' | '前' | '末' | '月');
    let undated = folded.trim_start_matches(is_date).to_owned();
    words.indicator_neutral.iter().fold(undated, |text, word| text.replace(word, ""))
}

/// The names that an indicator stands for, as far as they are long enough to tell it: 低压居民、低压小微企业办电时间 is
/// two.
pub(crate) fn names(words: &CheckWords, indicator: &str) -> Vec<String> {
    let mut names = all_names(words, indicator);
    names.retain(|name| name.chars().nth(SHORTEST - 1).is_some());
    names
}

fn all_names(words: &CheckWords, indicator: &str) -> Vec<String> {
    let parts: Vec<&str> = indicator.split(['、', '和']).collect();
    let whole = vec![core(words, indicator)];
    let [members @ .., last] = parts.as_slice() else { return whole };
    let tail = words.indicator_tail.at_end(last).map(|len| &last[last.len() - len..]);
    let Some(tail) = tail.filter(|_| !members.is_empty()) else { return whole };
    let members = members.iter().map(|part| core(words, &format!("{part}{tail}"))).chain([core(words, last)]);
    whole.into_iter().chain(members).collect()
}

/// The names of the indicator of a target, with that of its growth (就业 in 新增就业20万人).
pub(crate) fn names_of(words: &CheckWords, target: &Target) -> Vec<String> {
    let grown = format!("新增{}", target.indicator);
    let more = target.quote.contains(&grown).then(|| names(words, &grown));
    names(words, &target.indicator).into_iter().chain(more.into_iter().flatten()).collect()
}

/// How the indicators of two targets belong together by name; `None` for different ones.
pub(crate) fn same_indicator(words: &CheckWords, a: &Target, b: &Target) -> Option<Sameness> {
    let (first, second) = (names_of(words, a), names_of(words, b));
    if first.iter().any(|name| second.contains(name)) {
        return Some(Sameness::Same);
    }
    let narrower = first.iter().any(|x| second.iter().any(|y| is_narrower(x, y)));
    let longer = || first.iter().any(|x| second.iter().any(|y| is_longer(x, y)));
    if narrower { Some(Sameness::Narrower) } else { longer().then_some(Sameness::Longer) }
}

/// So long a name, in characters, tells an indicator also behind a longer word of what it is of.
const LONG: usize = 7;

/// So many characters more may stand within a name, and so many of it stand before and after them.
const MORE: usize = 4;
const AROUND: usize = 4;

/// Whether the shorter of two names is long, and ends the longer one or is it without some characters in its middle.
fn is_longer(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let (less, more): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let within = left_out(&less, &more).is_some_and(|(head, tail)| head >= AROUND && tail >= AROUND);
    less.len() >= LONG && (long.ends_with(short) || within && more.len() <= less.len() + MORE)
}

/// Whether two figures of one noun are of different things that are done to it: 新建农田5万亩, 改造提升农田2万亩. Where
/// one of them names nothing that is done, they are not.
pub(crate) fn actions_differ(words: &CheckWords, a: &Target, b: &Target) -> bool {
    let (first, second) = (actions(words, a), actions(words, b));
    first != second && [first, second].iter().all(|actions| actions.contains(&true))
}

/// How many kinds of what is done to a thing are told apart.
const ACTIONS: usize = 10;

/// Which kinds of what is done the clause of a target names.
fn actions(words: &CheckWords, target: &Target) -> [bool; ACTIONS] {
    [
        &words.action_begin,
        &words.action_build,
        &words.action_renew,
        &words.action_extend,
        &words.action_repair,
        &words.action_remove,
        &words.action_attract,
        &words.action_foster,
        &words.action_recognise,
        &words.action_finish,
    ]
    .map(|kind| kind.within(&target.quote))
}

/// The name of an indicator without the words that say whose it is (县区地区用户, 城区客户).
pub(crate) fn bare(words: &CheckWords, target: &Target) -> String {
    let name = words.whose.iter().fold(target.indicator.clone(), |name, word| name.replace(word, ""));
    core(words, &name)
}

/// Whether the names of two indicators are the same but for whose they are.
pub(crate) fn same_but_for_whose(words: &CheckWords, a: &Target, b: &Target) -> bool {
    let (first, second) = (bare(words, a), bare(words, b));
    let differs = core(words, &a.indicator) != core(words, &b.indicator);
    differs && first == second && first.chars().count() >= SHORTEST
}

/// The name of an indicator that is too short to tell it by itself (渠道), with its unit; `None` for a longer one.
pub(crate) fn short_name(words: &CheckWords, target: &Target) -> Option<(String, String)> {
    let name = core(words, &target.indicator);
    let length = name.chars().count();
    ((2..SHORTEST).contains(&length) && !target.unit.is_empty()).then(|| (name, strip_white(&target.unit)))
}

/// Whether the shorter of two names begins or ends the longer one and is two thirds of it.
fn is_narrower(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let rest = long.strip_suffix(short).or(long.strip_prefix(short));
    rest.is_some_and(|rest| rest.chars().count() * 2 <= short.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn neutral_words_do_not_make_another_indicator() {
        let words = lexicon().checks();
        assert_eq!(core(words, "破产案件平均审理用时"), core(words, "破产案件审理用时"));
        assert_eq!(core(words, "全县森林覆盖率"), core(words, "森林覆盖率"));
        assert_ne!(core(words, "高压客户办理时限"), core(words, "低压客户办理时限"));
    }

    #[test]
    fn a_long_name_with_a_word_more_is_near() {
        assert!(is_longer("不见面审批占比率", "政务服务事项不见面审批占比率"));
        assert!(is_longer("社会投资项目办理许可环节", "社会投资产业类项目办理许可环节"));
        assert!(!is_longer("办电时间", "高压用户办电时间"));
        assert!(!is_longer("高压客户业务办理时限", "低压客户业务办理时限"));
    }

    #[test]
    fn what_is_done_to_a_thing_tells_indicators_apart() {
        let text = "某县方案\n一、目标\n新建农田5万亩。\n改造农田2万亩。\n建设农田6万亩。\n完成农田7万亩。\n";
        let targets = crate::testing::facts(text).targets;
        let differ = |a: usize, b: usize| actions_differ(lexicon().checks(), &targets[a], &targets[b]);
        assert_eq!(targets.len(), 4);
        assert!(differ(0, 1));
        assert!(!differ(0, 2) && !differ(0, 3) && !differ(1, 3));
    }

    #[test]
    fn a_list_of_subjects_is_several_indicators() {
        let words = lexicon().checks();
        assert!(names(words, "低压居民、低压小微企业办电时间").contains(&"低压居民办电时间".to_owned()));
        assert!(names(words, "低压居民、低压小微企业办电时间").contains(&"低压小微企业办电时间".to_owned()));
    }
}
