//! Extraction of a whole plan, beside bare jieba segmentation of the same text in the same run:
//! `cargo bench -p zhengtu-extract --bench extraction`. The figures are MB of the file a second, one thread.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use zhengtu_terms::dates::Context;

const PLAN: &str = include_str!("../../../corpus/wenxian-2021.txt");

fn extraction(criterion: &mut Criterion) {
    let options = zhengtu_reader::Options::default();
    let source = zhengtu_reader::read("wenxian-2021.txt", PLAN.as_bytes(), &options).expect("the corpus is text");
    let outline = zhengtu_outline::parse(&source);
    let context = Context { year: Some(2021) };
    let jieba = jieba_rs::Jieba::new();

    let mut group = criterion.benchmark_group("plan");
    group.throughput(Throughput::Bytes(PLAN.len() as u64));
    group.bench_function("jieba", |bencher| bencher.iter(|| jieba.cut(black_box(PLAN), false).count_words()));
    group.bench_function("jieba with HMM", |bencher| bencher.iter(|| jieba.cut(black_box(PLAN), true).count_words()));
    group.bench_function("terms", |bencher| bencher.iter(|| zhengtu_terms::scan(black_box(PLAN), &context).len()));
    group.bench_function("targets", |bencher| {
        bencher.iter(|| zhengtu_extract::targets::numbers(black_box(&outline), &context).targets.len());
    });
    group.bench_function("outline", |bencher| bencher.iter(|| zhengtu_outline::parse(black_box(&source)).nodes.len()));
    group.bench_function("facts", |bencher| {
        bencher.iter(|| zhengtu_extract::facts(black_box(&source), black_box(&outline)).tasks.len());
    });
    group.bench_function("outline and facts", |bencher| {
        bencher.iter(|| zhengtu_extract::facts(black_box(&source), &zhengtu_outline::parse(&source)).tasks.len());
    });
    group.finish();
}

/// The number of words, whatever the segmenter returns them in.
trait CountWords {
    fn count_words(self) -> usize;
}

impl<I: IntoIterator> CountWords for I {
    fn count_words(self) -> usize {
        self.into_iter().count()
    }
}

criterion_group!(benches, extraction);
criterion_main!(benches);
