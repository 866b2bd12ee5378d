//! SPARQL from outside, in a process that can be stopped.
//!
//! The evaluator looks at its time only when it reads a quad, so a query that reads none, such as the
//! product of two tables, cannot be stopped from within. It is therefore run in a process of its own
//! with a limit on its memory, which is killed when the time is over or the caller goes away. A process
//! that answered in time is kept for the next query.
//!
//! The two speak lines of JSON: a [`Job`] one way, a head the other way, followed by the results.

mod job;
mod pool;
mod process;

pub use job::{Done, Fault, Job, evaluate};
pub(crate) use job::{GRAPHS, offer};
pub(crate) use pool::Pool;
pub(crate) use process::limit;
pub use process::run;
