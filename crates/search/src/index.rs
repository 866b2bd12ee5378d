use crate::facets::Facets;
use crate::files::Files;
use crate::passage::Passage;
use crate::plan::{Plan, plan, role_and_name};
use crate::query::Query;
use crate::schema::{Fields, SEPARATOR, schema};
use crate::segment::Vocabulary;
use crate::write::VERSION_FILE;
use crate::{Aliases, Error, Folded, Page, Results, hits, suggest, words};
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocId, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};
use zhengtu_model::Role;

/// An index open for searching.
pub struct Index {
    searcher: Searcher,
    fields: Fields,
    path: PathBuf,
}

impl Index {
    /// Whether the index in `dir` was written with this program's tokenizer and dictionary.
    pub fn is_current(dir: &Path) -> bool {
        fs::read_to_string(dir.join(VERSION_FILE)).is_ok_and(|found| found.trim() == words::version())
    }

    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] where it was written with another tokenizer or dictionary, and
    /// [`Error::Unusable`] where there is none or it is damaged: both are mended by writing it again.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let unusable = |reason: String| Error::Unusable { path: dir.to_owned(), reason };
        let expected = words::version();
        let found = fs::read_to_string(dir.join(VERSION_FILE)).map_err(|error| unusable(error.to_string()))?;
        if found.trim() != expected {
            return Err(Error::OtherVersion { found: found.trim().to_owned(), expected });
        }
        let open = || {
            let directory: Box<dyn tantivy::Directory> = Box::new(Files::new(dir));
            let index = tantivy::Index::open(directory)?;
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok::<_, tantivy::TantivyError>((index, reader))
        };
        let (index, reader) = open().map_err(|error| unusable(error.to_string()))?;
        let (expected, fields) = schema();
        let searcher: Searcher = reader.searcher();
        if index.schema() != expected || searcher.segment_readers().len() > 1 {
            return Err(unusable("索引的结构与本程序不符".to_owned()));
        }
        Ok(Self { searcher, fields, path: dir.to_owned() })
    }

    /// The number of units of retrieval.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether the index holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the clauses that a query asks for.
    ///
    /// # Errors
    /// [`Error::Engine`] where the index cannot be read.
    pub fn search(&self, query: &Query, page: &Page, aliases: &dyn Aliases) -> Result<Results, Error> {
        let plan = plan(self, query, aliases)?;
        let mut results = hits::find(self, &plan, query, page)?;
        if results.total == 0 {
            results.suggestions = suggest::suggestions(self, query, aliases)?;
        }
        Ok(results)
    }

    /// How many clauses a query finds.
    pub(crate) fn count(&self, query: &Query, aliases: &dyn Aliases) -> Result<usize, Error> {
        let Plan { engine, .. } = plan(self, query, aliases)?;
        Ok(self.searcher.search(&*engine, &tantivy::collector::Count)?)
    }

    /// The counts of the facets over the clauses of `docs`.
    pub(crate) fn facets(&self, docs: &[DocId]) -> Result<Facets, Error> {
        match self.segment() {
            Some(segment) => Facets::count(segment, docs),
            None => Ok(Facets::default()),
        }
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The one segment, which is absent where nothing was written.
    pub(crate) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    pub(crate) fn vocabulary(&self) -> Result<Vocabulary, Error> {
        let words = match self.segment() {
            Some(segment) => segment.inverted_index(self.fields.words)?,
            None => std::sync::Arc::new(tantivy::InvertedIndexReader::empty(tantivy::schema::IndexRecordOption::Basic)),
        };
        Ok(Vocabulary::new(words, self.len()))
    }

    /// The stored record of a clause.
    pub(crate) fn passage(&self, doc: DocId) -> Result<Passage, Error> {
        let document: TantivyDocument = self.searcher.doc(DocAddress::new(0, doc))?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        bytes
            .and_then(|bytes| serde_json::from_slice(bytes).ok())
            .ok_or_else(|| Error::Unusable {
                path: self.path.clone(), reason: format!("第 {doc} 条记录无法读出")
            })
    }

    /// The values of an exact field that `keep` accepts, in order.
    pub(crate) fn terms_of(&self, field: Field, keep: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        if let Some(segment) = self.segment() {
            let inverted = segment.inverted_index(field)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                if let Ok(term) = std::str::from_utf8(terms.key())
                    && keep(term)
                {
                    found.push(term.to_owned());
                }
            }
        }
        Ok(found)
    }

    /// The values of the `unit` field for the units that one of `names` means: that are called so,
    /// else whose name ends so, else whose name has it within.
    pub(crate) fn units_named(
        &self,
        names: &[String],
        role: Option<Role>,
        aliases: &dyn Aliases,
    ) -> Result<Vec<String>, Error> {
        let all = self.terms_of(self.fields.unit, |_| true)?;
        let known: Vec<(&String, Role, String)> =
            all.iter().filter_map(|term| role_and_name(term).map(|(role, name)| (term, role, folded(name)))).collect();
        let forms: Vec<Vec<String>> = names.iter().map(|name| unit_forms(&folded(name), aliases)).collect();
        let tests: [fn(&str, &str) -> bool; 3] =
            [|name, form| name == form, |name, form| name.ends_with(form), |name, form| name.contains(form)];
        let mut found: Vec<String> = Vec::new();
        for forms in &forms {
            let meant = |test: &fn(&str, &str) -> bool, name: &str| forms.iter().any(|form| test(name, form));
            let Some(test) = tests.iter().find(|test| known.iter().any(|(_, _, name)| meant(test, name))) else {
                continue;
            };
            let of_role =
                known.iter().filter(|(_, its, name)| role.is_none_or(|role| role == *its) && meant(test, name));
            found.extend(of_role.map(|(term, ..)| (*term).clone()));
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// The canonical names of the units with a role.
    pub(crate) fn unit_names(&self) -> Result<Vec<String>, Error> {
        let terms = self.terms_of(self.fields.unit, |term| term.contains(SEPARATOR))?;
        let mut names: Vec<String> =
            terms.iter().filter_map(|term| role_and_name(term)).map(|(_, name)| name.to_owned()).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).chars().iter().collect()
}

/// The name and the forms it has with another name of the same body in it (县发改委, 县发展改革委).
fn unit_forms(name: &str, aliases: &dyn Aliases) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let whole = name.char_indices().find_map(|(at, _)| {
        let alias = aliases.at_start(&name[at..])?;
        (at + alias.len == name.len()).then_some((at, alias))
    });
    if let Some((at, alias)) = whole {
        forms.extend(alias.others.iter().map(|other| format!("{}{other}", &name[..at])));
    }
    forms
}
