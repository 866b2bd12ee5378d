//! The extension module behind the Python package `zhengtu`: the library crates as Python objects. Long work gives up the
//! interpreter's lock; records become Python objects through JSON, so that they are those of the command line; tables go
//! to whoever takes Arrow, through its C interface, without pyarrow.
//!
//! What each function does, takes and raises stands in `python/zhengtu/_zhengtu.pyi`, which is its manual.

mod document;
mod error;
mod kb;
mod record;
mod source;
mod table;
mod words;

use pyo3::prelude::*;

#[pymodule]
mod _zhengtu {
    #[pymodule_export]
    use crate::document::{Document, Facts, concat, extract, ontology, read};
    #[pymodule_export]
    use crate::error::{KnowledgeBaseError, QueryError, ReadError, WordsError, ZhengtuError};
    #[pymodule_export]
    use crate::kb::KnowledgeBase;
    #[pymodule_export]
    use crate::table::{Schema, Table, schema};
    #[pymodule_export]
    use crate::words::Words;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // What a library panics over in a damaged file is caught and raised.
        zhengtu_reader::quiet_panics();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("TABLES", zhengtu_tables::TABLES.iter().map(|table| table.name).collect::<Vec<_>>())?;
        module.add("RECORDS", zhengtu_model::RecordKind::ALL.map(zhengtu_model::RecordKind::name).to_vec())
    }
}
