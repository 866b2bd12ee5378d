//! All words first, then most of them.

use crate::correct::corrected;
use crate::evaluate::Evaluator;
use crate::hits::{self, Found, hit, in_order};
use crate::plan::{Context, Plan, broken_up, most_of, only, plan, plan_most, telling};
use crate::query::{Query, Term};
use crate::segment::Piece;
use crate::{Error, Filters, Hit, Most, Order, Page, Results, question, suggest};
use tantivy::{DocId, Score};

/// The least share of what the words weigh that a clause must have to have most of them.
const MOST: f32 = 0.45;

pub(crate) fn search(context: &Context<'_>, query: &Query, page: &Page) -> Result<Results, Error> {
    let all = plan(context, query)?;
    let found = hits::find(context.index, &all, page)?;
    if found.total > 0 {
        let first: Vec<DocId> = found.matches.iter().map(|&(_, doc)| doc).collect();
        let mut results = hits::read(context.index, &all, found, query.filters.kind(), page)?;
        if is_to_be_filled(query, &all, &results, page) {
            let taken = results.hits.len();
            let rest = Page { offset: 0, limit: page.limit.map(|limit| limit - taken), facets: false, ..*page };
            let words = words_of(query);
            let (most, more) = most(context, query, &words, &rest, &first)?;
            results.hits.extend(more.hits);
            results.most = most;
        }
        return Ok(results);
    }
    let mut results = otherwise(context, query, page)?;
    results.suggestions = suggest::suggestions(context, query)?;
    Ok(results)
}

/// What there is where no clause has all that was typed: the same with other characters, else most of it.
fn otherwise(context: &Context<'_>, query: &Query, page: &Page) -> Result<Results, Error> {
    let typed = words_of(query);
    if typed.is_empty() || has_phrase(query) {
        return hits::read(context.index, &plan(context, query)?, Found::nothing(), None, page);
    }
    let (text, replaced) = corrected(context, &typed)?;
    if !replaced.is_empty() {
        let groups = text.split_whitespace().map(|word| vec![Term::Words(word.to_owned())]).collect();
        let other = Query { groups, ..query.clone() };
        let all = plan(context, &other)?;
        let found = hits::find(context.index, &all, page)?;
        if found.total > 0 {
            let results = hits::read(context.index, &all, found, query.filters.kind(), page)?;
            return Ok(Results { replaced, ..results });
        }
    }
    let (most, results) = most(context, query, &text, page, &[])?;
    Ok(Results { most, replaced, ..results })
}

/// The clauses with most of the words of a text, those left out that have all of them.
fn most(
    context: &Context<'_>,
    query: &Query,
    text: &str,
    page: &Page,
    besides: &[DocId],
) -> Result<(Option<Most>, Results), Error> {
    let index = context.index;
    let asked = telling(context, &question::content(text), question::is_common)?;
    let absent: Vec<String> =
        asked.iter().filter(|piece| most_of(index, piece) == 0).map(|piece| piece.forms[0].clone()).collect();
    let (plan, mut matches) = ranked(context, asked, MOST, query)?;
    matches.retain(|(_, doc)| !besides.contains(doc));
    let total = matches.len();
    let found = Found { matches, total, more: false };
    let relevance = Page { order: Order::Relevance, ..*page };
    let docs = in_order(found.matches.clone());
    let mut results = hits::read(index, &plan, found, query.filters.kind(), &relevance)?;
    say_what_is_missing(context, &plan, &docs[page.offset.min(docs.len())..], &mut results.hits)?;
    results.total = 0;
    Ok(((total > 0).then_some(Most { total, absent }), results))
}

/// The clauses that have enough of the pieces, of those that the engine ranks first.
fn ranked(
    context: &Context<'_>,
    asked: Vec<Piece>,
    least: f32,
    query: &Query,
) -> Result<(Plan, Vec<(Score, DocId)>), Error> {
    let index = context.index;
    let plan = plan_most(context, broken_up(index, asked), least, query)?;
    let matches = if plan.pieces.is_empty() { Vec::new() } else { hits::best(index, &plan)? };
    Ok((plan, matches))
}

fn say_what_is_missing(
    context: &Context<'_>,
    plan: &Plan,
    docs: &[(Score, DocId)],
    hits: &mut [Hit],
) -> Result<(), Error> {
    let index = context.index;
    let mut of_page: Vec<((usize, DocId), &mut Hit)> =
        docs.iter().map(|&(_, doc)| index.local(doc)).zip(hits).collect();
    of_page.sort_by_key(|(place, _)| *place);
    for of_part in of_page.chunk_by_mut(|(one, _), (other, _)| one.0 == other.0) {
        let Some(part) = of_part.first().and_then(|((part, _), _)| index.parts().get(*part)) else { continue };
        let mut evaluator = Evaluator::new(index, part, plan)?;
        for ((_, local), hit) in of_part {
            let lacking = evaluator.lacking(*local, plan.pieces.len())?;
            hit.missing = lacking.into_iter().map(|piece| plan.pieces[piece].forms[0].clone()).collect();
        }
    }
    Ok(())
}

/// The clauses that speak most of what a question is about.
pub(crate) fn best(context: &Context<'_>, question: &str, within: &Filters, most: usize) -> Result<Vec<Hit>, Error> {
    let (text, _) = corrected(context, question)?;
    let asked = telling(context, &question::content(&text), question::is_common)?;
    let (plan, matches) = ranked(context, asked, 0.0, &only(within))?;
    let wanted = in_order(matches).into_iter().take(most);
    wanted.map(|(score, doc)| hit(context.index, &plan, within.kind(), 0, score, doc)).collect()
}

/// Whether the page has room for clauses with most of the words, and there are several words to be had.
fn is_to_be_filled(query: &Query, plan: &Plan, results: &Results, page: &Page) -> bool {
    let room = page.limit.is_some_and(|limit| results.hits.len() < limit && page.offset == 0);
    room && page.order == Order::Relevance && plan.pieces.len() > 1 && !has_phrase(query)
}

fn has_phrase(query: &Query) -> bool {
    query.groups.iter().flatten().any(|term| matches!(term, Term::Phrase(_)))
}

/// The words of a query, one after the other.
fn words_of(query: &Query) -> String {
    let words: Vec<&str> = query.groups.iter().flatten().map(Term::text).collect();
    words.join(" ")
}
