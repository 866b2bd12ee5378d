use crate::error;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use zhengtu_lexicon::Lexicon;

/// The words that documents are read with: the built-in ones, with a folder of your own laid over them.
#[pyclass(frozen, module = "zhengtu")]
#[derive(Debug)]
pub struct Words {
    lexicon: Arc<Lexicon>,
}

#[pymethods]
impl Words {
    #[new]
    #[pyo3(signature = (folder = None))]
    fn new(py: Python<'_>, folder: Option<PathBuf>) -> PyResult<Self> {
        let Some(folder) = folder else { return Ok(Self { lexicon: built_in(py) }) };
        let lexicon = py.detach(|| Lexicon::built_in().with(&folder)).map_err(|error| error::words(py, &error))?;
        Ok(Self { lexicon: Arc::new(lexicon) })
    }
}

/// The words that are given, else the built-in ones.
pub fn of(py: Python<'_>, given: Option<&Words>) -> Arc<Lexicon> {
    given.map_or_else(|| built_in(py), |words| words.lexicon.clone())
}

/// The built-in words, made once.
fn built_in(py: Python<'_>) -> Arc<Lexicon> {
    static BUILT_IN: OnceLock<Arc<Lexicon>> = OnceLock::new();
    py.detach(|| BUILT_IN.get_or_init(|| Arc::new(Lexicon::built_in())).clone())
}
