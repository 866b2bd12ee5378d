//! The numbers of a paragraph, one after the other, each with the phrase that it stands in.

use super::judge::{self, Site};
use super::passage::{Enclosure, Passage, date_reading};
use super::period::Periods;
use super::{CommitmentDraft, Numbers, Setting, TargetDraft, indicator, spread};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Change, Comparator, Date, Reading, Value};
use zhengtu_terms::Term;
use zhengtu_terms::dates::{DateKind, DateMention, Granularity};
use zhengtu_terms::quantity::Quantity;
use zhengtu_text::Span;

/// Reads the numbers and dates of a paragraph.
pub(super) fn read(passage: &Passage<'_>, setting: &Setting, periods: &mut Periods, found: &mut Numbers) {
    let mut reader = Reader { passage, setting, periods, found, state: State::default() };
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
    last_reading: Option<Reading>,
    /// The units of the targets of the sentence so far.
    units: Vec<&'a str>,
}

struct Reader<'a, 'b> {
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
                self.found.readings.push((passage.locate(term.span()), reading));
            }
        }
    }

    fn date(&mut self, mention: &DateMention) {
        let passage = self.passage;
        let named = passage.in_title(mention.span)
            || matches!(passage.enclosure(mention.span), Some((Enclosure::Quote, inner)) if inner != mention.span && !is_plan(mention));
        self.periods.date(mention, named);
        let commits = !named && is_commitment(passage, mention) && !self.periods.is_past();
        let reading = match commits {
            true => Reading::Commitment,
            false if named => Reading::Name,
            false => date_reading(mention),
        };
        self.found.readings.push((passage.locate(mention.span), reading));
        if let (true, Some(end)) = (commits, mention.end) {
            let quote = passage.locate(commitment_clause(passage, mention));
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
        let (reading, rule) = judge::reading(&site);
        for member in &passage.terms[index..index + members] {
            self.found.readings.push((passage.locate(member.span()), reading));
        }
        self.state.last_reading = Some(reading);
        if reading == Reading::Target {
            self.state.units.push(&quantity.unit);
        }
        if reading == Reading::Baseline && site.starts_change {
            self.state.from = first_value(quantity);
        }
        if reading == Reading::Target {
            self.target(&site, index, members, rule);
            self.state.limit |= quantity.class() == Some(MeasureClass::Time);
            self.state.phrase = site.next_phrase;
            self.state.from = None;
        }
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
        let starts_change = next.is_some_and(|next| is_starting_value(passage.text, clause.start, quantity, next));
        Site {
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
            last_reading: self.state.last_reading,
            follows: self.state.indicator.is_some(),
            units: self.state.units.clone(),
            before: String::new(),
            after: String::new(),
        }
        .with_words()
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
                indicator::without_commitment(&named).to_owned()
            }
            _ => named,
        };
        let names = spread::over(&named, members);
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

/// 由30日内压缩至15日内: the first is the value from which the second starts.
fn is_starting_value(text: &str, clause: usize, quantity: &Quantity, next: &Quantity) -> bool {
    let changes = next.to || next.reach;
    let between = &text[quantity.span.end..next.lead.max(quantity.span.end)];
    let before = &text[clause..quantity.number.start];
    let stated = ["由", "从", "原来的", "原来", "现行", "目前的"].iter().any(|word| before.contains(word));
    changes && stated && !between.contains('、') && next.class() == quantity.class()
}

/// 25个社零额超过200亿元的强县: a number with 的 after it says which of the things counted before are meant.
fn says_which(text: &str, next: &Quantity) -> bool {
    text[next.span.end..].starts_with('的') && (next.comparator.is_some() || next.reach)
}

/// “十四五” stands in quotes and is a period all the same.
fn is_plan(mention: &DateMention) -> bool {
    mention.granularity == Granularity::FiveYears
}

/// Whether a date states by when its clause is to be done.
fn is_commitment(passage: &Passage<'_>, mention: &DateMention) -> bool {
    if mention.end.is_none() || is_plan(mention) && mention.kind != DateKind::By {
        return false;
    }
    let clause = passage.clause(mention.span);
    let before = passage.text[clause.start..mention.span.start].trim();
    let opens = before.is_empty() || ["力争", "争取", "确保", "在", "计划", "于", "力争在", "——"].contains(&before);
    match mention.kind {
        DateKind::By => true,
        DateKind::Period | DateKind::Range => opens,
        _ => false,
    }
}

/// The clause of a date, with the next one where the date is all that it holds.
fn commitment_clause(passage: &Passage<'_>, mention: &DateMention) -> Span {
    let clause = passage.clause(mention.span);
    let rest = passage.text[mention.span.end..clause.end].trim_matches(|char: char| !char.is_alphanumeric());
    let after = passage.text[clause.end..].chars().next();
    if rest.chars().count() > 2 || !matches!(after, Some('，' | ',')) {
        return clause;
    }
    let next = clause.end + after.map_or(0, char::len_utf8);
    let more = passage.text[next..].find(super::passage::is_clause_end).map_or(passage.text.len(), |at| next + at);
    Span::new(clause.start, more).trim(passage.text)
}

impl Site<'_> {
    /// What the words about a number compare with.
    pub fn comparator(&self, quantity: &Quantity) -> Comparator {
        if let Some(comparator) = quantity.comparator {
            return comparator;
        }
        if self.lead_words().contains("至少") {
            return Comparator::AtLeast;
        }
        Comparator::Equal
    }
}
