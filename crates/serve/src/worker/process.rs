use super::{Done, Fault, Job, evaluate};
use axum::http::StatusCode;
use oxrdf::NamedNode;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::Arc;
use zhengtu_kb::{Graph, KnowledgeBase, Selection};

/// The line before the results.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub fault: Option<Fault>,
    pub format: String,
    pub cut: Option<usize>,
    /// The length of the results in bytes.
    pub bytes: usize,
}

/// The worker: reads jobs from `input` until it ends, runs each and writes what came of it. Ends after
/// a job that ran out of its time, whose work may go on. `memory` is the most that it may take, in
/// bytes, where the system can hold it to that.
///
/// # Errors
/// Where input or output fail.
pub fn run(input: impl BufRead, mut output: impl Write, memory: u64) -> io::Result<()> {
    limit(memory);
    let mut open = None;
    for line in input.lines() {
        let line = line?;
        let done = match serde_json::from_str(&line) {
            Ok(job) => answer(&mut open, &job),
            Err(error) => Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, error)),
        };
        let late = matches!(&done, Err(fault) if fault.status == StatusCode::SERVICE_UNAVAILABLE.as_u16());
        write(&mut output, done)?;
        if late {
            break;
        }
    }
    Ok(())
}

#[cfg(unix)]
pub(crate) fn limit(memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where the system refuses, the limit on time still stands.
    let bound = Rlimit { current: Some(memory), maximum: Some(memory) };
    let _ = setrlimit(Resource::Data, bound);
}

#[cfg(not(unix))]
pub(crate) fn limit(_memory: u64) {}

/// A generation that is open.
struct Open {
    scope: Selection,
    generation: PathBuf,
    graph: Graph,
    kept: Option<Vec<NamedNode>>,
}

fn answer(open: &mut Option<Open>, job: &Job) -> Result<Done, Fault> {
    let fault = |error: zhengtu_kb::Error| Fault::new(StatusCode::INTERNAL_SERVER_ERROR, error);
    let generation = zhengtu_kb::current(&job.kb).map_err(fault)?;
    let current = |open: &Open| open.generation == generation && open.scope == job.scope;
    if !open.as_ref().is_some_and(current) {
        *open = Some(Open::new(job).map_err(fault)?);
    }
    match open {
        Some(open) => evaluate(&open.graph, open.kept.as_deref(), job),
        None => Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "知识库没有打开")),
    }
}

impl Open {
    fn new(job: &Job) -> Result<Self, zhengtu_kb::Error> {
        let kb = KnowledgeBase::open(&job.kb)?.only(&job.scope)?;
        let graph = kb.graph()?.with_text(Arc::new(kb.text_index()?));
        let kept = (!job.scope.is_everything()).then(|| kb.graph_names());
        Ok(Self { scope: job.scope.clone(), generation: kb.generation().to_owned(), graph, kept })
    }
}

fn write(output: &mut impl Write, done: Result<Done, Fault>) -> io::Result<()> {
    let (fault, done) = match done {
        Ok(done) => (None, done),
        Err(fault) => (Some(fault), Done::default()),
    };
    let head = Head { fault, format: done.format, cut: done.cut, bytes: done.body.len() };
    serde_json::to_writer(&mut *output, &head)?;
    output.write_all(b"\n")?;
    output.write_all(&done.body)?;
    output.flush()
}
