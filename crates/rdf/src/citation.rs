//! The documents that a plan cites.

use crate::place::{self, Places};
use crate::vocab::{dct, eli, own, zt};
use crate::writer::{Writer, node};
use oxrdf::NamedNode;
use zhengtu_model::{Citation, CitationUse, DocumentFacts};

pub(crate) fn write(writer: &mut Writer<'_>, facts: &DocumentFacts, places: &Places<'_>, citation: &Citation) {
    let Some(name) = citation.number.as_deref().or(citation.title.as_deref()) else { return };
    let subject = node(&citation.id);
    writer.classes(&subject, &[zt::CITATION]);
    place::write(writer, places, &subject, citation.part, &citation.path);
    writer.add(&subject, zt::CITATION_USE, own(&format!("use-{}", citation.usage.name())));
    writer.some_text(&subject, zt::PRINTED, citation.number_raw.as_deref());
    writer.evidence(&subject, &citation.evidence);

    let cited = node(&writer.base.cited(name));
    writer.add(&subject, zt::CITES, cited.clone());
    writer.classes(&cited, &[eli::LEGAL_RESOURCE]);
    writer.some_text(&cited, dct::TITLE, citation.title.as_deref());
    writer.some_text(&cited, eli::ID_LOCAL, citation.number.as_deref());
    write_relation(writer, &node(&facts.info.id), citation.usage, cited);
}

/// States what the cited document is to the plan.
fn write_relation(writer: &mut Writer<'_>, plan: &NamedNode, usage: CitationUse, cited: NamedNode) {
    match usage {
        CitationUse::Basis => writer.add(plan, eli::BASED_ON, cited.clone()),
        CitationUse::Implements => writer.add(plan, eli::ENSURES_IMPLEMENTATION_OF, cited.clone()),
        CitationUse::Repeals => writer.add(plan, eli::REPEALS, cited.clone()),
        CitationUse::Mention => {}
    }
    writer.add(plan, eli::CITES, cited);
}
