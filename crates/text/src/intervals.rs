/// Stretches of one text, made ready to be asked which of them lie at a place: stretches may be nested and
/// overlap, and of a text with thousands of them a question looks at few.
///
/// ```
/// use zhengtu_text::Intervals;
/// let intervals = Intervals::of([(0, 10), (2, 4), (20, 30)]);
/// assert_eq!(intervals.holding(3, 4).collect::<Vec<_>>(), [1, 0]);
/// assert_eq!(intervals.touching(8, 21).collect::<Vec<_>>(), [2, 0]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals {
    /// Start, end and number of each, by start.
    sorted: Vec<(usize, usize, usize)>,
    /// How far each and those before it reach.
    reach: Vec<usize>,
}

impl Intervals {
    /// The stretches from start to end; they are numbered in the order given.
    pub fn of(stretches: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut sorted: Vec<_> =
            stretches.into_iter().enumerate().map(|(number, (start, end))| (start, end, number)).collect();
        sorted.sort_by_key(|&(start, ..)| start);
        let reach = sorted
            .iter()
            .scan(0, |most, &(_, end, _)| {
                *most = end.max(*most);
                Some(*most)
            })
            .collect();
        Self { sorted, reach }
    }

    /// The numbers of the stretches that begin no later than `at`, the last to begin first.
    pub fn begun(&self, at: usize) -> impl Iterator<Item = usize> {
        let before = self.sorted.partition_point(|&(start, ..)| start <= at);
        self.sorted[..before].iter().rev().map(|&(.., number)| number)
    }

    /// The numbers of the stretches that hold all from `start` to `end`, the last to begin first.
    pub fn holding(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let before = self.sorted.partition_point(|&(begin, ..)| begin <= start);
        self.back(before, move |reach| reach >= end)
    }

    /// The numbers of the stretches that have something in common with that from `start` to `end`, the last to
    /// begin first.
    pub fn touching(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let before = self.sorted.partition_point(|&(begin, ..)| begin < end);
        self.back(before, move |reach| reach > start)
    }

    /// Back from the first `before`, until none of those left reaches far enough.
    fn back(&self, before: usize, enough: impl Fn(usize) -> bool + Copy) -> impl Iterator<Item = usize> {
        let reaching = (0..before).rev().take_while(move |&at| enough(self.reach[at]));
        reaching.map(|at| self.sorted[at]).filter(move |&(_, end, _)| enough(end)).map(|(.., number)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_finds_what_looking_at_all_of_them_finds() {
        let stretches: Vec<(usize, usize)> = (0..60).map(|n| (n * 37 % 50, n * 37 % 50 + n * 11 % 9)).collect();
        let intervals = Intervals::of(stretches.iter().copied());
        let sorted = |found: &mut dyn Iterator<Item = usize>| {
            let mut found: Vec<usize> = found.collect();
            found.sort_unstable();
            found
        };
        for start in 0..60 {
            for end in start..60 {
                let all = |is: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
                    (0..stretches.len()).filter(|&number| is(stretches[number].0, stretches[number].1)).collect()
                };
                assert_eq!(sorted(&mut intervals.holding(start, end)), all(&|s, e| s <= start && e >= end));
                assert_eq!(sorted(&mut intervals.touching(start, end)), all(&|s, e| s < end && e > start));
                assert_eq!(sorted(&mut intervals.begun(start)), all(&|s, _| s <= start));
            }
        }
    }
}
