//! Tasks on a line of time: a lane for each government, or for each plan under its government, of one plan for each part;
//! and a dot for the tasks that are due in a period.

use crate::shell::Shell;
use std::collections::BTreeMap;
use zhengtu_model::{Date, Task};

/// The width of the names of the lanes and of the margin on the right, in pixels.
const NAMES: usize = 96;
const MARGIN: usize = 12;
/// The width that the periods share, and the least and the most that one of them gets.
const SHARED: usize = 1090;
const PERIOD: (usize, usize) = (44, 96);
/// The height of the bars above the axis, which say how much is due in each period.
const BARS: usize = 64;
/// The height of the bars, of their numbers and of the axis, and that of a lane.
const AXIS: usize = BARS + 62;
const LANE: usize = 40;
/// The height of a name that stands above a lane, or above the lanes of a government.
const HEAD: usize = 22;
/// The parameter that says of what the lanes are, and its value for governments.
pub const LANES: (&str, &str) = ("lanes", "government");
/// How many periods are drawn at most before longer ones are taken.
const MOST: u32 = 48;

/// A line of time.
pub struct Timeline {
    /// The width in pixels.
    pub width: usize,
    /// The height in pixels.
    pub height: usize,
    /// The periods.
    pub ticks: Vec<Tick>,
    /// The lanes, those of a government one below the other.
    pub lanes: Vec<Lane>,
    /// The governments above their plans: where the band begins, where the name stands, the name.
    pub groups: Vec<(usize, usize, String)>,
    /// Whether the tasks are of several plans, so that the lanes may be governments or plans.
    pub several: bool,
    /// How many of the tasks have no day by which they are due.
    pub undated: usize,
    /// Their table.
    pub undated_href: String,
    /// How many tasks of all lanes are due in each period.
    pub bars: Vec<Bar>,
    /// Where today stands, if it is among the periods, and what it is called.
    pub today: Option<(usize, String)>,
}

/// How many tasks are due in a period.
pub struct Bar {
    /// The left edge.
    pub x: usize,
    /// The upper edge.
    pub y: usize,
    /// The width.
    pub width: usize,
    /// The height.
    pub height: usize,
    /// Where the number stands: its middle, its line.
    pub number: (usize, usize),
    /// How many tasks.
    pub count: usize,
}

/// A period.
pub struct Tick {
    /// Its left edge.
    pub x: usize,
    /// Where its name stands.
    pub middle: usize,
    /// The year, where it begins with this period.
    pub year: String,
    /// Its name within the year.
    pub name: String,
}

/// A government, a plan, or a part of the one plan there is.
pub struct Lane {
    /// The upper edge.
    pub y: usize,
    /// Where its name stands.
    pub middle: usize,
    /// Its name, beside it; empty where that stands above.
    pub name: String,
    /// Its name, above it; empty for a part.
    pub head: String,
    /// Where that stands.
    pub above: usize,
    /// Its dots.
    pub dots: Vec<Dot>,
}

/// The tasks of a lane that are due in a period.
pub struct Dot {
    /// The centre.
    pub x: usize,
    /// The centre.
    pub y: usize,
    /// The radius.
    pub r: usize,
    /// Where the number stands.
    pub base: usize,
    /// How many tasks.
    pub count: usize,
    /// Their table.
    pub href: String,
    /// What it says, for those who do not see it.
    pub label: String,
}

/// The months of a period: a month, a quarter or a year.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step(u32);

impl Step {
    /// The shortest step that draws no more than [`MOST`] periods.
    fn over(months: u32) -> Self {
        [1, 3, 12].into_iter().find(|step| months.div_ceil(*step) <= MOST).map_or(Self(12), Self)
    }

    fn of(self, day: Date) -> u32 {
        (u32::from(day.year()) * 12 + u32::from(day.month()) - 1) / self.0
    }

    /// The first and the last day of a period.
    fn days(self, period: u32) -> Option<(Date, Date)> {
        let (first, last) = (period * self.0, period * self.0 + self.0 - 1);
        let year = |months: u32| u16::try_from(months / 12).ok();
        let month = |months: u32| u8::try_from(months % 12 + 1).ok();
        Some((Date::new(year(first)?, month(first)?, 1)?, Date::end_of_month(year(last)?, month(last)?)?))
    }

    fn name(self, period: u32) -> String {
        match self.0 {
            1 => (period % 12 + 1).to_string(),
            3 => format!("Q{}", period % 4 + 1),
            _ => String::new(),
        }
    }

    fn starts_year(self, period: u32) -> bool {
        (period * self.0).is_multiple_of(12)
    }
}

impl Timeline {
    /// The tasks on a line of time.
    pub fn of(shell: &Shell, tasks: &[&Task], today: Date) -> Self {
        let days: Vec<Date> = tasks.iter().filter_map(|task| task.deadline.end()).collect();
        let months = |day: &Date| Step(1).of(*day);
        let first = days.iter().map(months).min().unwrap_or(0);
        let last = days.iter().map(months).max().unwrap_or(0);
        let step = Step::over(last - first + 1);
        let (first, last) = (first / step.0, last / step.0);
        let several = tasks.iter().any(|task| task.doc != tasks[0].doc);
        let by_government = several && shell.is(LANES.0, LANES.1);
        let mut counts: BTreeMap<Of, BTreeMap<u32, usize>> = BTreeMap::new();
        for task in tasks {
            if let Some(day) = task.deadline.end() {
                let of = Of::task(shell, task, several, by_government);
                *counts.entry(of).or_default().entry(step.of(day)).or_default() += 1;
            }
        }
        let mut sums: BTreeMap<u32, usize> = BTreeMap::new();
        for (period, count) in counts.values().flatten() {
            *sums.entry(*period).or_default() += count;
        }
        let highest = sums.values().copied().max().unwrap_or(1);
        let most = counts.values().flat_map(BTreeMap::values).copied().max().unwrap_or(1);
        let wide = (SHARED / (last - first + 1) as usize).clamp(PERIOD.0, PERIOD.1);
        let place = |period: u32| NAMES + wide * (period - first) as usize;
        let tick = |period: u32| Tick {
            x: place(period),
            middle: place(period) + wide / 2,
            year: if step.starts_year(period) || period == first {
                (period * step.0 / 12).to_string()
            } else {
                String::new()
            },
            name: step.name(period),
        };
        let bar = |(period, count): (&u32, &usize)| {
            let height = (BARS * count).div_ceil(highest);
            let y = BARS + 18 - height;
            let x = place(*period) + wide / 6;
            Bar { x, y, width: wide * 2 / 3, height, number: (place(*period) + wide / 2, y - 4), count: *count }
        };
        let now = step.of(today);
        let today = (!days.is_empty() && (first..=last).contains(&now)).then(|| {
            let (begins, ends) = step.days(now).unwrap_or((today, today));
            let (passed, whole) = (
                today.days_since_1970() - begins.days_since_1970(),
                ends.days_since_1970() - begins.days_since_1970() + 1,
            );
            let share = usize::try_from(passed).unwrap_or(0) * wide / usize::try_from(whole).unwrap_or(1).max(1);
            (place(now) + share, format!("{} {today}", shell.t("timeline.today")))
        });
        let (mut lanes, mut groups) = (Vec::new(), Vec::new());
        let (mut y, mut government) = (AXIS, None);
        for (of, periods) in &counts {
            if let Of::Plan { government: own, .. } = of
                && government != Some(own)
            {
                let name = if own.is_empty() { shell.t("timeline.no-government") } else { own };
                groups.push((y, y + HEAD - 6, name.to_owned()));
                (y, government) = (y + HEAD, Some(own));
            }
            let head = if several { HEAD } else { 0 };
            let dot = |(period, count): (&u32, &usize)| {
                dot(shell, step, of, *period, *count, most, (place(*period) + wide / 2, y + head))
            };
            let name = of.name(shell);
            lanes.push(Lane {
                y,
                middle: y + LANE / 2 + 5,
                name: if several { String::new() } else { name.clone() },
                head: if several { name } else { String::new() },
                above: y + HEAD - 6,
                dots: periods.iter().map(dot).collect(),
            });
            y += LANE + head;
        }
        Self {
            width: place(last) + wide + MARGIN,
            height: y + MARGIN,
            ticks: if days.is_empty() { Vec::new() } else { (first..=last).map(tick).collect() },
            lanes,
            groups,
            several,
            undated: tasks.len() - days.len(),
            undated_href: undated(shell),
            bars: sums.iter().map(bar).collect(),
            today,
        }
    }
}

/// The table of the tasks without a day, under the same conditions.
fn undated(shell: &Shell) -> String {
    let kept = shell.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kept = kept.filter(|(name, _)| !["view", LANES.0, "since", "until"].contains(name));
    shell.url("/tasks", kept.chain([("undated", "1")]))
}

/// Of what a lane is, in the order of the lanes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// Of a government; of what names none, the plans together.
    Government(String),
    /// Of a plan, below its government.
    Plan { government: String, title: String, doc: String },
    /// Of a part of the one plan there is.
    Part(String, u32),
}

impl Of {
    fn task(shell: &Shell, task: &Task, several: bool, by_government: bool) -> Self {
        let government = || shell.titles.government(&task.doc).to_owned();
        match (several, by_government) {
            (false, _) => Self::Part(task.doc.clone(), task.part),
            (true, true) => Self::Government(government()),
            (true, false) => {
                let title = shell.titles.title(&task.doc).to_owned();
                Self::Plan { government: government(), title, doc: task.doc.clone() }
            }
        }
    }

    fn name(&self, shell: &Shell) -> String {
        match self {
            Self::Government(name) if name.is_empty() => shell.t("timeline.no-government").to_owned(),
            Self::Government(name) => name.clone(),
            Self::Plan { title, .. } => title.clone(),
            Self::Part(doc, part) => shell.part(doc, part),
        }
    }

    /// The parameter of `/tasks` that keeps to the lane, and its value.
    fn condition(&self) -> (&'static str, String) {
        match self {
            Self::Government(name) => ("place", name.clone()),
            Self::Plan { doc, .. } => ("doc", doc.clone()),
            Self::Part(_, part) => ("part", part.to_string()),
        }
    }
}

fn dot(shell: &Shell, step: Step, of: &Of, period: u32, count: usize, most: usize, at: (usize, usize)) -> Dot {
    // The area, not the width, is as the number of tasks.
    let share = (count as f64 / most as f64).sqrt();
    let (x, y) = (at.0, at.1 + LANE / 2);
    let (since, until) =
        step.days(period).map_or_else(Default::default, |(first, last)| (first.to_string(), last.to_string()));
    let ((name, lane), said) = (of.condition(), of.name(shell));
    let set = [(name, lane.as_str()), ("since", since.as_str()), ("until", until.as_str())];
    let kept = shell.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kept = kept.filter(|(given, _)| ![name, "since", "until", "view", LANES.0].contains(given));
    Dot {
        x,
        y,
        r: 9 + (share * 9.0).round() as usize,
        base: y + 4,
        count,
        href: shell.url("/tasks", kept.chain(set)),
        label: format!("{said} {since} – {until}：{count}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_drawn_in_longer_periods() {
        assert!(Step::over(12) == Step(1) && Step::over(49) == Step(3) && Step::over(400) == Step(12));
        let quarter = Step(3).of("2021-05-20".parse().unwrap());
        let (first, last) = Step(3).days(quarter).unwrap();
        assert_eq!((first.to_string().as_str(), last.to_string().as_str()), ("2021-04-01", "2021-06-30"));
        assert_eq!(Step(3).name(quarter), "Q2");
    }
}
