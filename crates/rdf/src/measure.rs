//! Units of measure: QUDT's where it has them, else the project's own.

use crate::vocab::{qudt, schema, skos, zt};
use crate::writer::{Writer, node};
use oxrdf::{NamedNode, Term};
use oxttl::TurtleParser;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `ontology/units.ttl`: the units and the forms in which they are printed.
const UNITS: &str = include_str!("../../../ontology/units.ttl");

/// The unit of each printed form.
static BY_FORM: LazyLock<HashMap<String, NamedNode>> = LazyLock::new(|| {
    let forms = TurtleParser::new().for_slice(UNITS).filter_map(|triple| {
        let triple = triple.ok().filter(|triple| triple.predicate == skos::ALT_LABEL)?;
        match (triple.subject, triple.object) {
            (oxrdf::NamedOrBlankNode::NamedNode(unit), Term::Literal(form)) => Some((form.value().to_owned(), unit)),
            _ => None,
        }
    });
    forms.collect()
});

/// States the unit of a quantity, as printed and as a resource. A unit that `units.ttl` does not
/// have gets an IRI of its own.
pub(crate) fn write(writer: &mut Writer<'_>, quantity: &NamedNode, printed: &str) {
    if printed.is_empty() {
        return;
    }
    writer.text(quantity, schema::UNIT_TEXT, printed);
    if let Some(unit) = BY_FORM.get(printed) {
        writer.add(quantity, qudt::UNIT, unit.clone());
        return;
    }
    let unit = node(&writer.base.measure(printed));
    writer.classes(&unit, &[zt::MEASURE, qudt::UNIT_CLASS]);
    writer.text(&unit, skos::PREF_LABEL, printed);
    writer.add(quantity, qudt::UNIT, unit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_units_is_read_and_no_form_has_two_units() {
        let triples: Vec<_> = TurtleParser::new().for_slice(UNITS).collect::<Result<_, _>>().unwrap();
        let forms = triples.iter().filter(|triple| triple.predicate == skos::ALT_LABEL).count();
        assert_eq!(BY_FORM.len(), forms);
    }

    #[test]
    fn a_percentage_point_is_never_a_percent() {
        assert_eq!(BY_FORM["%"].as_str(), "http://qudt.org/vocab/unit/PERCENT");
        assert_ne!(BY_FORM["个百分点"], BY_FORM["%"]);
        assert_eq!(BY_FORM["％"], BY_FORM["%"]);
    }
}
