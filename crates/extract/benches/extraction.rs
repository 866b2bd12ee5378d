//! Extraction of a whole plan, beside bare jieba segmentation of the same text in the same run:
//! `cargo bench -p zhengtu-extract --bench extraction`. The figures are MB of the file for a second of the processor, one
//! thread: the median of the rounds, the slowest and the fastest of them, and the median of each round's speed beside
//! that of jieba in the same round.

use std::hint::black_box;
use std::time::{Duration, Instant};
use zhengtu_extract::targets;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_terms::dates::Context;

const PLAN: &str = include_str!("../../../corpus/wenxian-2021.txt");
/// How many rounds are taken, each with a sample of every step.
const ROUNDS: usize = 25;
/// How long one sample lasts at least.
const SAMPLE: Duration = Duration::from_millis(100);

/// A step: its name, and what is done once.
type Step<'a> = (&'static str, Box<dyn Fn() -> usize + 'a>);

fn main() {
    let options = zhengtu_reader::Options::default();
    let source = zhengtu_reader::read("wenxian-2021.txt", PLAN.as_bytes(), &options).expect("the corpus is text");
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let context = Context { year: Some(2021) };
    let jieba = zhengtu_lexicon::general::jieba();
    let steps: [Step<'_>; 7] = [
        ("jieba", Box::new(|| count(jieba.cut(black_box(PLAN), false)))),
        ("jieba with HMM", Box::new(|| count(jieba.cut(black_box(PLAN), true)))),
        ("terms", Box::new(|| zhengtu_terms::scan(lexicon(), black_box(PLAN), &context).len())),
        ("targets", Box::new(|| targets::numbers(lexicon(), black_box(&outline), &context).targets.len())),
        ("outline", Box::new(|| zhengtu_outline::parse(lexicon(), black_box(&source)).nodes.len())),
        ("facts", Box::new(|| zhengtu_extract::facts(lexicon(), black_box(&source), black_box(&outline)).tasks.len())),
        (
            "outline and facts",
            Box::new(|| {
                let outline = zhengtu_outline::parse(lexicon(), black_box(&source));
                zhengtu_extract::facts(lexicon(), &source, &outline).tasks.len()
            }),
        ),
    ];
    // The steps in turn, so that what else the machine does in a while falls on all of them.
    let rounds: Vec<Vec<f64>> = (0..ROUNDS).map(|_| steps.iter().map(|(_, step)| sample(step)).collect()).collect();
    println!("{:20}{:>12}{:>12}{:>12}{:>16}", "step", "MB/s", "slowest", "fastest", "beside jieba");
    for (index, (name, _)) in steps.iter().enumerate() {
        let speeds = sorted(rounds.iter().map(|round| round[index]));
        let beside = sorted(rounds.iter().map(|round| round[index] / round[0]));
        let (slowest, median, fastest) = (speeds[0], speeds[ROUNDS / 2], speeds[ROUNDS - 1]);
        println!("{name:20}{median:12.2}{slowest:12.2}{fastest:12.2}{:16.3}", beside[ROUNDS / 2]);
    }
}

fn sorted(figures: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures
}

/// MB of the plan for a second of the processor, over as many runs as a sample lasts.
fn sample(step: impl Fn() -> usize) -> f64 {
    let (start, before) = (Instant::now(), processor());
    let mut runs = 0;
    while start.elapsed() < SAMPLE {
        black_box(step());
        runs += 1;
    }
    let spent = match (before, processor()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed(),
    };
    (runs * PLAN.len()) as f64 / 1e6 / spent.as_secs_f64()
}

/// How long this thread has run on a processor, where the system says: other programs take none of it.
fn processor() -> Option<Duration> {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The number of words, whatever the segmenter returns them in.
fn count(words: impl IntoIterator) -> usize {
    words.into_iter().count()
}
