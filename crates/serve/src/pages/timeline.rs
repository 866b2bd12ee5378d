//! Tasks on a line of time: a lane for each document, of one document for each part, and a dot for the tasks that are
//! due in a period.

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
/// The height of what stands above the lane of a document: whose it is.
const HEAD: usize = 22;
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
    /// The documents, or the parts of the one there is.
    pub lanes: Vec<Lane>,
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

/// A document, or a part of the one there is.
pub struct Lane {
    /// The upper edge.
    pub y: usize,
    /// Where its name stands.
    pub middle: usize,
    /// Its name, beside it.
    pub name: String,
    /// Whose it is, above it; empty for a part.
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
        // A lane for each part of the one document, else for each document.
        let several = tasks.iter().any(|task| task.doc != tasks[0].doc);
        let mut counts: BTreeMap<Of<'_>, BTreeMap<u32, usize>> = BTreeMap::new();
        for task in tasks {
            if let Some(day) = task.deadline.end() {
                let of = if several { Of::Document(&task.doc) } else { Of::Part(&task.doc, task.part) };
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
        let head = if several { HEAD } else { 0 };
        let lanes = (0..).zip(&counts).map(|(number, (of, periods))| {
            let y = AXIS + (LANE + head) * number;
            let dot = |(period, count): (&u32, &usize)| {
                dot(shell, step, *of, *period, *count, most, (place(*period) + wide / 2, y + head))
            };
            let (name, head) = match of {
                Of::Document(doc) => (String::new(), shell.titles.whole(doc)),
                Of::Part(doc, part) => (shell.part(doc, part), String::new()),
            };
            Lane {
                y,
                middle: y + LANE / 2 + 5,
                name,
                head,
                above: y + HEAD - 6,
                dots: periods.iter().map(dot).collect(),
            }
        });
        let lanes: Vec<Lane> = lanes.collect();
        Self {
            width: place(last) + wide + MARGIN,
            height: AXIS + (LANE + head) * lanes.len() + MARGIN,
            ticks: if days.is_empty() { Vec::new() } else { (first..=last).map(tick).collect() },
            lanes,
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
    let kept = kept.filter(|(name, _)| !["view", "since", "until"].contains(name));
    shell.url("/tasks", kept.chain([("undated", "1")]))
}

/// Of what a lane is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of<'a> {
    Document(&'a str),
    Part(&'a str, u32),
}

fn dot(shell: &Shell, step: Step, of: Of<'_>, period: u32, count: usize, most: usize, at: (usize, usize)) -> Dot {
    // The area, not the width, is as the number of tasks.
    let share = (count as f64 / most as f64).sqrt();
    let (x, y) = (at.0, at.1 + LANE / 2);
    let (since, until) =
        step.days(period).map_or_else(Default::default, |(first, last)| (first.to_string(), last.to_string()));
    let (name, lane, said) = match of {
        Of::Document(doc) => ("doc", doc.to_owned(), shell.titles.whole(doc)),
        Of::Part(doc, part) => ("part", part.to_string(), shell.part(doc, &part)),
    };
    let set = [(name, lane.as_str()), ("since", since.as_str()), ("until", until.as_str())];
    let kept = shell.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kept = kept.filter(|(given, _)| ![name, "since", "until", "view"].contains(given));
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
