//! The records: what zhengtu reads out of a plan, each fact with the passage that proves it.
//!
//! These types are the exchange form too: serialised with serde they are the JSON Lines that
//! other programs read. Offsets are in Unicode code points of the document's text as read.

mod bodies;
mod citation;
mod clause;
mod correction;
mod counterpart;
mod date;
mod deadline;
mod document;
mod evidence;
mod finding;
mod identity;
mod level;
mod look;
mod records;
mod recurrence;
mod report;
mod target;
mod task;

pub use bodies::{Bodies, Body, Naming};
pub use citation::{Citation, CitationUse};
pub use clause::{Clause, ClauseKind};
pub use correction::{AppliedCorrection, Change as CorrectionChange, Correction, DocumentValues, Outcome};
pub use counterpart::{Counterpart, Member};
pub use date::Date;
pub use deadline::{Deadline, DeadlineKind};
pub use document::{
    Account, AccountEntry, BodyRef, DocumentFacts, DocumentInfo, GovernedPlace, Heading, Membership, Notice,
    NoticeLevel, OfDocument, PartInfo, Reading, Recognised, UnitName,
};
pub use evidence::{Cell, Evidence};
pub use finding::{Finding, Severity, Side};
pub use identity::{DocumentRecord, GovernmentLevel, Identity, Passages, Place, Stated};
pub use level::{LevelLink, LinkGround, LinkedPair, Standing};
pub use look::{Look, PageLook, TypeLook};
pub use records::{RecordKind, Records, Take};
pub use recurrence::{Frequency, Recurrence};
pub use report::{Report, RowKey};
pub use target::{Change, Comparator, DatedCommitment, Target, Value};
pub use task::{AppliedRule, Ground, Role, RuleKind, Task, TaskStatement, Unit, UnitKind};
