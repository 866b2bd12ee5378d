//! Errors as the user sees them: what is wrong, what to do, and the exit status of the contract.

use crate::lang::{self, Lang};
use std::io;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The command line, a query or a question is wrong: exit status 2.
    Usage(String),
    /// The input or the knowledge base cannot be used: exit status 3.
    Input(String),
    /// The same, with a message in each language.
    Both {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// The reader of the output went away; no failure.
    BrokenPipe,
}

impl Failure {
    /// The exit status.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Input(_) | Self::Both { .. } => 3,
            Self::BrokenPipe => 0,
        }
    }

    /// The message for standard error.
    pub fn report(&self, lang: Lang) -> String {
        let word = lang.pick("错误：", "error: ");
        match self {
            Self::Usage(message) | Self::Input(message) => format!("{word}{message}"),
            Self::Both { zh, en } => format!("{word}{}", lang.pick(zh, en)),
            Self::BrokenPipe => String::new(),
        }
    }

    /// A wrong command line.
    pub fn usage(message: impl ToString) -> Self {
        Self::Usage(message.to_string())
    }

    /// An input that cannot be used.
    pub fn input(message: impl ToString) -> Self {
        Self::Input(message.to_string())
    }
}

impl From<zhengtu_kb::Error> for Failure {
    fn from(error: zhengtu_kb::Error) -> Self {
        Self::Both { zh: error.to_string(), en: error.english() }
    }
}

impl From<zhengtu_search::Error> for Failure {
    fn from(error: zhengtu_search::Error) -> Self {
        let said = lang::say(lang::current(), &error, zhengtu_search::Error::english);
        match error {
            zhengtu_search::Error::Query(_) => Self::Usage(said),
            _ => Self::Input(said),
        }
    }
}

impl From<zhengtu_store::StoreError> for Failure {
    fn from(error: zhengtu_store::StoreError) -> Self {
        match error {
            zhengtu_store::StoreError::Write(error) => error.into(),
            error if error.is_usage() => Self::Usage(error.to_string()),
            error => Self::Input(error.to_string()),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::Input(error.to_string()) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
