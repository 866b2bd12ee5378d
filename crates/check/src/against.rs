//! A plan against the plan of a government above its own, where either may lie in several documents.

use crate::whole::Whole;
use crate::{Document, diff};
use zhengtu_model::Finding;

/// The codes of what a lower plan lacks, weakens, puts off or lets others lead.
pub const LACKS: [&str; 4] = ["level-weaker", "level-later", "level-lead", "level-missing"];

/// How the tasks of the plan `upper` come back in the plan `lower`; the documents of each with the main text first,
/// all with names of their own. A finding about a task of both belongs to the document of the lower plan, and its
/// second passage names that of the upper one; one about a task of one plan belongs to that plan's document.
pub fn against(upper: &[Document<'_>], lower: &[Document<'_>]) -> Vec<Finding> {
    let (Some(first), Some(own)) = (upper.first(), lower.first()) else { return Vec::new() };
    let wholes = [Whole::of(first, upper), Whole::of(own, lower)];
    let found = diff::levels(&wholes[0].document(), &wholes[1].document());
    found.into_iter().map(|finding| led_back(&wholes, finding)).collect()
}

/// The finding with the documents in which its passages lie.
fn led_back([upper, lower]: &[Whole<'_>; 2], mut finding: Finding) -> Finding {
    let of = |name: &str| if name == upper.name() { upper } else { lower };
    let home = of(&finding.doc);
    finding.doc = home.place(&mut finding.a);
    if let Some(b) = &mut finding.b {
        let other = b.doc.as_deref().map_or(home, of);
        let doc = other.place(b);
        b.doc = (doc != finding.doc).then_some(doc);
    }
    finding
}
