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
        writer.add(quantity, qudt::HAS_UNIT, unit.clone());
        return;
    }
    let unit = node(&writer.base.measure(printed));
    writer.classes(&unit, &[zt::MEASURE, qudt::UNIT]);
    writer.text(&unit, skos::PREF_LABEL, printed);
    writer.add(quantity, qudt::HAS_UNIT, unit);
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

    /// The measures by which numbers are read are those of the graph, where they are QUDT's.
    #[test]
    fn a_unit_of_the_lexicon_is_the_same_unit_in_the_graph() {
        let words: toml::Table = include_str!("../../lexicon/data/measures.toml").parse().unwrap();
        let mut seen = 0;
        for unit in words["unit"].as_array().unwrap() {
            let Some(local) = unit["iri"].as_str().unwrap().strip_prefix("unit:") else { continue };
            for name in unit["names"].as_array().unwrap() {
                let form = name.as_str().unwrap();
                let iri = BY_FORM.get(form).map(NamedNode::as_str);
                assert_eq!(iri, Some(format!("http://qudt.org/vocab/unit/{local}").as_str()), "{form}");
                seen += 1;
            }
        }
        assert!(seen > 60, "{seen}");
    }

    #[test]
    fn a_calendar_month_is_not_the_month_of_the_moon() {
        assert_eq!(BY_FORM["个月"].as_str(), "https://zhengtu.example/ns#measure-month");
        for (form, unit) in [("‰", "PERMILLE"), ("元", "CCY_CNY"), ("美元", "CCY_USD"), ("千伏安", "KiloVA")] {
            assert_eq!(BY_FORM[form].as_str(), format!("http://qudt.org/vocab/unit/{unit}"));
        }
    }

    #[test]
    fn a_percentage_point_is_never_a_percent() {
        assert_eq!(BY_FORM["%"].as_str(), "http://qudt.org/vocab/unit/PERCENT");
        assert_ne!(BY_FORM["个百分点"], BY_FORM["%"]);
        assert_eq!(BY_FORM["％"], BY_FORM["%"]);
    }
}
