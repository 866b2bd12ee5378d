//! The progress of a long build, on standard error when that is a terminal.

use crate::lang::Lang;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthChar;
use zhengtu_kb::Progress;

/// How many columns of a file's name are shown, so that the line is not wrapped.
const NAME_WIDTH: usize = 50;
/// How many columns the bar has.
const BAR_WIDTH: usize = 24;
/// What makes a terminal forget the line that the cursor stands on.
const CLEAR: &str = "\r\x1b[K";

/// How long a build has to run before its pace tells how long it will take.
const SURE: Duration = Duration::from_secs(3);

/// A progress bar that shows from the second file on.
pub struct Bar {
    lang: Lang,
    /// How far the build is, where the bar is shown.
    count: Mutex<Option<Count>>,
}

/// How far a build is.
struct Count {
    /// The files read, those of them that are written, and all.
    read: usize,
    written: usize,
    all: usize,
    begun: Instant,
}

impl Bar {
    /// A bar that is not shown yet.
    pub fn new(lang: Lang) -> Self {
        Self { lang, count: Mutex::new(None) }
    }

    /// Counts files that were read and written, and shows the bar with a message, where it is shown.
    fn advance(&self, read: usize, written: usize, message: &str) {
        let Ok(mut count) = self.count.lock() else { return };
        if let Some(count) = count.as_mut() {
            (count.read, count.written) = (count.read + read, count.written + written);
            show(&line(count, count.begun.elapsed(), message, self.lang));
        }
    }
}

impl Progress for Bar {
    fn waiting(&self) {
        eprintln!("{}", self.lang.pick("另一个构建正在进行，等待中……", "another build is running; waiting …"));
    }

    fn start(&self, files: usize) {
        if let (true, true, Ok(mut count)) = (files > 1, std::io::stderr().is_terminal(), self.count.lock()) {
            *count = Some(Count { read: 0, written: 0, all: files, begun: Instant::now() });
        }
    }

    fn read(&self, name: &str) {
        self.advance(1, 0, name);
    }

    fn writing(&self) {
        self.advance(0, 0, self.lang.pick("写入图谱与索引", "writing graph and index"));
    }

    fn written(&self, documents: usize) {
        self.advance(0, documents, self.lang.pick("写入图谱与索引", "writing graph and index"));
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

/// The bar, the files read, their pace and the time that is left, and a message.
fn line(count: &Count, elapsed: Duration, message: &str, lang: Lang) -> String {
    let &Count { read, written, all, .. } = count;
    // To read a file and to write it are a step each.
    let (steps, done) = (2 * all.max(1), (read + written).min(2 * all));
    let bar = BAR_WIDTH * done / steps;
    let pace = pace(read, elapsed, done, steps, lang).map(|pace| format!("{pace} ")).unwrap_or_default();
    format!("{}{} {read}/{all} {pace}{}", "█".repeat(bar), "░".repeat(BAR_WIDTH - bar), cut(message))
}

/// How many files are read in a second, and how long the rest will take at the pace so far; nothing where it is too early
/// to say.
fn pace(read: usize, elapsed: Duration, done: usize, steps: usize, lang: Lang) -> Option<String> {
    if elapsed < SURE || done == 0 {
        return None;
    }
    let rate = read as f64 / elapsed.as_secs_f64();
    let left = elapsed.as_secs_f64() * (steps - done) as f64 / done as f64;
    let (minutes, seconds) = (left as u64 / 60, left as u64 % 60);
    Some(match lang {
        Lang::Zh => format!("每秒 {rate:.1} 份，约剩 {minutes} 分 {seconds:02} 秒"),
        Lang::En => format!("{rate:.1} files/s, about {minutes} min {seconds:02} s left"),
    })
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

    fn count(read: usize, written: usize, all: usize) -> Count {
        Count { read, written, all, begun: Instant::now() }
    }

    #[test]
    fn a_line_has_the_share_done_and_no_more_of_the_name_than_fits() {
        let line = line(&count(1, 1, 2), Duration::ZERO, &"计划\n".repeat(100), Lang::Zh);
        assert!(line.starts_with(&format!("{}{} 1/2 计划计划", "█".repeat(12), "░".repeat(12))), "{line}");
        assert_eq!(line.matches("计划").count(), 12);
    }

    #[test]
    fn a_bar_of_no_files_is_whole_numbers_only() {
        let line = |read, written, all| line(&count(read, written, all), Duration::from_secs(9), "", Lang::Zh);
        assert!(line(0, 0, 0).contains(" 0/0 "));
        assert!(line(3, 3, 2).starts_with(&"█".repeat(BAR_WIDTH)));
    }

    #[test]
    fn the_pace_so_far_tells_how_long_the_rest_will_take() {
        let line = |seconds, lang| line(&count(200, 50, 500), Duration::from_secs(seconds), "", lang);
        assert!(line(100, Lang::Zh).contains(" 200/500 每秒 2.0 份，约剩 5 分 00 秒"), "{}", line(100, Lang::Zh));
        assert!(line(100, Lang::En).contains("2.0 files/s, about 5 min 00 s left"));
        assert!(!line(1, Lang::Zh).contains("约剩"), "too early to say");
    }
}
