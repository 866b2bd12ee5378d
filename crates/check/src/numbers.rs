//! Chinese numbers of items.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below a hundred as items are numbered: 三, 十二, 二十.
pub(crate) fn chinese(number: u32) -> String {
    let digit = |at: u32| DIGITS[(at % 10) as usize];
    let (tens, ones) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push(digit(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    if ones > 0 || number == 0 {
        text.push(digit(ones));
    }
    text
}

/// The number that a text is, in digits or in Chinese.
pub(crate) fn read(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| zhengtu_text::numeral::exact(text))
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
