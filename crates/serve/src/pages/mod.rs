//! The pages, one module each. A page is a function of the call; its words stand in `data/texts.toml`,
//! its form in `templates/`.

mod ask;
mod audit;
mod entry;
mod find;
mod findings;
mod home;
mod interface;
mod network;
mod pager;
mod printed;
mod queries;
mod reader;
mod rows;
mod search;
mod sparql;
mod targets;
mod tasks;
mod terms;
mod timeline;
mod units;

pub use ask::ask;
pub use audit::audit;
pub use entry::{enter, error, login, welcome};
pub use find::find;
pub use findings::findings;
pub use home::home;
pub use interface::interface;
pub use queries::{queries, query};
pub use reader::reader;
pub use search::search;
pub use sparql::sparql;
pub use targets::{indicator, target, targets};
pub use tasks::{task, tasks};
pub use units::{unit, units};
