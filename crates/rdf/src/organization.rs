//! The bodies of governments, whatever documents call them, and the places that are governed.

use crate::iri;
use crate::vocab::{dct, org, own, rdfs, zt};
use crate::writer::{Writer, node};
use oxrdf::{Literal, NamedNode};
use zhengtu_model::{BodyRef, GovernedPlace, GovernmentLevel};

/// Writes a body of a government; gives its IRI.
pub(crate) fn write(writer: &mut Writer<'_>, body: &BodyRef, places: &[GovernedPlace]) -> NamedNode {
    let subject = node(&writer.base.organization(&body.key));
    writer.classes(&subject, &[zt::ORGANIZATION, org::ORGANIZATION]);
    writer.text(&subject, rdfs::LABEL, &body.label);
    if let Some(function) = &body.function {
        writer.add(&subject, zt::FUNCTION, node(&iri::function(function)));
    }
    if let Some(level) = body.level {
        writer.add(&subject, zt::LEVEL, concept(level));
    }
    if let Some(place) = places.iter().find(|known| Some(&known.place) == body.place.as_ref()) {
        let place = node(&writer.base.place(&place.key));
        writer.add(&subject, dct::SPATIAL, place);
    }
    if let Some(superior) = &body.superior {
        let superior = node(&writer.base.organization(superior));
        writer.add(&subject, org::SUB_ORGANIZATION_OF, superior);
    }
    if body.line {
        writer.add(&subject, zt::LINE_BODY, Literal::from(true));
    }
    subject
}

/// The function of a people's government.
const GOVERNMENT: &str = "people-government";

/// Writes a place and its government.
pub(crate) fn write_place(writer: &mut Writer<'_>, place: &GovernedPlace) {
    let subject = node(&writer.base.place(&place.key));
    writer.classes(&subject, &[zt::GOVERNED_PLACE]);
    writer.text(&subject, rdfs::LABEL, &place.place.name);
    writer.some_text(&subject, dct::IDENTIFIER, place.place.code.as_deref());
    let government = node(&writer.base.organization(&format!("{}/{GOVERNMENT}", place.key)));
    writer.classes(&government, &[zt::ORGANIZATION, org::ORGANIZATION]);
    writer.text(&government, rdfs::LABEL, &format!("{}人民政府", place.place.name));
    writer.add(&government, zt::FUNCTION, node(&iri::function(GOVERNMENT)));
    writer.add(&government, dct::SPATIAL, subject.clone());
    if let Some(level) = place.level {
        writer.add(&subject, zt::LEVEL, concept(level));
        writer.add(&government, zt::LEVEL, concept(level));
    }
    if let Some(superior) = &place.superior {
        let above = node(&writer.base.place(superior));
        writer.add(&subject, dct::IS_PART_OF, above);
        let above = node(&writer.base.organization(&format!("{superior}/{GOVERNMENT}")));
        writer.add(&government, org::SUB_ORGANIZATION_OF, above);
    }
}

/// The concept of a level.
pub(crate) fn concept(level: GovernmentLevel) -> NamedNode {
    let name = match level {
        GovernmentLevel::National => "nation",
        other => other.name(),
    };
    own(&format!("level-{name}"))
}
