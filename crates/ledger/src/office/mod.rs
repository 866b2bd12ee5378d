//! The ledger and the board as files.

mod board;
mod docx;
mod text;
mod xlsx;

pub use board::{StandingSheet, board_csv, board_markdown, board_xlsx};
pub use docx::docx;
pub use text::{csv, markdown};
pub use xlsx::xlsx;

use crate::{Column, Ledger};

/// The columns for a printed table, as far as a ledger has them.
const PRINTED: [Column; 10] = [
    Column::Number,
    Column::Place,
    Column::Document,
    Column::Task,
    Column::Content,
    Column::Lead,
    Column::Others,
    Column::Due,
    Column::Targets,
    Column::Source,
];

/// The columns of a ledger for a printed table.
fn printed(ledger: &Ledger) -> impl Iterator<Item = Column> {
    PRINTED.into_iter().filter(|column| ledger.columns.contains(column))
}
