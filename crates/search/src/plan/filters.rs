//! Conditions as the engine checks them.

use super::runs::{Boxed, union};
use crate::opened::Opened;
use crate::query::{Condition, DueFilter, Filter, Filters};
use crate::write::day_number;
use crate::{Aliases, Error, Folded, units};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use zhengtu_model::Date;

/// The conditions, none of which says anything about how well a clause matches.
pub(super) fn conditions(
    index: &Opened,
    filters: &Filters,
    today: Option<Date>,
    aliases: &dyn Aliases,
) -> Result<Vec<(Occur, Boxed)>, Error> {
    let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
    for any in filters.groups() {
        let negated = any.iter().any(|filter| filter.negated);
        let each = any.iter().map(|filter| filter_query(index, filter, today, aliases));
        let query = union(each.collect::<Result<_, _>>()?);
        let occur = if negated { Occur::MustNot } else { Occur::Must };
        clauses.push((occur, Box::new(ConstScoreQuery::new(query, 0.0))));
    }
    Ok(clauses)
}

fn filter_query(index: &Opened, filter: &Filter, today: Option<Date>, aliases: &dyn Aliases) -> Result<Boxed, Error> {
    let fields = index.fields();
    let any_named = |field: Field, names: &[String], fits: fn(&str, &str) -> bool| {
        let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
        let found = index.terms_of(field, |value| names.iter().any(|name| fits(&folded(value), name)))?;
        Ok::<_, Error>(union(found.iter().map(|value| exact(field, value)).collect()))
    };
    Ok(match &filter.condition {
        Condition::Part(parts) => union(parts.iter().map(|&part| number(fields.part, u64::from(part))).collect()),
        Condition::Year(years) => union(years.iter().map(|&year| number(fields.year, u64::from(year))).collect()),
        Condition::Level(levels) => union(levels.iter().map(|level| exact(fields.level, level.name())).collect()),
        Condition::Form(names) => any_named(fields.form, names, |form, name| form.contains(name))?,
        Condition::Kind(kinds) => union(kinds.iter().map(|kind| exact(fields.kind, kind.name())).collect()),
        Condition::Due(DueFilter::Ongoing) => exact(fields.due_kind, "ongoing"),
        Condition::Due(DueFilter::None) => exact(fields.due_kind, "none"),
        Condition::Due(due) => {
            let years = index.due_years()?;
            union(due.days(&years, today).into_iter().map(|(from, to)| due_between(fields.due, from, to)).collect())
        }
        Condition::Doc(names) => any_named(fields.doc, names, |doc, name| doc.contains(name))?,
        Condition::Documents(names) => union(names.iter().map(|name| exact(fields.doc, name)).collect()),
        Condition::Number(names) => any_named(fields.number, names, |number, name| number.contains(name))?,
        Condition::Place(names) => {
            let within = |field: Field| any_named(field, names, |place, name| place.contains(name));
            union(vec![within(fields.place)?, within(fields.above)?])
        }
        Condition::Unit(roles, names) => {
            let found = units::units_named(index, names, roles, aliases)?;
            union(found.iter().map(|unit| exact(fields.unit, unit)).collect())
        }
    })
}

fn exact(field: Field, value: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

fn number(field: Field, value: u64) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
}

fn due_between(field: Field, from: Option<Date>, to: Option<Date>) -> Boxed {
    let bound = |date: Option<Date>, open: u64| Term::from_field_u64(field, date.map_or(open, day_number));
    Box::new(RangeQuery::new(Bound::Included(bound(from, 0)), Bound::Included(bound(to, 99_991_231))))
}

fn folded(text: &str) -> String {
    Folded::new(text).chars().iter().collect()
}
