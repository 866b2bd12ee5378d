use std::cell::Cell;

/// A search in sorted values that begins where the one before it ended: places of a text are mostly asked for in their
/// order, and the value that tells is the same or the next.
#[derive(Clone, Debug, Default)]
pub struct Nearby(Cell<usize>);

impl Nearby {
    /// How many of the values, the first ones, are so; as [`slice::partition_point`], for the same values each time.
    pub fn partition_point<T>(&self, sorted: &[T], is: impl Fn(&T) -> bool) -> usize {
        let last = self.0.get().min(sorted.len());
        let (mut low, mut high, mut step) = (0, last, 1);
        if sorted.get(last).is_some_and(&is) {
            (low, high) = (last + 1, last + 1);
            while sorted.get(high).is_some_and(&is) {
                low = high + 1;
                high = (low + step).min(sorted.len());
                step *= 2;
            }
        } else {
            // All from `high` on are not so.
            while let Some(before) = high.checked_sub(1) {
                let at = before.saturating_sub(step - 1);
                if is(&sorted[at]) {
                    low = at + 1;
                    break;
                }
                high = at;
                step *= 2;
            }
        }
        let found = low + sorted[low..high].partition_point(is);
        self.0.set(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_a_search_from_the_middle_finds_wherever_the_last_one_ended() {
        for values in [vec![], vec![3], (0..40).map(|value| value / 3 * 2).collect::<Vec<u8>>()] {
            for (before, limit) in (0..30).flat_map(|before| (0..30).map(move |limit| (before, limit))) {
                let nearby = Nearby::default();
                nearby.partition_point(&values, |&value| value < before);
                let expected = values.partition_point(|&value| value < limit);
                assert_eq!(nearby.partition_point(&values, |&value| value < limit), expected, "{before} {limit}");
            }
        }
        // Of other values it finds the same.
        let nearby = Nearby(Cell::new(9));
        assert_eq!(nearby.partition_point(&[1, 2, 3], |&value| value < 3), 2);
    }
}
