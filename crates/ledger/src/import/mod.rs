//! A ledger that comes back filled.

mod header;
mod matching;
mod rows;

pub use matching::{Import, Trouble, match_tasks};
pub use rows::{Filled, Line, read};

use zhengtu_reader::ReadError;

/// Why a workbook is no ledger that can be taken in. Messages are in Chinese; [`ImportError::english`] says
/// the same in English.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No sheet has the columns of a ledger.
    #[error(
        "没有一张工作表像任务台账：需要“标识”或“任务”一列，以及进展、完成情况、状态、备注中的至少一列；{found}。请用 zhengtu export ledger --format xlsx 导出的台账填报"
    )]
    NoLedger {
        /// What there is, in Chinese.
        found: String,
    },
}

impl ImportError {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::Read(error) => error.english(),
            Self::NoLedger { found } => format!(
                "no sheet looks like a task ledger: it needs the column 标识 or 任务 and one of 进展, 完成情况, 状态, 备注 ({found}); fill in a ledger made by zhengtu export ledger --format xlsx"
            ),
        }
    }
}

#[cfg(test)]
mod tests;
