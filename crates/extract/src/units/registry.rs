use super::Statement;
use zhengtu_model::{Ground, Role, UnitKind};
use zhengtu_text::Span;

/// The bodies of one document, each with one canonical name.
#[derive(Clone, Debug, Default)]
pub struct Registry {}

/// A mention with its canonical name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedUnit {
    /// The canonical name within the document.
    pub name: String,
    /// The name as printed, white space removed.
    pub surface: String,
    /// What the body has to do.
    pub role: Role,
    /// The rule that gave the role.
    pub ground: Ground,
    /// One body or a group.
    pub kind: UnitKind,
    /// The span of the mention in the statement's text.
    pub span: Span,
}

/// A body that the thesaurus does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// The canonical name.
    pub name: String,
    /// How often it is named.
    pub count: usize,
}

impl Registry {
    /// Collects the names of all statements of a document (each with the text it was parsed from),
    /// and the short names that the running text introduces (以下简称…).
    pub fn of<'a>(statements: impl IntoIterator<Item = (&'a str, &'a Statement)>, text: &str) -> Self {
        let _ = (statements.into_iter().count(), text);
        Self::default()
    }

    /// The canonical names of the mentions of one statement, in order.
    pub fn resolve(&self, text: &str, statement: &Statement) -> Vec<ResolvedUnit> {
        let _ = (text, statement);
        Vec::new()
    }

    /// The names that the thesaurus does not know, in order of first appearance.
    pub fn new_names(&self) -> &[NewName] {
        &[]
    }
}
