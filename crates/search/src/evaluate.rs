//! Whether a clause matches a plan, and how well: part by part, looking only at the clauses that it is asked about.

use crate::Error;
use crate::opened::Opened;
use crate::parts::OpenPart;
use crate::plan::{self, Of, Plan, Rule};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25StatisticsProvider, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader};

/// The parts of a plan in one part of the index, each at the clause where it was last looked for. Clauses are asked about
/// in rising order, by their numbers in that part.
pub(crate) struct Evaluator<'a> {
    segment: &'a SegmentReader,
    rule: &'a Rule,
    parts: Vec<Place>,
    /// The numbers of the parts of each piece: in the text, around it, near to it, against the clause.
    pieces: Vec<[Vec<usize>; 4]>,
    /// The part that tells headings.
    heading: usize,
    lengths: Lengths,
}

/// A part, and where it was last looked for.
struct Place {
    weight: Box<dyn Weight>,
    boost: f32,
    within: plan::Place,
    scorer: Option<Box<dyn Scorer>>,
    /// The clause where it was found last.
    found: Option<DocId>,
    /// No clause before this one, but the one where it was found, has it.
    next: DocId,
}

impl Place {
    fn holds(&mut self, segment: &SegmentReader, doc: DocId) -> Result<bool, Error> {
        if self.found == Some(doc) || doc < self.next {
            return Ok(self.found == Some(doc));
        }
        let result = match &mut self.scorer {
            Some(scorer) => scorer.seek_danger(doc),
            none => {
                let (result, scorer) = self.weight.scorer_danger(segment, doc, self.boost)?;
                *none = Some(scorer);
                result
            }
        };
        match result {
            SeekDangerResult::Found => (self.found, self.next) = (Some(doc), doc + 1),
            SeekDangerResult::SeekLowerBound(next) => (self.found, self.next) = (None, next),
        }
        Ok(self.found == Some(doc))
    }

    fn score(&mut self) -> Score {
        self.scorer.as_mut().map_or(0.0, |scorer| scorer.score())
    }
}

/// What the match of a heading counts: what stands below it says more.
const HEADING: f32 = 0.6;

/// How much the length of a text counts against it: in the engine, and here. A measure is long because it says much; of
/// passages the lower figure is usual (Trotman, Puurula and Burgess, Improvements to BM25 and Language Models Examined, 2014).
const ENGINE_B: f32 = 0.75;
const B: f32 = 0.4;

/// A heading of so many characters that is nearly all of the text is a sentence.
const SENTENCE: u32 = 24;

/// The lengths of the texts of a part of the index, and of their headings.
struct Lengths {
    of: FieldNormReader,
    heads: FieldNormReader,
    average: f32,
}

impl Lengths {
    fn new(index: &Opened, segment: &SegmentReader) -> Result<Self, Error> {
        let text = index.fields().text;
        // Only ratios of lengths matter.
        #[allow(clippy::cast_precision_loss)]
        let average = index.total_num_tokens(text)? as f32 / index.len().max(1) as f32;
        let [of, heads] = [text, index.fields().head].map(|field| segment.get_fieldnorms_reader(field));
        Ok(Self { of: of?, heads: heads?, average: average.max(1.0) })
    }

    /// What the score of a text that the engine gives is multiplied by.
    #[allow(clippy::cast_precision_loss)]
    fn factor(&self, doc: DocId) -> f32 {
        let length = self.of.fieldnorm(doc) as f32 / self.average;
        (1.0 - ENGINE_B + ENGINE_B * length) / (1.0 - B + B * length)
    }

    /// Whether the clause has a heading that is not its whole text.
    fn has_head(&self, doc: DocId) -> bool {
        let head = self.heads.fieldnorm(doc);
        head < SENTENCE || 5 * head < 4 * self.of.fieldnorm(doc)
    }
}

/// The clauses that match, with their scores, in order.
pub(crate) fn scored(index: &Opened, plan: &Plan, clauses: &[DocId]) -> Result<Vec<(Score, DocId)>, Error> {
    let mut found = Vec::new();
    for (part, locals) in index.parts().iter().zip(index.by_part(clauses)) {
        if !locals.is_empty() {
            let matches = Evaluator::new(index, part, plan)?.scored(&locals)?;
            let mut near = 0;
            found
                .extend(matches.into_iter().filter_map(|(score, local)| Some((score, part.global(local, &mut near)?))));
        }
    }
    found.sort_unstable_by_key(|(_, clause)| *clause);
    Ok(found)
}

/// How many clauses match, counted up to `most`: the engine is asked for no more candidates than that takes.
pub(crate) fn count(index: &Opened, plan: &Plan, most: usize) -> Result<usize, Error> {
    let weight = plan.unranked(index)?;
    let mut count = 0;
    for part in index.parts() {
        let mut evaluator = Evaluator::new(index, part, plan)?;
        for (local, _) in part.found_by(&*weight)? {
            count += usize::from(evaluator.matches(local)?.is_some());
            if count == most {
                return Ok(count);
            }
        }
    }
    Ok(count)
}

const TEXT: usize = 0;
const AROUND: usize = 1;
const NEAR: usize = 2;
const AGAINST: usize = 3;

impl<'a> Evaluator<'a> {
    pub(crate) fn new(index: &'a Opened, part: &'a OpenPart, plan: &'a Plan) -> Result<Self, Error> {
        let (scoring, segment) = (index.scoring(), &part.reader);
        let mut parts = Vec::new();
        let mut pieces: Vec<[Vec<usize>; 4]> = Vec::new();
        let mut heading = 0;
        for (at, part) in plan.parts.iter().enumerate() {
            let weight = part.query.weight(scoring)?;
            parts.push(Place { weight, boost: part.weight, within: part.place, scorer: None, found: None, next: 0 });
            let (piece, kind) = match part.of {
                Of::Text(piece) => (piece, TEXT),
                Of::Around(piece) => (piece, AROUND),
                Of::Near(piece) => (piece, NEAR),
                Of::Against(piece) => (piece, AGAINST),
                Of::Rank => continue,
                Of::Heading => {
                    heading = at;
                    continue;
                }
            };
            if pieces.len() <= piece {
                pieces.resize_with(piece + 1, Default::default);
            }
            pieces[piece][kind].push(at);
        }
        Ok(Self { segment, rule: &plan.rule, parts, pieces, heading, lengths: Lengths::new(index, segment)? })
    }

    /// The clauses that match, with their scores, in the order given.
    fn scored(&mut self, docs: &[DocId]) -> Result<Vec<(Score, DocId)>, Error> {
        let mut found = Vec::new();
        for &doc in docs {
            if let Some(share) = self.matches(doc)? {
                found.push((self.score(doc)? * share, doc));
            }
        }
        Ok(found)
    }

    /// The numbers of the pieces that a clause lacks.
    pub(crate) fn lacking(&mut self, doc: DocId, pieces: usize) -> Result<Vec<usize>, Error> {
        let mut lacking = Vec::new();
        for piece in 0..pieces {
            if !self.has(piece, &[TEXT, AROUND, NEAR], doc)? {
                lacking.push(piece);
            }
        }
        Ok(lacking)
    }

    /// The share of what was asked for that a clause has; nothing where it does not match.
    fn matches(&mut self, doc: DocId) -> Result<Option<f32>, Error> {
        match self.rule {
            Rule::All { groups, without } => {
                let all = self.has_all(groups, doc)? && !self.is_left_out(without, doc)?;
                Ok(all.then_some(1.0))
            }
            Rule::Most { weights, least, without } => {
                let (mut has, mut all) = (0.0, 0.0);
                for (piece, weight) in weights.iter().enumerate() {
                    all += weight;
                    has += if self.has(piece, &[TEXT, AROUND, NEAR], doc)? { *weight } else { 0.0 };
                }
                let share = if all > 0.0 { has / all } else { 0.0 };
                let enough = share > 0.0 && share >= *least && !self.is_left_out(without, doc)?;
                Ok(enough.then_some(share))
            }
        }
    }

    fn has_all(&mut self, groups: &[Vec<Vec<usize>>], doc: DocId) -> Result<bool, Error> {
        let mut in_text = groups.is_empty();
        for group in groups {
            let mut found = false;
            for pieces in group {
                if self.has_each(pieces, &[TEXT, AROUND], doc)? {
                    found = true;
                    break;
                }
            }
            if !found {
                return Ok(false);
            }
        }
        for &piece in groups.iter().flatten().flatten() {
            in_text = in_text || self.has(piece, &[TEXT], doc)?;
        }
        Ok(in_text)
    }

    fn is_left_out(&mut self, without: &[Vec<usize>], doc: DocId) -> Result<bool, Error> {
        for pieces in without {
            if self.has_each(pieces, &[AGAINST], doc)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_each(&mut self, pieces: &[usize], kinds: &[usize], doc: DocId) -> Result<bool, Error> {
        for &piece in pieces {
            if !self.has(piece, kinds, doc)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn has(&mut self, piece: usize, kinds: &[usize], doc: DocId) -> Result<bool, Error> {
        let Some(parts) = self.pieces.get(piece) else { return Ok(false) };
        for &part in kinds.iter().flat_map(|&kind| &parts[kind]) {
            if self.parts[part].holds(self.segment, doc)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn score(&mut self, doc: DocId) -> Result<Score, Error> {
        let of_text = self.lengths.factor(doc);
        let of_head = if self.lengths.has_head(doc) { 1.0 } else { 0.0 };
        let mut score = 0.0;
        for part in &mut self.parts {
            if part.boost > 0.0 && part.holds(self.segment, doc)? {
                let factor = match part.within {
                    plan::Place::Text => of_text,
                    plan::Place::Head => of_head,
                    plan::Place::Other => 1.0,
                };
                score += factor * part.score();
            }
        }
        let is_heading = self.parts[self.heading].holds(self.segment, doc)?;
        Ok(if is_heading { score * HEADING } else { score })
    }
}
