//! A number in its place: the words around it, and the questions that the rules ask about them.

mod words;

use super::Setting;
use super::decision::Decision;
use super::passage::Passage;
use super::subject::{behind_date, opening_verb, subject, without_opening};
use std::cell::OnceCell;
use words::{after_bracket, without_brackets};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::{MeasureClass, WordKind};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Change, Comparator, Reading, Value};
use zhengtu_terms::numeral::NumeralForm;
use zhengtu_terms::quantity::Quantity;
use zhengtu_text::Span;

/// The shortest clause of a verb and a thing, in characters.
const SHORTEST_CLAUSE: usize = 3;

pub(super) use words::{after_within, before_within, ending};

/// A number in its place. Spans are into the passage.
pub(super) struct Site<'a> {
    pub lexicon: &'a Lexicon,
    pub passage: &'a Passage<'a>,
    pub setting: Setting,
    /// The number; the first of a list.
    pub quantity: &'a Quantity,
    /// The last of the list, or the number itself.
    pub last: &'a Quantity,
    pub clause: Span,
    /// The part of the clause that belongs to the number.
    pub phrase: Span,
    /// Where the phrase of the next number can start.
    pub next_phrase: usize,
    /// Whether the next number is the level that this one is changed to.
    pub starts_change: bool,
    /// Whether the next number counts the things that stand between the two.
    pub next_counts: bool,
    pub sentence: Span,
    /// Whether a time limit stands before it in the sentence.
    pub limit: bool,
    /// Whether the period in force is over.
    pub past: bool,
    /// The starting value.
    pub from: Option<f64>,
    /// What the number before it in the clause was taken for.
    pub last_decision: Option<Decision>,
    /// Whether a target stands before it in the sentence.
    pub follows: bool,
    /// The units of the targets of the sentence so far, each once.
    pub units: Vec<&'a str>,
    /// The phrase before the words about the number, without brackets.
    pub before: String,
    /// The phrase after the number, its unit and its comparator, without brackets.
    pub after: String,
    /// What is asked for by several rules, where one did.
    pub subject: OnceCell<String>,
}

/// The longest name of what a share is of, in characters.
const LONGEST_WHOLE: usize = 12;

/// How near before a level a word of policy stands, in characters.
const NEAR_LEVEL: usize = 8;

impl<'a> Site<'a> {
    /// The site with the words around the number read from its phrase.
    pub fn with_words(mut self) -> Self {
        let end = self.quantity.lead.max(self.phrase.start);
        let start = self.last.span.end.min(self.phrase.end);
        self.before = without_brackets(&self.passage.text[self.phrase.start..end]);
        self.after = without_brackets(after_bracket(&self.passage.text[start..self.phrase.end]));
        // The comparator at the end of the clause (2个环节以内) was read with the number.
        let bound = self.at_end(Sign::Bound, &self.after).filter(|_| self.last.comparator.is_some());
        if let Some(length) = bound.map(str::len) {
            self.after.truncate(self.after.len() - length);
        }
        // 完成利润1000亿元的目标: what it is called changes nothing.
        if self.after.strip_prefix('的').is_some_and(|rest| self.at_start(Sign::GoalOfQuote, rest) == Some(rest)) {
            self.after.clear();
        }
        self
    }

    pub fn before(&self) -> &str {
        &self.before
    }

    pub fn after(&self) -> &str {
        &self.after
    }

    /// What stands before the number, without what is no part of the name of what is measured.
    pub fn subject(&self) -> &str {
        self.subject.get_or_init(|| subject(self.lexicon, self.before()).to_owned())
    }

    /// The clause up to the number.
    pub fn lead_words(&self) -> &'a str {
        before_within(self.passage.text, self.clause.start, self.quantity.number.start)
    }

    /// The words straight before the number that say something about it.
    pub fn about(&self) -> &'a str {
        &self.passage.text[self.quantity.lead..self.quantity.number.start]
    }

    /// The sentence up to the clause.
    pub fn earlier(&self) -> &'a str {
        before_within(self.passage.text, self.sentence.start, self.clause.start)
    }

    /// What stands between the number and the words after its unit: 万元及以下.
    pub fn suffix(&self) -> &'a str {
        self.passage.text[self.quantity.number.end..self.last.span.end].trim()
    }

    pub fn within(&self, sign: Sign, text: &str) -> bool {
        self.lexicon.targets().within(sign, text).is_some()
    }

    pub fn at_start<'t>(&'t self, sign: Sign, text: &str) -> Option<&'t str> {
        self.lexicon.targets().at_start(sign, text)
    }

    pub fn at_end<'t>(&'t self, sign: Sign, text: &str) -> Option<&'t str> {
        self.lexicon.targets().at_end(sign, text)
    }

    pub fn starts(&self, sign: Sign, text: &str) -> bool {
        self.at_start(sign, text).is_some()
    }

    pub fn ends(&self, sign: Sign, text: &str) -> bool {
        self.at_end(sign, text).is_some()
    }

    /// What is measured; hours by the ten thousand are an amount, and no time within which to act.
    pub fn class(&self) -> Option<MeasureClass> {
        let scaled = self.quantity.unit.starts_with(['万', '亿']);
        self.quantity.class.filter(|&class| !(scaled && class == MeasureClass::Time))
    }

    pub fn is(&self, class: MeasureClass) -> bool {
        self.class() == Some(class)
    }

    /// Money, also by the head or household: 80万/户.
    pub fn is_money(&self) -> bool {
        if self.is(MeasureClass::Money) {
            return true;
        }
        self.quantity.unit.split_once('/').is_some_and(|(unit, _)| unit.starts_with(['万', '元', '亿']))
    }

    /// A percentage or points of one.
    pub fn is_share(&self) -> bool {
        matches!(self.class(), Some(MeasureClass::Percent | MeasureClass::Points))
    }

    /// Things, people, money, areas: whatever has a unit and is neither share, time, rank nor ratio.
    pub fn is_amount(&self) -> bool {
        match self.class() {
            None => !self.quantity.unit.is_empty(),
            Some(class) => !matches!(
                class,
                MeasureClass::Percent
                    | MeasureClass::Points
                    | MeasureClass::Time
                    | MeasureClass::Rank
                    | MeasureClass::Ratio
            ),
        }
    }

    /// Things counted one by one.
    pub fn is_count(&self) -> bool {
        matches!(self.class(), Some(MeasureClass::Count | MeasureClass::People | MeasureClass::Household))
    }

    pub fn is_arabic(&self) -> bool {
        self.quantity.form == NumeralForm::Arabic
    }

    /// Whether a verb of change or a level stands straight before the number.
    pub fn is_stated(&self) -> bool {
        self.quantity.change.is_some() || self.is_level()
    }

    /// Whether a level stands straight before the number: 达到, 压缩至.
    pub fn is_level(&self) -> bool {
        self.quantity.is_level()
    }

    /// Whether a comparator stands beside the number.
    pub fn is_compared(&self) -> bool {
        self.quantity.comparator.is_some()
    }

    /// Whether a comparator stands beside the number or 至少 before its verb.
    pub fn is_bounded(&self) -> bool {
        self.is_compared() || self.lead_words().contains("至少")
    }

    /// Whether a level, a change or a comparator says something about the number.
    pub fn is_said(&self) -> bool {
        self.is_stated() || self.is_compared()
    }

    /// Whether it is what something is changed by or to: 压缩, 压缩至.
    pub fn is_changed(&self) -> bool {
        self.quantity.is_changed()
    }

    /// Whether it is the level that something is changed to: 压缩至.
    pub fn changes_into_level(&self) -> bool {
        self.quantity.to && self.quantity.change.is_some()
    }

    /// Whether it is the most that may be.
    pub fn is_at_most(&self) -> bool {
        self.quantity.comparator == Some(Comparator::AtMost)
    }

    /// Whether the number before it in the clause is a target.
    pub fn follows_target(&self) -> bool {
        self.last_decision.is_some_and(|last| last.reading == Reading::Target)
    }

    /// Whether the number goes on with a target of its clause.
    pub fn continues_target(&self) -> bool {
        self.goes_on() && self.follows_target()
    }

    /// Whether 内 or 以内 stands after the number.
    pub fn is_inside(&self) -> bool {
        self.last.span.of(self.passage.text).ends_with('内')
    }

    /// A time within which something is to be: 3个工作日内.
    pub fn is_within(&self) -> bool {
        self.is_at_most() && self.is_inside()
    }

    /// A service limit without a comparator: 3个工作日.
    pub fn is_plain_limit(&self) -> bool {
        !self.is_compared() && self.is_short_time()
    }

    /// Whether the unit is one in which service limits are counted: minutes to days.
    pub fn is_short_time(&self) -> bool {
        self.at_start(Sign::LongTime, &self.quantity.unit) != Some(self.quantity.unit.as_str())
    }

    /// Whether the number follows another of its clause.
    pub fn goes_on(&self) -> bool {
        self.phrase.start > self.clause.start
    }

    /// Whether the number opens its clause.
    pub fn opens_clause(&self) -> bool {
        self.before().is_empty() && !self.goes_on()
    }

    /// Whether nothing stands in its phrase but the number.
    pub fn is_alone(&self) -> bool {
        self.before().is_empty() && self.after().is_empty()
    }

    /// Whether what it is of stands before it, and nothing after it.
    pub fn is_named(&self) -> bool {
        self.after().is_empty() && !self.before().is_empty()
    }

    /// What stands after the number, where that is a thing and not 的 with a thing behind it.
    pub fn thing(&self) -> Option<&str> {
        let after = self.after();
        let thing = !after.is_empty() && !after.starts_with('的');
        thing.then_some(after)
    }

    /// A number without a unit.
    pub fn is_index(&self) -> bool {
        self.class().is_none() && self.quantity.unit.is_empty()
    }

    /// A level stated of what may itself be a condition: 注册资本达到1亿元.
    pub fn states_level(&self) -> bool {
        if self.is_stated() {
            return true;
        }
        self.about().contains("突破") && self.after().is_empty()
    }

    /// An amount that is more than what is done to so many things.
    fn is_plain_amount(&self) -> bool {
        self.is_amount() && !self.improves_things()
    }

    /// An amount with a level or a change.
    pub fn states_amount(&self) -> bool {
        if !self.is_plain_amount() || self.counts_out() {
            return false;
        }
        self.is_stated()
    }

    /// 分三类, 聚焦到4个方面: what is counted out is no level.
    pub fn counts_out(&self) -> bool {
        let only_to = matches!(self.quantity, Quantity { to: true, reach: false, change: None, .. });
        if !only_to || self.setting.goal {
            return false;
        }
        self.is_amount() && self.counts_out_things()
    }

    /// An amount with a comparator.
    pub fn is_bounded_amount(&self) -> bool {
        self.is_plain_amount() && self.is_bounded()
    }

    /// Where a word that makes a number a parameter stands: beside a level or a change only what is straight
    /// before it counts.
    pub fn words_of_parameter(&self) -> &str {
        if !self.is_stated() {
            return self.lead_words();
        }
        ending(self.subject(), NEAR_LEVEL)
    }

    /// The sentence up to the clause, as far as it speaks of the same: from its last semicolon or 。 on.
    pub fn earlier_part(&self) -> &'a str {
        let earlier = self.earlier();
        earlier.rsplit(['；', ';', '。']).next().unwrap_or(earlier)
    }

    /// The sentence after the number, up to its first semicolon or 。.
    pub fn later_part(&self) -> &'a str {
        let later = after_within(self.passage.text, self.last.span.end, self.sentence.end);
        later.split(['；', ';', '。']).next().unwrap_or(later)
    }

    /// 不低于合同总价的10%: what the share is of, where a floor stands before it.
    pub fn floor_of(&self) -> Option<&str> {
        let whole = Some(self.before()).filter(|_| self.about() == "的")?;
        let floor = self.lexicon.targets().within(Sign::Floor, whole)?;
        // 起始价按不低于最低标准的70%: by what something is reckoned.
        let (_, of) = whole.rsplit_once(floor).filter(|(head, _)| !head.ends_with('按'))?;
        Some(of).filter(|of| (1..=LONGEST_WHOLE).contains(&of.chars().count()))
    }

    /// 控制在每平方公里1万人: whether words that state a level stand before 每 and its unit, where they stand.
    pub fn per_unit(&self) -> Option<bool> {
        let head = self.without_per()?;
        let kind = self.lexicon.measures().word_before(head).map(|(kind, _)| kind);
        Some(matches!(kind, Some(WordKind::Reach | WordKind::To | WordKind::AtMost | WordKind::AtLeast)))
    }

    /// The phrase before 每 and a unit straight before the number.
    pub fn without_per(&self) -> Option<&str> {
        let (head, unit) = self.before().rsplit_once('每')?;
        self.lexicon.measures().unit(unit).map(|_| head)
    }

    /// 自受理之日起3个工作日: whether the limit runs from an event.
    pub fn runs_from_event(&self) -> bool {
        self.before().ends_with(['起', '后'])
    }

    /// Whether the phrase ends with what is measured (处理率).
    pub fn ends_with_indicator(&self) -> bool {
        self.ends(Sign::Indicator, self.before())
    }

    /// Whether the thing counted commits nobody: 4个环节, 3项重点任务.
    pub fn is_abstract(&self) -> bool {
        words::is_abstract(self.lexicon, &self.quantity.unit, self.after())
    }

    /// Whether things are counted that may be what is committed to.
    pub fn counts_things(&self) -> bool {
        !self.after().is_empty() && !self.is_abstract()
    }

    /// Whether the number counts something in digits.
    pub fn is_printed_count(&self) -> bool {
        self.is_arabic() && self.is_count()
    }

    /// Whether it does, and of things that may be what is committed to.
    pub fn counts_in_digits(&self) -> bool {
        self.is_printed_count() && self.counts_things()
    }

    /// Whether the number only says how many of something general there are, and changes nothing to that.
    pub fn counts_out_things(&self) -> bool {
        self.is_abstract() && !self.names_change()
    }

    /// Whether a word of change stands with its level earlier in the phrase: 压减为申请、装表2个.
    pub fn names_change(&self) -> bool {
        words::names_change(self.lexicon, self.before())
    }

    /// The phrase before the number without 首批, 全市 and the like between its verb and it.
    pub fn verb_phrase(&self) -> &str {
        let without = |sign: Sign, text: &str| text.len() - self.at_end(sign, text).map_or(0, str::len);
        let phrase = &self.before()[..without(Sign::Batch, self.before())];
        &phrase[..without(Sign::Everywhere, phrase)]
    }

    /// Whether a verb that commits to a quantity stands at the end of the phrase before the number.
    pub fn is_committed(&self) -> bool {
        self.ends(Sign::Commit, self.verb_phrase())
    }

    /// 集中执行行动12次: whether it is counted how often something is done.
    fn counts_times(&self) -> bool {
        self.at_start(Sign::Times, &self.quantity.unit) == Some(self.quantity.unit.as_str())
    }

    /// Whether the phrase opens with a verb that commits to a quantity, after its date and subject.
    pub fn opens_with_commitment(&self) -> bool {
        let before = self.before();
        let Some(verb) = opening_verb(self.lexicon, before) else { return false };
        if self.within(Sign::Commit, verb) {
            return true;
        }
        if !self.within(Sign::Weak, verb) {
            return false;
        }
        !self.ends(Sign::Abstract, before) || self.counts_times()
    }

    /// 推进科技馆等12个项目加快建设, 完成文化路、人民路2条道路大修: the verb that opens the phrase commits to the things listed
    /// before the number.
    pub fn commits_to_listed(&self) -> bool {
        let phrase = self.verb_phrase();
        let listed = phrase.ends_with('等') || self.is_arabic() && phrase.contains('、');
        if !listed || !self.counts_things() {
            return false;
        }
        self.opens_with_commitment()
    }

    /// 落实奖补资金2.6亿元: whether somebody is to set money aside, whatever it will be given for.
    pub fn allots_funds(&self) -> bool {
        let phrase = Some(self.before()).filter(|phrase| self.ends(Sign::Funds, phrase));
        // 给予 says that it is for whoever qualifies.
        let phrase = phrase.filter(|phrase| !phrase.contains('予')).filter(|_| self.is_money());
        phrase.filter(|_| self.is_named()).is_some_and(|phrase| self.within(Sign::Allot, phrase))
    }

    /// Whether a word of commitment stands beside a number that was taken for something else.
    pub fn is_doubtful(&self, decision: Decision) -> bool {
        match (decision.rule, decision.reading) {
            // 打造5ms低时延圈: a thing counted out or measured in a clause that commits to something.
            ("uncommitted" | "time-circle", _) if self.opens_with_commitment() => true,
            // 延伸管网86公里: a clause that names a thing and closes with so many of it.
            ("uncommitted", Reading::Count | Reading::Unexplained) if self.closes_clause() => true,
            // 对28所学校…: things counted in a clause that does something with them.
            ("uncommitted" | "summed-up", Reading::Count) if self.is_worked_on() => true,
            // 年租金不低于420万元
            (_, Reading::Parameter) if self.is_floor() => true,
            ("starting-value", _) => false,
            ("quoted", Reading::Name) => self.is_aimed_at(),
            (_, Reading::Count | Reading::Condition | Reading::Parameter | Reading::Unexplained) => self.is_aimed_at(),
            _ => false,
        }
    }

    /// Whether things are counted in a clause that holds a verb that commits to something.
    fn is_worked_on(&self) -> bool {
        let verb = |text: &str| [Sign::Commit, Sign::Weak].iter().any(|&sign| self.within(sign, text));
        self.counts_in_digits() && [self.before(), self.after()].into_iter().any(verb)
    }

    /// Whether a clause of the measures names a thing and closes with a number of it.
    fn closes_clause(&self) -> bool {
        let thing = Some(self.before()).filter(|_| self.is_named()).filter(|_| self.is_arabic());
        thing.filter(|_| !self.is_abstract()).is_some_and(|thing| thing.chars().nth(SHORTEST_CLAUSE - 1).is_some())
    }

    /// Whether the number is the least that is to be.
    fn is_floor(&self) -> bool {
        // 500万元以上 tells who qualifies.
        self.quantity.comparator == Some(Comparator::AtLeast) && !self.suffix().ends_with('上')
    }

    /// Whether a verb, a level or a word of aims stands before the number.
    fn is_aimed_at(&self) -> bool {
        self.is_committed() || self.is_level() || self.within(Sign::Aim, self.lead_words())
    }

    /// What the words about a number compare with.
    pub fn comparator(&self, quantity: &Quantity) -> Comparator {
        let range = matches!(quantity.value, Value::Range(_));
        // 控制在0.6—0.8 names both bounds.
        let kept = quantity.comparator.filter(|_| !(range && self.about().ends_with("控制在")));
        kept.or_else(|| self.implied()).unwrap_or(Comparator::Equal)
    }

    /// What words further off compare with: 至少建设30家, 不低于总价的10%, 自受理之日起3日.
    fn implied(&self) -> Option<Comparator> {
        if self.lead_words().contains("至少") || self.floor_of().is_some() {
            return Some(Comparator::AtLeast);
        }
        (self.is(MeasureClass::Time) && self.runs_from_event()).then_some(Comparator::AtMost)
    }

    /// 改造提升30万亩: a word that raises a rate only says what is done to things.
    pub fn improves_things(&self) -> bool {
        let things = match self.class() {
            Some(MeasureClass::Score) | None => false,
            Some(_) => self.is_amount(),
        };
        if !things || self.is_level() {
            return false;
        }
        self.ends(Sign::Improve, self.about())
    }

    /// A word of change earlier in the phrase, with the thing changed between it and the number
    /// (新增上市挂牌公司10家).
    pub fn distant_change(&self) -> Option<Change> {
        if self.names_change() {
            return None;
        }
        let before = self.before();
        let opening = without_opening(self.lexicon, before);
        let text = if opening.is_empty() { before } else { opening };
        // 新增车辆中氢能占比, 占新增用地的8%: the words of change belong to what is measured.
        if self.is_share() && (self.ends(Sign::Rate, before) || before.contains('占')) {
            return None;
        }
        if self.adds(before, text) {
            return Some(Change::Increase);
        }
        // A share of what is no rate is what it falls by: 压减用电量20%.
        let falls_by = self.is_share() && !self.ends(Sign::Measured, before);
        if !falls_by && self.ends_with_indicator() {
            return None;
        }
        let amount = self.is_share() || self.about().is_empty();
        let dated = behind_date(self.lexicon, before);
        (amount && self.opens(Sign::Cut, &[text, before, dated])).then_some(Change::Decrease)
    }

    /// 全市新增专利授权5000件; but 城镇新增就业 is the name of a statistic.
    fn adds(&self, before: &str, text: &str) -> bool {
        if before.contains("新增") && !self.within(Sign::Statistic, before) {
            return true;
        }
        let verb = self.at_end(Sign::Commit, before);
        if verb.is_some_and(|verb| self.at_start(Sign::Add, verb) == Some(verb)) {
            return true;
        }
        self.opens(Sign::Add, &[text, before])
    }

    /// Whether one of the phrases starts with a word of the group.
    fn opens(&self, sign: Sign, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.starts(sign, phrase))
    }
}
