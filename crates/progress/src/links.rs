use crate::fingerprint;
use std::collections::BTreeMap;
use zhengtu_model::{Report, Task};
use zhengtu_text::strip_white;

/// How alike two titles must be to be one in two wordings: the share of their pairs of characters.
const ALIKE: f64 = 0.5;

/// Which task a report speaks of, now that the text may have been read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// The task that it was filed for, word for word.
    Same(&'a Task),
    /// The task that it was filed for, whose text has changed since.
    Changed(&'a Task),
    /// The same text, which now stands elsewhere.
    Moved(&'a Task),
    /// The task is not there any more; perhaps it is this one.
    Lost(Option<&'a Task>),
}

impl<'a> Link<'a> {
    /// The task that the report counts for.
    pub fn task(self) -> Option<&'a Task> {
        match self {
            Self::Same(task) | Self::Changed(task) | Self::Moved(task) => Some(task),
            Self::Lost(_) => None,
        }
    }

    /// The name of the kind, as records print it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Same(_) => "same",
            Self::Changed(_) => "changed",
            Self::Moved(_) => "moved",
            Self::Lost(_) => "lost",
        }
    }
}

/// The tasks, to be found by what identifies them.
#[derive(Debug)]
pub struct Index<'a> {
    tasks: &'a [Task],
    by_id: BTreeMap<&'a str, usize>,
    by_text: BTreeMap<String, Vec<usize>>,
    by_title: BTreeMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// The index of the tasks.
    pub fn new(tasks: &'a [Task]) -> Self {
        let mut index = Self { tasks, by_id: BTreeMap::new(), by_text: BTreeMap::new(), by_title: BTreeMap::new() };
        for (at, task) in tasks.iter().enumerate() {
            index.by_id.insert(&task.id, at);
            index.by_text.entry(fingerprint(task)).or_default().push(at);
            index.by_title.entry(strip_white(&task.title)).or_default().push(at);
        }
        index
    }

    /// The task with this IRI.
    pub fn get(&self, id: &str) -> Option<&'a Task> {
        self.by_id.get(id).map(|&at| &self.tasks[at])
    }

    /// The tasks with this title, white space aside.
    pub fn titled(&self, title: &str) -> impl Iterator<Item = &'a Task> {
        let tasks = self.tasks;
        self.by_title.get(&strip_white(title)).into_iter().flatten().map(move |&at| &tasks[at])
    }

    /// Which task the report speaks of. The same text counts for more than the same number: where a new item
    /// was put in before it, the report follows its text and not its number.
    pub fn link(&self, report: &Report) -> Link<'a> {
        let filed = self.get(&report.task);
        let same_text = self.by_text.get(&report.text_sha256).map_or(&[][..], Vec::as_slice);
        match filed {
            Some(task) if same_text.iter().any(|&at| self.tasks[at].id == task.id) => return Link::Same(task),
            Some(task) if strip_white(&task.title) == strip_white(&report.title) => return Link::Changed(task),
            _ => {}
        }
        if let Some(task) = self.only(same_text, report) {
            return Link::Moved(task);
        }
        match filed {
            Some(task) if alike(&task.title, &report.title) >= ALIKE => Link::Changed(task),
            _ => Link::Lost(self.nearest(&report.doc, report.part, &report.title)),
        }
    }

    /// The one task of those found, or the one in the report's document.
    fn only(&self, found: &[usize], report: &Report) -> Option<&'a Task> {
        let tasks = || found.iter().map(|&at| &self.tasks[at]);
        let one = |mut tasks: Box<dyn Iterator<Item = &'a Task> + '_>| tasks.next().filter(|_| tasks.next().is_none());
        one(Box::new(tasks().filter(|task| task.doc == report.doc))).or_else(|| one(Box::new(tasks())))
    }

    /// The task whose title is most like `title`, of equals one of the same part; none where none is like it.
    pub fn nearest(&self, doc: &str, part: u32, title: &str) -> Option<&'a Task> {
        let rank = |task: &Task| {
            let near = usize::from(task.doc == doc) + usize::from(task.doc == doc && task.part == part);
            ((alike(&task.title, title) * 1e6) as usize, near)
        };
        let best = self.tasks.iter().rev().max_by_key(|task| rank(task))?;
        (alike(&best.title, title) >= ALIKE).then_some(best)
    }
}

/// How alike two titles are: the share of their pairs of neighbouring characters that they have in common
/// (Dice), from 0 to 1.
fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let total: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    let common: usize = a.iter().map(|(pair, count)| (*count).min(b.get(pair).copied().unwrap_or(0))).sum();
    if total == 0 { 0.0 } else { 2.0 * common as f64 / total as f64 }
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let chars: Vec<char> = strip_white(text).chars().collect();
    let mut pairs = BTreeMap::new();
    for pair in chars.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::tests::task;
    use crate::report::tests::report;

    #[test]
    fn the_same_text_keeps_its_link() {
        let tasks = [task("三/1", "推进办税便利", "2021-06-30")];
        let report = report(&tasks[0], "2021-05-01", "甲", "已完成");
        assert_eq!(Index::new(&tasks).link(&report), Link::Same(&tasks[0]));
    }

    #[test]
    fn a_changed_text_under_the_same_number_keeps_its_link_and_says_so() {
        let before = task("三/1", "推进办税便利", "2021-06-30");
        let report = report(&before, "2021-05-01", "甲", "已完成");
        let mut same_title = before;
        same_title.text += "再加一句。";
        let reworded = task("三/1", "全面推进办税便利化", "2021-06-30");
        for after in [same_title, reworded] {
            let after = [after];
            assert_eq!(Index::new(&after).link(&report), Link::Changed(&after[0]));
        }
    }

    #[test]
    fn a_report_follows_its_text_to_another_number() {
        let before = task("三/1", "推进办税便利", "2021-06-30");
        let report = report(&before, "2021-05-01", "甲", "已完成");
        let mut moved = before;
        (moved.id, moved.path) = ("urn:三/2".into(), "三/2".into());
        let after = [task("三/1", "新设政策专窗", "2021-06-30"), moved];
        assert_eq!(Index::new(&after).link(&report), Link::Moved(&after[1]));
    }

    #[test]
    fn a_task_that_is_gone_is_named_with_the_nearest() {
        let before = task("三/1", "推进办税便利", "2021-06-30");
        let report = report(&before, "2021-05-01", "甲", "已完成");
        let after = [task("三/1", "新设政策专窗", ""), task("三/7", "大力推进办税便利", "")];
        assert_eq!(Index::new(&after).link(&report), Link::Lost(Some(&after[1])));
        assert_eq!(Index::new(&after[..1]).link(&report), Link::Lost(None));
    }
}
