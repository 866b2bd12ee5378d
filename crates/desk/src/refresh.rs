//! Reading the documents again while the page goes on.

use crate::{Desk, Error, aside};
use std::sync::{Arc, Mutex};

/// How the reading goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Whether documents are being read.
    pub running: bool,
    /// Why the last reading failed, in Chinese and English; nothing where it did not.
    pub trouble: Option<[String; 2]>,
    asked: u64,
    done: u64,
}

/// Reads documents again, one time after the other: what is asked for while it reads is read the next time.
#[derive(Clone, Debug, Default)]
pub struct Refresh {
    status: Arc<Mutex<Status>>,
}

impl Refresh {
    /// Asks for a reading, which gives way to whatever else goes on; `then` is done after each, before it counts as done. Gives
    /// a number by which [`Refresh::is_done`] knows the reading.
    pub fn ask(&self, desk: &Desk, then: impl Fn() + Send + Sync + 'static) -> u64 {
        let mut status = self.lock();
        status.asked += 1;
        if !status.running {
            status.running = true;
            let (shared, desk) = (self.clone(), desk.clone());
            std::thread::spawn(move || aside(|| shared.work(&desk, &then)));
        }
        status.asked
    }

    fn work(&self, desk: &Desk, then: &(impl Fn() + Sync)) {
        loop {
            let asked = self.lock().asked;
            let read = || {
                let read = desk.refresh();
                then();
                read
            };
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
            let read = caught.unwrap_or_else(|_| Err(Error::Entry("读入时出错 / reading failed".to_owned())));
            let mut status = self.lock();
            status.done = asked;
            status.trouble = read.err().map(|error| [error.to_string(), error.english()]);
            if status.asked == asked {
                status.running = false;
                return;
            }
        }
    }

    /// Whether what was asked for under this number has been read, or could not be.
    pub fn is_done(&self, number: u64) -> bool {
        self.lock().done >= number
    }

    /// Whether documents are being read.
    pub fn is_running(&self) -> bool {
        self.lock().running
    }

    /// How it goes on.
    pub fn status(&self) -> Status {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};
    use zhengtu_kb::BuildOptions;

    #[test]
    fn what_comes_after_a_reading_is_done_before_it_counts_as_done_and_where_it_failed() {
        let folder = tempfile::TempDir::new().unwrap();
        let desk = Desk::new(folder.path().join("kb"), Vec::new(), BuildOptions::default());
        let refresh = Refresh::default();
        let (seen, times) = (refresh.clone(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&times);
        let number = refresh.ask(&desk, move || {
            assert!(seen.is_running() && !seen.is_done(1));
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let began = Instant::now();
        while !refresh.is_done(number) || refresh.is_running() {
            assert!(began.elapsed() < Duration::from_secs(20), "{:?}", refresh.status());
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(times.load(Ordering::Relaxed), 1);
        // There is no folder to read; what failed is not the work that came after.
        let trouble = refresh.status().trouble.expect("it cannot be read");
        assert!(!trouble[1].contains("reading failed"), "{trouble:?}");
    }
}
