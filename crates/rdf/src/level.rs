//! The links between a plan and those of the governments above its own.

use crate::Base;
use crate::iri::aspect;
use crate::vocab::{eli, oa, own, zt};
use crate::writer::{Writer, node};
use oxrdf::{NamedNode, Quad};
use std::collections::HashMap;
use zhengtu_model::{LevelLink, LinkGround, Member};

/// The links of the lower plan whose main document is `doc`, as RDF in a named graph of their own: a node for each pair
/// of plans, tasks and targets, with its ground and both passages, and a shortcut from the lower thing to the higher
/// one.
pub fn level_quads(doc: &str, links: &[&LevelLink], base: &Base) -> Vec<Quad> {
    let mut writer = Writer::in_graph(base, doc, &base.levels_graph(doc));
    let mut earlier = HashMap::new();
    for link in links {
        let (subject, plan, above) = write(&mut writer, &link.lower, &link.upper, &mut earlier, &link.reason);
        writer.add(&subject, zt::LINK_GROUND, own(&format!("link-{}", link.ground.name())));
        writer.add(&plan, zt::HIGHER_PLAN, above.clone());
        if link.ground == LinkGround::Cited {
            writer.add(&plan, eli::CITES, above);
        }
        for pair in &link.tasks {
            let (_, task, above) = write(&mut writer, &pair.lower, &pair.upper, &mut earlier, &pair.reason);
            writer.add(&task, zt::TAKES_UP, above);
        }
        for (pair, standing) in &link.targets {
            let (subject, target, above) = write(&mut writer, &pair.lower, &pair.upper, &mut earlier, &pair.reason);
            writer.add(&subject, zt::STANDING, own(&format!("standing-{}", standing.name())));
            writer.add(&target, zt::TAKES_UP, above);
        }
    }
    writer.finish()
}

/// Writes that two things belong together; gives the node that says so, the lower thing and the higher one. `earlier` counts
/// the links of each lower thing.
fn write<'l>(
    writer: &mut Writer<'_>,
    lower: &'l Member,
    upper: &Member,
    earlier: &mut HashMap<&'l str, usize>,
    reason: &str,
) -> (NamedNode, NamedNode, NamedNode) {
    let ordinal = earlier.entry(lower.id.as_str()).or_default();
    *ordinal += 1;
    let subject = node(&aspect(&lower.id, &format!("level-{ordinal}")));
    let (below, above) = (node(&lower.id), node(&upper.id));
    writer.classes(&subject, &[zt::LEVEL_LINK, oa::ANNOTATION]);
    writer.add(&subject, oa::MOTIVATED_BY, oa::LINKING);
    writer.add(&subject, oa::HAS_TARGET, below.clone());
    writer.add(&subject, oa::HAS_BODY, above.clone());
    writer.some_text(&subject, zt::REASON, Some(reason));
    // The passages are described in the graphs of their documents.
    for Member { doc, evidence, .. } in [lower, upper] {
        let doc = doc.as_deref().unwrap_or(writer.doc);
        let passage = node(&writer.base.passage(doc, evidence.start, evidence.end));
        writer.add(&subject, zt::EVIDENCE, passage);
    }
    (subject, below, above)
}
