//! The numbers of a paragraph, one after the other, each with the phrase that it stands in.

use super::lex::{Lexicon, Sign};
use super::passage::{Enclosure, Passage};
use super::period::Periods;
use super::rules::{self, Decision, list};
use super::site::Site;
use super::{CommitmentDraft, NumberReading, Numbers, Setting, TargetDraft, commitment, indicator, spread};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Change, Date, Reading, Value};
use zhengtu_terms::Term;
use zhengtu_terms::dates::DateMention;
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
    let mut reader = Reader { lexicon, passage, setting, periods, found, state: State::default() };
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
    /// What the last target of the sentence measures.
    indicator: Option<String>,
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
}

struct Reader<'a, 'b> {
    lexicon: &'a Lexicon,
    passage: &'a Passage<'a>,
    setting: &'a Setting,
    periods: &'b mut Periods,
    found: &'b mut Numbers,
    state: State<'a>,
}

impl<'a> Reader<'a, '_> {
    fn term(&mut self, index: usize) {
        let passage = self.passage;
        let term = &passage.terms[index];
        let known = !self.state.sentence.is_empty() && self.state.sentence.contains(term.span());
        let sentence = if known { self.state.sentence } else { passage.sentence(term.span()) };
        if sentence.start > self.state.sentence.start && sentence.start >= self.state.sentence.end {
            self.periods.sentence();
            self.state = State { sentence, ..State::default() };
        } else if self.state.sentence.is_empty() {
            self.state.sentence = sentence;
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
        let named = is_in_name(passage, mention);
        self.periods.date(mention, named);
        let commits = !named && commitment::is_commitment(self.lexicon, passage, mention) && !self.periods.is_past();
        let reading = match commits {
            true => Reading::Commitment,
            false if named => Reading::Name,
            false => date_reading(mention),
        };
        self.found.readings.push(NumberReading::plain(passage.locate(mention.span), reading));
        if let (true, Some(end)) = (commits, mention.end) {
            let quote = passage.locate(commitment::clause_of(passage, mention));
            let date = passage.locate(mention.span);
            self.found.commitments.push(CommitmentDraft { node: passage.node, end, date, quote });
        }
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
        for member in &passage.terms[index..index + members] {
            self.found.readings.push(NumberReading {
                span: passage.locate(member.span()),
                reading: decision.reading,
                rule: Some(decision.rule),
                doubtful: false,
            });
        }
        self.decided(&site, index, members, decision);
    }

    /// Remembers what was decided for the numbers after this one.
    fn decided(&mut self, site: &Site<'a>, index: usize, members: usize, decision: Decision) {
        self.state.last_decision = Some(decision);
        if decision.reading == Reading::Baseline && site.starts_change {
            self.state.from = first_value(site.quantity);
        }
        if decision.reading != Reading::Target {
            return;
        }
        let unit = list::things(&site.quantity.unit);
        if !self.state.units.contains(&unit) {
            self.state.units.push(unit);
        }
        self.target(site, index, members, decision.rule);
        self.state.limit |= site.is(MeasureClass::Time);
        self.state.phrase = site.next_phrase;
        self.state.from = None;
    }

    fn site(&self, index: usize, quantity: &'a Quantity, last: &'a Quantity, members: usize) -> Site<'a> {
        let passage = self.passage;
        let clause = self.state.clause;
        let start = self.state.phrase.clamp(clause.start, quantity.lead.max(clause.start));
        let next = passage.terms[index + members..].iter().find_map(|term| match term {
            Term::Quantity(next)
                if next.number.start < clause.end
                    && next.lead >= last.span.end
                    && !says_which(passage.text, next)
                    && passage.enclosure(next.number) == passage.enclosure(quantity.number) =>
            {
                Some(next)
            }
            _ => None,
        });
        let (end, next_phrase) = cut(passage.text, last.span.end, clause.end, next);
        let starts_change = next.is_some_and(|next| self.is_starting_value(clause.start, quantity, next));
        Site {
            lexicon: self.lexicon,
            passage,
            setting: *self.setting,
            quantity,
            last,
            clause,
            phrase: Span::new(start, end.max(last.span.end)),
            next_phrase,
            starts_change,
            next_counts: next.is_some_and(|next| {
                matches!(next.class(), Some(MeasureClass::Count | MeasureClass::Household))
                    && !passage.text[last.span.end..next.number.start].contains(['、', '和'])
            }),
            sentence: self.state.sentence,
            limit: self.state.limit,
            past: self.periods.is_past(),
            from: self.state.from,
            last_decision: self.state.last_decision,
            follows: self.state.indicator.is_some(),
            units: self.state.units.clone(),
            before: String::new(),
            after: String::new(),
        }
        .with_words()
    }

    /// 由30日内压缩至15日内: the first is the value from which the second starts.
    fn is_starting_value(&self, clause: usize, quantity: &Quantity, next: &Quantity) -> bool {
        let changed = (next.to || next.reach) && next.class() == quantity.class();
        let text = self.passage.text;
        if !changed || text[quantity.span.end..next.lead.max(quantity.span.end)].contains('、') {
            return false;
        }
        self.lexicon.targets().within(Sign::Starting, &text[clause..quantity.number.start]).is_some()
    }

    /// The last days of as many dates as the list has members: 2023年、2024年分别建成3万个、4万个.
    fn listed_days(&self, site: &Site<'_>, index: usize, members: usize) -> Vec<Date> {
        if members < 2 || !site.lead_words().contains("分别") {
            return Vec::new();
        }
        let dates = self.passage.terms[..index].iter().rev().filter_map(|term| match term {
            Term::Date(mention) if site.clause.contains(mention.span) => mention.end,
            _ => None,
        });
        let mut days: Vec<Date> = dates.collect();
        days.reverse();
        if days.len() == members { days } else { Vec::new() }
    }

    fn target(&mut self, site: &Site<'_>, index: usize, members: usize, rule: &'static str) {
        let indicator::Named { name: named, borrowed } = indicator::of(site, self.state.indicator.as_deref());
        let named = match rule {
            "commitment" | "comparator" if self.state.indicator.as_ref() != Some(&named) => {
                indicator::without_commitment(self.lexicon, &named).to_owned()
            }
            _ => named,
        };
        let names = spread::over(self.lexicon, &named, members);
        let mut quote = self.passage.locate(quote(site));
        if borrowed {
            // The clause before names what is measured.
            quote = self.passage.locate(indicator::clause_before(site)).join(quote);
        }
        let days = self.listed_days(site, index, members);
        for (member, name) in names.into_iter().enumerate() {
            let Some(Term::Quantity(quantity)) = self.passage.terms.get(index + member) else { continue };
            self.found.targets.push(TargetDraft {
                node: self.passage.node,
                quote,
                number: self.passage.locate(quantity.number),
                indicator: name,
                comparator: site.comparator(quantity),
                change: change(site, quantity, self.state.change.filter(|_| rule == "list")),
                value: quantity.value,
                unit: quantity.unit.clone(),
                from: site.from,
                deadline: days.get(member).copied().or_else(|| self.periods.current()),
                rule,
            });
        }
        self.state.indicator = Some(named);
        self.state.change = self.found.targets.last().map(|target| target.change);
    }
}

/// Whether the date stands in a title or in quoted words.
fn is_in_name(passage: &Passage<'_>, mention: &DateMention) -> bool {
    if passage.in_title(mention.span) {
        return true;
    }
    let Some((Enclosure::Quote, inner)) = passage.enclosure(mention.span) else { return false };
    inner != mention.span && !commitment::is_plan(mention)
}

fn change(site: &Site<'_>, quantity: &Quantity, listed: Option<Change>) -> Change {
    if quantity.to || quantity.reach || site.improves_things() {
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
    let skip = ["其中", "、"].iter().find(|word| phrase.of(text).starts_with(**word));
    Span::new(phrase.start + skip.map_or(0, |word| word.len()), phrase.end)
}

/// Where the phrase of a number ends and the next can start: at the 、 before the next number.
fn cut(text: &str, from: usize, end: usize, next: Option<&Quantity>) -> (usize, usize) {
    let Some(next) = next else { return (end, end) };
    let between = &text[from..next.lead.max(from)];
    match between.rfind('、') {
        Some(at) => (from + at, from + at + '、'.len_utf8()),
        None => (next.lead.max(from), from),
    }
}

/// 25个社零额超过200亿元的强县: a number with 的 after it says which of the things counted before are meant.
fn says_which(text: &str, next: &Quantity) -> bool {
    text[next.span.end..].starts_with('的') && (next.comparator.is_some() || next.reach)
}
