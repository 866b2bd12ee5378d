use crate::facets::Facets;
use crate::opened::Opened;
use crate::passage::{HitKind, Passage};
use crate::plan::Plan;
use crate::snippet::snippet;
use crate::{Error, Suggestion};
use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};
use zhengtu_model::{Deadline, Evidence, Role};

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
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: Some(10), order: Order::Relevance, context: 0, facets: false }
    }
}

/// What a query found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many clauses match.
    pub total: usize,
    /// Those of the page.
    pub hits: Vec<Hit>,
    /// The counts over all that match, where they were asked for.
    pub facets: Option<Facets>,
    /// Names that were looked for beside the ones typed (发改委: 发展改革委).
    pub expanded: Vec<(String, Vec<String>)>,
    /// Where nothing matches: queries that would.
    pub suggestions: Vec<Suggestion>,
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

/// Runs the plan and reads the hits of the page.
pub(crate) fn find(index: &Opened, plan: &Plan, asked: Option<&[HitKind]>, page: &Page) -> Result<Results, Error> {
    let mut matches = index.searcher().search(&*plan.engine, &All)?;
    let facets = if page.facets {
        Some(Facets::of(index.segment(), &matches.iter().map(|&(_, doc)| doc).collect::<Vec<_>>())?)
    } else {
        None
    };
    let end = page.limit.map_or(matches.len(), |limit| page.offset.saturating_add(limit).min(matches.len()));
    sort(index, &mut matches, page.order, end)?;
    let wanted = matches.get(page.offset.min(end)..end).unwrap_or_default();
    let hits = wanted.iter().map(|&(score, doc)| hit(index, plan, asked, page.context, score, doc));
    Ok(Results {
        total: matches.len(),
        hits: hits.collect::<Result<_, _>>()?,
        facets,
        expanded: plan.expanded.clone(),
        suggestions: Vec::new(),
    })
}

/// Puts the first `end` matches in order; the others stand anyhow.
fn sort(index: &Opened, matches: &mut [(Score, DocId)], order: Order, end: usize) -> Result<(), Error> {
    let best = |a: &(Score, DocId), b: &(Score, DocId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    match order {
        // They are collected in the order of the documents.
        Order::Document => {}
        Order::Relevance => {
            if 0 < end && end < matches.len() {
                matches.select_nth_unstable_by(end - 1, best);
            }
            matches[..end].sort_unstable_by(best);
        }
        Order::Deadline => {
            let Some(segment) = index.segment() else { return Ok(()) };
            let due = segment.fast_fields().u64("due")?;
            matches.sort_by_cached_key(|&(_, doc)| (due.first(doc).unwrap_or(u64::MAX), doc));
        }
    }
    Ok(())
}

fn hit(
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

/// Collects every match with its score, in the order of the documents.
struct All;

impl Collector for All {
    type Fruit = Vec<(Score, DocId)>;
    type Child = AllOfSegment;

    fn for_segment(&self, _ord: SegmentOrdinal, _segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        Ok(AllOfSegment(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<(Score, DocId)>>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.concat())
    }
}

struct AllOfSegment(Vec<(Score, DocId)>);

impl SegmentCollector for AllOfSegment {
    type Fruit = Vec<(Score, DocId)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.0.push((score, doc));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}
