//! Records as JSON, and as the Python objects that JSON stands for.

use crate::error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;
use zhengtu_model::{DocumentFacts, Finding, RecordKind, Records, Take};

/// The kind of records that is called so.
pub fn kind(name: &str) -> PyResult<RecordKind> {
    RecordKind::named(name).ok_or_else(|| {
        let all = RecordKind::ALL.map(RecordKind::name).join(", ");
        error::value(format!("there are no records {name:?}; use {all}"))
    })
}

/// Records, a line of JSON each.
#[derive(Debug, Default)]
pub struct Lines(pub Vec<u8>);

impl Lines {
    /// Adds the records of one kind.
    pub fn add(&mut self, kind: RecordKind, facts: &DocumentFacts, findings: &[Finding]) -> PyResult<()> {
        Records { kind, facts, findings }.give(self).map_err(|error| error::value(error.to_string()))
    }

    /// The lines as text.
    pub fn text(self) -> PyResult<String> {
        String::from_utf8(self.0).map_err(|error| error::value(error.to_string()))
    }

    /// The records as Python objects.
    pub fn objects(self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        self.0.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| parsed(py, line)).collect()
    }
}

impl Take for Lines {
    type Error = serde_json::Error;

    fn take<T: Serialize>(&mut self, record: &T) -> Result<(), Self::Error> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.push(b'\n');
        Ok(())
    }
}

/// A value as the Python object that its JSON stands for.
pub fn object(py: Python<'_>, value: &impl Serialize) -> PyResult<Py<PyAny>> {
    parsed(py, &serde_json::to_vec(value).map_err(|error| error::value(error.to_string()))?)
}

fn parsed(py: Python<'_>, json: &[u8]) -> PyResult<Py<PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let loads = LOADS.import(py, "json", "loads")?;
    Ok(loads.call1((pyo3::types::PyBytes::new(py, json),))?.unbind())
}
