//! Which plans are of two levels of government on one matter, and what of the higher one the lower one takes up.
//!
//! A plan is linked with those of the governments above its own that it cites by number or title. Of a government none
//! of whose plans it cites, it is linked with the latest one whose title speaks of the same matter, where some of
//! their tasks do too; a plan that was issued later is none that it could take up.

use crate::Document;
use crate::align::Similarity;
use crate::diff::{Matching, match_levels, matched_targets, plain, standing};
use std::collections::BTreeMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    Citation, CitationUse, Date, DocumentInfo, Evidence, GovernmentLevel, LevelLink, LinkGround, LinkedPair, Member,
    Standing, Target, Task,
};
use zhengtu_text::{fold_width, strip_white};

/// The least share of the shorter matter that the longer one has to hold.
const SAME_MATTER: f64 = 0.6;

/// The fewest characters that a matter must have to be compared.
const SHORTEST: usize = 3;

/// The links between the plans among the documents, in the order of the lower plans, then of the higher ones.
pub fn links(documents: &[Document<'_>]) -> Vec<LevelLink> {
    let plans: Vec<Plan<'_>> = crate::plans(documents).iter().map(|members| Plan::of(documents, members)).collect();
    let mut found = Vec::new();
    for lower in &plans {
        let above: Vec<&Plan<'_>> =
            plans.iter().filter(|upper| is_above(lower.lexicon, lower.info, upper.info)).collect();
        found.extend(above_of(lower, &above));
    }
    found
}

/// Whether the government of the document `upper` stands above that of `lower`: its level is higher, and the place of
/// the lower one lies in its own.
pub fn is_above(lexicon: &Lexicon, lower: &DocumentInfo, upper: &DocumentInfo) -> bool {
    let level = |info: &DocumentInfo| info.identity.level.as_ref().map(|stated| stated.value);
    let (Some(low), Some(high)) = (level(lower), level(upper)) else { return false };
    high < low && (high == GovernmentLevel::National || lies_in(lexicon, lower, upper))
}

/// Whether the place of `lower` lies in that of `upper`.
fn lies_in(lexicon: &Lexicon, lower: &DocumentInfo, upper: &DocumentInfo) -> bool {
    let code = |info: &DocumentInfo| info.identity.place.as_ref().and_then(|stated| stated.value.code.clone());
    match (code(lower), code(upper)) {
        (Some(low), Some(high)) => low != high && lexicon.divisions().lies_in(&low, &high),
        _ => false,
    }
}

/// The links of a plan with those above it.
fn above_of(lower: &Plan<'_>, above: &[&Plan<'_>]) -> Vec<LevelLink> {
    // By government: the plans that are cited, else the latest on the same matter.
    let mut by_government: BTreeMap<(GovernmentLevel, String), Vec<usize>> = BTreeMap::new();
    for (at, upper) in above.iter().enumerate() {
        by_government.entry(upper.government()).or_default().push(at);
    }
    let mut links: Vec<(usize, LevelLink)> = Vec::new();
    for of_one in by_government.values() {
        let cited: Vec<(usize, LevelLink)> =
            of_one.iter().filter_map(|&at| Some((at, lower.cited(above[at])?))).collect();
        if cited.is_empty() {
            let mut alike: Vec<usize> = of_one
                .iter()
                .copied()
                .filter(|&at| lower.could_take_up(above[at]) && lower.is_on_matter_of(above[at]))
                .collect();
            alike.sort_by_key(|&at| std::cmp::Reverse(above[at].issued()));
            links.extend(alike.into_iter().find_map(|at| Some((at, lower.alike(above[at])?))));
        }
        links.extend(cited);
    }
    links.sort_by_key(|(at, _)| *at);
    links.into_iter().map(|(_, link)| link).collect()
}

/// A plan, whose text may lie in several documents.
struct Plan<'a> {
    /// What its main document is.
    info: &'a DocumentInfo,
    lexicon: &'a Lexicon,
    /// Its tasks and targets with their documents.
    tasks: Vec<Task>,
    targets: Vec<(&'a str, &'a Target)>,
    citations: Vec<(&'a str, &'a Citation)>,
    /// The passage of its title.
    title: Evidence,
    matter: String,
}

impl<'a> Plan<'a> {
    fn of(documents: &[Document<'a>], members: &[usize]) -> Self {
        let facts: Vec<_> = members.iter().map(|&at| documents[at].facts).collect();
        let (info, lexicon) = (&facts[0].info, documents[members[0]].lexicon);
        let stated = info.identity.title.as_ref().and_then(|stated| stated.evidence.clone());
        let title = stated.or_else(|| facts[0].parts.first().map(|part| part.evidence.clone())).unwrap_or_default();
        Self {
            info,
            lexicon,
            tasks: facts.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect(),
            targets: facts
                .iter()
                .flat_map(|facts| facts.targets.iter().map(|it| (facts.info.name.as_str(), it)))
                .collect(),
            citations: facts
                .iter()
                .flat_map(|facts| facts.citations.iter().map(|it| (facts.info.name.as_str(), it)))
                .collect(),
            title,
            matter: matter(lexicon, info),
        }
    }

    fn issued(&self) -> Option<Date> {
        self.info.identity.issued.as_ref().map(|stated| stated.value)
    }

    fn government(&self) -> (GovernmentLevel, String) {
        let level = self.info.identity.level.as_ref().map_or(GovernmentLevel::Town, |stated| stated.value);
        let place = self.info.identity.place.as_ref().map(|stated| stated.value.name.clone());
        (level, place.unwrap_or_default())
    }

    /// The link with a plan that this one cites, by the citation that says most.
    fn cited(&self, upper: &Self) -> Option<LevelLink> {
        let names = |(_, citation): &&(&str, &Citation)| {
            citation.usage != CitationUse::Repeals && is_named(citation, upper.info)
        };
        let &(doc, citation) = self.citations.iter().filter(names).min_by_key(|(_, citation)| citation.usage)?;
        let by = match &citation.number {
            Some(number) => format!("引用{number}"),
            None => format!("引用《{}》", citation.title.as_deref().unwrap_or_default()),
        };
        Some(self.link(upper, LinkGround::Cited, by, (doc, &citation.evidence), &self.matching(upper)))
    }

    /// Whether the other plan was there when this one was issued, as far as both say.
    fn could_take_up(&self, upper: &Self) -> bool {
        let both = self.issued().zip(upper.issued());
        both.is_none_or(|(own, other)| other <= own)
    }

    fn is_on_matter_of(&self, upper: &Self) -> bool {
        let long_enough = |plan: &Self| plan.matter.chars().nth(SHORTEST - 1).is_some();
        let both = [self.matter.as_str(), upper.matter.as_str()];
        long_enough(self)
            && long_enough(upper)
            && Similarity::of(both.into_iter()).compare(0, 1).contained >= SAME_MATTER
    }

    /// The link with a plan on the same matter, where tasks of both are.
    fn alike(&self, upper: &Self) -> Option<LevelLink> {
        let matching = self.matching(upper);
        let reason = format!("标题都讲“{}”与“{}”", self.matter, upper.matter);
        let reason = if self.matter == upper.matter { format!("标题都讲“{}”", self.matter) } else { reason };
        let shared = !matching.all().is_empty();
        shared.then(|| self.link(upper, LinkGround::SameMatter, reason, (&self.info.name, &self.title), &matching))
    }

    fn matching(&self, upper: &Self) -> Matching {
        match_levels(&upper.tasks, &self.tasks)
    }

    fn link(
        &self,
        upper: &Self,
        ground: LinkGround,
        reason: String,
        (doc, evidence): (&str, &Evidence),
        matching: &Matching,
    ) -> LevelLink {
        let pairs: Vec<(&Task, &Task)> =
            matching.all().into_iter().map(|(above, below)| (&upper.tasks[above], &self.tasks[below])).collect();
        LevelLink {
            doc: self.info.name.clone(),
            lower: member(&self.info.id, doc, evidence),
            upper: member(&upper.info.id, &upper.info.name, &upper.title),
            ground,
            reason,
            tasks: pairs.iter().map(|(above, below)| of_tasks(above, below)).collect(),
            targets: self.targets_beside(upper, &pairs),
        }
    }

    /// The targets of one indicator: first those of tasks on one matter, then the others.
    fn targets_beside(&self, upper: &Self, pairs: &[(&Task, &Task)]) -> Vec<(LinkedPair, Standing)> {
        let words = self.lexicon.checks();
        let mut left: (Vec<_>, Vec<_>) = (upper.targets.clone(), self.targets.clone());
        let mut found = Vec::new();
        for (above, below) in pairs {
            let own = (targets_in(&left.0, above), targets_in(&left.1, below));
            found.extend(matched_targets(words, &own.0, &own.1).pairs);
            left.0.retain(|(_, target)| !found.iter().any(|(known, _)| known.id == target.id));
            left.1.retain(|(_, target)| !found.iter().any(|(_, known)| known.id == target.id));
        }
        let rest = |left: &[(&'a str, &'a Target)]| left.iter().map(|(_, target)| *target).collect::<Vec<_>>();
        found.extend(matched_targets(words, &rest(&left.0), &rest(&left.1)).pairs);
        found
            .into_iter()
            .map(|(above, below)| (of_targets(above, below), standing(self.lexicon, above, below)))
            .collect()
    }
}

/// The targets that stand in a task.
fn targets_in<'t>(targets: &[(&str, &'t Target)], task: &Task) -> Vec<&'t Target> {
    let within = |doc: &str, target: &Target| {
        let (own, all) = (&target.evidence, &task.evidence);
        doc == task.doc && target.part == task.part && all.start <= own.start && own.end <= all.end
    };
    targets.iter().filter(|(doc, target)| within(doc, target)).map(|(_, target)| *target).collect()
}

fn member(id: &str, doc: &str, evidence: &Evidence) -> Member {
    Member { id: id.to_owned(), evidence: evidence.clone(), doc: Some(doc.to_owned()) }
}

fn of_tasks(above: &Task, below: &Task) -> LinkedPair {
    let same = plain(&above.title) == plain(&below.title);
    let reason = match same {
        true => format!("标题同为“{}”", below.title),
        false => format!("“{}”与“{}”", below.title, above.title),
    };
    LinkedPair {
        lower: member(&below.id, &below.doc, &below.evidence),
        upper: member(&above.id, &above.doc, &above.evidence),
        reason,
    }
}

fn of_targets(above: &Target, below: &Target) -> LinkedPair {
    let reason = match above.indicator == below.indicator {
        true => format!("指标同为“{}”", below.indicator),
        false => format!("指标“{}”与“{}”", below.indicator, above.indicator),
    };
    LinkedPair {
        lower: member(&below.id, &below.doc, &below.evidence),
        upper: member(&above.id, &above.doc, &above.evidence),
        reason,
    }
}

/// Whether a citation names the document: by its number, or by its title where one of them has no number.
fn is_named(citation: &Citation, info: &DocumentInfo) -> bool {
    let number = info.identity.number.as_ref().map(|stated| key(&stated.value));
    match (citation.number.as_deref().map(key), number) {
        (Some(cited), Some(own)) => cited == own,
        _ => {
            let title = info.identity.title.as_ref().map(|stated| key(&stated.value));
            title.is_some_and(|title| citation.title.as_deref().map(key) == Some(title))
        }
    }
}

/// The form in which titles and numbers are compared: dashes between years are printed in many ways.
fn key(text: &str) -> String {
    fold_width(&strip_white(text)).replace(['—', '–', '－', '~', '～', '至'], "-").replace("--", "-")
}

/// What a plan is about, by its title: without the place, years, remarks, the kind of document and words that all
/// titles have.
fn matter(lexicon: &Lexicon, info: &DocumentInfo) -> String {
    let title = info.identity.title.as_ref().map_or(info.title.as_str(), |stated| stated.value.as_str());
    let place = info.identity.place.as_ref().map(|stated| stated.value.name.as_str());
    let folded = fold_width(&strip_white(title));
    let bare = folded.split(['（', '(']).next().unwrap_or_default();
    let bare = place.and_then(|place| bare.strip_prefix(place)).unwrap_or(bare);
    let kind = lexicon.documents().kind.end.at_end(bare).unwrap_or_default();
    let words = &lexicon.checks().matter_neutral;
    let bare = words.iter().fold(bare[..bare.len() - kind].to_owned(), |text, word| text.replace(word, ""));
    let years = |char: &char| char.is_alphabetic() && *char != '年';
    bare.chars().filter(years).collect()
}
