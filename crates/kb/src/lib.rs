//! The knowledge base on disk: building, refreshing and opening generations.
//!
//! A knowledge base is a directory that one program writes and any number read. What each generation
//! holds and how one replaces the other stands in `layout`.

mod alone;
mod amendments;
mod beside;
mod build;
mod calls;
mod change;
mod contents;
mod corrected;
mod digests;
mod documents;
mod error;
mod files;
mod generation;
mod graph;
mod imports;
mod intake;
mod layout;
mod levels;
mod limits;
mod manifest;
mod member;
mod open;
mod packed;
mod plans;
mod previous;
mod profile;
mod recalled;
mod records;
mod reports;
mod segment;
mod segments;
mod skolem;
mod slices;
mod spool;
mod system_path;
mod tiers;
mod work;

pub use alone::{Alone, ReadFile};
pub use build::{BuildOptions, BuildReport, Failure, MEMORY, Progress, build, refresh_index};
pub use corrected::CorrectionReport;
pub use error::Error;
pub use graph::{Graph, Text};
pub use intake::{ImportReport, ReportsAdded, add_reports, import, remove_imports, remove_report};
pub use limits::Limits;
pub use manifest::{Counts, Entry, FORMAT, Import};
pub use open::KnowledgeBase;
pub use oxrdf::NamedNode;
pub use plans::NamedPlan;
pub use recalled::Recalled;
pub use records::Overview;
pub use zhengtu_corrections::FILE_NAME as CORRECTIONS_FILE;
pub use zhengtu_identity::{BadCondition, Chosen, Selection, Unselected};
pub use zhengtu_rdf::Base;

/// The directory of the generation that is current in `dir`; it changes whenever a build is published.
///
/// # Errors
/// [`Error::Missing`], [`Error::Damaged`].
pub fn current(dir: &std::path::Path) -> Result<std::path::PathBuf, Error> {
    layout::current(dir)
}
