//! The graph and its queries, as those see them who use them. One program, for each has to be linked.

mod common;
#[cfg(all(feature = "endpoint", feature = "tls"))]
mod encrypted;
#[cfg(feature = "endpoint")]
mod endpoint;
mod formats;
mod injection;
mod mapping;
mod queries;
mod saved_queries;
mod snapshot;
mod w3c;
