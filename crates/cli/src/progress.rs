//! The progress of a long build, on standard error when that is a terminal.

use crate::args::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use zhengtu_kb::Progress;

/// A progress bar that shows from the second file on.
pub struct Bar {
    lang: Lang,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar that is not shown yet.
    pub fn new(lang: Lang) -> Self {
        Self { lang, bar: OnceLock::new() }
    }
}

impl Progress for Bar {
    fn waiting(&self) {
        eprintln!("{}", self.lang.pick("另一个构建正在进行，等待中……", "another build is running; waiting …"));
    }

    fn start(&self, files: usize) {
        let bar = ProgressBar::new(files as u64);
        if files < 2 || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        let _ = self.bar.set(bar);
    }

    fn read(&self, name: &str) {
        if let Some(bar) = self.bar.get() {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    }

    fn writing(&self) {
        if let Some(bar) = self.bar.get() {
            bar.set_message(self.lang.pick("写入图谱与索引", "writing graph and index"));
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
