//! Numbers of items, in digits or in Chinese.

use zhengtu_text::numeral::{Signs, exact};

/// A number as items are numbered in Chinese: 三, 十二, 二十.
pub(crate) fn chinese(number: u32) -> String {
    Signs::COUNTING.write(number)
}

/// The number that a text is, in digits or in Chinese.
pub(crate) fn read(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| exact(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_are_written_and_read() {
        for (number, text) in [(3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")] {
            assert_eq!(chinese(number), text);
            assert_eq!(read(text), Some(number));
        }
        assert_eq!(read("7"), Some(7));
    }
}
