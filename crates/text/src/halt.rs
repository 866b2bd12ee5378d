//! Work that can be told to end: what is done for a document may turn out to be more than anybody waits for. Whoever watches
//! over it says so, and it ends at its next step, wherever that is. What no watch was set on goes to its end.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

thread_local! {
    /// The word of whoever watches over the work of this thread.
    static WATCH: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
    /// Whether anybody does: asked at every step, and sooner told than whose word it is.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// The work was told to end before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halted;

/// Does `work`, and ends it at its next [`step`] once `halt` is true. What it was about is then lost.
///
/// # Errors
/// [`Halted`] where it was ended.
pub fn until<T>(halt: &Arc<AtomicBool>, work: impl FnOnce() -> T) -> Result<T, Halted> {
    let before = watch(Some(Arc::clone(halt)));
    let done = catch_unwind(AssertUnwindSafe(work));
    watch(before);
    done.map_err(|panic| match panic.downcast::<Halted>() {
        Ok(halted) => *halted,
        Err(panic) => resume_unwind(panic),
    })
}

/// Sets who watches over this thread, and tells who did before.
fn watch(halt: Option<Arc<AtomicBool>>) -> Option<Arc<AtomicBool>> {
    WATCHED.set(halt.is_some());
    WATCH.replace(halt)
}

/// A step of work that may be long: to be called in each loop over what a document has many of.
#[inline]
pub fn step() {
    if WATCHED.get() {
        step_watched();
    }
}

#[cold]
fn step_watched() {
    let halted = WATCH.with_borrow(|watch| watch.as_ref().is_some_and(|halt| halt.load(Ordering::Relaxed)));
    if halted {
        resume_unwind(Box::new(Halted));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_at_the_step_after_it_was_told_to() {
        let halt = Arc::new(AtomicBool::new(false));
        let mut steps = 0;
        let done = until(&halt, || {
            for number in 0..10 {
                steps = number;
                halt.store(number == 3, Ordering::Relaxed);
                step();
            }
        });
        assert_eq!((done, steps), (Err(Halted), 3));
        // It is over with it: other work on the thread goes on.
        step();
        assert_eq!(until(&Arc::new(AtomicBool::new(false)), || 5), Ok(5));
    }

    #[test]
    #[should_panic(expected = "a fault")]
    fn a_panic_of_the_work_stays_one() {
        let _ = until(&Arc::default(), || panic!("a fault"));
    }
}
