//! The task ledger and the calendar for offices, and the ledger that comes back filled.
//!
//! [`Ledger`] lays the records out as offices do; [`xlsx`], [`docx`], [`csv`] and [`markdown`] turn it into
//! files, [`calendar`] turns deadlines into events, and [`read`] takes a filled ledger in again. All are
//! functions of records and bytes: this crate reads and writes no file and knows no clock.

mod calendar;
mod columns;
mod content;
mod import;
mod office;
mod table;

pub use calendar::{Calendar, calendar};
pub use columns::Column;
pub use import::{Filled, Import, ImportError, Line, Trouble, match_tasks, read};
pub use office::{StandingSheet, board_csv, board_markdown, board_xlsx, csv, docx, markdown, xlsx};
pub use table::{Group, Grouping, Layout, Ledger, Row, Sheet, Value, source, units_of};
