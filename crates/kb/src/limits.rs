//! What a document may take: time, and memory of the process while it is at it. One that takes more is left out and named,
//! and the others go on.

use crate::Failure;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};
use zhengtu_text::halt;

/// How often it is looked at what a document takes.
const GLANCE: Duration = Duration::from_millis(50);
/// Deep structures are walked by recursion; the system gives only what is used of it.
const STACK: usize = 256 << 20;
/// Documents of more bytes of text are worked on with no others beside them, so that what they take is told apart.
const LARGE: usize = 1 << 20;

/// What a document may take while its structure and its records are found and it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// By how many bytes the memory of the process may grow meanwhile, where the system tells.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(180), memory: 3 << 30 }
    }
}

/// Why a document was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Time(Duration),
    Memory(u64),
    /// A fault of the program, with what it said.
    Fault(String),
}

impl Over {
    /// The files that are left out for it.
    pub(crate) fn failure(&self, path: impl Into<PathBuf>) -> Failure {
        let (reason, english) = match self {
            Self::Time(time) => {
                let seconds = time.as_secs_f64();
                (
                    format!("处理超过 {seconds} 秒，已跳过；请拆分文件，或用 --max-time 放宽"),
                    format!("takes more than {seconds} s and was left out; split it, or allow more with --max-time"),
                )
            }
            Self::Memory(bytes) => {
                let size = bytes >> 20;
                (
                    format!("处理占用内存超过 {size} MiB，已跳过；请拆分文件，或用 --max-memory 放宽"),
                    format!(
                        "takes more than {size} MiB of memory and was left out; split it, or allow more with --max-memory"
                    ),
                )
            }
            Self::Fault(said) => (
                format!("处理时程序出错（{said}），已跳过；请另存为其他格式再试，并报告此问题"),
                format!(
                    "the program failed over it ({said}) and left it out; save it in another format and report this"
                ),
            ),
        };
        Failure { path: path.into(), reason, english }
    }
}

/// Watches over the work on the documents of a build.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    limits: Limits,
    /// Held by all that work on documents; by one alone where it has to be told what it takes.
    turns: RwLock<()>,
}

impl Watch {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, turns: RwLock::default() }
    }

    /// Does `work` on a document of so many bytes of text, on a thread of its own. It may be begun again.
    ///
    /// # Errors
    /// [`Over`] where it takes more than it may, or fails.
    pub(crate) fn over<T: Send>(&self, size: usize, mut work: impl FnMut() -> T + Send) -> Result<T, Over> {
        if size <= LARGE {
            let _beside_others = self.turns.read().unwrap_or_else(PoisonError::into_inner);
            match self.once(&mut work) {
                // It may be others that take the memory.
                Err(Over::Memory(_)) => {}
                done => return done,
            }
        }
        let _alone = self.turns.write().unwrap_or_else(PoisonError::into_inner);
        self.once(&mut work)
    }

    fn once<T: Send>(&self, work: &mut (impl FnMut() -> T + Send)) -> Result<T, Over> {
        let halt = Arc::new(AtomicBool::new(false));
        thread::scope(|scope| {
            let (done, ended) = channel::<()>();
            let at_it = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
                let _done = done;
                halt::until(&halt, work)
            });
            let at_it = at_it.map_err(|error| Over::Fault(error.to_string()))?;
            let over = self.wait(&ended, &halt);
            match (at_it.join(), over) {
                (Ok(Ok(done)), _) => Ok(done),
                (Ok(Err(halt::Halted)), over) => Err(over.unwrap_or(Over::Time(self.limits.time))),
                (Err(panic), _) => Err(Over::Fault(said(&*panic))),
            }
        })
    }

    /// Waits until the work has ended; tells it to end where it takes more than it may.
    fn wait(&self, ended: &Receiver<()>, halt: &AtomicBool) -> Option<Over> {
        let (began, before) = (Instant::now(), resident().unwrap_or(0));
        let mut over = None;
        while ended.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
            let grown = || resident().is_some_and(|now| now.saturating_sub(before) > self.limits.memory);
            if over.is_none() && began.elapsed() > self.limits.time {
                over = Some(Over::Time(self.limits.time));
            } else if over.is_none() && grown() {
                over = Some(Over::Memory(self.limits.memory));
            }
            if over.is_some() {
                halt.store(true, Ordering::Relaxed);
            }
        }
        over
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("未知").chars().take(120).collect()
}

/// How much memory the process has of the system, in bytes; nothing where the system does not tell.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|size| size << 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuildOptions;

    fn watch(time: Duration, memory: u64) -> Watch {
        Watch::new(Limits { time, memory })
    }

    #[test]
    fn what_takes_too_long_or_too_much_is_ended_and_what_fails_is_told() {
        let second = Duration::from_secs(1);
        assert_eq!(watch(second, u64::MAX).over(0, || 5), Ok(5));
        let forever = || {
            loop {
                halt::step();
            }
        };
        let short = Duration::from_millis(120);
        assert_eq!(watch(short, u64::MAX).over::<()>(0, forever), Err(Over::Time(short)));
        let fault = watch(second, 0).over::<()>(0, || panic!("a fault"));
        assert_eq!(fault, Err(Over::Fault("a fault".to_owned())));
        assert_eq!(watch(second, 0).over(LARGE + 1, || 5), Ok(5));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_grows_is_noticed() {
        let growing = || {
            let mut held: Vec<Vec<u8>> = Vec::new();
            loop {
                held.push(vec![1; 1 << 20]);
                std::thread::sleep(Duration::from_millis(1));
                halt::step();
            }
        };
        let over = watch(Duration::from_secs(60), 64 << 20).over::<()>(0, growing).unwrap_err();
        assert_eq!(over, Over::Memory(64 << 20));
        let failure = over.failure("大.txt");
        assert!(failure.reason.contains("64 MiB") && failure.english.contains("--max-memory"), "{failure:?}");
    }

    #[test]
    fn a_document_that_takes_too_long_is_named_and_the_others_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let (kb, short, long) = (folder.path().join("kb"), folder.path().join("短.txt"), folder.path().join("长.txt"));
        std::fs::write(&short, "某县方案\n一、任务\n（一）推进工作。\n").unwrap();
        let paths = [short, long.clone()];
        // What is known of it is kept; the other one is more than can be read until somebody looks for the first time.
        crate::build(&kb, &paths[..1], &BuildOptions::default(), &()).unwrap();
        let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/wenxian-2021.txt");
        std::fs::write(&long, std::fs::read_to_string(plan).unwrap().repeat(4)).unwrap();
        let limits = Limits { time: Duration::ZERO, ..Limits::default() };
        let report = crate::build(&kb, &paths, &BuildOptions { limits, ..BuildOptions::default() }, &()).unwrap();
        assert_eq!((report.kept, report.read), (vec!["短.txt".to_owned()], Vec::new()));
        let [failure] = &report.failures[..] else { panic!("{:?}", report.failures) };
        assert!(failure.path == long && failure.reason.contains("超过 0 秒"), "{failure:?}");
        assert_eq!(crate::KnowledgeBase::open(&kb).unwrap().documents().count(), 1);
        // With more time it is read: what took too long is tried again.
        let report = crate::build(&kb, &paths, &BuildOptions::default(), &()).unwrap();
        assert_eq!((report.read, report.failures), (vec!["长.txt".to_owned()], Vec::new()));
    }
}
