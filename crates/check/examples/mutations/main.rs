//! The mutation bench: puts faults, as drafters make them, one at a time into real plans, at places that a seed chooses,
//! and counts which are found: a finding at the place of the fault that was not there before.
//!
//! `cargo run --release -p zhengtu-check --example mutations -- [--places N] [--seed N] [--only KIND]… [--missed] [--diff] [FILE…]` prints
//! a line a kind; without files it takes the plan of the corpus, and the labelled plans where they lie beside the
//! project. It ends with status 1 where fewer than 85 of 100 faults are found, or a plan differs from itself.

mod bench;
mod kinds;
mod text;

use bench::{Plan, Tally};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The share of faults that has to be found.
const LEAST: f64 = 0.85;

/// What is asked for.
struct Arguments {
    places: usize,
    seed: u64,
    only: Vec<String>,
    missed: bool,
    diff: bool,
    files: Vec<PathBuf>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = arguments()?;
    let plans: Vec<Plan> = arguments.files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let mut same = true;
    for plan in &plans {
        let changes = plan.against_itself();
        same &= changes == 0;
        println!("{}: {} characters, {changes} changes against itself", plan.name, plan.text.raw.chars().count());
    }
    println!("\n{:<22}{:>7}{:>7}{:>8}{:>8}{:>13}  fault", "kind", "tried", "found", "share", "grave", "elsewhere");
    let mut all = Tally::default();
    for kind in kinds::all() {
        if !arguments.only.is_empty() && !arguments.only.iter().any(|name| name == kind.name) {
            continue;
        }
        let mut tally = Tally::default();
        if arguments.diff {
            plans.iter().for_each(|plan| plan.compare(&kind, arguments.places, arguments.seed, &mut tally));
            println!("{:<22}{:>7} unseen by diff: {}", kind.name, tally.tried, tally.unseen.len());
            tally.unseen.iter().for_each(|unseen| println!("    unseen {unseen}"));
            continue;
        }
        plans.iter().for_each(|plan| plan.run(&kind, arguments.places, arguments.seed, &mut tally));
        print(kind.name, &tally, kind.say);
        if arguments.missed {
            tally.missed.iter().for_each(|missed| println!("    missed {missed}"));
            tally.strange.iter().for_each(|strange| println!("    elsewhere {strange}"));
        }
        all.tried += tally.tried;
        all.found += tally.found;
        all.grave += tally.grave;
        (0..2).for_each(|at| all.elsewhere[at] += tally.elsewhere[at]);
    }
    print("total", &all, "");
    let good = same && all.found as f64 >= LEAST * all.tried as f64;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(name: &str, tally: &Tally, say: &str) {
    let share = 100.0 * tally.found as f64 / tally.tried.max(1) as f64;
    let [grave, infos] = tally.elsewhere;
    println!(
        "{name:<22}{:>7}{:>7}{share:>7.0}%{:>8}{grave:>7}+{infos:<5}  {say}",
        tally.tried, tally.found, tally.grave
    );
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut found = Arguments { places: 3, seed: 7, only: Vec::new(), missed: false, diff: false, files: Vec::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--places" => found.places = value()?.parse()?,
            "--seed" => found.seed = value()?.parse()?,
            "--only" => found.only.push(value()?),
            "--missed" => found.missed = true,
            "--diff" => found.diff = true,
            _ => found.files.push(PathBuf::from(&argument)),
        }
    }
    if found.files.is_empty() {
        found.files = at_hand()?;
    }
    Ok(found)
}

/// The plan of the corpus, and the labelled plans beside the project.
fn at_hand() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![project.join("corpus/wenxian-2021.txt")];
    for folder in ["../shared/plans", "../shared/kinds/plans"].map(|folder| project.join(folder)) {
        if folder.is_dir() {
            let mut found: Vec<PathBuf> =
                std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
            found.retain(|path| path.file_name() != files[0].file_name());
            found.sort();
            files.extend(found);
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Plan, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file has no name")?;
    let source = zhengtu_reader::read(name, &std::fs::read(path)?, &zhengtu_reader::Options::default())?;
    let kept = [".txt", ".md"].iter().any(|end| name.ends_with(end));
    let name = if kept { name.to_owned() } else { format!("{name}.txt") };
    Ok(Plan::new(&name, source.printed().to_owned()))
}
