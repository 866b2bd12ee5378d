//! Deadlines as events (RFC 5545).

mod lines;

use crate::table::{has, names, subject};
use crate::{source, units_of};
use lines::Lines;
use std::collections::BTreeMap;
use zhengtu_model::{Body, Date, Deadline, DeadlineKind, DocumentFacts, Role, Task};
use zhengtu_progress::due;
use zhengtu_progress::recurrence::Rule;
use zhengtu_say::{self as say, Lang, Titles};

/// The days before a deadline on which the calendar reminds.
const REMINDERS: [u32; 2] = [7, 1];
/// The day that stands for the issue of a plan of which nothing is known.
const UNKNOWN_YEAR: u16 = 1970;

/// A calendar and what it does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The calendar (`text/calendar`).
    pub text: String,
    /// How many events it holds.
    pub events: usize,
    /// How many deadlines are no events, by their kind.
    pub left_out: BTreeMap<DeadlineKind, usize>,
}

/// When something is to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
enum When {
    Day(Date),
    Span(Date, Date),
    Again(Date, Rule),
}

/// The deadlines of the documents as all-day events; with `units` those of the tasks of these bodies. `issued` is the
/// day of issue, from which some deadlines count and by which events are stamped; without it that which each document
/// says, else they are stamped by the first day of the plan's year. With `commitments` the dates that the running text
/// commits somebody to are events too.
pub fn calendar(documents: &[&DocumentFacts], units: &[&Body], issued: Option<Date>, commitments: bool) -> Calendar {
    let mut found = Calendar::default();
    let mut lines = Lines::default();
    let titles = Titles::of(documents.iter().map(|facts| (&facts.info, facts.parts.as_slice())));
    open(&mut lines, documents, &titles, units);
    for facts in documents {
        let issued = issued.or_else(|| facts.info.identity.issued.as_ref().map(|stated| stated.value));
        for task in facts.tasks.iter().filter(|task| units.is_empty() || has(task, units)) {
            let event = Event { facts, task, issued, units, titles: &titles };
            match event.when() {
                Some(when) => {
                    event.write(&mut lines, &task.id, &when, None);
                    found.events += 1;
                }
                None => *found.left_out.entry(task.deadline.kind()).or_default() += 1,
            }
            for (number, commitment) in (1..).zip(task.commitments.iter().filter(|_| commitments)) {
                let id = format!("{}#commitment-{number}", task.id);
                event.write(&mut lines, &id, &When::Day(commitment.end), Some(&commitment.quote));
                found.events += 1;
            }
        }
    }
    lines.raw("END:VCALENDAR");
    found.text = lines.finish();
    found
}

fn open(lines: &mut Lines, documents: &[&DocumentFacts], titles: &Titles, units: &[&Body]) {
    let units = names(units);
    let name = [units.as_str(), subject(documents, titles), "完成时限"].into_iter().filter(|part| !part.is_empty());
    let name = name.collect::<Vec<_>>().join(" ");
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw("PRODID:-//zhengtu//zhengtu//ZH");
    lines.raw("CALSCALE:GREGORIAN");
    lines.raw("METHOD:PUBLISH");
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
}

/// A task whose deadline becomes an event.
struct Event<'a> {
    facts: &'a DocumentFacts,
    task: &'a Task,
    issued: Option<Date>,
    units: &'a [&'a Body],
    titles: &'a Titles,
}

impl Event<'_> {
    fn year(&self) -> u16 {
        self.facts.info.year.unwrap_or(UNKNOWN_YEAR)
    }

    fn when(&self) -> Option<When> {
        let start = Date::new(self.year(), 1, 1)?;
        match &self.task.deadline {
            Deadline::Date { end } => Some(When::Day(*end)),
            Deadline::Interval { start, end } => Some(When::Span(*start, *end)),
            Deadline::Recurring { rule } => {
                let rule: Rule = rule.parse().ok()?;
                Some(When::Again(rule.first_from(start, self.year())?, rule))
            }
            other => due(other, start, self.issued, self.facts.info.year).day.map(When::Day),
        }
    }

    fn write(&self, lines: &mut Lines, id: &str, when: &When, quote: Option<&str>) {
        let stamp = self.issued.or_else(|| Date::new(self.year(), 1, 1));
        lines.raw("BEGIN:VEVENT");
        lines.text("UID", id);
        lines.raw(&format!("DTSTAMP:{}T000000Z", stamp.map(basic).unwrap_or_default()));
        write_when(lines, when);
        lines.text("SUMMARY", &self.summary(quote));
        lines.text("DESCRIPTION", &self.description());
        let part = self.titles.part(&self.task.doc, self.task.part, Lang::Zh);
        let said = [self.government(), &part].into_iter().filter(|said| !said.is_empty());
        lines.text("CATEGORIES", &said.collect::<Vec<_>>().join(" "));
        lines.raw("TRANSP:TRANSPARENT");
        for days in REMINDERS {
            self.write_alarm(lines, when, days, quote);
        }
        lines.raw("END:VEVENT");
    }

    /// The government of the document, where there are several documents.
    fn government(&self) -> &str {
        if self.titles.many() { self.titles.government(&self.task.doc) } else { "" }
    }

    /// The title, behind what the unit whose calendar it is has to do and before whose plan it is.
    fn summary(&self, quote: Option<&str>) -> String {
        let own = |name: &str| self.units.iter().any(|body| body.is(&self.task.doc, name));
        let role = self.task.units.iter().find(|unit| own(&unit.name)).map(|unit| unit.role);
        let role = role.map(|role| format!("【{}】", say::role(role, Lang::Zh))).unwrap_or_default();
        let quote = quote.map(|quote| format!("：{quote}")).unwrap_or_default();
        let whose = Some(self.government()).filter(|name| !name.is_empty());
        let whose = whose.map(|name| format!("（{name}）")).unwrap_or_default();
        format!("{role}{}{quote}{whose}", self.task.title)
    }

    fn description(&self) -> String {
        let task = self.task;
        let fields = [
            ("牵头单位：", units_of(task, Role::Lead)),
            ("责任单位：", units_of(task, Role::Responsible)),
            ("配合单位：", units_of(task, Role::Cooperate)),
            ("完成时限：", task.deadline_raw.clone().unwrap_or_default()),
            ("文件：", if self.titles.many() { self.titles.whole(&task.doc) } else { String::new() }),
            ("出处：", source(task, self.titles).replace('\n', "，")),
        ];
        let lines =
            fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| label.to_owned() + &value);
        lines.chain([crate::content::content(task)]).collect::<Vec<_>>().join("\n")
    }

    fn write_alarm(&self, lines: &mut Lines, when: &When, days: u32, quote: Option<&str>) {
        let related = if matches!(when, When::Span(..)) { ";RELATED=END" } else { "" };
        lines.raw("BEGIN:VALARM");
        lines.raw("ACTION:DISPLAY");
        lines.text("DESCRIPTION", &format!("{days}天后到期：{}", self.summary(quote)));
        lines.raw(&format!("TRIGGER{related}:-P{days}D"));
        lines.raw("END:VALARM");
    }
}

/// The end of an all-day event is the day after (RFC 5545, section 3.6.1).
fn write_when(lines: &mut Lines, when: &When) {
    let (start, end) = match when {
        When::Day(day) | When::Again(day, _) => (*day, *day),
        When::Span(start, end) => (*start, *end),
    };
    lines.raw(&format!("DTSTART;VALUE=DATE:{}", basic(start)));
    if let Some(after) = end.tomorrow() {
        lines.raw(&format!("DTEND;VALUE=DATE:{}", basic(after)));
    }
    if let When::Again(_, rule) = when {
        lines.raw(&format!("RRULE:{rule}"));
    }
}

/// 20210630.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests;
