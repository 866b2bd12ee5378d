//! Cuts standard input into words by jieba-rs, once to warm up and then so many times; prints seconds and words of a turn.

use std::io::Read;
use std::time::Instant;

fn main() {
    let turns: u32 = std::env::args().nth(1).and_then(|turns| turns.parse().ok()).unwrap_or(3);
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("the text is UTF-8");
    let jieba = jieba_rs::Jieba::new();
    let cut = || text.lines().map(|line| jieba.cut(line, true).len()).sum::<usize>();
    let words = cut();
    let start = Instant::now();
    for _ in 0..turns {
        assert_eq!(cut(), words);
    }
    println!("{} {words}", start.elapsed().as_secs_f64() / f64::from(turns));
}
