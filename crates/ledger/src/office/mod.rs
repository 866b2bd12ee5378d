//! The ledger and the board as files.

mod board;
mod docx;
mod text;
mod xlsx;

pub use board::{StandingSheet, board_csv, board_markdown, board_xlsx};
pub use docx::docx;
pub use text::{csv, markdown};
pub use xlsx::xlsx;

use crate::Column;

/// The columns for a printed table.
const PRINTED: [Column; 8] = [
    Column::Number,
    Column::Task,
    Column::Content,
    Column::Lead,
    Column::Others,
    Column::Due,
    Column::Targets,
    Column::Source,
];
