//! Work that nobody waits for gives way to answers: it takes a part of the processors, at a lower priority.

/// How far the priority is lowered (`nice`): beside somebody of the usual one such work gets a tenth of a processor, and all
/// of it where nobody else wants it.
const NICE: i32 = 10;

/// Does `work`, and what it divides among threads, on half of the processors and at a lower priority.
pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Elsewhere the priority is that of the whole process.
    let lower = |_| {
        if cfg!(target_os = "linux") {
            give_way();
        }
    };
    match rayon::ThreadPoolBuilder::new().num_threads((cores / 2).max(1)).start_handler(lower).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Lowers the priority of a process that has nothing else to do, and of the threads that it begins from now on.
pub fn give_way() {
    #[cfg(unix)]
    let _ = rustix::process::nice(NICE);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rayon::prelude::*;

    fn priority() -> i32 {
        rustix::process::getpriority_process(None).unwrap()
    }

    #[test]
    fn work_that_is_divided_gives_way_too_and_who_asked_for_it_does_not() {
        let before = priority();
        let lower = (before + NICE).min(19);
        let (threads, found, begun) = aside(|| {
            let found: Vec<i32> = (0..64).into_par_iter().map(|_| priority()).collect();
            (rayon::current_num_threads(), found, std::thread::spawn(priority).join().unwrap())
        });
        assert!(found.iter().all(|found| *found == lower) && begun == lower, "{found:?} {begun}");
        assert!(threads <= std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2), "{threads}");
        assert_eq!(priority(), before);
    }
}
