//! End-to-end tests: the real binary on the real plan.

mod across;
mod checks;
mod corrections;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod crashes;
mod errors;
mod evidence;
mod extract;
mod files;
mod graph;
mod heads;
mod into;
mod ledger;
mod main_job;
#[cfg(feature = "mcp")]
mod mcp;
mod plans;
mod progress;
mod questions;
mod readme;
mod refresh;
mod reliability;
mod saved_queries;
mod scores;
mod segments;
mod serve;
mod settings;
mod shards;
mod support;
mod tables;
mod threads;
mod tidy;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod traced;
mod whose;
mod words;
