use crate::evaluate::{count, scored};
use crate::facets::Facets;
use crate::opened::Opened;
use crate::passage::{HitKind, Passage};
use crate::plan::Plan;
use crate::snippet::snippet;
use crate::{Error, Suggestion};
use serde::Serialize;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::{DocId, Score};
use zhengtu_model::{Date, Deadline, Evidence, Role};

/// In which order hits stand. Where two are equal, the order of the documents decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// As the documents have it.
    Document,
    /// Soonest due first; without a date last.
    Deadline,
}

/// Which of the hits are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub offset: usize,
    /// How many at most; `None` for all.
    pub limit: Option<usize>,
    /// Their order.
    pub order: Order,
    /// How many clauses before and after each hit.
    pub context: usize,
    /// Whether to count facets.
    pub facets: bool,
    /// The day that 今年 is read with; nothing is due this year where it is not known.
    pub today: Option<Date>,
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: Some(10), order: Order::Relevance, context: 0, facets: false, today: None }
    }
}

/// What a query found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many clauses match.
    pub total: usize,
    /// Whether there are more: they are counted no further than to ten thousand where only the best are wanted.
    pub more: bool,
    /// Those of the page.
    pub hits: Vec<Hit>,
    /// The counts over all that match, where they were asked for.
    pub facets: Option<Facets>,
    /// Clauses with most of the words, where fewer than a page have all of them. Those of the page stand among
    /// `hits`, after the others, and say what they lack.
    pub most: Option<Most>,
    /// Names that were looked for beside the ones typed (发改委: 发展改革委).
    pub expanded: Vec<(String, Vec<String>)>,
    /// Words that were taken for others that sound so, and those others (登计: 登记).
    pub replaced: Vec<(String, String)>,
    /// Where nothing matches: queries that would.
    pub suggestions: Vec<Suggestion>,
}

/// Clauses that have most of the words typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Most {
    /// How many there are, of the few hundred that are looked at.
    pub total: usize,
    /// The words that stand in no clause.
    pub absent: Vec<String>,
}

/// A clause that was found, in the form of the records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The document's file name.
    pub doc: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// What it is.
    pub kind: HitKind,
    /// How well it matches; to be compared within one query only.
    pub score: f32,
    /// The heading trail, joined by ` / `.
    pub title: String,
    /// A passage of the text.
    pub snippet: String,
    /// Where it matches, in code points into `snippet`.
    pub highlights: Vec<[usize; 2]>,
    /// The whole text, of which the snippet is a part; no field of the exchange form.
    #[serde(skip)]
    pub text: String,
    /// The place in the document.
    pub evidence: Evidence,
    /// The IRI of the clause in the graph.
    pub id: String,
    /// The IRI of the task it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The units of the task.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<HitUnit>,
    /// The deadline of the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The words typed that it lacks, where it has most of them only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The clauses before, nearest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Neighbour>,
    /// The clauses after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Neighbour>,
}

/// A unit of the task that a hit belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HitUnit {
    /// The canonical name.
    pub name: String,
    /// What it has to do.
    pub role: Role,
}

/// A clause beside a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The place in the document.
    pub evidence: Evidence,
}

/// Up to how many candidates all are looked at, whatever is wanted of them.
const ALL: usize = 1_000;
/// How many of the candidates that the engine ranks first are looked at where there are more.
const KEPT: usize = 400;
/// Up to how many clauses that match are counted where only the best are wanted.
const COUNTED: usize = 10_000;

/// The clauses that match a plan, with their scores.
pub(crate) struct Found {
    /// Those that were looked at, in the order of the documents.
    pub matches: Vec<(Score, DocId)>,
    /// How many match.
    pub total: usize,
    /// Whether there are more.
    pub more: bool,
}

impl Found {
    pub(crate) fn nothing() -> Self {
        Self { matches: Vec::new(), total: 0, more: false }
    }
}

/// Runs a plan: over all candidates, or over the best where no more is wanted and there are many.
pub(crate) fn find(index: &Opened, plan: &Plan, page: &Page) -> Result<Found, Error> {
    let candidates = match wants_best(page) && !plan.exact {
        true => first_candidates(index, plan, ALL + 1)?,
        false => candidates(index, plan)?,
    };
    if candidates.len() <= ALL || !wants_best(page) {
        let matches = scored(index, plan, &candidates)?;
        return Ok(Found { total: matches.len(), matches, more: false });
    }
    let total = match plan.exact {
        true => candidates.len(),
        false => count(index, plan, COUNTED)?,
    };
    let more = !plan.exact && total == COUNTED;
    Ok(Found { matches: best(index, plan)?, total, more })
}

/// All candidates, in the order of the documents.
fn candidates(index: &Opened, plan: &Plan) -> Result<Vec<DocId>, Error> {
    let weight = plan.unranked(index)?;
    let mut found = Vec::new();
    for part in index.parts() {
        let mut near = 0;
        let mut take =
            |locals: &[DocId]| found.extend(locals.iter().filter_map(|&local| part.global(local, &mut near)));
        weight.for_each_no_score(&part.reader, &mut take)?;
    }
    found.sort_unstable();
    Ok(found)
}

/// Candidates in the order of the documents: all where there are no more than `most`, else as many of some parts.
fn first_candidates(index: &Opened, plan: &Plan, most: usize) -> Result<Vec<DocId>, Error> {
    let weight = plan.unranked(index)?;
    let mut found = Vec::new();
    for part in index.parts() {
        if found.len() == most {
            break;
        }
        let room = most - found.len();
        found.extend(part.found_by(&*weight)?.map(|(_, clause)| clause).take(room));
    }
    found.sort_unstable();
    Ok(found)
}

/// Those of the candidates that the engine ranks first that match.
pub(crate) fn best(index: &Opened, plan: &Plan) -> Result<Vec<(Score, DocId)>, Error> {
    let weight = plan.candidates.weight(index.scoring())?;
    let (mut ranked, mut least) = (Ranked::default(), Score::MIN);
    for part in index.parts() {
        let mut near = 0;
        let mut take = |local: DocId, score: Score| {
            if let Some(clause) = part.global(local, &mut near) {
                ranked.add(score, clause);
            }
            ranked.least()
        };
        weight.for_each_pruning(least, &part.reader, &mut take)?;
        least = ranked.least();
    }
    scored(index, plan, &ranked.clauses())
}

/// Whether a page has only the best of what is found.
fn wants_best(page: &Page) -> bool {
    let end = page.limit.map(|limit| page.offset.saturating_add(limit));
    !page.facets && page.order == Order::Relevance && end.is_some_and(|end| end <= KEPT / 2)
}

/// Reads the hits of a page.
pub(crate) fn read(
    index: &Opened,
    plan: &Plan,
    mut found: Found,
    asked: Option<&[HitKind]>,
    page: &Page,
) -> Result<Results, Error> {
    let matches = &mut found.matches;
    let facets = match page.facets {
        true => Some(Facets::of(index, &matches.iter().map(|&(_, doc)| doc).collect::<Vec<_>>())?),
        false => None,
    };
    let end = page.limit.map_or(matches.len(), |limit| page.offset.saturating_add(limit).min(matches.len()));
    sort(index, matches, page.order, end)?;
    let wanted = matches.get(page.offset.min(end)..end).unwrap_or_default();
    let hits = wanted.iter().map(|&(score, doc)| hit(index, plan, asked, page.context, score, doc));
    Ok(Results {
        total: found.total,
        more: found.more,
        hits: hits.collect::<Result<_, _>>()?,
        facets,
        expanded: plan.expanded.clone(),
        ..Results::default()
    })
}

/// The numbers of the clauses in the order of the hits.
pub(crate) fn in_order(mut matches: Vec<(Score, DocId)>) -> Vec<(Score, DocId)> {
    matches.sort_unstable_by(better);
    matches
}

fn better(a: &(Score, DocId), b: &(Score, DocId)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Puts the first `end` matches in order; the others stand anyhow.
fn sort(index: &Opened, matches: &mut [(Score, DocId)], order: Order, end: usize) -> Result<(), Error> {
    match order {
        // They are collected in the order of the documents.
        Order::Document => {}
        Order::Relevance => {
            if 0 < end && end < matches.len() {
                matches.select_nth_unstable_by(end - 1, better);
            }
            matches[..end].sort_unstable_by(better);
        }
        Order::Deadline => {
            let days = index.parts().iter().map(|part| part.reader.fast_fields().u64("due"));
            let days = days.collect::<tantivy::Result<Vec<_>>>()?;
            let due = |clause: DocId| {
                let (part, local) = index.local(clause);
                days.get(part).and_then(|days| days.first(local)).unwrap_or(u64::MAX)
            };
            matches.sort_by_cached_key(|&(_, clause)| (due(clause), clause));
        }
    }
    Ok(())
}

pub(crate) fn hit(
    index: &Opened,
    plan: &Plan,
    asked: Option<&[HitKind]>,
    context: usize,
    score: Score,
    doc: DocId,
) -> Result<Hit, Error> {
    let passage = index.passage(doc)?;
    let snippet = snippet(&passage.text, &plan.needles);
    let asked = asked.and_then(|kinds| passage.kinds.iter().find(|kind| kinds.contains(kind)));
    Ok(Hit {
        kind: asked.or(passage.kinds.first()).copied().unwrap_or(HitKind::Clause),
        score,
        title: passage.trail.join(" / "),
        snippet: snippet.text,
        highlights: snippet.highlights,
        missing: Vec::new(),
        text: passage.text.clone(),
        before: neighbours(index, &passage, doc.saturating_sub(context_ids(context))..doc)?,
        after: neighbours(index, &passage, doc + 1..doc.saturating_add(1).saturating_add(context_ids(context)))?,
        deadline: passage.task.is_some().then_some(passage.deadline),
        units: passage.units.into_iter().map(|(role, name)| HitUnit { name, role }).collect(),
        doc: passage.doc,
        part: passage.part,
        path: passage.path,
        evidence: passage.evidence,
        id: passage.id,
        task: passage.task,
    })
}

fn context_ids(context: usize) -> DocId {
    DocId::try_from(context).unwrap_or(DocId::MAX)
}

/// The clauses of the same document with these numbers.
fn neighbours(index: &Opened, of: &Passage, docs: std::ops::Range<DocId>) -> Result<Vec<Neighbour>, Error> {
    let last = DocId::try_from(index.len()).unwrap_or(DocId::MAX);
    let mut found = Vec::new();
    for doc in docs.start..docs.end.min(last) {
        let passage = index.passage(doc)?;
        if passage.doc == of.doc {
            found.push(Neighbour {
                part: passage.part,
                path: passage.path,
                text: passage.text,
                evidence: passage.evidence,
            });
        }
    }
    Ok(found)
}

/// The clauses that the engine ranks first, the earlier ones of equal rank.
#[derive(Default)]
struct Ranked(BinaryHeap<(Reverse<OrderedScore>, DocId)>);

/// A score, in the order of scores.
#[derive(Clone, Copy, PartialEq)]
struct OrderedScore(Score);

impl Eq for OrderedScore {}

impl Ord for OrderedScore {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for OrderedScore {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ranked {
    fn add(&mut self, score: Score, clause: DocId) {
        self.0.push((Reverse(OrderedScore(score)), clause));
        if self.0.len() > KEPT {
            self.0.pop();
        }
    }

    /// The score that a clause must be above to be looked at: equal ones may stand earlier.
    fn least(&self) -> Score {
        let full = self.0.len() == KEPT;
        self.0.peek().filter(|_| full).map_or(Score::MIN, |(Reverse(least), _)| least.0.next_down())
    }

    /// The clauses in the order of the documents.
    fn clauses(self) -> Vec<DocId> {
        let mut clauses: Vec<DocId> = self.0.into_iter().map(|(_, clause)| clause).collect();
        clauses.sort_unstable();
        clauses
    }
}
