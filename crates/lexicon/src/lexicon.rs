use crate::bodies::Bodies;
use crate::citations::Citations;
use crate::deadlines::{DeadlineWord, Deadlines};
use crate::error::LexiconError;
use crate::files::WordFiles;
use crate::measures::Measures;
use crate::overlay::read;
use crate::roles::Roles;
use crate::sections::{FieldWord, SectionWord, Sections};
use crate::tables::Tables;
use crate::targets::Targets;
use crate::terms::TermWords;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// All the words there are: those of the data files, and what a user's files add to them. Never changes; a
/// clone shares the words.
#[derive(Clone)]
pub struct Lexicon(Arc<Words>);

impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lexicon").field("digest", &self.digest()).finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct Words {
    /// The users' files, the later laid over the earlier.
    layers: Vec<WordFiles>,
    bodies: Bodies,
    roles: Roles,
    sections: Sections,
    deadlines: Deadlines,
    measures: Measures,
    tables: Tables,
    targets: Targets,
    terms: TermWords,
    citations: Citations,
}

impl Lexicon {
    /// The words that are built in.
    pub fn built_in() -> Self {
        Self::of(Vec::new()).expect("the built-in files are well formed: a test reads them")
    }

    /// These words with those of a folder laid over them: files of the names of the data files, and `*.ttl` for
    /// bodies. What a file holds is added to the file of that name; an entry with the key of one that is there
    /// (its word, its name, its IRI) takes its place.
    ///
    /// # Errors
    /// Where the folder cannot be read, or a file of it is none of these or is not written as they are.
    pub fn with(&self, folder: &Path) -> Result<Self, LexiconError> {
        self.with_files(WordFiles::read(folder)?)
    }

    /// The same for files that were read already.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub fn with_files(&self, files: WordFiles) -> Result<Self, LexiconError> {
        if files.is_empty() {
            return Ok(self.clone());
        }
        Self::of(self.0.layers.iter().cloned().chain([files]).collect())
    }

    fn of(layers: Vec<WordFiles>) -> Result<Self, LexiconError> {
        let roles = Roles::new(read(&layers)?, read(&layers)?);
        Ok(Self(Arc::new(Words {
            bodies: Bodies::new(read(&layers)?, layers.iter().flat_map(WordFiles::turtle))?,
            sections: Sections::new(read(&layers)?, &roles),
            roles,
            deadlines: Deadlines::new(read(&layers)?),
            measures: Measures::new(read(&layers)?, read(&layers)?),
            tables: Tables::new(read(&layers)?),
            targets: Targets::new(read(&layers)?),
            terms: read(&layers)?,
            citations: Citations::new(read(&layers)?),
            layers,
        })))
    }

    /// A hash of the users' files; empty where there are none.
    pub fn digest(&self) -> String {
        self.0.layers.iter().map(WordFiles::digest).collect()
    }

    /// The thesaurus of bodies, and the names of places.
    pub fn bodies(&self) -> &Bodies {
        &self.0.bodies
    }

    /// Role words, labels, collectives and endings of names.
    pub fn roles(&self) -> &Roles {
        &self.0.roles
    }

    /// Words of deadline fields.
    pub fn deadlines(&self) -> &Deadlines {
        &self.0.deadlines
    }

    /// Units of measure, and the words beside numbers.
    pub fn measures(&self) -> &Measures {
        &self.0.measures
    }

    /// Words of captions and cells.
    pub fn tables(&self) -> &Tables {
        &self.0.tables
    }

    /// Words that tell what a number is.
    pub fn targets(&self) -> &Targets {
        &self.0.targets
    }

    /// Words of dates, limits and numbers.
    pub fn terms(&self) -> &TermWords {
        &self.0.terms
    }

    /// Words that tell what a document is cited for.
    pub fn citations(&self) -> &Citations {
        &self.0.citations
    }

    /// See [`Sections::field_label`].
    pub fn field_label(&self, line: &str) -> Option<(FieldWord, usize)> {
        self.0.sections.field_label(&self.0.roles, line)
    }

    /// See [`Sections::kind`].
    pub fn section_kind(&self, heading: &str) -> Option<SectionWord> {
        self.0.sections.kind(heading)
    }

    /// See [`Sections::deadline_label_before`].
    pub fn deadline_label_before(&self, text: &str) -> Option<usize> {
        self.0.sections.deadline_label_before(text)
    }

    /// See [`Deadlines::word`].
    pub fn deadline_word(&self, field: &str) -> Option<DeadlineWord> {
        self.0.deadlines.word(field)
    }
}
