//! The project's own labelled sentences: fields and passages written for it, with what they say.

use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Change, Comparator, Deadline, Value};
use zhengtu_terms::dates::{Context, DateKind, scan};
use zhengtu_terms::deadline;
use zhengtu_terms::quantity::{self, Quantity};

fn rows(data: &str) -> impl Iterator<Item = Vec<&str>> {
    data.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split(" | ").map(str::trim).collect())
}

fn show(deadline: &Deadline) -> String {
    match deadline {
        Deadline::Date { end } => end.to_string(),
        Deadline::Interval { start, end } => format!("{start}..{end}"),
        Deadline::Recurring { rule } => rule.clone(),
        Deadline::Relative { duration } => duration.clone(),
        other => other.kind().name().to_owned(),
    }
}

fn context(year: &str) -> Context {
    Context { year: year.parse().ok() }
}

#[test]
fn deadline_fields_are_read_as_labelled() {
    let wrong: Vec<_> = rows(include_str!("data/deadlines.txt"))
        .filter_map(|row| {
            let read = show(&deadline::parse(lexicon(), row[0], &context(row[1])));
            (read != row[2]).then(|| format!("{}: {read}, not {}", row[0], row[2]))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn limits_in_running_text_are_read_as_labelled() {
    let wrong: Vec<_> = rows(include_str!("data/limits.txt"))
        .filter_map(|row| {
            let read: Vec<_> = deadline::find(lexicon(), row[0], &context(row[1]))
                .iter()
                .map(|limit| format!("{} {}", limit.span.of(row[0]), show(&limit.deadline)))
                .collect();
            let read = read.join("; ");
            let gold = row.get(2).map_or("", |gold| gold.trim());
            (read != gold).then(|| format!("{}: {read}, not {gold}", row[0]))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn dates_in_running_text_are_read_as_labelled() {
    let wrong: Vec<_> = rows(include_str!("data/dates.txt"))
        .filter_map(|row| {
            let read: Vec<_> = scan(lexicon(), row[0], &context(row[1]))
                .iter()
                .map(|mention| {
                    let kind = match &mention.kind {
                        DateKind::Recurring(_) => "Recurring".to_owned(),
                        kind => format!("{kind:?}"),
                    };
                    let end = mention.end.map_or("-".to_owned(), |end| end.to_string());
                    format!("{} {kind} {end}", mention.span.of(row[0]))
                })
                .collect();
            let read = read.join("; ");
            let gold = row.get(2).copied().unwrap_or("");
            (read != gold).then(|| format!("{}: {read}, not {gold}", row[0]))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn quantities_are_read_as_labelled() {
    let wrong: Vec<_> = rows(include_str!("data/quantities.txt"))
        .filter_map(|row| {
            let text = row[0].trim_end_matches(" |");
            let read: Vec<_> = quantity::scan(lexicon(), text).iter().map(show_quantity).collect();
            let read = read.join("; ");
            let gold = row.get(1).copied().unwrap_or("");
            (read != gold).then(|| format!("{text}: {read}, not {gold}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn show_quantity(quantity: &Quantity) -> String {
    let round = |number: f64| (number * 1e6).round() / 1e6;
    let value = match quantity.value {
        Value::Number(number) => round(number).to_string(),
        Value::Range([low, high]) => format!("{}..{}", round(low), round(high)),
    };
    let unit = if quantity.unit.is_empty() { "-" } else { &quantity.unit };
    let comparator = quantity.comparator.map_or("-", Comparator::sign);
    let change = match (quantity.change, quantity.to || quantity.reach) {
        (_, true) => "level",
        (Some(Change::Increase), _) => "rise",
        (Some(Change::Decrease), _) => "fall",
        _ => "-",
    };
    format!("{value} {unit} {comparator} {change}")
}
