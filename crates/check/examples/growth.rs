//! How alignment grows with the number of targets: `cargo run -p zhengtu-check --example growth`.
//!
//! Prints the time and the pairs for documents of 250 to 16,000 made-up targets. An inverted index over
//! rare pairs of characters leads to the candidates; comparing each with each would take 64 times as long
//! for 8 times as many targets.

use std::time::Instant;
use zhengtu_check::align;
use zhengtu_model::{Change, Comparator, Evidence, Target, Value};

fn main() {
    println!("{:>8}{:>10}{:>12}{:>14}", "targets", "pairs", "ms", "µs/target");
    for count in [250, 500, 1000, 2000, 4000, 8000, 16000] {
        let targets: Vec<Target> = (0..count).map(target).collect();
        let start = Instant::now();
        let pairs = align::target_links(&targets).len();
        let took = start.elapsed().as_secs_f64();
        println!("{count:>8}{pairs:>10}{:>12.1}{:>14.1}", took * 1e3, took * 1e6 / count as f64);
    }
}

/// A target of an indicator that one other target names too.
fn target(number: usize) -> Target {
    let name = |mut seed: usize| -> String {
        let next = |seed: &mut usize| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((*seed >> 33) % 3000).unwrap_or(0)
        };
        (0..8).filter_map(|_| char::from_u32(0x4e00 + next(&mut seed))).collect()
    };
    Target {
        id: String::new(),
        doc: String::new(),
        part: u32::try_from(number % 2).unwrap_or(0),
        path: String::new(),
        quote: String::new(),
        indicator: name(number / 2) + "覆盖率",
        comparator: Comparator::Equal,
        change: Change::Level,
        value: Value::Number(1.0),
        unit: "%".to_owned(),
        from: None,
        deadline: None,
        rule: String::new(),
        evidence: Evidence::default(),
    }
}
