//! `check --watch`: checks again whenever a file is saved.

use crate::args::Check;
use crate::failure::Failure;
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use zhengtu_check::SETTINGS_FILE;

/// How often the files are looked at: soon enough for a person who saves and looks, and no work between.
const PAUSE: Duration = Duration::from_millis(500);

/// What is seen of a file from outside.
type Seen = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Checks, and again after each change, until the process is ended. A check that fails, as on a file that is just being
/// written, is told and does not end the watch.
pub fn run(options: &Check, lang: Lang, mut check: impl FnMut() -> Result<u8, Failure>) -> Result<u8, Failure> {
    loop {
        let seen = look(options);
        match check() {
            Ok(_) => {}
            Err(Failure::BrokenPipe) => return Err(Failure::BrokenPipe),
            Err(failure) => eprintln!("{}", failure.report(lang)),
        }
        eprintln!("{}", lang.pick("等待保存……（Ctrl+C 结束）", "waiting for a change … (Ctrl+C ends)"));
        let mut now = look(options);
        while now == seen {
            std::thread::sleep(PAUSE);
            now = look(options);
        }
        // Programs write a file in several steps: it is read when it has come to rest.
        loop {
            std::thread::sleep(PAUSE);
            let later = look(options);
            if later == now {
                break;
            }
            now = later;
        }
    }
}

/// All files that a check reads: those named, those in folders named, and the settings beside them.
fn look(options: &Check) -> Seen {
    let mut seen = Seen::new();
    let given = options.paths.iter().chain(&options.config).chain(&options.suppress).chain(&options.checks);
    for path in given.chain(&options.kb.corrections).chain(&options.kb.words) {
        add(path, &mut seen);
    }
    for path in &options.paths {
        let folder = path.parent().unwrap_or(Path::new(""));
        for name in [SETTINGS_FILE, zhengtu_kb::CORRECTIONS_FILE] {
            add(&folder.join(name), &mut seen);
        }
    }
    // What the command itself writes is no change.
    for written in options.into.iter().chain(&options.output.out) {
        seen.remove(written);
    }
    seen
}

fn add(path: &Path, seen: &mut Seen) {
    if let Ok(entries) = std::fs::read_dir(path) {
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().filter(|path| !(path.is_dir() && path.is_symlink())).for_each(|path| add(path, seen));
        return;
    }
    let state = std::fs::metadata(path).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
    seen.insert(path.to_owned(), state);
}
