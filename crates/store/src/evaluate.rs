//! Runs a query on a graph within its limits.

use crate::results::{Body, Table};
use crate::snapshot::{Kept, Set, View};
use crate::{Limits, Query, Results, StoreError, plan};
use spareval::{
    CancellationToken, QueryEvaluationError, QueryEvaluator, QueryResults, QuerySolutionIter, QueryTripleIter,
};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

/// The stack of the thread a query runs on: plans and property paths recurse.
const STACK: usize = 64 << 20;

/// Runs the query.
pub(crate) fn run(set: &Arc<Set>, query: &Query, limits: &Limits) -> Result<Results, StoreError> {
    let (set, query, limits) = (Arc::clone(set), query.tuned(), *limits);
    within(limits, move |token| {
        let evaluator = QueryEvaluator::new().with_cancellation_token(token);
        let (algebra, dataset) = query.apart();
        let kept = Kept::of(&set, dataset.as_ref())?;
        let results = evaluator.prepare(&algebra).execute(View { set: &set, kept: &kept });
        collect(results.map_err(failure)?, limits)
    })
}

/// Runs the query and prints its plan.
pub(crate) fn explain(set: &Arc<Set>, query: &Query, limits: &Limits) -> Result<String, StoreError> {
    let (set, query, limits) = (Arc::clone(set), query.tuned(), *limits);
    within(limits, move |token| {
        let evaluator = QueryEvaluator::new().with_cancellation_token(token).compute_statistics();
        let (algebra, dataset) = query.apart();
        let kept = Kept::of(&set, dataset.as_ref())?;
        let (results, explanation) = evaluator.prepare(&algebra).explain(View { set: &set, kept: &kept });
        let results = collect(results.map_err(failure)?, limits)?;
        let mut json = Vec::new();
        explanation.write_in_json(&mut json).map_err(|error| StoreError::Evaluation(error.to_string()))?;
        Ok(plan::render(&json, &results))
    })
}

/// Runs `work` on a thread of its own and leaves it behind when its time is over.
///
/// The evaluator then stops at the next quad that it reads. Work that reads none, such as the
/// product of two tables, goes on until the process ends; the caller does not wait for it.
fn within<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce(CancellationToken) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let token = CancellationToken::new();
    let (sender, receiver) = mpsc::channel();
    let its_token = token.clone();
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Nobody listens any more once the time is over.
        let _ = sender.send(work(its_token));
    });
    worker.map_err(|error| StoreError::Evaluation(error.to_string()))?;
    let Some(time) = limits.time else { return receiver.recv().unwrap_or_else(|_| Err(stopped())) };
    match receiver.recv_timeout(time) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => {
            token.cancel();
            Err(StoreError::TimeLimit(time))
        }
        Err(RecvTimeoutError::Disconnected) => Err(stopped()),
    }
}

fn stopped() -> StoreError {
    StoreError::Evaluation("求值中断".to_owned())
}

/// Reads the results up to the row limit, and notes whether there were more.
fn collect(results: QueryResults<'_>, limits: Limits) -> Result<Results, StoreError> {
    let most = limits.rows.unwrap_or(usize::MAX);
    match results {
        QueryResults::Boolean(answer) => Ok(Results { body: Body::Boolean(answer), cut: None }),
        QueryResults::Solutions(solutions) => collect_rows(solutions, most),
        QueryResults::Graph(triples) => collect_triples(triples, most),
    }
}

fn collect_rows(solutions: QuerySolutionIter<'_>, most: usize) -> Result<Results, StoreError> {
    let variables = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut table = Table { variables, rows: Vec::new() };
    let mut cut = None;
    for solution in solutions {
        let solution = solution.map_err(failure)?;
        if table.rows.len() == most {
            cut = Some(most);
            break;
        }
        table.rows.push(solution.values().to_vec());
    }
    Ok(Results { body: Body::Table(table), cut })
}

/// Collects the triples, sorted and each once.
fn collect_triples(triples: QueryTripleIter<'_>, most: usize) -> Result<Results, StoreError> {
    let mut found = Vec::new();
    let mut cut = None;
    for triple in triples {
        let triple = triple.map_err(failure)?;
        if found.len() == most {
            cut = Some(most);
            break;
        }
        found.push(triple);
    }
    found.sort_by_cached_key(ToString::to_string);
    found.dedup();
    Ok(Results { body: Body::Triples(found), cut })
}

fn failure(error: QueryEvaluationError) -> StoreError {
    match error {
        QueryEvaluationError::Dataset(error) => match error.downcast::<StoreError>() {
            Ok(error) => *error,
            Err(error) => StoreError::Evaluation(error.to_string()),
        },
        QueryEvaluationError::UnsupportedService(name) => {
            StoreError::Refused(format!("SERVICE {name} 被拒绝：查询不能访问网络"))
        }
        QueryEvaluationError::UnsupportedCustomFunction(name) => StoreError::Refused(format!("没有函数 {name}")),
        other => StoreError::Evaluation(other.to_string()),
    }
}
