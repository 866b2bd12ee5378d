//! What tells the records of a document apart, but for the words of its tasks.

use super::Shared;
use super::layout::{Reader, Writer};
use crate::fold::fold;
use crate::forms::{document_forms, place_of, year_of};
use std::collections::{HashMap, HashSet};
use zhengtu_model::{Date, Deadline, DocumentFacts, GovernmentLevel, Heading, PartInfo, Role, Target, Task, Value};

/// Stands between the forms of a unit.
const BETWEEN: char = '\u{1f}';

/// What tells the records of a document apart, but for the words of its tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Keys {
    pub document: DocumentKey,
    pub parts: Vec<PartKey>,
    /// The units that its tasks name; all where it has no tasks.
    pub units: Vec<UnitKey>,
    pub tasks: Vec<TaskKey>,
    pub targets: Vec<TargetKey>,
}

/// What a document is, and what questions call it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DocumentKey {
    pub heading: Heading,
    /// Whether it is of the whole country.
    pub national: bool,
    /// Whether it says until when it holds.
    pub expires: bool,
    /// The place whose government issued it, as it says.
    pub said_place: Option<String>,
    /// The place that it is of: as it says, else as its title begins.
    pub place: Option<String>,
    /// The place, folded.
    pub folded_place: Option<String>,
    /// Its title, folded.
    pub title: String,
    /// Who issued it, folded; nothing where it does not say.
    pub issuer: String,
    /// File name, title, place and number, folded, and shorter forms of them.
    pub forms: Vec<Shared>,
    /// The year that it is for; those in which its tasks are due, where it does not say.
    pub years: Vec<u16>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartKey {
    pub number: u32,
    pub title: String,
    pub present: bool,
}

/// A body that a document names: its name, its function, and the forms in which it is printed, with a sign between them. So
/// documents that name it alike are told by one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitKey(Shared);

impl UnitKey {
    /// All that is written of it.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(crate) fn name(&self) -> &str {
        self.pieces().next().unwrap_or_default()
    }

    pub(crate) fn function(&self) -> Option<&str> {
        self.pieces().nth(1).filter(|function| !function.is_empty())
    }

    /// The forms in which it is printed.
    pub(crate) fn surfaces(&self) -> impl Iterator<Item = &str> {
        self.pieces().skip(2)
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN)
    }

    fn written<'a>(name: &'a str, function: Option<&'a str>, surfaces: impl IntoIterator<Item = &'a str>) -> String {
        let pieces = [name, function.unwrap_or_default()].into_iter().chain(surfaces);
        pieces.map(|piece| piece.replace(BETWEEN, "")).collect::<Vec<_>>().join(BETWEEN.encode_utf8(&mut [0; 4]))
    }
}

/// What conditions on tasks ask of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TaskKey {
    pub id: Shared,
    pub part: u32,
    pub path: Shared,
    /// Its units, by their places among those of the document, with their roles.
    pub units: Box<[(u32, Role)]>,
    pub limit: Limit,
    /// Whether several of its measures have statements of their own.
    pub divided: bool,
    /// Whether its text promises something by a day of its own.
    pub promises: bool,
    /// The characters of its title before any bracket.
    pub title: u32,
    /// How long the lines of its words are: title, headings, text, units.
    pub(super) lines: [u32; 4],
}

/// What conditions on dates ask of the deadline of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// There is none.
    None,
    Ongoing,
    /// The last day.
    End(Date),
    /// Another one, without a day.
    Undated,
}

impl Limit {
    fn of(deadline: &Deadline) -> Self {
        match (deadline, deadline.end()) {
            (_, Some(end)) => Self::End(end),
            (Deadline::None, _) => Self::None,
            (Deadline::Ongoing, _) => Self::Ongoing,
            _ => Self::Undated,
        }
    }

    /// The last day, where there is one.
    pub(crate) fn end(self) -> Option<Date> {
        if let Self::End(end) = self { Some(end) } else { None }
    }

    fn write(self, out: &mut Writer) {
        out.number(match self {
            Self::None => 0_u8,
            Self::Ongoing => 1,
            Self::Undated => 2,
            Self::End(_) => 3,
        });
        self.end().into_iter().for_each(|end| out.date(Some(end)));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match from.number::<u8>()? {
            0 => Some(Self::None),
            1 => Some(Self::Ongoing),
            2 => Some(Self::Undated),
            3 => from.date()?.map(Self::End),
            _ => None,
        }
    }
}

/// What conditions on targets ask of one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TargetKey {
    pub id: Shared,
    pub part: u32,
    pub indicator: Shared,
    pub quote: Shared,
    pub unit: Shared,
    /// The lowest and the highest value.
    pub values: (f64, f64),
    pub deadline: Option<Date>,
    /// The task in which it stands, by its place in the document.
    pub task: Option<usize>,
}

/// Writes what tells the records of a document apart; `lines` tells how long the lines of the words of each task are.
pub(super) fn write(facts: &DocumentFacts, lines: &[[usize; 4]], out: &mut Writer) {
    write_document(facts, out);
    out.list(&facts.parts, |out, PartInfo { number, title, present, .. }| {
        out.number(*number);
        out.text(title);
        out.number(u8::from(*present));
    });
    let units = units(facts);
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, (name, _)) in units.iter().enumerate() {
        places.entry(name).or_insert(at);
    }
    out.list(&units, |out, (_, unit)| out.text(unit));
    let tasks: Vec<(&Task, &[usize; 4])> = facts.tasks.iter().zip(lines).collect();
    out.list(&tasks, |out, (task, lines)| write_task(task, lines, &places, out));
    let by_place = TaskPlaces::of(&facts.tasks);
    out.list(&facts.targets, |out, target| {
        out.text(&target.id);
        out.number(target.part);
        out.text(&target.indicator);
        out.text(&target.quote);
        out.text(&target.unit);
        let (low, high) = match target.value {
            Value::Number(number) => (number, number),
            Value::Range([low, high]) => (low, high),
        };
        out.float(low);
        out.float(high);
        out.date(target.deadline);
        out.number(by_place.around(target).map_or(0, |at| at + 1));
    });
}

fn write_document(facts: &DocumentFacts, out: &mut Writer) {
    let info = &facts.info;
    write_heading(&Heading::of(info, facts.parts.iter().any(|part| part.number > 0)), out);
    let national = info.identity.level.as_ref().is_some_and(|level| level.value == GovernmentLevel::National);
    out.number(u8::from(national));
    out.number(u8::from(info.identity.valid_to.is_some()));
    let place = place_of(info);
    out.text(info.place.as_deref().unwrap_or_default());
    out.text(place.as_deref().unwrap_or_default());
    out.text(&place.as_deref().map(fold).unwrap_or_default());
    out.text(&fold(&info.title));
    out.text(&info.identity.issuer.as_ref().map(|issuer| fold(&issuer.value)).unwrap_or_default());
    out.list(&document_forms(info), |out, form| out.text(form));
    let years = info.year.or_else(|| year_of(info)).map_or_else(|| due_years(&facts.tasks), |year| vec![year]);
    out.list(&years, |out, year| out.number(*year));
}

fn write_heading(heading: &Heading, out: &mut Writer) {
    let Heading { name, title, government, number, issued, year, annexes } = heading;
    [name, title, government, number].into_iter().for_each(|text| out.text(text));
    out.date(*issued);
    out.number(year.unwrap_or_default());
    out.number(u8::from(*annexes));
}

/// Reads what a document is called, which is written first.
pub(super) fn read_heading(from: &mut Reader<'_>) -> Option<Heading> {
    Some(Heading {
        name: from.string()?,
        title: from.string()?,
        government: from.string()?,
        number: from.string()?,
        issued: from.date()?,
        year: from.number().map(|year| (year > 0).then_some(year))?,
        annexes: from.flag()?,
    })
}

fn write_task(task: &Task, lines: &[usize; 4], places: &HashMap<&str, usize>, out: &mut Writer) {
    out.text(&task.id);
    out.number(task.part);
    out.text(&task.path);
    let of_role = |role: Role| Role::ALL.iter().position(|one| *one == role).unwrap_or_default();
    let known = task.units.iter().filter_map(|unit| Some((*places.get(unit.name.as_str())?, of_role(unit.role))));
    out.list(&known.collect::<Vec<_>>(), |out, (unit, role)| out.number(unit * Role::ALL.len() + role));
    Limit::of(&task.deadline).write(out);
    out.number(u8::from(task.statements.len() > 1) | u8::from(!task.commitments.is_empty()) << 1);
    // 摸底排查（2022年5月底前）: what stands in brackets is no name.
    out.number(task.title.chars().take_while(|char| !matches!(char, '（' | '(')).count());
    lines.iter().for_each(|&length| out.number(length));
}

/// Reads what was written.
pub(super) fn read(from: &mut Reader<'_>) -> Option<Keys> {
    let optional = |text: String| (!text.is_empty()).then_some(text);
    let document = DocumentKey {
        heading: read_heading(from)?,
        national: from.flag()?,
        expires: from.flag()?,
        said_place: from.string().map(optional)?,
        place: from.string().map(optional)?,
        folded_place: from.string().map(optional)?,
        title: from.string()?,
        issuer: from.string()?,
        forms: from.list(Reader::text)?,
        years: from.list(Reader::number)?,
    };
    let parts =
        from.list(|from| Some(PartKey { number: from.number()?, title: from.string()?, present: from.flag()? }))?;
    let units = from.list(|from| from.text().map(UnitKey))?;
    let tasks = from.list(|from| read_task(from, units.len()))?;
    let targets = from.list(|from| read_target(from, tasks.len()))?;
    from.ends().then_some(Keys { document, parts, units, tasks, targets })
}

fn read_task(from: &mut Reader<'_>, units: usize) -> Option<TaskKey> {
    let unit = |from: &mut Reader<'_>| {
        let number: usize = from.number()?;
        let (unit, role) = (number / Role::ALL.len(), Role::ALL[number % Role::ALL.len()]);
        u32::try_from(unit).ok().filter(|_| unit < units).map(|unit| (unit, role))
    };
    let (id, part, path) = (from.text()?, from.number()?, from.text()?);
    let (units, limit) = (from.list(unit)?.into(), Limit::read(from)?);
    let says = from.number::<u8>().filter(|says| *says < 4)?;
    Some(TaskKey {
        id,
        part,
        path,
        units,
        limit,
        divided: says & 1 > 0,
        promises: says & 2 > 0,
        title: from.number()?,
        lines: [from.number()?, from.number()?, from.number()?, from.number()?],
    })
}

fn read_target(from: &mut Reader<'_>, tasks: usize) -> Option<TargetKey> {
    Some(TargetKey {
        id: from.text()?,
        part: from.number()?,
        indicator: from.text()?,
        quote: from.text()?,
        unit: from.text()?,
        values: (from.float()?, from.float()?),
        deadline: from.date()?,
        task: match from.number::<usize>()? {
            0 => None,
            at => Some(at - 1).filter(|&at| at < tasks).map(Some)?,
        },
    })
}

/// The years in which tasks are due.
fn due_years(tasks: &[Task]) -> Vec<u16> {
    let mut years: Vec<u16> = tasks.iter().filter_map(|task| task.deadline.end()).map(Date::year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The units that the tasks of a document name, in the order of its list, then those that the list has not: their names, and
/// as they are written.
fn units(facts: &DocumentFacts) -> Vec<(&str, String)> {
    let in_tasks = || facts.tasks.iter().flat_map(|task| &task.units);
    let with_role: HashSet<&str> = in_tasks().map(|unit| unit.name.as_str()).collect();
    let counts = |name: &str| facts.tasks.is_empty() || with_role.contains(name);
    let mut known: HashSet<&str> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
    let listed = facts.units.iter().filter(|unit| counts(&unit.name)).map(|unit| {
        let surfaces = unit.surfaces.iter().map(String::as_str);
        (unit.name.as_str(), UnitKey::written(&unit.name, unit.function.as_deref(), surfaces))
    });
    let mut all: Vec<(&str, String)> = listed.collect();
    let others = in_tasks()
        .filter(|unit| known.insert(&unit.name))
        .map(|unit| (unit.name.as_str(), UnitKey::written(&unit.name, None, [unit.surface.as_str()])));
    all.extend(others);
    all
}

/// The tasks of a document by their places, to be asked which of them a clause is, or lies in.
struct TaskPlaces<'a>(HashMap<(u32, &'a str), usize>);

impl<'a> TaskPlaces<'a> {
    /// Of tasks of one place the last is kept.
    fn of(tasks: &'a [Task]) -> Self {
        Self(tasks.iter().enumerate().map(|(at, task)| ((task.part, task.path.as_str()), at)).collect())
    }

    /// The smallest task that the target's clause is, or lies in.
    fn around(&self, target: &Target) -> Option<usize> {
        let path = target.path.as_str();
        let above = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
        std::iter::once(path).chain(above).find_map(|path| self.0.get(&(target.part, path)).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_target_is_of_the_smallest_task_around_its_clause() {
        let text = "某市工作方案\n一、重点任务\n1.优化服务。建成3个网点。\n责任单位：市税务局\n2.扩大供水。新增5座水厂。\n\
                    责任单位：市水利局\n二、总体目标\n到2025年，覆盖率达到90%。\n";
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
        let places = TaskPlaces::of(&facts.tasks);
        let titles = facts.targets.iter().map(|target| places.around(target).map(|at| facts.tasks[at].title.as_str()));
        assert_eq!(titles.collect::<Vec<_>>(), [Some("优化服务"), Some("扩大供水"), None]);
    }
}
