//! The numbers of a paragraph, one after the other, each with the phrase that it stands in.

use super::decision::Decision;
use super::passage::{Enclosure, Passage, date_reading};
use super::period::Periods;
use super::rules::{self, list};
use super::site::{Site, after_within, before_within};
use super::subject::without_commitment;
use super::{CommitmentDraft, NumberReading, Numbers, Setting, TargetDraft, commitment, indicator, spread};
use std::cell::OnceCell;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Change, Date, Reading, Value};
use zhengtu_terms::Term;
use zhengtu_terms::dates::{DateKind, DateMention};
use zhengtu_terms::quantity::Quantity;
use zhengtu_text::Span;

/// Reads the numbers and dates of a paragraph.
pub(super) fn read(
    lexicon: &Lexicon,
    passage: &Passage<'_>,
    setting: &Setting,
    periods: &mut Periods,
    found: &mut Numbers,
) {
    let mut reader = NumberReader { lexicon, passage, setting, periods, found, state: State::default() };
    for index in 0..passage.terms.len() {
        reader.term(index);
    }
}

/// What is remembered from one number of a paragraph to the next.
#[derive(Default)]
struct State<'a> {
    sentence: Span,
    clause: Span,
    /// Where the phrase of the next number of the clause can start.
    phrase: usize,
    /// What the targets of the sentence measure, the last one last.
    indicators: Vec<String>,
    /// What the last target of the sentence before measures, and its unit without its scale.
    earlier: Option<(String, &'a str)>,
    /// How the last target of the clause changes: 新增 holds for a whole list.
    change: Option<Change>,
    /// The starting value of the next number of the clause.
    from: Option<f64>,
    /// Whether the sentence already holds a time limit.
    limit: bool,
    /// What the last number of the sentence was taken for.
    last_decision: Option<Decision>,
    /// The units of the targets of the sentence so far, without their scales, each once.
    units: Vec<&'a str>,
    /// For each of `indicators` its unit without its scale.
    measured: Vec<&'a str>,
    /// The level of an earlier year of the sentence, from which the next level starts.
    base: Option<Base<'a>>,
    /// The clause that opens with 其中, and the period that holds behind it.
    within: Option<(Span, Option<Date>)>,
}

/// The level of an earlier year.
struct Base<'a> {
    value: f64,
    unit: &'a str,
    /// What is so high.
    indicator: String,
}

/// How many dates and other numbers may stand between a number and the next of its clause.
const MOST_BETWEEN: usize = 16;

/// The longest span of years for which a plan commits anybody.
const MOST_YEARS: f64 = 30.0;

struct NumberReader<'a, 'b> {
    lexicon: &'a Lexicon,
    passage: &'a Passage<'a>,
    setting: &'a Setting,
    periods: &'b mut Periods,
    found: &'b mut Numbers,
    state: State<'a>,
}

impl<'a> NumberReader<'a, '_> {
    fn term(&mut self, index: usize) {
        let passage = self.passage;
        let term = &passage.terms[index];
        let sentence = match self.state.sentence {
            known if is_around(known, term.span()) => known,
            _ => passage.sentence(term.span()),
        };
        if follows(sentence, self.state.sentence) {
            self.periods.sentence();
            let last = self.state.indicators.pop().zip(self.state.measured.pop());
            self.state = State { sentence, earlier: last, ..State::default() };
        } else if self.state.sentence.is_empty() {
            self.state.sentence = sentence;
        }
        if let Some((_, period)) = self.state.within.take_if(|(clause, _)| clause.end <= term.span().start) {
            self.periods.restore(period);
        }
        match term {
            Term::Date(mention) => self.date(mention),
            Term::Quantity(quantity) => self.quantity(index, quantity),
            Term::Figure(_) => {
                let reading = passage.plain_reading(term);
                self.found.readings.push(NumberReading::plain(passage.locate(term.span()), reading));
            }
        }
    }

    fn date(&mut self, mention: &DateMention) {
        let passage = self.passage;
        let named = is_in_name(passage, mention) || self.is_compared(mention);
        let clause = passage.clause(mention.span);
        if clause.of(passage.text).starts_with("其中") {
            self.state.within.get_or_insert((clause, self.periods.current()));
        }
        self.periods.date(mention, named);
        let reading = match named {
            true => Reading::Name,
            false if self.commits(mention) => Reading::Commitment,
            false => date_reading(mention),
        };
        self.found.readings.push(NumberReading::plain(passage.locate(mention.span), reading));
        if let (Reading::Commitment, Some(end)) = (reading, mention.end) {
            if commitment::closes_sentence(self.lexicon, passage, self.state.sentence, mention) {
                self.date_targets(end);
            }
            let quote = passage.locate(commitment::clause_of(passage, mention));
            let date = passage.locate(mention.span);
            self.found.commitments.push(CommitmentDraft { node: passage.node, end, date, quote });
        }
    }

    /// Gives the targets of the sentence that have no period the day with which it closes.
    fn date_targets(&mut self, end: Date) {
        let sentence = self.passage.locate(self.state.sentence);
        let own = self.found.targets.iter_mut().rev().take_while(|target| sentence.contains(target.number));
        own.filter(|target| target.deadline.is_none()).for_each(|target| target.deadline = Some(end));
    }

    /// Whether somebody is bound to do something by the date.
    fn commits(&self, mention: &DateMention) -> bool {
        commitment::is_commitment(self.lexicon, self.passage, mention) && !self.periods.is_past()
    }

    /// 高于2022年: the date only says with what something is compared.
    fn is_compared(&self, mention: &DateMention) -> bool {
        let clause = self.passage.clause(mention.span);
        let before = self.passage.text[clause.start.min(mention.span.start)..mention.span.start].trim_end();
        self.lexicon.targets().at_end(Sign::ThanWord, before).is_some()
    }

    fn quantity(&mut self, index: usize, quantity: &'a Quantity) {
        let passage = self.passage;
        let clause = passage.clause(quantity.number);
        if clause != self.state.clause {
            self.state.clause = clause;
            self.state.phrase = clause.start;
            self.state.from = None;
            self.state.change = None;
        }
        // The members of a list are read together, at its first.
        if quantity.list.is_some_and(|(member, _)| member > 0) {
            return;
        }
        let members = quantity.list.map_or(1, |(_, length)| length);
        let last = match passage.terms.get(index + members - 1) {
            Some(Term::Quantity(last)) => last,
            _ => quantity,
        };
        let site = self.site(index, quantity, last, members);
        let decision = rules::decide(&site);
        let doubtful = site.is_doubtful(decision);
        for member in &passage.terms[index..index + members] {
            self.found.readings.push(NumberReading {
                span: passage.locate(member.span()),
                reading: decision.reading,
                rule: Some(decision.rule),
                doubtful,
            });
        }
        if decision.reading != Reading::Target {
            self.years(index, quantity);
        }
        self.decided(&site, index, members, decision);
    }

    /// Remembers what was decided for the numbers after this one.
    fn decided(&mut self, site: &Site<'a>, index: usize, members: usize, decision: Decision) {
        // 1个五百亿级集群、2个百亿级企业: a number in a name decides about none beside it.
        if decision.reading != Reading::Name {
            self.state.last_decision = Some(decision);
        }
        if decision.reading == Reading::Baseline && site.starts_change {
            self.state.from = first_value(site.quantity);
        }
        if decision.rule == "earlier-year" {
            let indicator = site.subject().trim_end_matches('为').to_owned();
            let base = |value| Base { value, unit: &site.quantity.unit, indicator };
            self.state.base = first_value(site.quantity).map(base);
        }
        if decision.reading != Reading::Target {
            // What stands before a sign that joins belongs to no number after it.
            if !site.starts_change && site.next_phrase > site.phrase.end {
                self.state.phrase = site.next_phrase;
            }
            return;
        }
        let unit = list::things(&site.quantity.unit);
        if !self.state.units.contains(&unit) {
            self.state.units.push(unit);
        }
        let first = self.found.targets.len();
        self.target(site, index, members, decision.rule);
        let level = site.is_level().then_some(site.quantity.unit.as_str());
        let base = self.state.base.take_if(|base| level == Some(base.unit));
        for target in self.found.targets[first..].iter_mut().filter(|target| target.from.is_none()) {
            target.from = base.as_ref().map(|base| base.value);
        }
        self.state.limit |= site.is(MeasureClass::Time);
        self.state.phrase = site.next_phrase;
        self.state.from = None;
    }

    /// 2012年起5年内, 5年内: the years within which the sentence commits.
    fn years(&mut self, index: usize, quantity: &Quantity) {
        let text = self.passage.text;
        let Some(years) = whole_years(quantity) else { return };
        if !quantity.span.of(text).ends_with('内') && !text[quantity.span.end..].starts_with("时间内") {
            return;
        }
        let before = index.checked_sub(1).map(|before| &self.passage.terms[before]);
        let from = match before {
            Some(Term::Date(mention)) if mention.kind == DateKind::From => {
                mention.start.filter(|_| text[mention.span.end..quantity.span.start].trim().is_empty())
            }
            _ => None,
        };
        self.periods.within_years(years, from);
    }

    fn site(&self, index: usize, quantity: &'a Quantity, last: &'a Quantity, members: usize) -> Site<'a> {
        let passage = self.passage;
        let clause = self.state.clause;
        let lead = quantity.lead.max(clause.start);
        let start = lead - before_within(passage.text, self.state.phrase.clamp(clause.start, lead), lead).len();
        let near = passage.terms[index + members..].iter().take(MOST_BETWEEN);
        let next = near.take_while(|term| term.span().start < clause.end).find_map(|term| match term {
            Term::Quantity(next) if next.number.start < clause.end => {
                self.goes_on_with(quantity, last, next).then_some(next)
            }
            _ => None,
        });
        let (end, next_phrase) = cut(self.lexicon, passage.text, last.span.end, clause.end, next);
        let starts_change = next.is_some_and(|next| self.is_starting_value(clause.start, quantity, next));
        Site {
            lexicon: self.lexicon,
            passage,
            setting: *self.setting,
            quantity,
            last,
            clause,
            phrase: Span::new(start, last.span.end + after_within(passage.text, last.span.end, end).len()),
            next_phrase,
            starts_change,
            next_counts: next.is_some_and(|next| self.counts_between(last, next)),
            sentence: self.state.sentence,
            limit: self.state.limit,
            past: self.periods.is_past(),
            from: self.state.from,
            last_decision: self.state.last_decision,
            follows: !self.state.indicators.is_empty(),
            units: self.state.units.clone(),
            before: String::new(),
            after: String::new(),
            subject: OnceCell::new(),
        }
        .with_words()
    }

    /// Whether a number of the clause goes on where the one before it ends: it stands beside it, and does not say which
    /// of its things are meant.
    fn goes_on_with(&self, quantity: &Quantity, last: &Quantity, next: &Quantity) -> bool {
        if next.lead < last.span.end || says_which(self.passage.text, next) {
            return false;
        }
        self.passage.enclosure(next.number) == self.passage.enclosure(quantity.number)
    }

    /// Whether the next number counts the things that stand between it and the one before.
    fn counts_between(&self, last: &Quantity, next: &Quantity) -> bool {
        let counts = matches!(next.class, Some(MeasureClass::Count | MeasureClass::Household));
        counts && !self.passage.text[last.span.end..next.number.start].contains(['、', '和'])
    }

    /// 由30日内压缩至15日内: the first is the value from which the second starts.
    fn is_starting_value(&self, clause: usize, quantity: &Quantity, next: &Quantity) -> bool {
        if !next.is_level() || next.class != quantity.class {
            return false;
        }
        let text = self.passage.text;
        if text[quantity.span.end..next.lead.max(quantity.span.end)].contains('、') {
            return false;
        }
        self.lexicon.targets().within(Sign::Starting, &text[clause..quantity.number.start]).is_some()
    }

    /// The last days of as many dates as the list has members: 2023年、2024年分别建成3万个、4万个.
    fn listed_days(&self, site: &Site<'_>, index: usize, members: usize) -> Vec<Date> {
        if members < 2 || !site.lead_words().contains("分别") {
            return Vec::new();
        }
        let before = self.passage.terms[..index].iter().rev();
        let own = before.take_while(|term| term.span().start >= site.clause.start);
        let dates = own.filter_map(|term| match term {
            Term::Date(mention) if site.clause.contains(mention.span) => mention.end,
            _ => None,
        });
        let mut days: Vec<Date> = dates.collect();
        days.reverse();
        if days.len() == members { days } else { Vec::new() }
    }

    fn target(&mut self, site: &Site<'a>, index: usize, members: usize, rule: &'static str) {
        let unit = list::things(&site.quantity.unit);
        let earlier = self.state.earlier.as_ref().filter(|(_, of)| *of == unit).map(|(name, _)| name.as_str());
        let alike = self.state.measured.iter().rposition(|known| *known == unit).map(|at| &self.state.indicators[at]);
        let base = || self.state.base.as_ref().filter(|base| base.unit == site.quantity.unit);
        let last = self.state.indicators.last().or_else(|| Some(&base()?.indicator));
        let known = indicator::Known { previous: last.map(String::as_str), alike: alike.map(String::as_str), earlier };
        let indicator::Named { name: named, borrowed } = indicator::of(site, known);
        let named = match rule {
            "commitment" | "comparator" if self.state.indicators.last() != Some(&named) => {
                without_commitment(self.lexicon, &named).to_owned()
            }
            _ => named,
        };
        if let Some(each) = each_of(site, &named) {
            return self.each(site, &each, rule);
        }
        let names = self.names(&named, members);
        let mut quote = self.passage.locate(quote(site));
        if borrowed {
            // The clause before names what is measured.
            quote = self.passage.locate(indicator::clause_before(site)).join(quote);
        }
        let days = self.listed_days(site, index, members);
        for (member, name) in names.into_iter().enumerate() {
            let Some(Term::Quantity(quantity)) = self.passage.terms.get(index + member) else { continue };
            let deadline = days.get(member).copied().or_else(|| self.periods.current());
            let draft = self.draft(site, quantity, quote, rule);
            self.found.targets.push(TargetDraft { indicator: name, deadline, ..draft });
        }
        self.state.indicators.push(named);
        self.state.measured.push(unit);
        self.state.change = self.found.targets.last().map(|target| target.change);
    }

    /// 接待游客1000万人次，收入100亿元，分别增长15%、20%: each of the targets before, or what the phrase lists.
    fn names(&self, named: &str, members: usize) -> Vec<String> {
        let known = &self.state.indicators;
        let repeated = known.last().is_some_and(|last| last == named).then_some(members);
        match repeated {
            Some(members @ 2..) if members <= known.len() => known[known.len() - members..].to_vec(),
            _ => spread::over(self.lexicon, named, members),
        }
    }

    fn draft(&self, site: &Site<'_>, quantity: &Quantity, quote: Span, rule: &'static str) -> TargetDraft {
        TargetDraft {
            node: self.passage.node,
            quote,
            number: self.passage.locate(quantity.number),
            indicator: String::new(),
            comparator: site.comparator(quantity),
            change: change(site, quantity, self.state.change.filter(|_| rule == "list")),
            value: quantity.value,
            unit: quantity.unit.clone(),
            from: site.from,
            deadline: self.periods.current(),
            rule,
        }
    }

    /// 数据集、智能体各100个: a target for each of the things listed.
    fn each(&mut self, site: &Site<'a>, things: &[String], rule: &'static str) {
        let quote = self.passage.locate(quote(site));
        for thing in things {
            let draft = self.draft(site, site.quantity, quote, rule);
            self.found.targets.push(TargetDraft { indicator: thing.clone(), ..draft });
        }
        self.state.indicators.extend_from_slice(things);
        let unit = list::things(&site.quantity.unit);
        self.state.measured.extend(things.iter().map(|_| unit));
    }
}

/// Whether the sentence is known and has the span in it.
fn is_around(sentence: Span, span: Span) -> bool {
    !sentence.is_empty() && sentence.contains(span)
}

/// Whether a sentence stands behind another.
fn follows(sentence: Span, before: Span) -> bool {
    sentence.start > before.start && sentence.start >= before.end
}

/// The whole years that a quantity is, as far as a plan commits anybody.
fn whole_years(quantity: &Quantity) -> Option<u16> {
    let Value::Number(years) = quantity.value else { return None };
    if quantity.unit != "年" || !(1.0..=MOST_YEARS).contains(&years) {
        return None;
    }
    (years.fract() == 0.0).then_some(years as u16)
}

/// Whether the date stands in a title or in quoted words.
fn is_in_name(passage: &Passage<'_>, mention: &DateMention) -> bool {
    if passage.in_title(mention.span) {
        return true;
    }
    let Some((Enclosure::Quote, inner)) = passage.enclosure(mention.span) else { return false };
    inner != mention.span && !commitment::is_plan(mention)
}

/// The things of which there are to be as many each, where 各 stands straight before the number.
fn each_of(site: &Site<'_>, named: &str) -> Option<Vec<String>> {
    let listed = named.split(['、', '和', '及']).filter(|thing| !thing.is_empty());
    let each = match site.about().chars().next()? {
        '各' => site.is_amount(),
        '均' | '都' if site.is_share() => listed.clone().all(|thing| site.ends(Sign::Measured, thing)),
        _ => false,
    };
    let things: Vec<String> = listed.map(str::to_owned).collect();
    (each && things.len() > 1).then_some(things)
}

fn change(site: &Site<'_>, quantity: &Quantity, listed: Option<Change>) -> Change {
    if quantity.is_level() || site.improves_things() {
        return Change::Level;
    }
    quantity.change.or_else(|| site.distant_change()).or(listed).unwrap_or(Change::Level)
}

fn first_value(quantity: &Quantity) -> Option<f64> {
    match quantity.value {
        Value::Number(value) => Some(value),
        Value::Range([_, high]) => Some(high),
    }
}

/// The phrase without the words that only join it to what stands before.
fn quote(site: &Site<'_>) -> Span {
    let text = site.passage.text;
    let phrase = site.phrase.trim(text);
    let bracket = bracket_len(&text[phrase.start..site.quantity.number.start.max(phrase.start)]);
    let phrase = Span::new(phrase.start + bracket, phrase.end).trim(text);
    let skip = ["其中", "、"].iter().find(|word| phrase.of(text).starts_with(**word));
    let end = before_details(text, Span::new(site.last.span.end.min(phrase.end), phrase.end));
    Span::new(phrase.start + skip.map_or(0, |word| word.len()), end)
}

/// Where the rest of a phrase ends without a bracket at its end that has numbers of its own (（其中国家级2家）).
fn before_details(text: &str, rest: Span) -> usize {
    let words = rest.of(text);
    let open = words.find(['（', '(']).filter(|_| words.ends_with(['）', ')']));
    let details = open.filter(|&open| words[open..].contains(|char: char| char.is_ascii_digit()));
    details.map_or(rest.end, |open| rest.start + open)
}

/// The length of the brackets with which a text begins: what they say is of the sentence before.
fn bracket_len(text: &str) -> usize {
    let (mut depth, mut end) = (0usize, 0);
    for (at, char) in text.char_indices() {
        match char {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => {
                depth -= 1;
                end = if depth == 0 { at + char.len_utf8() } else { end };
            }
            _ if depth == 0 => return end,
            _ => {}
        }
    }
    end
}

/// Where the phrase of a number ends and the next can start: at the 、 before the next number, or at 和, 及
/// where its number or its verb follows, or the thing that it counts.
fn cut(lexicon: &Lexicon, text: &str, from: usize, end: usize, next: Option<&Quantity>) -> (usize, usize) {
    let Some(next) = next else { return (end, end) };
    let between = &text[from..next.lead.max(from)];
    let listed = between.rfind('、').map(|at| (at, at + '、'.len_utf8()));
    match joint(lexicon, between).into_iter().chain(listed).max_by_key(|&(_, after)| after) {
        Some((at, after)) => (from + at, from + after),
        None => (next.lead.max(from), from),
    }
}

/// The last word that joins what stands between two numbers, where the next number or its verb follows.
fn joint(lexicon: &Lexicon, between: &str) -> Option<(usize, usize)> {
    let words = lexicon.targets();
    let joints = words.words(Sign::Joining).iter().filter_map(|word| Some((between.rfind(word.as_str())?, word.len())));
    let goes_on = |rest: &str| match words.at_start(Sign::Commit, rest) {
        Some(verb) => verb.chars().count() > 1,
        None => rest.is_empty(),
    };
    // 停车场3座和充电站5座: straight behind a number the word leads to the next thing.
    let leads_on = |at: usize, rest: &str| if at == 0 { !rest.is_empty() } else { goes_on(rest) };
    joints
        .filter(|&(at, length)| leads_on(at, &between[at + length..]))
        .map(|(at, length)| (at, at + length))
        .max_by_key(|&(at, after)| (after, std::cmp::Reverse(at)))
}

/// 25个社零额超过200亿元的强县, 5个五百亿级集群: a number with 的 or 级 after it says which of the things counted before
/// are meant.
fn says_which(text: &str, next: &Quantity) -> bool {
    if next.span.of(text).ends_with('级') {
        return true;
    }
    text[next.span.end..].starts_with('的') && (next.comparator.is_some() || next.reach)
}
