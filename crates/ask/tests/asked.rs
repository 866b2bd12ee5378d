//! The questions of `asked.txt` over the made plans and the one that ships with the project, asked as the program asks them: what is right, what has no answer
//! though there is one, and what is silently wrong. `cargo test -p zhengtu-ask --test asked -- --nocapture` prints it.

mod support;

use std::collections::BTreeMap;
use support::asked::{Outcome, Plans, judge, read};

#[test]
fn questions_are_answered_and_nothing_is_wrong_in_silence() {
    let mut bases: BTreeMap<Vec<String>, Plans> = BTreeMap::new();
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let questions = read(include_str!("asked.txt"));
    for asked in &questions {
        let base = bases.entry(asked.plans.clone()).or_insert_with(|| Plans::read(&asked.plans));
        let reply = base.reply(asked);
        let kept = base.kept_reply(asked);
        assert!(kept.head() == reply.head() && kept.answer == reply.answer, "{}", asked.question);
        let (outcome, failed) = judge(asked, &reply);
        for kind in [asked.kind.as_str(), "all"] {
            counts.entry(kind.to_owned()).or_default()[outcome as usize] += 1;
        }
        if outcome != Outcome::Right {
            let head = reply.head();
            let said = head.reason.as_deref().or(head.sentence).unwrap_or_default();
            println!(
                "{outcome:?}: {}\n    {failed:?}\n    {said}\n    {}",
                asked.question,
                head.understood.unwrap_or_default()
            );
        }
    }
    for (kind, [right, missed, wrong]) in &counts {
        let all = right + missed + wrong;
        println!("{kind}: {all} questions, {right} right, {missed} without an answer, {wrong} silently wrong");
    }
    let of = |kinds: &[&str]| questions.iter().filter(|asked| kinds.contains(&asked.kind.as_str())).count();
    assert!(questions.len() >= 400, "{} questions", questions.len());
    assert!(of(&["groups", "matters", "indicators"]) >= 150 && of(&["traps"]) >= 60);
    let [right, missed, wrong] = counts["all"];
    assert!(wrong == 0, "{wrong} silently wrong");
    assert!(right * 100 >= (right + missed) * 97, "{right} right, {missed} without an answer");
}
