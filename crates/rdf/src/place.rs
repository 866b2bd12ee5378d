//! Where in a plan a fact stands.

use crate::vocab::zt;
use crate::writer::{Writer, node};
use oxrdf::NamedNode;
use std::collections::HashMap;
use zhengtu_model::{DocumentFacts, Task};

/// The tasks of a document by their parts and numbering paths; of several with one path the last.
pub(crate) struct TaskPaths<'a>(HashMap<(u32, &'a str), &'a Task>);

impl<'a> TaskPaths<'a> {
    pub fn of(tasks: &'a [Task]) -> Self {
        Self(tasks.iter().map(|task| ((task.part, task.path.as_str()), task)).collect())
    }

    /// The smallest task that the clause with this numbering path is, or lies in.
    pub fn around(&self, part: u32, path: &str) -> Option<&'a Task> {
        let mut paths = std::iter::successors(Some(path), |path| above(path));
        paths.find_map(|path| self.0.get(&(part, path)).copied())
    }
}

/// The path above another, at last that of the part.
fn above(path: &str) -> Option<&str> {
    (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(above, _)| above))
}

/// The document that the facts are of, and its tasks.
pub(crate) struct Places<'a> {
    document: &'a str,
    tasks: TaskPaths<'a>,
}

impl<'a> Places<'a> {
    pub fn of(facts: &'a DocumentFacts) -> Self {
        Self { document: &facts.info.id, tasks: TaskPaths::of(&facts.tasks) }
    }

    pub fn task_around(&self, part: u32, path: &str) -> Option<&'a Task> {
        self.tasks.around(part, path)
    }
}

/// States the document, the part and the numbering path of `subject`, and the task around it.
pub(crate) fn write(writer: &mut Writer<'_>, places: &Places<'_>, subject: &NamedNode, part: u32, path: &str) {
    let (container, document) = (node(&writer.base.part(writer.doc, part)), node(places.document));
    writer.add(subject, zt::IN_PART, container);
    writer.add(subject, zt::IN_DOCUMENT, document);
    writer.text(subject, zt::PATH, path);
    if let Some(task) = places.task_around(part, path) {
        writer.add(subject, zt::IN_TASK, node(&task.id));
    }
}
