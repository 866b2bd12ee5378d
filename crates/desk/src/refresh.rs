//! Reading the documents again while the page goes on.

use crate::{Desk, Error};
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
    /// Asks for a reading; gives a number by which [`Refresh::is_done`] knows it.
    pub fn ask(&self, desk: &Desk) -> u64 {
        let mut status = self.lock();
        status.asked += 1;
        if !status.running {
            status.running = true;
            let (shared, desk) = (self.clone(), desk.clone());
            std::thread::spawn(move || shared.work(&desk));
        }
        status.asked
    }

    fn work(&self, desk: &Desk) {
        loop {
            let asked = self.lock().asked;
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| desk.refresh()));
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

    /// How it goes on.
    pub fn status(&self) -> Status {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
