//! Lines that are a day.

use zhengtu_terms::dates::{Day, day_at_start};

/// The day that a line is and nothing else.
pub(crate) fn alone(text: &str) -> Option<Day> {
    let bare = text.trim_matches(['（', '）', '(', ')']);
    day_at_start(bare).filter(|day| day.span.end == bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_be_a_day_and_nothing_else() {
        for text in ["2021年3月12日", "（二〇二一年三月十二日）"] {
            assert_eq!(alone(text).map(|day| day.date.to_string()).as_deref(), Some("2021-03-12"), "{text}");
        }
        for text in ["2021年3月12日印发", "自2021年3月12日", "2021年3月"] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
