//! The mutation bench: makes a plan text without contradictions, inserts one fault of a known kind at a
//! random place, checks it, and counts which faults are found and what else is reported as an error.
//!
//! `cargo run -p zhengtu-check --example mutations -- [FAULTS] [SEED]` prints a table by kind; it ends with
//! status 1 where a kind is found in fewer than 95 of 100 cases or a false error was reported.

mod generator;

use generator::{Fault, Plan, Random};
use std::collections::BTreeMap;
use std::process::ExitCode;
use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Finding, Severity};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let faults: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(200);
    let seed: u64 = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let mut random = Random::new(seed);
    let mut table: BTreeMap<&str, Tally> = BTreeMap::new();
    for number in 0..faults {
        let fault = Fault::ALL[number % Fault::ALL.len()];
        let tally = table.entry(fault.name()).or_default();
        tally.run(fault, &mut random);
    }
    print(&table)
}

/// What was found of one kind of fault.
#[derive(Default)]
struct Tally {
    inserted: usize,
    found: usize,
    errors: usize,
    others: usize,
    missed: Vec<String>,
}

impl Tally {
    fn run(&mut self, fault: Fault, random: &mut Random) {
        let plan = Plan::random(random);
        let before = findings(&plan.text());
        let (faulty, place) = plan.with(fault, random);
        let after = findings(&faulty);
        let new: Vec<&Finding> = after.iter().filter(|finding| !before.iter().any(|old| same(old, finding))).collect();
        let (right, wrong): (Vec<&Finding>, Vec<&Finding>) =
            new.into_iter().partition(|finding| fault.codes().contains(&finding.code.as_str()));
        self.inserted += 1;
        self.found += usize::from(!right.is_empty());
        self.errors += wrong.iter().filter(|finding| finding.severity == Severity::Error).count();
        self.errors += before.iter().filter(|finding| finding.severity == Severity::Error).count();
        self.others += wrong.iter().filter(|finding| finding.severity != Severity::Error).count();
        if right.is_empty() {
            self.missed.push(place);
        }
    }
}

/// Findings are the same when they say the same of the same words; a fault may move all that follow it.
fn same(a: &Finding, b: &Finding) -> bool {
    a.code == b.code && a.message == b.message && a.a.path == b.a.path && a.a.part == b.a.part
}

fn findings(text: &str) -> Vec<Finding> {
    let read = zhengtu_reader::read("plan.txt", text.as_bytes(), &zhengtu_reader::Options::default());
    let Ok(source) = read else { return Vec::new() };
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let facts = zhengtu_extract::facts(lexicon(), &source, &outline);
    check(&[Document { facts: &facts, text: &source.text, lexicon: lexicon() }], &Options::default())
}

fn print(table: &BTreeMap<&str, Tally>) -> ExitCode {
    println!("{:<12}{:>10}{:>8}{:>8}{:>14}{:>10}", "fault", "inserted", "found", "recall", "false errors", "others");
    let mut good = true;
    for (name, tally) in table {
        let recall = tally.found as f64 / tally.inserted.max(1) as f64;
        println!(
            "{name:<12}{:>10}{:>8}{recall:>8.3}{:>14}{:>10}",
            tally.inserted, tally.found, tally.errors, tally.others
        );
        good &= recall >= 0.95 && tally.errors == 0;
        for place in &tally.missed {
            eprintln!("missed {name}: {place}");
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
