//! Content lines (RFC 5545, section 3.1): escaped, folded at 75 octets, never within a character.

use zhengtu_office::printable;

/// The most octets in a line without its end.
const LONGEST: usize = 75;

/// The lines of a calendar.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a property whose value is text (section 3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.raw(&format!("{name}:{}", escape(value)));
    }

    /// Adds a line as it is.
    pub(super) fn raw(&mut self, line: &str) {
        let mut left = LONGEST;
        for char in line.chars() {
            if char.len_utf8() > left {
                self.0.push_str("\r\n ");
                // The space counts.
                left = LONGEST - 1;
            }
            self.0.push(char);
            left -= char.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn escape(text: &str) -> String {
    printable(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_written(text in "[\\PC\\n]{0,200}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let folded = lines.finish();
            prop_assert!(folded.ends_with("\r\n"));
            prop_assert!(folded.trim_end_matches("\r\n").split("\r\n").all(|line| line.len() <= LONGEST));
            let unfolded = folded.replace("\r\n ", "");
            prop_assert_eq!(unfolded.trim_end_matches("\r\n"), format!("SUMMARY:{}", escape(&text)));
        }
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(escape("甲,乙;丙\\丁\n戊\u{7}"), "甲\\,乙\\;丙\\\\丁\\n戊");
    }
}
