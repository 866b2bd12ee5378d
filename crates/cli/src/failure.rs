//! Errors as the user sees them: what is wrong, what to do, and the exit status of the contract.

use crate::lang::Lang;
use std::io;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The command line, a query or a question is wrong: exit status 2.
    Usage(Said),
    /// The input or the knowledge base cannot be used: exit status 3.
    Input(Said),
    /// The reader of the output went away; no failure.
    BrokenPipe,
}

/// A message in each language.
#[derive(Debug)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// What says the same in both languages.
    fn in_both(message: &impl ToString) -> Self {
        Self { zh: message.to_string(), en: message.to_string() }
    }
}

impl Failure {
    /// The exit status.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Input(_) => 3,
            Self::BrokenPipe => 0,
        }
    }

    /// The message for standard error.
    pub fn report(&self, lang: Lang) -> String {
        let word = lang.pick("错误：", "error: ");
        match self {
            Self::Usage(Said { zh, en }) | Self::Input(Said { zh, en }) => format!("{word}{}", lang.pick(zh, en)),
            Self::BrokenPipe => String::new(),
        }
    }

    /// A wrong command line.
    pub fn usage(message: impl ToString) -> Self {
        Self::Usage(Said::in_both(&message))
    }

    /// An input that cannot be used.
    pub fn input(message: impl ToString) -> Self {
        Self::Input(Said::in_both(&message))
    }
}

impl From<zhengtu_kb::Error> for Failure {
    fn from(error: zhengtu_kb::Error) -> Self {
        Self::Input(Said { zh: error.to_string(), en: error.english() })
    }
}

impl From<zhengtu_lexicon::LexiconError> for Failure {
    fn from(error: zhengtu_lexicon::LexiconError) -> Self {
        Self::Input(Said { zh: error.to_string(), en: error.english() })
    }
}

impl From<zhengtu_search::Error> for Failure {
    fn from(error: zhengtu_search::Error) -> Self {
        let said = Said { zh: error.to_string(), en: error.english() };
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
            error if error.is_usage() => Self::usage(error),
            error => Self::Input(Said { zh: error.to_string(), en: error.english() }),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::input(error) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
