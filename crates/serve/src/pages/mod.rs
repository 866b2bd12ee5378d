//! The pages, one module each. A page is a function of the call; its words stand in `data/texts.toml`,
//! its form in `templates/`.

/// How many bodies a field for one offers; more would make every page heavy.
const OFFERED: usize = 400;

mod annotated;
mod ask;
mod audit;
mod changes;
mod choices;
mod columns;
mod comment;
mod correct;
mod diff;
mod entry;
mod find;
mod findings;
mod help;
mod home;
mod interface;
mod lights;
mod network;
mod pager;
mod place;
mod printed;
mod progress;
mod put;
mod queries;
mod reader;
mod rows;
mod search;
mod settle;
mod sign;
mod sparql;
mod targets;
mod tasks;
mod terms;
mod timeline;
mod units;

pub use annotated::comments;
pub use ask::ask;
pub use audit::audit;
pub use changes::{changes, take_back};
pub use comment::{comment, commented};
pub use correct::{correct_document, correct_name, correct_task, put_document_right, put_name_right, put_task_right};
pub use diff::diff;
pub use entry::{enter, error, login, welcome};
pub use find::find;
pub use findings::findings;
pub use help::help;
pub use home::home;
pub use interface::interface;
pub use progress::{CALENDAR, calendar, calendar_of, ledger, progress, reminders, report, take_in};
pub use put::{comments_of_waiting, decide, put, waiting};
pub use queries::{queries, query};
pub use reader::reader;
pub use search::search;
pub use settle::{settle, settled};
pub use sign::{sign_in, sign_out, signed_in};
pub use sparql::sparql;
pub use targets::{indicator, target, targets};
pub use tasks::{task, tasks};
pub use units::{unit, units};
