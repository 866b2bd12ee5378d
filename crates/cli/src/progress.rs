//! The progress of a long build, on standard error when that is a terminal.

use crate::lang::Lang;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use unicode_width::UnicodeWidthChar;
use zhengtu_kb::Progress;

/// How many columns of a file's name are shown, so that the line is not wrapped.
const NAME_WIDTH: usize = 50;
/// How many columns the bar has.
const BAR_WIDTH: usize = 24;
/// What makes a terminal forget the line that the cursor stands on.
const CLEAR: &str = "\r\x1b[K";

/// A progress bar that shows from the second file on.
pub struct Bar {
    lang: Lang,
    /// Files read and files in all, where the bar is shown.
    count: Mutex<Option<(usize, usize)>>,
}

impl Bar {
    /// A bar that is not shown yet.
    pub fn new(lang: Lang) -> Self {
        Self { lang, count: Mutex::new(None) }
    }

    /// Counts files that were read, and shows the bar with a message, where it is shown.
    fn advance(&self, files: usize, message: &str) {
        let Ok(mut count) = self.count.lock() else { return };
        if let Some((read, all)) = count.as_mut() {
            *read += files;
            show(&line(*read, *all, message));
        }
    }
}

impl Progress for Bar {
    fn waiting(&self) {
        eprintln!("{}", self.lang.pick("另一个构建正在进行，等待中……", "another build is running; waiting …"));
    }

    fn start(&self, files: usize) {
        if let (true, true, Ok(mut count)) = (files > 1, std::io::stderr().is_terminal(), self.count.lock()) {
            *count = Some((0, files));
        }
    }

    fn read(&self, name: &str) {
        self.advance(1, name);
    }

    fn writing(&self) {
        self.advance(0, self.lang.pick("写入图谱与索引", "writing graph and index"));
    }

    fn finish(&self) {
        if let Ok(Some(_)) = self.count.lock().map(|mut count| count.take()) {
            show("");
        }
    }
}

/// Puts the line in place of the one before. Where that fails, nothing is lost.
fn show(line: &str) {
    let _ = write!(std::io::stderr().lock(), "{CLEAR}{line}");
}

fn line(read: usize, all: usize, message: &str) -> String {
    let done = BAR_WIDTH * read.min(all) / all.max(1);
    format!("{}{} {read}/{all} {}", "█".repeat(done), "░".repeat(BAR_WIDTH - done), cut(message))
}

/// The beginning of a name, as far as it has room; control characters are left out.
fn cut(name: &str) -> String {
    let mut width = 0;
    let fits = |char: &char| {
        width += char.width().unwrap_or(0);
        width <= NAME_WIDTH
    };
    name.chars().filter(|char| !char.is_control()).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_share_done_and_no_more_of_the_name_than_fits() {
        let line = line(1, 2, &"计划\n".repeat(100));
        assert!(line.starts_with(&format!("{}{} 1/2 计划计划", "█".repeat(12), "░".repeat(12))), "{line}");
        assert_eq!(line.matches("计划").count(), 12);
    }

    #[test]
    fn a_bar_of_no_files_is_whole_numbers_only() {
        assert!(line(0, 0, "").contains(" 0/0 "));
        assert!(line(3, 2, "").starts_with(&"█".repeat(BAR_WIDTH)));
    }
}
