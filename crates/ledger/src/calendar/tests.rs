use super::*;
use crate::table::tests::{plan, two_plans};
use zhengtu_model::{Bodies, DatedCommitment, Evidence};

fn with_deadline(deadline: Deadline) -> DocumentFacts {
    let mut facts = plan();
    facts.tasks.truncate(1);
    facts.tasks[0].deadline = deadline;
    facts
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn text(facts: DocumentFacts, issued: Option<&str>) -> String {
    calendar(&[&facts], &[], issued.map(day), false).text.replace("\r\n ", "")
}

#[test]
fn a_day_is_an_all_day_event_with_alarms_and_a_stamp_without_a_clock() {
    let facts = plan();
    let id = facts.tasks[0].id.clone();
    let found = calendar(&[&facts], &[], None, false);
    let text = found.text.replace("\r\n ", "");
    assert_eq!(
        (found.events, found.left_out.get(&DeadlineKind::Ongoing), found.left_out.get(&DeadlineKind::None)),
        (1, Some(&1), Some(&1))
    );
    for line in [
        &format!("UID:{id}"),
        "DTSTAMP:20210101T000000Z",
        "DTSTART;VALUE=DATE:20210630",
        "DTEND;VALUE=DATE:20210701",
        "SUMMARY:推进办税便利",
        "TRIGGER:-P7D",
        "TRIGGER:-P1D",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}:\n{text}");
    }
}

#[test]
fn a_span_has_both_ends_and_reminds_of_its_end() {
    let text = text(with_deadline(Deadline::Interval { start: day("2021-03-01"), end: day("2021-12-31") }), None);
    assert!(text.contains("DTSTART;VALUE=DATE:20210301\r\nDTEND;VALUE=DATE:20220101"), "{text}");
    assert!(text.contains("TRIGGER;RELATED=END:-P7D"), "{text}");
}

#[test]
fn what_comes_again_starts_on_its_first_day_of_the_plans_year() {
    let text =
        text(with_deadline(Deadline::Recurring { rule: "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28".into() }), None);
    assert!(text.contains("DTSTART;VALUE=DATE:20210328\r\n"), "{text}");
    assert!(text.contains("RRULE:FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28\r\n"), "{text}");
}

#[test]
fn what_counts_from_the_issue_needs_its_day() {
    let relative = || with_deadline(Deadline::Relative { duration: "P30D".into() });
    let without = calendar(&[&relative()], &[], None, false);
    assert_eq!((without.events, without.left_out.get(&DeadlineKind::Relative)), (0, Some(&1)));
    let text = text(relative(), Some("2021-04-01"));
    assert!(text.contains("DTSTAMP:20210401T000000Z") && text.contains("DTSTART;VALUE=DATE:20210501"), "{text}");
}

#[test]
fn the_calendar_of_a_unit_says_what_it_has_to_do() {
    let found = calendar(&[&plan()], &Bodies::of([&plan()]).named("县财政局"), None, false);
    assert!(found.text.contains("SUMMARY:【配合】推进办税便利"), "{}", found.text);
    assert_eq!(found.left_out.values().sum::<usize>(), 1);
}

#[test]
fn dated_commitments_are_events_where_asked_for() {
    let mut facts = plan();
    let commitment = DatedCommitment {
        end: day("2021-05-31"),
        raw: "5月底前".into(),
        quote: "5月底前上线".into(),
        evidence: Evidence::default(),
    };
    facts.tasks[2].commitments = vec![commitment];
    assert_eq!(calendar(&[&facts], &[], None, false).events, 1);
    let found = calendar(&[&facts], &[], None, true);
    assert_eq!(found.events, 2);
    assert!(found.text.replace("\r\n ", "").contains("/task/三/3#commitment-1\r\n"), "{}", found.text);
}

#[test]
fn events_of_several_plans_say_whose_they_are() {
    let documents = two_plans();
    let text = |units: &[&Body]| calendar(&documents.each_ref(), units, None, false).text.replace("\r\n ", "");
    let all = text(&[]);
    assert!(
        all.contains("SUMMARY:推进办税便利（青山市）\r\n") && all.contains("SUMMARY:推进办税便利（绿水市）\r\n"),
        "{all}"
    );
    assert!(all.contains("CATEGORIES:青山市 附件1\r\n"), "{all}");
    assert!(all.contains("文件：青山市　青山市计划\\n出处：附件1 三/1，第0行"), "{all}");
    let bodies = Bodies::of(&documents);
    let own = text(&bodies.named("绿水市税务局"));
    assert!(own.contains("NAME:绿水市税务局 完成时限\r\n") && own.contains("【牵头】推进办税便利（绿水市）"), "{own}");
    assert!(!own.contains("青山市"), "{own}");
}
