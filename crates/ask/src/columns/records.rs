//! Where the records of documents are looked up.

use super::Shared;
use std::fmt;
use zhengtu_model::{DocumentFacts, DocumentInfo, Target, Task};

/// The records of documents, in the order in which their columns were gathered. They may be read when they are asked for:
/// what cannot be read is not there, and whoever keeps the records tells why.
pub trait Records: Send + Sync {
    /// What a document is.
    fn info(&self, document: usize) -> Option<&DocumentInfo>;

    /// A task of a document.
    fn task(&self, document: usize, at: usize) -> Option<&Task>;

    /// A target of a document.
    fn target(&self, document: usize, at: usize) -> Option<&Target>;
}

impl Records for Vec<DocumentFacts> {
    fn info(&self, document: usize) -> Option<&DocumentInfo> {
        self.get(document).map(|facts| &facts.info)
    }

    fn task(&self, document: usize, at: usize) -> Option<&Task> {
        self.get(document)?.tasks.get(at)
    }

    fn target(&self, document: usize, at: usize) -> Option<&Target> {
        self.get(document)?.targets.get(at)
    }
}

/// Where the words of tasks are read as printed; empty where they cannot be read.
pub trait Originals: fmt::Debug + Send + Sync {
    /// Those of a document, by its place among those whose columns were gathered.
    fn printed(&self, document: usize) -> Shared;
}
