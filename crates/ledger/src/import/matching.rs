use super::{Filled, Line};
use crate::Column;
use std::collections::BTreeMap;
use zhengtu_model::{Date, Report, Task};
use zhengtu_progress::{Filing, Index};
use zhengtu_say::{Lang, Titles};
use zhengtu_text::strip_white;

/// The most rows that one is said to contradict.
const MOST_OTHERS: usize = 5;

/// What a filled ledger reports, and what could not be matched.
#[derive(Debug, Default)]
pub struct Import<'a> {
    /// The rows that report something, each with its task.
    pub matched: Vec<(&'a Line, &'a Task)>,
    /// How many of them were matched without an id, by place and title.
    pub by_place: usize,
    /// How many rows report nothing.
    pub blank: usize,
    /// How many rows repeat another word for word.
    pub repeated: usize,
    /// The rows whose task is there under another title than the row has.
    pub renamed: Vec<(&'a Line, &'a Task)>,
    /// What could not be taken in.
    pub troubles: Vec<(&'a Line, Trouble<'a>)>,
}

/// Why something of a row could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble<'a> {
    /// No task has the id; perhaps it is this one.
    UnknownId(Option<&'a Task>),
    /// The row has no id, and its place and title are those of no task; perhaps it is this one.
    NoMatch(Option<&'a Task>),
    /// The id is that of one task and the title that of another.
    OtherTask(&'a Task),
    /// Other rows report something else on the same task.
    Contradicts(Vec<u32>),
    /// A cell holds a formula without its result.
    Formula(Vec<Column>),
}

/// Finds the task of each row, by its id; only rows without one are matched by document, place and title.
pub fn match_tasks<'a>(filled: &'a Filled, tasks: &'a [Task], titles: &Titles) -> Import<'a> {
    let index = Index::new(tasks);
    let mut import = Import::default();
    for line in &filled.lines {
        if !line.unknown.is_empty() {
            import.troubles.push((line, Trouble::Formula(line.unknown.clone())));
        }
        if line.is_blank() {
            import.blank += usize::from(line.unknown.is_empty());
            continue;
        }
        match find(line, tasks, &index, titles) {
            Ok(task) => {
                import.by_place += usize::from(line.id.is_empty());
                if !line.title.is_empty() && strip_white(&line.title) != strip_white(&task.title) {
                    import.renamed.push((line, task));
                }
                import.matched.push((line, task));
            }
            Err(trouble) => import.troubles.push((line, trouble)),
        }
    }
    import.settle_repeated();
    import
}

fn find<'a>(line: &Line, tasks: &'a [Task], index: &Index<'a>, titles: &Titles) -> Result<&'a Task, Trouble<'a>> {
    if line.id.is_empty() {
        return by_place(line, index, titles).ok_or_else(|| Trouble::NoMatch(nearest(line, tasks, index)));
    }
    let task = index.get(&line.id).ok_or_else(|| Trouble::UnknownId(nearest(line, tasks, index)))?;
    let same = strip_white(&line.title) == strip_white(&task.title);
    // Sorted without its hidden column, a table has the ids of other rows.
    match index.titled(&line.title).next() {
        Some(other) if !same && !line.title.is_empty() => Err(Trouble::OtherTask(other)),
        _ => Ok(task),
    }
}

fn by_place<'a>(line: &Line, index: &Index<'a>, titles: &Titles) -> Option<&'a Task> {
    let (doc, part, path) = line.place()?;
    let called =
        |task: &Task| line.document.is_empty() || strip_white(titles.title(&task.doc)) == strip_white(&line.document);
    let of_doc = |task: &Task| doc.map_or_else(|| called(task), |doc| task.doc == doc);
    let fits = |task: &&Task| task.part == part && task.path == path && of_doc(task);
    let mut found = index.titled(&line.title).filter(fits);
    found.next().filter(|_| found.next().is_none())
}

fn nearest<'a>(line: &Line, tasks: &'a [Task], index: &Index<'a>) -> Option<&'a Task> {
    let (doc, part, _) = line.place().unwrap_or((None, 0, ""));
    let doc = doc.or_else(|| tasks.first().map(|task| task.doc.as_str())).unwrap_or_default();
    index.nearest(doc, part, &line.title)
}

impl<'a> Import<'a> {
    /// Keeps one of several rows that say the same of one task, and none where they say different things.
    fn settle_repeated(&mut self) {
        let mut by_task: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, (_, task)) in self.matched.iter().enumerate() {
            by_task.entry(&task.id).or_default().push(at);
        }
        let mut kept = Vec::new();
        for group in by_task.into_values() {
            let line = |at: usize| self.matched[at].0;
            let first = line(group[0]);
            if group.iter().all(|&at| line(at).says == first.says) {
                self.repeated += group.len() - 1;
                kept.push(group[0]);
                continue;
            }
            for &at in &group {
                let others = group.iter().filter(|&&other| other != at).take(MOST_OTHERS).map(|&other| line(other).row);
                self.troubles.push((line(at), Trouble::Contradicts(others.collect())));
            }
        }
        kept.sort_unstable();
        self.matched = kept.into_iter().map(|at| self.matched[at]).collect();
        self.troubles.sort_by(|(a, _), (b, _)| (&a.sheet, a.row).cmp(&(&b.sheet, b.row)));
    }

    /// The reports, all of one day and source and from one file.
    pub fn reports(&self, date: Date, source: &str, file: &str, sha256: &str) -> Vec<Report> {
        let report = |&(line, task): &(&Line, &Task)| {
            let filing = Filing {
                date,
                source: source.to_owned(),
                says: line.says.clone(),
                file: file.to_owned(),
                sha256: sha256.to_owned(),
                sheet: line.sheet.clone(),
                row: line.row,
            };
            filing.on(task)
        };
        self.matched.iter().map(report).collect()
    }
}

impl Trouble<'_> {
    /// What is wrong, in Chinese or English, with the nearest task where there is one.
    pub fn message(&self, titles: &Titles, lang: Lang) -> String {
        let describe = |task: &Task| format!("{} {}", titles.place(&task.doc, task.part, &task.path, lang), task.title);
        let near = |task: &Option<&Task>| match task {
            Some(task) if lang == Lang::En => format!("; the nearest is {}", describe(task)),
            Some(task) => format!("；最接近的是 {}", describe(task)),
            None => String::new(),
        };
        let rows = |rows: &[u32]| rows.iter().map(u32::to_string).collect::<Vec<_>>().join("、");
        match (self, lang) {
            (Self::UnknownId(task), Lang::Zh) => format!("标识在知识库中没有{}", near(task)),
            (Self::UnknownId(task), Lang::En) => format!("no task has this id{}", near(task)),
            (Self::NoMatch(task), Lang::Zh) => format!("没有标识，出处与任务名称也对不上{}", near(task)),
            (Self::NoMatch(task), Lang::En) => format!("no id, and place and title fit no task{}", near(task)),
            (Self::OtherTask(task), Lang::Zh) => {
                format!("标识与任务名称不是同一项（名称是 {}）；可能排序时漏了隐藏的标识列", describe(task))
            }
            (Self::OtherTask(task), Lang::En) => {
                format!(
                    "the id and the title are of two tasks (the title is that of {}); perhaps the hidden column was left out of a sort",
                    describe(task)
                )
            }
            (Self::Contradicts(others), Lang::Zh) => {
                format!("同一任务还有第 {} 行，内容不同；都没有收入，请只留一行", rows(others))
            }
            (Self::Contradicts(others), Lang::En) => {
                format!("row {} says something else of the same task; neither was taken in", rows(others))
            }
            (Self::Formula(columns), Lang::Zh) => {
                format!("{} 是公式而没有结果，这一格没有收入；请粘贴为数值", captions(columns))
            }
            (Self::Formula(columns), Lang::En) => {
                format!("{} holds a formula without its result and was not taken in", captions(columns))
            }
        }
    }
}

fn captions(columns: &[Column]) -> String {
    columns.iter().map(|column| column.caption()).collect::<Vec<_>>().join("、")
}
