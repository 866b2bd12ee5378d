//! Weighted pairs of characters, and an inverted index over the rare ones.

use std::collections::{BTreeMap, HashMap};
use zhengtu_text::{fold_char, halt};

/// A pair of characters that stand side by side.
type Pair = (char, char);

/// Texts made ready to be compared with each other.
#[derive(Debug, Default)]
pub struct Similarity {
    texts: Vec<Vec<(Pair, f64)>>,
    totals: Vec<f64>,
    postings: HashMap<Pair, Vec<u32>>,
}

/// How far two texts are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// The other text.
    pub other: usize,
    /// The share of the weight of the lighter text that the heavier one holds, 0 to 1.
    pub contained: f64,
    /// The weight both share over the weight of both together, 0 to 1.
    pub jaccard: f64,
    /// The weight they share: how much there is to go by.
    pub weight: f64,
}

/// A pair that stands in more texts than this leads to no candidates; it still counts in the score.
const COMMON: usize = 48;

impl Similarity {
    /// Indexes the texts; they are numbered in the order given.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let sets: Vec<Vec<Pair>> = texts.map(pairs).collect();
        let mut postings: HashMap<Pair, Vec<u32>> = HashMap::new();
        for (number, set) in sets.iter().enumerate() {
            for &pair in set {
                postings.entry(pair).or_default().push(u32::try_from(number).unwrap_or(u32::MAX));
            }
        }
        // A small document does not tell which words are rare; it is weighed as if it were a larger one.
        let count = sets.len().max(2000) as f64;
        let weigh = |pair: &Pair| (count / postings.get(pair).map_or(1, Vec::len) as f64).ln().max(0.05);
        let texts: Vec<Vec<(Pair, f64)>> =
            sets.iter().map(|set| set.iter().map(|pair| (*pair, weigh(pair))).collect()).collect();
        let totals = texts.iter().map(|text| text.iter().map(|(_, weight)| weight).sum()).collect();
        Self { texts, totals, postings }
    }

    /// The texts after `text` that share rare pairs with it, with how far they are alike; in order.
    pub fn candidates(&self, text: usize) -> Vec<Similar> {
        halt::step();
        let mut rare: BTreeMap<u32, f64> = BTreeMap::new();
        for (pair, weight) in &self.texts[text] {
            let holders = &self.postings[pair];
            if holders.len() <= COMMON {
                for &other in &holders[holders.partition_point(|&other| other as usize <= text)..] {
                    *rare.entry(other).or_default() += weight;
                }
            }
        }
        let enough = |other: u32, shared: f64| shared >= 0.25 * self.totals[text].min(self.totals[other as usize]);
        rare.into_iter()
            .filter(|&(other, shared)| enough(other, shared))
            .map(|(other, _)| self.compare(text, other as usize))
            .collect()
    }

    /// How far two texts are alike.
    pub fn compare(&self, a: usize, b: usize) -> Similar {
        halt::step();
        let (mut left, mut right) = (self.texts[a].iter().peekable(), self.texts[b].iter().peekable());
        let mut weight = 0.0;
        while let (Some((x, shared)), Some((y, _))) = (left.peek(), right.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    weight += shared;
                    left.next();
                    right.next();
                }
            }
        }
        let (all, least) = (self.totals[a] + self.totals[b] - weight, self.totals[a].min(self.totals[b]));
        let share = |of: f64| if of > 0.0 { weight / of } else { 0.0 };
        Similar { other: b, contained: share(least), jaccard: share(all), weight }
    }
}

/// The pairs of a text, sorted, each once; signs and digits stand in none.
fn pairs(text: &str) -> Vec<Pair> {
    let chars: Vec<char> = text.chars().map(fold_char).collect();
    let mut pairs: Vec<Pair> = chars
        .windows(2)
        .filter(|pair| pair.iter().all(|char| char.is_alphabetic()))
        .map(|pair| (pair[0], pair[1]))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_share_rare_words_are_candidates_and_common_words_lead_to_none() {
        let mut texts: Vec<String> = (0..200).map(|n| format!("进一步提升第{n}项服务水平")).collect();
        texts.push("全面实施联合测绘".to_owned());
        texts.push("认真推进联合测绘工作".to_owned());
        let similarity = Similarity::of(texts.iter().map(String::as_str));
        let found = similarity.candidates(200);
        assert_eq!(found.iter().map(|found| found.other).collect::<Vec<_>>(), [201]);
        assert!(similarity.candidates(0).is_empty());
    }

    #[test]
    fn the_same_text_is_contained_whole() {
        let similarity = Similarity::of(["推行告知承诺制", "推行告知承诺制", "压缩时间"].into_iter());
        assert!((similarity.compare(0, 1).contained - 1.0).abs() < 1e-9);
        assert!(similarity.compare(0, 2).contained.abs() < 1e-9);
    }
}
