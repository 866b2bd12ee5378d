//! The numeric targets.

use crate::place::Places;
use crate::vocab::{odrl, own, qudt, schema, skos, zt};
use crate::writer::{Writer, node};
use crate::{measure, place};
use oxrdf::{Literal, NamedNode, NamedNodeRef};
use zhengtu_model::{Comparator, Target, Value};

pub(crate) fn write(writer: &mut Writer<'_>, places: &Places<'_>, target: &Target) {
    let subject = node(&target.id);
    writer.classes(&subject, &[zt::TARGET, schema::QUANTITATIVE_VALUE, qudt::QUANTITY_VALUE]);
    place::write(writer, places, &subject, target.part, &target.path);
    write_indicator(writer, &subject, &target.indicator);
    writer.add(&subject, zt::COMPARATOR, operator(target.comparator));
    writer.add(&subject, zt::CHANGE, own(&format!("change-{}", target.change.name())));
    write_value(writer, &subject, target.value);
    measure::write(writer, &subject, &target.unit);
    if let Some(from) = target.from {
        writer.decimal(&subject, zt::BASELINE, from);
    }
    if let Some(deadline) = target.deadline {
        writer.date(&subject, zt::DUE_DATE, deadline);
    }
    writer.text(&subject, zt::QUOTE, &target.quote);
    writer.some_text(&subject, zt::RULE, Some(&target.rule));
    writer.evidence(&subject, &target.evidence);
}

fn write_indicator(writer: &mut Writer<'_>, target: &NamedNode, name: &str) {
    let indicator = node(&writer.base.indicator(name));
    writer.add(target, zt::HAS_INDICATOR, indicator.clone());
    writer.classes(&indicator, &[zt::INDICATOR, skos::CONCEPT]);
    writer.add(&indicator, skos::PREF_LABEL, Literal::new_simple_literal(name));
}

fn write_value(writer: &mut Writer<'_>, target: &NamedNode, value: Value) {
    match value {
        Value::Number(number) => {
            writer.decimal(target, qudt::NUMERIC_VALUE, number);
            writer.decimal(target, schema::VALUE, number);
        }
        Value::Range([low, high]) => {
            writer.decimal(target, schema::MIN_VALUE, low);
            writer.decimal(target, schema::MAX_VALUE, high);
        }
    }
}

fn operator(comparator: Comparator) -> NamedNodeRef<'static> {
    match comparator {
        Comparator::AtLeast => odrl::GTEQ,
        Comparator::AtMost => odrl::LTEQ,
        Comparator::Equal => odrl::EQ,
        Comparator::About => zt::ABOUT,
    }
}
