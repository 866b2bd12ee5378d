//! Saved queries: files of SPARQL that say in a header of `#+` lines, in TOML, what they answer and
//! which parameters they take.
//!
//! ```text
//! #+ title = { zh = "某单位牵头的任务", en = "Tasks that a body leads" }
//! #+ description = { zh = "…", en = "…" }
//! #+ example = "zhengtu query tasks-led-by-unit -p unit=税务局"
//! #+
//! #+ [[param]]
//! #+ name = "unit"
//! #+ type = "unit"
//! #+ required = true
//! #+ label = { zh = "单位", en = "body" }
//! #+
//! #+ [columns]
//! #+ title = { zh = "任务", en = "Task" }
//! #+
//! #+ [[test]]
//! #+ on = "corpus"
//! #+ with = { unit = "税务局" }
//! #+ rows = 8
//! ```
//!
//! A table `[check]` (code, severity, message) makes the same file a check of the user's own.

mod header;
mod library;
mod names;
mod value;

pub use header::{Expected, Label, OneOf, Parameter, ParameterType};
pub use library::Library;

use crate::{Graph, Query, StoreError, Style};
use header::Header;
use names::Names;
use oxrdf::{NamedNode, Term};
use std::collections::BTreeMap;
use zhengtu_model::Date;
use zhengtu_say::Lang;

/// A query with its description, parameters and tests.
#[derive(Clone, Debug)]
pub struct SavedQuery {
    /// The name it is called by.
    pub name: String,
    /// One line on what it answers.
    pub title: Label,
    /// More about it.
    pub description: Label,
    /// A command line that runs it.
    pub example: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// What it yields on known documents.
    pub tests: Vec<Expected>,
    /// The query itself, with its header.
    pub text: String,
    columns: BTreeMap<String, Label>,
    query: Query,
}

impl SavedQuery {
    /// Reads a saved query. A text without a header is a query without parameters.
    ///
    /// # Errors
    /// [`StoreError::Syntax`] where the query cannot be parsed, [`StoreError::SavedQuery`] where the
    /// header cannot, or where the query does not use a parameter or uses it where its value would
    /// not reach.
    pub fn parse(name: &str, text: &str) -> Result<Self, StoreError> {
        let fault = |message: String| StoreError::SavedQuery { name: name.to_owned(), message };
        let header = Header::read(text).map_err(fault)?;
        let query = Query::parse(text)?;
        let variables = query.variables();
        if let Some(column) = header.columns.keys().find(|column| !variables.contains(column)) {
            return Err(fault(format!("列 {column} 不在 SELECT 中")));
        }
        for parameter in &header.parameters {
            parameter.check().map_err(fault)?;
            if let Some(misuse) = query.misuse(&parameter.name, parameter.kind.has_many()) {
                return Err(fault(misuse));
            }
        }
        let Header { title, description, example, parameters, columns, tests, .. } = header;
        let (name, text) = (name.to_owned(), text.to_owned());
        Ok(Self { name, title, description, example, parameters, tests, text, columns, query })
    }

    /// The query with the values given for its parameters; names of bodies and documents are looked
    /// up in the graph.
    ///
    /// # Errors
    /// [`StoreError::Parameter`] for an unknown, repeated or missing parameter or one whose value is
    /// of the wrong form; [`StoreError::Name`] for a name that means nothing.
    pub fn prepare(&self, graph: &Graph, given: &[(String, String)]) -> Result<Query, StoreError> {
        self.prepared(&Names::of(graph), given)
    }

    /// The same for a query that will be kept to named graphs ([`Query::keep_to`]). `kept` are those graphs and all others of
    /// the same plans. Names mean what they mean in the whole graph; of the bodies that are meant only those matter that
    /// these graphs name.
    ///
    /// # Errors
    /// As [`Self::prepare`].
    pub fn prepare_within(
        &self,
        graph: &Graph,
        given: &[(String, String)],
        kept: Option<&[NamedNode]>,
    ) -> Result<Query, StoreError> {
        self.prepared(&Names::within(graph, kept), given)
    }

    fn prepared(&self, names: &Names<'_>, given: &[(String, String)]) -> Result<Query, StoreError> {
        self.check_names(given)?;
        let mut query = self.query.clone();
        for parameter in &self.parameters {
            let of_it = given.iter().filter(|(name, _)| *name == parameter.name).map(|(_, value)| value.as_str());
            let mut values: Vec<&str> = of_it.collect();
            if values.is_empty() {
                values.extend(parameter.default.as_deref());
            }
            if values.is_empty() && parameter.required {
                return Err(self.missing(parameter));
            }
            let mut terms: Vec<Term> = Vec::new();
            for value in &values {
                let meant = value::terms(names, parameter, value)?;
                terms.extend(meant.into_iter().filter(|term| !terms.contains(term)).collect::<Vec<_>>());
            }
            if !values.is_empty() {
                query.bind(&parameter.name, &terms);
            }
        }
        Ok(query)
    }

    fn check_names(&self, given: &[(String, String)]) -> Result<(), StoreError> {
        for (at, (name, _)) in given.iter().enumerate() {
            let several = self.parameters.iter().any(|parameter| parameter.name == *name && parameter.kind.has_many());
            if !several && given[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(StoreError::Parameter(format!("参数 {name} 给了两次")));
            }
            if self.parameters.iter().all(|parameter| parameter.name != *name) {
                let known: Vec<&str> = self.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                let known = if known.is_empty() {
                    "它没有参数".to_owned()
                } else {
                    format!("它的参数有：{}", known.join("、"))
                };
                return Err(StoreError::Parameter(format!("查询 {} 没有参数 {name}；{known}", self.name)));
            }
        }
        Ok(())
    }

    fn missing(&self, parameter: &Parameter) -> StoreError {
        let Parameter { name, label, .. } = parameter;
        StoreError::Parameter(format!("查询 {} 缺少参数 {name}（{}）。例：{}", self.name, label.zh, self.example))
    }

    /// Whether it has a parameter of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|parameter| parameter.name == name)
    }

    /// The captions of the columns, Chinese or English.
    pub fn style(&self, lang: Lang) -> Style {
        let captions = self.columns.iter().map(|(name, label)| (name.clone(), label.text(lang).to_owned())).collect();
        Style { captions, ..Style::default() }
    }

    /// The variables of the SELECT list.
    pub fn variables(&self) -> Vec<String> {
        self.query.variables()
    }
}

/// Whether the text is a calendar day in the form that parameters take (`YYYY-MM-DD`).
pub(crate) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
