//! What two sequences have in common, in order.

use std::collections::HashMap;
use std::hash::Hash;

/// Where nothing stands once in both, sequences whose lengths multiply to more are not compared item by item.
const LARGEST: usize = 250_000;

/// The places of the items that both sequences have, in order in both. Items that stand once in both anchor the
/// rest (patience diff), so that the cost grows with the length and not with its square.
pub(crate) fn matched<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = vec![(0..a.len(), 0..b.len())];
    while let Some((mut left, mut right)) = open.pop() {
        while !left.is_empty() && !right.is_empty() && a[left.start] == b[right.start] {
            found.push((left.start, right.start));
            (left.start, right.start) = (left.start + 1, right.start + 1);
        }
        while !left.is_empty() && !right.is_empty() && a[left.end - 1] == b[right.end - 1] {
            (left.end, right.end) = (left.end - 1, right.end - 1);
            found.push((left.end, right.end));
        }
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let anchors = anchors(a, b, left.clone(), right.clone());
        if anchors.is_empty() {
            found.extend(common(&a[left.clone()], &b[right.clone()]).map(|(x, y)| (left.start + x, right.start + y)));
            continue;
        }
        let (mut x, mut y) = (left.start, right.start);
        for (next_x, next_y) in anchors.into_iter().chain([(left.end, right.end)]) {
            open.push((x..next_x, y..next_y));
            if next_x < left.end {
                found.push((next_x, next_y));
            }
            (x, y) = (next_x + 1, next_y + 1);
        }
    }
    found.sort_unstable();
    found
}

/// The items that stand once in both stretches, as many as are in order.
fn anchors<T: Eq + Hash>(
    a: &[T],
    b: &[T],
    left: std::ops::Range<usize>,
    right: std::ops::Range<usize>,
) -> Vec<(usize, usize)> {
    let mut places: HashMap<&T, (usize, usize, usize, usize)> = HashMap::new();
    for at in left.clone() {
        let place = places.entry(&a[at]).or_default();
        (place.0, place.1) = (place.0 + 1, at);
    }
    for at in right {
        if let Some(place) = places.get_mut(&b[at]) {
            (place.2, place.3) = (place.2 + 1, at);
        }
    }
    let once = left.filter_map(|at| match places[&a[at]] {
        (1, at, 1, other) => Some((at, other)),
        _ => None,
    });
    increasing(&once.collect::<Vec<_>>())
}

/// The longest run of pairs whose second members increase, by piles (the first members do already).
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|&top| pairs[top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|under| tops[under]));
        match tops.get_mut(pile) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(tops.last().copied(), |&at| before[at]).map(|at| pairs[at]).collect();
    run.reverse();
    run
}

/// The longest common subsequence of two short stretches; nothing of two long ones.
fn common<T: Eq>(a: &[T], b: &[T]) -> impl Iterator<Item = (usize, usize)> {
    let small = a.len().saturating_mul(b.len()) <= LARGEST;
    let width = b.len() + 1;
    let mut length = vec![0u32; if small { (a.len() + 1) * width } else { 0 }];
    if small {
        for x in (0..a.len()).rev() {
            for y in (0..b.len()).rev() {
                let (down, across) = (length[(x + 1) * width + y], length[x * width + y + 1]);
                let diagonal = length[(x + 1) * width + y + 1] + 1;
                length[x * width + y] = if a[x] == b[y] { diagonal } else { down.max(across) };
            }
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut found = Vec::new();
    while small && x < a.len() && y < b.len() {
        if a[x] == b[y] {
            found.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if length[(x + 1) * width + y] >= length[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    found.into_iter()
}

/// The stretches between the matched places, where one of the two is not empty.
pub(crate) fn gaps(
    pairs: &[(usize, usize)],
    lengths: (usize, usize),
) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let (mut x, mut y) = (0, 0);
    let mut found = Vec::new();
    for &(next_x, next_y) in pairs.iter().chain([&lengths]) {
        if x < next_x || y < next_y {
            found.push((x..next_x, y..next_y));
        }
        (x, y) = (next_x + 1, next_y + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> String {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        matched(&a, &b).into_iter().map(|(x, y)| if a[x] == b[y] { a[x] } else { '!' }).collect()
    }

    #[test]
    fn what_stays_in_order_is_matched() {
        assert_eq!(of("甲乙丙丁", "甲乙丙丁"), "甲乙丙丁");
        assert_eq!(of("甲乙丙丁", "甲丙戊丁"), "甲丙丁");
        assert_eq!(of("aab", "aaab"), "aab");
        assert_eq!(of("甲乙", "丙丁"), "");
        assert_eq!(of("xaxbx", "yaybyy"), "ab");
    }

    #[test]
    fn long_sequences_without_anchors_are_left_apart() {
        let a: Vec<u32> = (0..2000).map(|n| n % 2).collect();
        let b: Vec<u32> = (0..2000).map(|n| 2 + n % 2).collect();
        assert!(matched(&a, &b).is_empty());
        assert_eq!(gaps(&[], (2000, 2000)), [(0..2000, 0..2000)]);
    }

    #[test]
    fn gaps_lie_between_what_is_matched() {
        assert_eq!(gaps(&[(0, 0), (2, 1)], (3, 3)), [(1..2, 1..1), (3..3, 2..3)]);
        assert!(gaps(&[(0, 0)], (1, 1)).is_empty());
    }
}
