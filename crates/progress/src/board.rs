use crate::words::Meaning;
use crate::{Due, Index, Light, Lights, Link, due};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::{Bodies, Body, Date, DocumentFacts, Report, Role, Task, Unit};

/// Which units a task is listed under.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// Those that answer for it: who leads it; where nobody leads, who is responsible; else who helps.
    Accountable,
    /// These bodies, whatever they have to do for the task.
    Bodies(&'a [&'a Body]),
}

/// A task as one of its units stands with it. It is written as the record `Standing`.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What the unit is called among all documents; empty where the task names none.
    pub unit: &'a str,
    /// What the unit has to do.
    pub role: Option<Role>,
    /// The task.
    pub task: &'a Task,
    /// How it stands.
    pub light: Light,
    /// By when it is due; of what comes again, the next day.
    pub due: Option<Date>,
    /// The days from today to then; negative where they are past.
    pub days: Option<i64>,
    /// The latest report that speaks for the unit.
    pub report: Option<&'a Report>,
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Standing", 12)?;
        record.serialize_field("unit", self.unit)?;
        record.serialize_field("role", &self.role)?;
        record.serialize_field("light", self.light.name())?;
        record.serialize_field("id", &self.task.id)?;
        record.serialize_field("doc", &self.task.doc)?;
        record.serialize_field("part", &self.task.part)?;
        record.serialize_field("path", &self.task.path)?;
        record.serialize_field("title", &self.task.title)?;
        record.serialize_field("deadline", &self.task.deadline)?;
        record.serialize_field("due", &self.due)?;
        record.serialize_field("days", &self.days)?;
        record.serialize_field("report", &self.report)?;
        record.end()
    }
}

/// How the tasks stand on a day.
#[derive(Debug)]
pub struct Board<'a> {
    today: Date,
    issued: Option<Date>,
    days: BTreeMap<&'a str, Date>,
    years: BTreeMap<&'a str, u16>,
    bodies: Option<&'a Bodies>,
    lights: &'a Lights,
    tasks: &'a [Task],
    /// By the id of a task its reports, the earliest first.
    reports: BTreeMap<&'a str, Vec<&'a Report>>,
    links: Vec<(&'a Report, Link<'a>)>,
}

impl<'a> Board<'a> {
    /// The tasks with their reports, which stand in the order they were taken in. `issued` is the day of
    /// issue, where it is known. Reports of a day after `today` are not known yet.
    pub fn new(
        tasks: &'a [Task],
        reports: &'a [Report],
        lights: &'a Lights,
        today: Date,
        issued: Option<Date>,
    ) -> Self {
        let index = Index::new(tasks);
        let links: Vec<(&Report, Link<'_>)> = reports.iter().map(|report| (report, index.link(report))).collect();
        let mut by_task: BTreeMap<&str, Vec<&Report>> = BTreeMap::new();
        for (report, link) in &links {
            if let Some(task) = link.task().filter(|_| report.date <= today) {
                by_task.entry(&task.id).or_default().push(report);
            }
        }
        // The sort is stable: of one day the one taken in last stays last.
        by_task.values_mut().for_each(|reports| reports.sort_by_key(|report| report.date));
        Self {
            today,
            issued,
            days: BTreeMap::new(),
            years: BTreeMap::new(),
            bodies: None,
            lights,
            tasks,
            reports: by_task,
            links,
        }
    }

    /// The same with the years from which the documents' recurring deadlines count.
    #[must_use]
    pub fn with_years(mut self, years: impl IntoIterator<Item = (&'a str, u16)>) -> Self {
        self.years.extend(years);
        self
    }

    /// The same with the days on which the documents were issued, as they say: from these their deadlines count where no
    /// day was given for all.
    #[must_use]
    pub fn with_issued(mut self, days: impl IntoIterator<Item = (&'a str, Date)>) -> Self {
        self.days.extend(days);
        self
    }

    /// The same with the bodies that the documents name, so that units of the same name stand apart.
    #[must_use]
    pub fn with_bodies(mut self, bodies: &'a Bodies) -> Self {
        self.bodies = Some(bodies);
        self
    }

    /// Every report with the task it speaks of, in the order they were taken in.
    pub fn links(&self) -> &[(&'a Report, Link<'a>)] {
        &self.links
    }

    /// How each task stands as a whole, in document order: by what its leaders report and what is reported of
    /// it by others than its units; where nobody leads, by the least that one of its units reports.
    pub fn tasks(&self) -> Vec<Entry<'a>> {
        self.tasks.iter().map(|task| self.whole(task)).collect()
    }

    /// The tasks that are done, by IRI.
    pub fn done(&self) -> impl Iterator<Item = String> {
        self.tasks().into_iter().filter(|entry| entry.light == Light::Done).map(|entry| entry.task.id.clone())
    }

    /// Each task under each of its units, in the order of the units' first tasks.
    pub fn by_unit(&self, scope: Scope<'_>) -> Vec<Entry<'a>> {
        let mut order: Vec<&str> = Vec::new();
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for task in self.tasks {
            for (unit, role) in units(task, scope) {
                let entry = self.entry(task, unit, role);
                if !order.contains(&entry.unit) {
                    order.push(entry.unit);
                }
                entries.push(entry);
            }
        }
        entries.sort_by_key(|entry| order.iter().position(|unit| *unit == entry.unit));
        entries
    }

    fn whole(&self, task: &'a Task) -> Entry<'a> {
        let entries: Vec<Entry<'a>> =
            units(task, Scope::Accountable).into_iter().map(|(unit, role)| self.entry(task, unit, role)).collect();
        let led = task.units.iter().any(|unit| unit.role == Role::Lead);
        let rank = |entry: &Entry<'_>| match entry.light {
            Light::Done => usize::MAX,
            light => light as usize,
        };
        let found = if led {
            entries.into_iter().max_by_key(|entry| entry.report.map(|report| self.place(report)))
        } else {
            entries.into_iter().min_by_key(rank)
        };
        found.map_or_else(|| self.entry(task, "", None), |entry| Entry { unit: "", role: None, ..entry })
    }

    /// The day of a report and its place among all.
    fn place(&self, report: &Report) -> (Date, usize) {
        (report.date, self.links.iter().position(|(other, _)| std::ptr::eq(*other, report)).unwrap_or(0))
    }

    fn entry(&self, task: &'a Task, unit: &'a str, role: Option<Role>) -> Entry<'a> {
        let year = self.years.get(task.doc.as_str()).copied();
        let issued = self.issued.or_else(|| self.days.get(task.doc.as_str()).copied());
        let due = due(&task.deadline, self.today, issued, year);
        let report = self.latest(task, unit);
        let days = due.day.map(|day| day.days_since_1970() - self.today.days_since_1970());
        let unit = self.bodies.map_or(unit, |bodies| bodies.name(&task.doc, unit));
        Entry { unit, role, task, light: self.light(report, due, days), due: due.day, days, report }
    }

    /// Whether a unit of the task is meant by the source of a report: by a name of the task, or by what the body is
    /// called among all documents.
    fn is_source(&self, task: &Task, unit: &Unit, source: &str) -> bool {
        let body = self.bodies.and_then(|bodies| bodies.get(&task.doc, &unit.name));
        let called = body.is_some_and(|body| body.name == source || body.body.label == source);
        unit.name == source || unit.surface == source || called
    }

    /// The latest report that speaks for the unit: its own, that of a leader, or that of somebody who is none
    /// of the task's units.
    fn latest(&self, task: &'a Task, unit: &str) -> Option<&'a Report> {
        let speaks = |report: &&&Report| {
            let of = task.units.iter().filter(|named| self.is_source(task, named, &report.source));
            let roles: Vec<_> = of.map(|named| (named.name.as_str(), named.role)).collect();
            roles.is_empty() || roles.iter().any(|(name, role)| *name == unit || *role == Role::Lead)
        };
        self.reports.get(task.id.as_str())?.iter().rev().find(speaks).copied()
    }

    fn light(&self, report: Option<&Report>, due: Due, days: Option<i64>) -> Light {
        let meaning = report.and_then(|report| self.lights.words.of(report));
        let in_period = report.is_none_or(|report| due.after.is_none_or(|after| report.date > after));
        if meaning == Some(Meaning::Done) && in_period {
            return Light::Done;
        }
        match (days, meaning) {
            (Some(..0), _) => Light::Overdue,
            (_, Some(Meaning::Late)) => Light::Late,
            (Some(days), _) if days <= i64::from(self.lights.due_soon_days) => Light::DueSoon,
            (_, Some(Meaning::OnTrack)) => Light::OnTrack,
            (_, Some(Meaning::NotStarted)) => Light::NotStarted,
            (_, Some(Meaning::Done)) => Light::Unreported,
            (_, None) if report.is_some() => Light::Unclear,
            (_, None) => Light::Unreported,
        }
    }
}

/// The units that a task is listed under, each once, with the weightiest of its roles.
fn units<'a>(task: &'a Task, scope: Scope<'_>) -> Vec<(&'a str, Option<Role>)> {
    let weightiest = task.units.iter().map(|unit| unit.role).min();
    let listed = task.units.iter().filter(|unit| match scope {
        Scope::Accountable => Some(unit.role) == weightiest,
        Scope::Bodies(bodies) => bodies.iter().any(|body| body.is(&task.doc, &unit.name)),
    });
    let mut found: Vec<(&str, Option<Role>)> = Vec::new();
    for unit in listed {
        match found.iter_mut().find(|(name, _)| *name == unit.name) {
            Some((_, role)) => *role = (*role).min(Some(unit.role)),
            None => found.push((&unit.name, Some(unit.role))),
        }
    }
    if found.is_empty() && matches!(scope, Scope::Accountable) { vec![("", None)] } else { found }
}

/// The tasks of documents that were reported done by a day, by IRI.
pub fn done(documents: &[DocumentFacts], reports: &[Report], today: Date) -> BTreeSet<String> {
    if reports.is_empty() {
        return BTreeSet::new();
    }
    let tasks: Vec<Task> = documents.iter().flat_map(|facts| &facts.tasks).cloned().collect();
    let years = documents.iter().filter_map(|facts| Some((facts.info.name.as_str(), facts.info.year?)));
    let lights = Lights::default();
    let board = Board::new(&tasks, reports, &lights, today, None).with_years(years);
    board.done().collect()
}

#[cfg(test)]
pub(crate) mod tests;
