//! The bodies that a plan names.

use crate::vocab::{org, own, skos, zt};
use crate::writer::{Writer, node};
use crate::{iri, organization};
use oxrdf::NamedNodeRef;
use zhengtu_model::{GovernedPlace, UnitKind, UnitName};

pub(crate) fn write(writer: &mut Writer<'_>, unit: &UnitName, places: &[GovernedPlace]) {
    writer.bodies.insert(unit.name.clone());
    let body = node(&writer.base.unit(writer.doc, &unit.name));
    writer.classes(&body, &[class(unit.kind), org::ORGANIZATION]);
    writer.text(&body, skos::PREF_LABEL, &unit.name);
    for surface in unit.surfaces.iter().filter(|&surface| *surface != unit.name) {
        writer.text(&body, skos::ALT_LABEL, surface);
    }
    let document = node(&writer.base.document(writer.doc));
    writer.add(&body, zt::IN_DOCUMENT, document);
    if let Some(function) = &unit.function {
        writer.add(&body, zt::FUNCTION, node(&iri::function(function)));
    }
    if let Some(level) = &unit.level {
        writer.add(&body, zt::LEVEL, own(&format!("level-{level}")));
    }
    if unit.kind == UnitKind::Unit && !unit.body.key.is_empty() {
        let organization = organization::write(writer, &unit.body, places);
        writer.add(&body, zt::HAS_ORGANIZATION, organization);
    }
    writer.evidence(&body, &unit.evidence);
}

/// The class of the kind of body.
pub(crate) fn class(kind: UnitKind) -> NamedNodeRef<'static> {
    match kind {
        UnitKind::Unit => zt::BODY,
        UnitKind::Collective => zt::COLLECTIVE,
    }
}
