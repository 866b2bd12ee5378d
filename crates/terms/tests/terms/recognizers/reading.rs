//! What this crate reads in a case, and whether it is what the peer reads.

use super::cases::{Case, Expected, Kind};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Comparator, Date, Value};
use zhengtu_terms::dates::{self, Context, DateKind, DateMention};
use zhengtu_terms::figure::FigureKind;
use zhengtu_terms::quantity::{self, Quantity};
use zhengtu_terms::{Term, numeral};
use zhengtu_text::{fold_width, numeral as signs, strip_white};

/// Nothing, or what is read otherwise.
pub fn agrees(case: &Case) -> Result<(), String> {
    let (read, wanted) = match case.kind {
        Kind::Number if case.results.is_empty() => (counted(&case.input), Vec::new()),
        Kind::Number => (numbers(&case.input), wanted(case, |result| pair(&result.text, result.number()))),
        Kind::Ordinal => (ordinals(&case.input), wanted(case, |result| pair(&result.text, result.number()))),
        Kind::Percent => (percents(&case.input), wanted(case, |result| pair(&result.text, result.number()))),
        Kind::Currency => (money(&case.input), wanted(case, |result| pair(&result.text, result.number()))),
        Kind::Dimension => return dimensions(case),
        Kind::NumberRange => return ranges(case),
        Kind::Date => return dated(case, is_day),
        Kind::DatePeriod => return dated(case, is_period),
    };
    if read == wanted { Ok(()) } else { Err(fault(case, &read.join("; "), &wanted.join("; "))) }
}

fn fault(case: &Case, read: &str, wanted: &str) -> String {
    format!("{} {}: {} is read as {read}, not {wanted}", case.kind.name(), case.index, case.input)
}

fn wanted(case: &Case, show: impl Fn(&Expected) -> String) -> Vec<String> {
    case.results.iter().map(show).collect()
}

/// A passage and its value, in a form to compare.
fn pair(text: &str, value: Option<f64>) -> String {
    let value = value.map_or("none".to_owned(), |value| format!("{value:.9e}"));
    format!("{}={value}", strip_white(&fold_width(text)).to_lowercase())
}

/// The numbers, whether or not they measure anything, each with its last 万 or 亿.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, _) in text.char_indices() {
        if at < next {
            continue;
        }
        if let Some(number) = numeral::whole_at(text, at) {
            next = number.span.end;
            found.push(pair(number.span.of(text), Some(number.value)));
        }
    }
    found
}

/// What is read as a quantity: where the peer reads no number, a sign is part of a word.
fn counted(text: &str) -> Vec<String> {
    quantity::scan(lexicon(), text).iter().map(|quantity| pair(said(text, quantity), amount(quantity))).collect()
}

fn ordinals(text: &str) -> Vec<String> {
    let terms = zhengtu_terms::scan(lexicon(), text, &Context::default());
    let ordinal = |term: &Term| match term {
        Term::Figure(figure) if figure.kind == FigureKind::Ordinal => {
            let value = numeral::at(text, figure.span.start).map(|number| number.value);
            Some(pair(&format!("第{}", figure.span.of(text)), value))
        }
        _ => None,
    };
    terms.iter().filter_map(ordinal).collect()
}

fn percents(text: &str) -> Vec<String> {
    let share = |quantity: &Quantity| {
        let Value::Number(value) = quantity.value else { return None };
        let percent = match quantity.unit.as_str() {
            unit if unit.ends_with("百分点") => value * scale(quantity),
            "%" | "％" => value,
            "‰" => value / 10.0,
            "成" => value * 10.0,
            // 万分之三, 百万分之五: parts of a power of ten.
            _ if said(text, quantity).starts_with(['万', '萬', '百', '千']) => value * 100.0,
            _ => return None,
        };
        Some(pair(said(text, quantity), Some(percent)))
    };
    quantity::scan(lexicon(), text).iter().filter_map(share).collect()
}

fn money(text: &str) -> Vec<String> {
    let found = quantity::scan(lexicon(), text);
    let money = found.iter().filter(|quantity| quantity.class == Some(MeasureClass::Money));
    money.map(|quantity| pair(said(text, quantity), amount(quantity))).collect()
}

/// The number with its unit, and 半 after it, without the words beside it.
fn said<'t>(text: &'t str, quantity: &Quantity) -> &'t str {
    let end = quantity.number.end;
    let rest = &text[end..quantity.span.end];
    let unit = rest.find(quantity.unit.as_str()).map_or(0, |at| at + quantity.unit.len());
    let half = if rest[unit..].starts_with('半') { "半".len() } else { 0 };
    &text[quantity.number.start..end + unit + half]
}

/// The value with its scale: 1600万 is 16,000,000.
fn amount(quantity: &Quantity) -> Option<f64> {
    let Value::Number(value) = quantity.value else { return None };
    Some(value * scale(quantity))
}

/// The scale in a unit: 万 of 万亩, and not the 千 of 千米.
fn scale(quantity: &Quantity) -> f64 {
    let whole = lexicon().measures().unit(&quantity.unit).is_some();
    let scale = signs::whole(&format!("1{}", quantity.unit)).map_or(1.0, |(scale, _)| scale);
    if whole && !quantity.unit.starts_with(['万', '亿']) { 1.0 } else { scale }
}

/// Each measure that the peer names is among those read; other classes of ours are no dimension of the peer.
fn dimensions(case: &Case) -> Result<(), String> {
    let found: Vec<_> = quantity::scan(lexicon(), &case.input).into_iter().filter(is_dimension).collect();
    let read: Vec<String> = found.iter().map(|quantity| pair(said(&case.input, quantity), amount(quantity))).collect();
    let wanted = wanted(case, |result| pair(&result.text, result.number()));
    if wanted.iter().all(|measure| read.contains(measure)) && (!wanted.is_empty() || read.is_empty()) {
        return Ok(());
    }
    Err(fault(case, &read.join("; "), &wanted.join("; ")))
}

/// Counts and sums of money are no dimensions of the peer's.
fn is_dimension(quantity: &Quantity) -> bool {
    use MeasureClass::{Count, Household, Money, People, Rank};
    !matches!(quantity.class, Some(Count | Household | Money | People | Rank))
}

/// Both bounds of a range, open or closed.
fn ranges(case: &Case) -> Result<(), String> {
    let found = quantity::scan(lexicon(), &case.input);
    let wanted: Vec<_> = case.results.iter().map(|result| interval(result.value())).collect();
    // A number that compares with nothing is a range for the peer only where it is said to equal something.
    let equal = wanted.iter().any(|(low, high)| low == high);
    let ranges = found.iter().filter(|quantity| equal || quantity.comparator.is_some() || is_range(quantity));
    let read: Vec<Bounds> = ranges.map(bounds).collect();
    if [join(read.clone()), read.clone()].contains(&wanted) {
        return Ok(());
    }
    Err(fault(case, &format!("{read:?}"), &format!("{wanted:?}")))
}

/// The lower and the upper bound.
type Bounds = (Option<f64>, Option<f64>);

fn is_range(quantity: &Quantity) -> bool {
    matches!(quantity.value, Value::Range(_))
}

fn bounds(quantity: &Quantity) -> Bounds {
    let scale = scale(quantity);
    match (&quantity.value, quantity.comparator) {
        (Value::Range([low, high]), _) => (Some(low * scale), Some(high * scale)),
        (Value::Number(value), Some(Comparator::AtLeast)) => (Some(value * scale), None),
        (Value::Number(value), Some(Comparator::AtMost)) => (None, Some(value * scale)),
        (Value::Number(value), _) => (Some(value * scale), Some(value * scale)),
    }
}

/// A lower bound and an upper one that follows it are one range.
fn join(found: Vec<Bounds>) -> Vec<Bounds> {
    let mut joined: Vec<Bounds> = Vec::new();
    for range in found {
        match (joined.last_mut(), range) {
            (Some(last @ (Some(_), None)), (None, Some(high))) if last.0 < Some(high) => last.1 = Some(high),
            (Some(last @ (None, Some(_))), (Some(low), None)) if Some(low) < last.1 => last.0 = Some(low),
            _ => joined.push(range),
        }
    }
    joined
}

/// `(20,35]`.
fn interval(text: &str) -> Bounds {
    let inner = text.trim_matches(['(', ')', '[', ']']);
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    (low.parse().ok(), high.parse().ok())
}

/// Each date that the peer names is read where it stands, and no other.
fn dated(case: &Case, fits: fn(&DateMention, &Expected) -> bool) -> Result<(), String> {
    let read = dates::scan(lexicon(), &case.input, &Context { year: case.year });
    let right =
        read.len() == case.results.len() && read.iter().zip(&case.results).all(|(read, result)| fits(read, result));
    let show =
        |mention: &DateMention| format!("{} {:?}..{:?}", mention.span.of(&case.input), mention.start, mention.end);
    let wanted = |result: &Expected| format!("{} {}", result.text, result.timex());
    let (shown, named): (Vec<_>, Vec<_>) = (read.iter().map(show).collect(), case.results.iter().map(wanted).collect());
    if right { Ok(()) } else { Err(fault(case, &shown.join("; "), &named.join("; "))) }
}

fn is_day(mention: &DateMention, result: &Expected) -> bool {
    // The peer gives the year 1 for a day that the calendar does not have.
    if result.day("date").starts_with("0001") {
        return mention.kind == DateKind::Impossible;
    }
    let same = |day: Date| {
        let text = day.to_string();
        text == result.timex() || result.timex().strip_prefix("XXXX").is_some_and(|rest| text.ends_with(rest))
    };
    mention.start == mention.end && mention.end.is_some_and(same)
}

/// The same first day, and the same last: the peer gives the day after it for a month or year, and the day
/// itself for a range of days; of a range of years it gives the first day of the last.
fn is_period(mention: &DateMention, result: &Expected) -> bool {
    let day = |field: &str| result.day(field).parse::<Date>().ok();
    let (Some(first), Some(last)) = (day("startDate"), day("endDate")) else { return false };
    let open = |own: Date, peer: Date| match result.timex().starts_with("(XXXX") {
        true => (own.month(), own.day()) == (peer.month(), peer.day()),
        false => own == peer,
    };
    let start = mention.start.is_some_and(|own| open(own, first));
    let end = mention.end.is_some_and(|own| {
        open(own, last)
            || own.tomorrow().is_some_and(|next| open(next, last))
            || Date::end_of_year(last.year()) == Some(own) && result.timex().contains("Y)")
    });
    start && end
}
