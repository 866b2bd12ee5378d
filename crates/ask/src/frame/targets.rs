//! Questions about targets.

use super::Frame;
use super::roles::Subject;
use crate::fold::fold;
use crate::indicator::{COUNT, TIME};
use crate::names::TargetWords;
use crate::question::{Amount, Extreme, Find, Focus, Op, TargetFilter, ValueTest};
use crate::token::{Kind, Token};
use crate::words::WORDS;
use crate::{Cause, indicator, topic};

impl<'a> Frame<'a> {
    pub(super) fn asks_for_targets(&mut self) -> bool {
        let compares = self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(..)));
        // 造林任务多少亩 asks for a value, 多少项任务 for a number of tasks.
        let measured = self.tokens.last().is_some_and(|token| matches!(token.kind, Kind::Measure(_)));
        if self.has(&Kind::Task) && measured && !self.topics().is_empty() {
            return true;
        }
        if self.has(&Kind::Task) || self.tokens.iter().any(|token| matches!(token.kind, Kind::Property(_))) {
            return false;
        }
        if self.measure().is_some() {
            return !self.topics().is_empty();
        }
        if self.has(&Kind::HowLong) && self.groups.is_empty() {
            // 交房最多能推迟多久
            let limited = (self.has(&Kind::Most) || self.has(&Kind::Limit)) && !self.topics().is_empty();
            let targets = || !indicator::targets(&self.topic_words(), TIME, self.names).is_empty();
            // 企业开办时间压缩到多久
            let reaches = self.has(&Kind::Reach) && !self.topics().is_empty();
            return limited || reaches || targets() || self.lasts();
        }
        if self.counts_tasks() {
            return false;
        }
        let asks = self.has(&Kind::HowMuch) || self.has(&Kind::HowMany) && (self.has(&Kind::Reach) || !self.counts());
        // 公积金个人最高贷款
        let limit = self.has(&Kind::Limit) && self.groups.is_empty() && !self.has(&Kind::When);
        // 增减挂钩指标谁牵头 asks for a body.
        let named = self.has(&Kind::Target) && (!self.asks_who() || self.topics().is_empty());
        named || compares || (asks || limit) && !self.topics().is_empty()
    }

    /// Whether 多久 asks how long something lasts that is no task: 教师每年到企业实训多久. How often is another question.
    fn lasts(&self) -> bool {
        let words = self.topic_words();
        let often = words.iter().any(|word| WORDS.value.once.within(word));
        !often && !words.is_empty() && words.iter().all(|word| topic::resolve(word, self.names).is_none())
    }

    /// Whether 几项 counts the tasks on a matter: no value of it is one in 项.
    fn counts_tasks(&self) -> bool {
        let at = self
            .tokens
            .iter()
            .position(|token| token.is(&Kind::HowMany) && WORDS.value.tasks.at_end(&token.text).is_some());
        // 多少项业务 counts what is named behind it.
        let noun = at.and_then(|at| self.tokens.get(at + 1)).is_some_and(|next| next.kind == Kind::Text);
        if noun && self.groups.is_empty() && self.topics().len() > 1 {
            return false;
        }
        let word = at.map(|at| &self.tokens[at]);
        let unit = word
            .and_then(|token| WORDS.value.tasks.at_end(&token.text).map(|len| &token.text[token.text.len() - len..]));
        let words = self.topic_words();
        let on_tasks = || words.iter().any(|word| topic::resolve(word, self.names).is_some());
        unit.is_some_and(|unit| indicator::targets(&words, unit, self.names).is_empty()) && on_tasks()
    }

    /// Whether there is something that 多少 may count other than a value.
    fn counts(&self) -> bool {
        let countable = [Kind::UnitNoun, Kind::Annex, Kind::DocumentNoun, Kind::Who];
        !self.groups.is_empty() || countable.iter().any(|kind| self.has(kind))
    }

    /// Whether the question is nothing but the name of an indicator.
    pub(super) fn names_indicator(&self) -> bool {
        let plain = |kind: &Kind| {
            matches!(
                kind,
                Kind::Text
                    | Kind::Quoted
                    | Kind::Part(_)
                    | Kind::Document(_)
                    | Kind::About
                    | Kind::Which
                    | Kind::Period(..)
            )
        };
        let words = self.topic_words();
        let plain = self.tokens.iter().all(|token| plain(&token.kind));
        let of_time = || indicator::without_time(&words.concat()).is_some();
        plain && (of_time() || topic::is_indicator(&words, self.names) || self.names_value(&words))
    }

    /// Whether the words end as those of a value do, and targets say them, or no title or heading has them: 低压客户办电时限,
    /// 三支一扶招募比例.
    fn names_value(&self, words: &[&str]) -> bool {
        let last = words.last().is_some_and(|word| WORDS.value.nouns.at_end(word).is_some());
        let in_heads = || words.iter().any(|word| self.names.heads(&fold(word)));
        last && (!indicator::targets(words, "", self.names).is_empty() || !in_heads())
    }

    fn topic_words(&self) -> Vec<&str> {
        self.topics().into_iter().map(|at| self.tokens[at].text.trim_matches(['"', '《', '》'])).collect()
    }

    pub(super) fn targets(&mut self) -> Result<Find, Cause> {
        let count = self.counts_targets();
        let counts_things = self.counts_things();
        let value_asked = self.take(&Kind::HowMany) && !count;
        let measure = self.measure().or_else(|| self.take(&Kind::HowLong).then(|| TIME.to_owned()));
        let measure = measure.or_else(|| (value_asked && counts_things).then(|| COUNT.to_owned()));
        let asks_value = self.take(&Kind::HowMuch) || value_asked || measure.is_some() || self.ends_in_value();
        // 最迟几年缴清
        let is_limit = |token: &&Token| {
            matches!(token.kind, Kind::Limit | Kind::Most | Kind::Extreme(Extreme::Latest)) && token.kind != Kind::Least
        };
        let limit = self.tokens.iter().find(is_limit).map(|token| token.text.clone());
        self.take(&Kind::Limit);
        if measure.is_some() {
            self.take(&Kind::Extreme(Extreme::Latest));
        }
        let compares = self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(..)));
        let asks_value = asks_value || limit.is_some() && !compares && !count;
        let mut amounts = Vec::new();
        let value = if asks_value {
            // 不低于多少, 最高多少
            self.take_limits();
            amounts = self.take_amounts();
            None
        } else {
            self.value_test()?
        };
        let mut filter = TargetFilter {
            value,
            amounts,
            due: self.due.clone(),
            parts: self.parts.clone(),
            not_parts: self.not_parts.clone(),
            docs: self.docs.clone(),
            units: self.conditions(),
            who: self.groups.iter().find(|group| group.subject == Subject::Who).map(|group| self.who_wanted(group)),
            measure: measure.unwrap_or_default(),
            limit,
            ..TargetFilter::default()
        };
        for kind in [Kind::Target, Kind::Task, Kind::EachDocument, Kind::DocumentNoun] {
            self.take(&kind);
        }
        // 培育一家企业补多少钱
        if self.groups.is_empty() {
            self.take(&Kind::Only);
        }
        self.indicator(&mut filter);
        self.take(&Kind::Deadline);
        let focus = match (count, self.take(&Kind::When)) {
            (true, _) => Focus::Count,
            (false, true) => Focus::When,
            (false, false) if filter.named.is_some() && filter.value.is_none() || asks_value => Focus::Value,
            (false, false) => Focus::Rows,
        };
        Ok(Find::Targets(filter, focus))
    }

    /// The indicator that the words name.
    pub(super) fn indicator(&mut self, filter: &mut TargetFilter) {
        let places: Vec<usize> = self.topics().into_iter().filter(|&at| !self.used[at]).collect();
        // 有多少个县: what is counted says no more than the unit of measure.
        let counted = |at: usize| {
            let asked = at.checked_sub(1).is_some_and(|before| self.tokens[before].is(&Kind::HowMany));
            asked && self.tokens[at].text.chars().nth(1).is_none() && places.len() > 1
        };
        let (counted, places): (Vec<usize>, Vec<usize>) = places.iter().partition(|&&at| counted(at));
        counted.into_iter().for_each(|at| self.used[at] = true);
        let words = places.iter().map(|&at| self.tokens[at].text.trim_matches(['"', '《', '》']));
        let words = words.map(|word| indicator::without_modal(word, self.names)).collect();
        let words = indicator::telling(words);
        if words.is_empty() {
            return;
        }
        if filter.measure.is_empty() && words.last().is_some_and(|word| WORDS.value.shares.at_end(word).is_some()) {
            "%".clone_into(&mut filter.measure);
        }
        let mut found = indicator::targets(&words, &filter.measure, self.names);
        let whole = words.concat();
        if let (true, true, Some(stem)) = (found.is_empty(), filter.measure.is_empty(), indicator::without_time(&whole))
        {
            TIME.clone_into(&mut filter.measure);
            found = indicator::targets(&[stem], TIME, self.names);
        }
        let found = if found.is_empty() { self.of_each(&words, &filter.measure) } else { found };
        let texts = self.tokens.iter().filter(|token| token.kind == Kind::Text);
        let found = indicator::of_what_is_paid(found, &texts.map(|token| token.text.as_str()).collect::<Vec<_>>());
        let found = if self.asks_of_handling() { found } else { indicator::of_own_time(found, &words, self.names) };
        let found = indicator::beside(found, &filter.amounts, self.names);
        let found = match self.counted_noun() {
            Some(noun) => indicator::counting(found, &noun),
            None => found,
        };
        filter.named = Some(words.join(""));
        filter.words = words.iter().map(|word| indicator::without_verbs(word, self.names).to_owned()).collect();
        for target in &found {
            let name = target.indicator.raw();
            if !filter.indicators.iter().any(|known| known == name) {
                filter.indicators.push(name.to_owned());
            }
        }
        filter.picked = found.into_iter().map(|target| target.id.to_string()).collect();
        for at in places {
            self.used[at] = true;
        }
    }

    /// The targets of each of several indicators that are asked for together (收缴率和漏损率分别多少), where there are such of all.
    fn of_each(&self, words: &[&str], measure: &str) -> Vec<&'a TargetWords> {
        let names = self.names;
        let joined = self.has(&Kind::Each) || self.has(&Kind::And);
        let each: Vec<Vec<&TargetWords>> =
            words.iter().map(|word| indicator::targets(&[*word], measure, names)).collect();
        let all = joined && words.len() > 1 && each.iter().all(|found| !found.is_empty());
        let mut found: Vec<&TargetWords> = Vec::new();
        for target in each.into_iter().filter(|_| all).flatten() {
            if found.iter().all(|known| known.id != target.id) {
                found.push(target);
            }
        }
        found
    }

    /// What is counted, right behind 多少个, where the plans have the word: 领域 of 多少个领域.
    fn counted_noun(&self) -> Option<String> {
        let mut pairs = self.tokens.windows(2);
        let counted = pairs.find(|pair| pair[0].is(&Kind::HowMany) && pair[1].kind == Kind::Text);
        let noun = counted.filter(|pair| pair[0].end == pair[1].start).map(|pair| fold(&pair[1].text))?;
        (noun.chars().nth(1).is_some() && self.names.mentions(&noun)).then_some(noun)
    }

    /// Whether it is asked how long something is handled: 几天办完.
    fn asks_of_handling(&self) -> bool {
        self.tokens.iter().any(|token| WORDS.value.handled.within(&token.text))
    }

    /// The indicators of a comparison: the words, and those they name.
    pub(super) fn compared(&mut self) -> (Option<String>, Vec<String>) {
        let words: Vec<String> = self.topic_words().iter().map(|word| (*word).to_owned()).collect();
        if words.is_empty() {
            return (None, Vec::new());
        }
        for at in self.topics() {
            self.used[at] = true;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (Some(words.concat()), topic::indicators(&words, self.names))
    }

    /// Whether the targets are counted (多少个目标, 目标有几项), and no value of what is named is asked for (未来工厂目标多少家).
    fn counts_targets(&self) -> bool {
        let place = |kind: &Kind| self.tokens.iter().position(|token| token.is(kind));
        let (Some(target), Some(many)) = (place(&Kind::Target), place(&Kind::HowMany)) else { return false };
        // 历史建筑数量目标: the number of what is named before it, no number of targets.
        if WORDS.value.nouns.is(&self.tokens[many].text) && !self.topics().is_empty() {
            return false;
        }
        let counts_items = WORDS.value.tasks.at_end(&self.tokens[many].text).is_some();
        let words = self.topic_words();
        many < target || counts_items || words.is_empty() || indicator::targets(&words, "", self.names).is_empty()
    }

    /// Whether the question asks how many with a word that counts things: 多少个, 几家.
    fn counts_things(&self) -> bool {
        let classified = |token: &Token| WORDS.value.countable.at_end(&token.text).is_some();
        self.tokens.iter().any(|token| token.is(&Kind::HowMany) && classified(token))
    }

    /// Whether an amount tells which value is meant that the question names at its end: 单户500万元以上的担保费率.
    fn ends_in_value(&self) -> bool {
        let amount = self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(..)));
        let named = |token: &Token| token.kind == Kind::Text && WORDS.value.nouns.at_end(&token.text).is_some();
        amount && self.tokens.last().is_some_and(named) && !self.has(&Kind::Which) && !self.has(&Kind::Target)
    }

    /// The amounts that stand beside what is asked for, each with the side of it that is meant (500万元以上).
    fn take_amounts(&mut self) -> Vec<Amount> {
        let mut amounts = Vec::new();
        for (at, (used, token)) in self.used.iter_mut().zip(self.tokens).enumerate() {
            if matches!(token.kind, Kind::Number(..)) {
                *used = true;
                let follows = |at: usize, end: usize| self.tokens.get(at).filter(|next| next.start == end);
                // 500万以上, without the unit
                let scale = follows(at + 1, token.end).filter(|next| WORDS.value.scale.is(&next.text));
                let behind = scale.map_or((at + 1, token.end), |scale| (at + 2, scale.end));
                let next = follows(behind.0, behind.1);
                let above = next.and_then(|next| match next.kind {
                    Kind::Compares(Op::More | Op::AtLeast) => Some(true),
                    Kind::Compares(Op::Less | Op::AtMost) => Some(false),
                    _ => None,
                });
                let scale = scale.map_or("", |scale| scale.text.as_str());
                amounts.push(Amount { text: format!("{}{scale}", token.text), above });
            }
        }
        amounts
    }

    /// The unit of measure that is asked for: 几天, 多少亿.
    fn measure(&mut self) -> Option<String> {
        let at = self.tokens.iter().position(|token| matches!(token.kind, Kind::Measure(_)))?;
        self.used[at] = true;
        if let Kind::Measure(unit) = &self.tokens[at].kind { Some(unit.clone()) } else { None }
    }

    fn take_limits(&mut self) {
        for (used, token) in self.used.iter_mut().zip(self.tokens) {
            *used |= matches!(token.kind, Kind::Compares(_) | Kind::Most | Kind::Least);
        }
    }

    fn value_test(&mut self) -> Result<Option<ValueTest>, Cause> {
        let Some(at) = self.tokens.iter().position(|token| matches!(token.kind, Kind::Number(..))) else {
            return Ok(None);
        };
        let Kind::Number(number, unit) = &self.tokens[at].kind else { return Ok(None) };
        let mut op = None;
        for beside in [at.checked_sub(1), Some(at + 1), at.checked_sub(2)].into_iter().flatten() {
            if let Some(Kind::Compares(found)) = self.tokens.get(beside).map(|token| &token.kind) {
                op.get_or_insert(*found);
                self.used[beside] = true;
            }
        }
        self.used[at] = true;
        let unit = if unit.is_empty() { self.measure_after(at) } else { unit.clone() };
        Ok(Some(ValueTest { op: op.unwrap_or(Op::Equal), number: *number, unit }))
    }

    /// A short word that follows a number at once is its unit, though no target has it: 500套.
    fn measure_after(&mut self, at: usize) -> String {
        let Some(next) = self.tokens.get(at + 1) else { return String::new() };
        let follows = next.start == self.tokens[at].end && next.text.chars().nth(2).is_none();
        if next.kind != Kind::Text || !follows || next.text.starts_with(['前', '后', '起', '止']) {
            return String::new();
        }
        self.used[at + 1] = true;
        next.text.clone()
    }
}
