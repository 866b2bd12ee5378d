//! What a question is answered from: what is known of all tasks and targets, and the records of those that are looked at.

use crate::Names;
use crate::columns::Records;
use crate::names::{DocumentEntry, TargetWords, TaskWords};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;
use zhengtu_model::{Role, Target, Task};

/// The documents, by what is known of them and by their records.
#[derive(Clone, Copy)]
pub(crate) struct Documents<'a> {
    pub names: &'a Names,
    pub records: &'a dyn Records,
}

impl<'a> Documents<'a> {
    pub(crate) fn len(self) -> usize {
        self.names.documents.len()
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'a DocumentEntry> {
        self.names.documents.iter()
    }

    /// The tasks of all documents, in their order.
    pub(crate) fn tasks(self) -> impl Iterator<Item = TaskRow<'a>> {
        self.names.tasks.iter().map(move |words| TaskRow { documents: self, words, promises: None })
    }

    /// A task, by its place among all.
    pub(crate) fn task(self, at: usize) -> TaskRow<'a> {
        TaskRow { documents: self, words: &self.names.tasks[at], promises: None }
    }

    /// The targets of all documents, in their order.
    pub(crate) fn targets(self) -> impl Iterator<Item = &'a TargetWords> {
        self.names.targets.iter()
    }

    /// The record of a target.
    pub(crate) fn target(self, target: &TargetWords) -> Option<&'a Target> {
        self.records.target(target.document, target.at)
    }
}

/// A task that answers a question. It is read when more of it is looked at than what conditions ask.
#[derive(Clone, Copy)]
pub struct TaskRow<'a> {
    documents: Documents<'a>,
    words: &'a TaskWords,
    /// Whether it may promise something by a day of its own, where that was looked for.
    pub(super) promises: Option<bool>,
}

impl<'a> TaskRow<'a> {
    /// The record.
    pub fn record(&self) -> &'a Task {
        /// Stands for what cannot be read.
        static NOTHING: LazyLock<Task> = LazyLock::new(Task::default);
        self.documents.records.task(self.words.document, self.words.at).unwrap_or(&NOTHING)
    }

    /// The IRI of the task in the graph.
    pub fn id(&self) -> &'a str {
        &self.words.key.id
    }

    /// The file name of its document.
    pub fn doc(&self) -> &'a str {
        &self.documents.names.documents[self.words.document].name
    }

    pub(crate) fn words(&self) -> &'a TaskWords {
        self.words
    }

    /// Its units with their roles.
    pub(crate) fn roles(&self) -> impl Iterator<Item = (&'a str, Role)> + use<'a> {
        self.documents.names.units_of_task(self.words)
    }
}

impl Deref for TaskRow<'_> {
    type Target = Task;

    fn deref(&self) -> &Task {
        self.record()
    }
}

impl PartialEq for TaskRow<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.record() == other.record()
    }
}

impl fmt::Debug for TaskRow<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record().fmt(formatter)
    }
}

impl Serialize for TaskRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.record().serialize(serializer)
    }
}
