//! The mutation bench on the beginning of the plan of the corpus: a fault of each kind that has a place there.

#[path = "../examples/mutations/bench.rs"]
mod bench;
#[path = "../examples/mutations/kinds/mod.rs"]
mod kinds;
#[path = "../examples/mutations/text.rs"]
mod text;

use bench::{Plan, Tally};

const PLAN: &str = include_str!("../../../corpus/wenxian-2021.txt");

/// Lines of the plan that are enough for most kinds to have a place.
const LINES: usize = 45;

/// Kinds that change nothing but the numbers of items.
const RENUMBERING: [&str; 3] = ["number-repeated", "number-skipped", "number-sign"];

fn plan() -> Plan {
    let lines: String = PLAN.split_inclusive('\n').take(LINES).collect();
    Plan::new("plan.txt", lines)
}

#[test]
fn most_faults_of_sixty_kinds_are_found_and_no_error_appears_elsewhere() {
    let plan = plan();
    let (mut all, mut kinds) = (Tally::default(), 0);
    for kind in kinds::all() {
        let before = all.tried;
        plan.run(&kind, 1, 7, &mut all);
        kinds += usize::from(all.tried > before);
    }
    assert!(kinds >= 60, "{kinds} kinds have a place in the plan");
    assert!(all.found * 100 >= all.tried * 85, "{} of {}: {:#?}", all.found, all.tried, all.missed);
    assert!(all.elsewhere[0] * 20 <= all.tried, "{:#?}", all.strange);
}

#[test]
fn the_plan_does_not_differ_from_itself() {
    assert_eq!(plan().against_itself(), 0);
}

#[test]
fn a_fault_of_every_kind_is_a_change_that_diff_sees() {
    let plan = plan();
    let mut all = Tally::default();
    // Another number of an item is no change.
    let renumbers = |name: &str| name.starts_with("level-") || RENUMBERING.contains(&name);
    let kinds = kinds::all();
    kinds.iter().filter(|kind| !renumbers(kind.name)).for_each(|kind| plan.compare(kind, 1, 11, &mut all));
    assert!(all.tried >= 60 && all.unseen.is_empty(), "{:#?}", all.unseen);
}

#[test]
fn the_names_of_kinds_are_unique() {
    let mut names: Vec<&str> = kinds::all().iter().map(|kind| kind.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(kinds::all().iter().all(|kind| !kind.say.is_empty()));
}
