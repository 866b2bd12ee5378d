//! What a document says it is, each field with the passage that says it.

use crate::iri::aspect;
use crate::organization;
use crate::vocab::{eli, zt};
use crate::writer::{Writer, node};
use oxrdf::NamedNode;
use zhengtu_model::{DocumentInfo, Stated};

pub(crate) fn write(writer: &mut Writer<'_>, document: &NamedNode, info: &DocumentInfo) {
    let identity = &info.identity;
    for place in &info.places {
        organization::write_place(writer, place);
    }
    for issuer in &info.issuers {
        let issuer = organization::write(writer, issuer, &info.places);
        writer.add(document, eli::PASSED_BY, issuer);
    }
    let own = identity.place.as_ref().map(|stated| &stated.value);
    if let Some(place) = info.places.iter().find(|place| Some(&place.place) == own) {
        let place = node(&writer.base.place(&place.key));
        writer.add(document, eli::JURISDICTION, place);
    }
    if let Some(level) = &identity.level {
        writer.add(document, zt::LEVEL, organization::concept(level.value));
    }
    let text = |stated: &Option<Stated<String>>| stated.as_ref().map(|stated| stated.value.clone());
    writer.some_text(document, eli::ID_LOCAL, text(&identity.number).as_deref());
    writer.some_text(document, zt::DOCUMENT_KIND, text(&identity.kind).as_deref());
    write_days(writer, document, info);
    for (name, evidence) in identity.evidence() {
        let field = node(&aspect(&info.id, &format!("field-{name}")));
        writer.classes(&field, &[zt::DOCUMENT_FIELD]);
        writer.text(&field, zt::FIELD_NAME, name);
        writer.evidence(&field, evidence);
        writer.add(document, zt::HAS_DOCUMENT_FIELD, field);
    }
}

fn write_days(writer: &mut Writer<'_>, document: &NamedNode, info: &DocumentInfo) {
    let identity = &info.identity;
    // ELI names the first day on which a resource no longer holds.
    let past = identity.valid_to.as_ref().and_then(|stated| stated.value.tomorrow());
    let days = [
        (eli::DATE_DOCUMENT, identity.issued.as_ref().map(|stated| stated.value)),
        (eli::FIRST_DATE_ENTRY_IN_FORCE, identity.valid_from.as_ref().map(|stated| stated.value)),
        (eli::DATE_NO_LONGER_IN_FORCE, past),
    ];
    for (property, day) in days {
        if let Some(day) = day {
            writer.date(document, property, day);
        }
    }
    if let Some(holds) = &identity.in_force {
        writer.add(document, eli::IN_FORCE, if holds.value { eli::HOLDS } else { eli::HOLDS_NO_MORE });
    }
}
