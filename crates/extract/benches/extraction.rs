//! Extraction of a whole plan, beside bare jieba segmentation of the same text in the same run:
//! `cargo bench -p zhengtu-extract --bench extraction`. The figures are MB of the file a second, one thread:
//! the median of the samples, and the slowest and the fastest of them.

use std::hint::black_box;
use std::time::{Duration, Instant};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_terms::dates::Context;

const PLAN: &str = include_str!("../../../corpus/wenxian-2021.txt");
/// How many figures are taken of each step.
const SAMPLES: usize = 25;
/// How long one sample lasts at least.
const SAMPLE: Duration = Duration::from_millis(150);

fn main() {
    let options = zhengtu_reader::Options::default();
    let source = zhengtu_reader::read("wenxian-2021.txt", PLAN.as_bytes(), &options).expect("the corpus is text");
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let context = Context { year: Some(2021) };
    let jieba = zhengtu_lexicon::general::segmenter();

    println!("{:20}{:>12}{:>12}{:>12}", "step", "MB/s", "slowest", "fastest");
    measure("jieba", || count(jieba.cut(black_box(PLAN), false)));
    measure("jieba with HMM", || count(jieba.cut(black_box(PLAN), true)));
    measure("terms", || zhengtu_terms::scan(lexicon(), black_box(PLAN), &context).len());
    measure("targets", || zhengtu_extract::targets::numbers(lexicon(), black_box(&outline), &context).targets.len());
    measure("outline", || zhengtu_outline::parse(lexicon(), black_box(&source)).nodes.len());
    measure("facts", || zhengtu_extract::facts(lexicon(), black_box(&source), black_box(&outline)).tasks.len());
    measure("outline and facts", || {
        zhengtu_extract::facts(lexicon(), black_box(&source), &zhengtu_outline::parse(lexicon(), &source)).tasks.len()
    });
}

/// Prints how fast a step goes over the plan.
fn measure(name: &str, step: impl Fn() -> usize) {
    step();
    let mut figures: Vec<f64> = (0..SAMPLES).map(|_| sample(&step)).collect();
    figures.sort_by(f64::total_cmp);
    println!("{name:20}{:12.2}{:12.2}{:12.2}", figures[SAMPLES / 2], figures[0], figures[SAMPLES - 1]);
}

/// MB of the plan a second, over as many runs as a sample lasts.
fn sample(step: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    let mut runs = 0;
    while start.elapsed() < SAMPLE {
        black_box(step());
        runs += 1;
    }
    (runs * PLAN.len()) as f64 / 1e6 / start.elapsed().as_secs_f64()
}

/// The number of words, whatever the segmenter returns them in.
fn count(words: impl IntoIterator) -> usize {
    words.into_iter().count()
}
