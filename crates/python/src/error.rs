//! Errors as exceptions. The message is Chinese, as everywhere; the attribute `english` has it in English.

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use zhengtu_store::StoreError;

create_exception!(zhengtu, ZhengtuError, PyException, "What went wrong; `english` has the message in English.");
create_exception!(zhengtu, ReadError, ZhengtuError, "A file that cannot be read.");
create_exception!(zhengtu, WordsError, ZhengtuError, "A folder of words that cannot be used.");
create_exception!(zhengtu, KnowledgeBaseError, ZhengtuError, "A knowledge base that cannot be built or used.");
create_exception!(zhengtu, QueryError, ZhengtuError, "A query that is wrong, or took too long.");

/// Gives an exception its message in English.
fn with_english(py: Python<'_>, error: PyErr, english: &str) -> PyErr {
    match error.value(py).setattr("english", english) {
        Ok(()) => error,
        Err(other) => other,
    }
}

/// A file that cannot be read.
pub fn unreadable(py: Python<'_>, name: &str, error: &zhengtu_reader::ReadError) -> PyErr {
    let raised = ReadError::new_err(format!("{name}：{error}"));
    with_english(py, raised, &format!("{name}: {}", error.english()))
}

/// A folder of words that cannot be used.
pub fn words(py: Python<'_>, error: &zhengtu_lexicon::LexiconError) -> PyErr {
    with_english(py, WordsError::new_err(error.to_string()), &error.english())
}

/// A knowledge base that cannot be used.
pub fn knowledge_base(py: Python<'_>, error: &zhengtu_kb::Error) -> PyErr {
    with_english(py, KnowledgeBaseError::new_err(error.to_string()), &error.english())
}

/// A search that cannot be answered.
pub fn search(py: Python<'_>, error: &zhengtu_search::Error) -> PyErr {
    let raised = match error {
        zhengtu_search::Error::Query(_) => QueryError::new_err(error.to_string()),
        _ => KnowledgeBaseError::new_err(error.to_string()),
    };
    with_english(py, raised, &error.english())
}

/// A query over the graph that cannot be answered.
pub fn store(py: Python<'_>, error: &StoreError) -> PyErr {
    let message = error.to_string();
    let raised = match error {
        StoreError::Io { .. } | StoreError::Write(_) => KnowledgeBaseError::new_err(message.clone()),
        _ => QueryError::new_err(message.clone()),
    };
    with_english(py, raised, &message)
}

/// An argument that is wrong.
pub fn value(message: impl Into<String>) -> PyErr {
    PyValueError::new_err(message.into())
}
