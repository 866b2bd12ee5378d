//! Where in a plan a fact stands.

use crate::vocab::zt;
use crate::writer::{Writer, node};
use oxrdf::NamedNode;
use zhengtu_model::{DocumentFacts, Task};

/// States the document, the part and the numbering path of `subject`, and the task around it.
pub(crate) fn write(writer: &mut Writer<'_>, facts: &DocumentFacts, subject: &NamedNode, part: u32, path: &str) {
    let (container, document) = (node(&writer.base.part(writer.doc, part)), node(&facts.info.id));
    writer.add(subject, zt::IN_PART, container);
    writer.add(subject, zt::IN_DOCUMENT, document);
    writer.text(subject, zt::PATH, path);
    if let Some(task) = task_at(&facts.tasks, part, path) {
        writer.add(subject, zt::IN_TASK, node(&task.id));
    }
}

/// The smallest task that the clause with this numbering path is, or lies in.
pub(crate) fn task_at<'a>(tasks: &'a [Task], part: u32, path: &str) -> Option<&'a Task> {
    let around = |task: &&Task| {
        let below = path.strip_prefix(&task.path);
        task.part == part && below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    tasks.iter().filter(around).max_by_key(|task| task.path.len())
}
