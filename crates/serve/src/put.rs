//! Reading a file that was put in, by itself and before anybody keeps it.
//!
//! Nobody knows yet what is in it, so it is read in a process of its own with a limit on its memory, which is ended when it
//! takes too long. The process makes a knowledge base of that file alone, from which the page shows what was read.

use crate::{Settings, environment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use zhengtu_desk::Waiting;
use zhengtu_kb::{BuildOptions, Error, Failure, KnowledgeBase};

/// How often it is looked whether a process has ended.
const GLANCE: Duration = Duration::from_millis(20);

/// Why a file could not be read, in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Trouble {
    fn new(zh: &str, en: &str) -> Self {
        Self { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// How a file that waits stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being read.
    Reading,
    /// It was read.
    Read,
    /// It could not be.
    Failed(Trouble),
}

/// The files that are being read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readings(Arc<Mutex<BTreeSet<String>>>);

impl Readings {
    /// How a file stands; it is read if nobody has begun.
    pub(crate) fn state(&self, waiting: &Waiting, settings: &Settings) -> State {
        let mut going = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if going.contains(&waiting.id) {
            return State::Reading;
        }
        if let Ok(trouble) = std::fs::read(waiting.trouble()) {
            return State::Failed(serde_json::from_slice(&trouble).unwrap_or_default());
        }
        if zhengtu_kb::current(&waiting.kb()).is_ok() {
            return State::Read;
        }
        going.insert(waiting.id.clone());
        let (shared, waiting, settings) = (self.clone(), waiting.clone(), settings.clone());
        std::thread::spawn(move || {
            let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&waiting, &settings)));
            let read = read.unwrap_or_else(|_| Err(Trouble::new("读入时出错", "reading failed")));
            if let Err(trouble) = read {
                let _ = std::fs::write(waiting.trouble(), serde_json::to_vec(&trouble).unwrap_or_default());
            }
            shared.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&waiting.id);
        });
        State::Reading
    }

    /// Waits for a file to be read, but not long.
    pub(crate) fn wait(&self, waiting: &Waiting, settings: &Settings, time: Duration) {
        let began = Instant::now();
        while self.state(waiting, settings) == State::Reading && began.elapsed() < time {
            std::thread::sleep(GLANCE);
        }
    }
}

fn read(waiting: &Waiting, settings: &Settings) -> Result<(), Trouble> {
    let words = words(waiting, settings);
    match &settings.reader {
        None => alone(&waiting.kb(), &waiting.path(), words, &settings.how),
        Some(command) => elsewhere(command, waiting, words, settings.bounds.reading),
    }
}

/// The user's words, with which the other documents were read, in a folder.
fn words(waiting: &Waiting, settings: &Settings) -> Option<PathBuf> {
    let kb = KnowledgeBase::open(&settings.kb).ok()?;
    let folder = waiting.words();
    let written = !kb.words().is_empty() && std::fs::create_dir_all(&folder).is_ok();
    (written && kb.words().write(&folder).is_ok()).then_some(folder)
}

/// Makes a knowledge base of one file.
fn alone(kb: &Path, file: &Path, words: Option<PathBuf>, how: &BuildOptions) -> Result<(), Trouble> {
    let how = BuildOptions { words, strict: true, ..how.clone() };
    match zhengtu_kb::build(kb, &[file.to_owned()], &how, &()) {
        Ok(_) => Ok(()),
        // Of a file that cannot be read the reason is told, and not where it lies.
        Err(Error::Strict { failures } | Error::NothingRead { failures }) => Err(told(&failures)),
        Err(error) => Err(Trouble { zh: error.to_string(), en: error.english() }),
    }
}

fn told(failures: &[Failure]) -> Trouble {
    match failures.first() {
        Some(failure) => Trouble { zh: failure.reason.clone(), en: failure.english.clone() },
        None => Trouble::new("不是能读的文档", "it is no document that can be read"),
    }
}

/// Has a process make it.
fn elsewhere(command: &[OsString], waiting: &Waiting, words: Option<PathBuf>, time: Duration) -> Result<(), Trouble> {
    let broken = |_| Trouble::new("不能启动读文件的进程", "the process that reads files cannot be started");
    let (program, arguments) = command.split_first().ok_or_else(|| Trouble::new("没有读文件的程序", "no program"))?;
    let mut command = Command::new(program);
    command.env_clear().envs(environment::kept());
    command.args(arguments).arg("--kb").arg(waiting.kb()).arg(waiting.path());
    if let Some(words) = words {
        command.arg("--words").arg(words);
    }
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(broken)?;
    if !ended(&mut child, time).map_err(broken)? {
        let seconds = time.as_secs();
        return Err(Trouble {
            zh: format!("超过 {seconds} 秒还没有读完，已停止"),
            en: format!("not read after {seconds} s, stopped"),
        });
    }
    let mut said = String::new();
    let _ = child.stdout.take().map(|mut out| out.read_to_string(&mut said));
    let failed =
        || Trouble::new("读文件的进程没有读完：可能占用内存过多", "reading failed: it may need too much memory");
    match serde_json::from_str::<Option<Trouble>>(&said) {
        Ok(None) => Ok(()),
        Ok(Some(trouble)) => Err(trouble),
        Err(_) => Err(failed()),
    }
}

/// Whether a process ends in time; it is ended otherwise.
fn ended(child: &mut Child, time: Duration) -> io::Result<bool> {
    let began = Instant::now();
    while child.try_wait()?.is_none() {
        if began.elapsed() > time {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        std::thread::sleep(GLANCE);
    }
    Ok(true)
}

/// The process: makes a knowledge base of one file and says what went wrong, if anything did. `memory` is the most that it may
/// take, in bytes, where the system can hold it to that.
///
/// # Errors
/// Where `output` cannot be written.
pub fn work(
    kb: &Path,
    file: &Path,
    words: Option<PathBuf>,
    how: &BuildOptions,
    memory: u64,
    mut output: impl Write,
) -> io::Result<()> {
    crate::worker::limit(memory);
    zhengtu_desk::give_way();
    let trouble = alone(kb, file, words, how).err();
    serde_json::to_writer(&mut output, &trouble)?;
    output.flush()
}
