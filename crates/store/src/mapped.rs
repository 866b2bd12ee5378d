//! Files mapped into memory: the one place that does so. What is read of them costs no memory of its own, and no time for
//! what is not looked at.
//!
//! The system ends a program that reads a page of a mapped file behind the end of that file (SIGBUS: POSIX.1-2024, `mmap`),
//! as where another program has cut it short meanwhile. Here the program goes on with zeros in the place of what is gone, and
//! [`Mapped::is_whole`] tells that they were read. On Windows nobody can cut a file that is mapped.

use memmap2::{Mmap, MmapOptions};
use std::fs::File;
use std::io;
use std::ops::Range;

/// A file, or a stretch of it, mapped into memory.
#[derive(Debug)]
pub struct Mapped {
    // Dropped before the memory is given back, in which others may then be.
    watch: watch::Watch,
    map: Mmap,
    file: File,
    /// Where the stretch ends.
    end: u64,
}

impl Mapped {
    /// Maps a stretch of a file, which must have it: whoever maps a file looks at its length just before.
    ///
    /// # Errors
    /// Where the system does not map it, and where so many are mapped that no more can be watched.
    pub fn stretch(file: &File, at: Range<u64>) -> io::Result<Self> {
        let length = at.end.checked_sub(at.start).and_then(|length| usize::try_from(length).ok());
        let length = length.filter(|_| has(file, at.end)).ok_or(io::ErrorKind::UnexpectedEof)?;
        Self::of(MmapOptions::new().offset(at.start).len(length), file, at.end)
    }

    /// Maps a whole file.
    ///
    /// # Errors
    /// As [`Self::stretch`].
    pub fn whole(file: &File) -> io::Result<Self> {
        Self::of(&MmapOptions::new(), file, file.metadata()?.len())
    }

    #[allow(unsafe_code)]
    fn of(options: &MmapOptions, file: &File, end: u64) -> io::Result<Self> {
        let file = file.try_clone()?;
        // SAFETY: the files of a knowledge base are written under another name and renamed when they are complete, and never
        // written again; every number read from them is checked before it is used as an index. Of a file that is cut short
        // zeros are read.
        let map = unsafe { options.map(&file) }?;
        let watch = watch::Watch::of(&map).ok_or(io::ErrorKind::QuotaExceeded)?;
        Ok(Self { watch, map, file, end })
    }

    /// Whether the file still has all that was mapped, and nothing was read that was not in it.
    pub fn is_whole(&self) -> bool {
        !self.watch.is_cut() && has(&self.file, self.end)
    }
}

fn has(file: &File, end: u64) -> bool {
    file.metadata().is_ok_and(|data| data.len() >= end)
}

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        &self.map
    }
}

#[cfg(unix)]
#[allow(unsafe_code)]
mod watch {
    use libc::{c_int, c_void, siginfo_t};
    use std::mem;
    use std::ptr;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    /// How many files are watched at a time.
    const MOST: usize = 1024;

    /// The memory of a mapped file.
    #[derive(Debug)]
    struct Place {
        taken: AtomicBool,
        /// Its first address, and the one behind its last; 0 and 0 where there is none.
        start: AtomicUsize,
        end: AtomicUsize,
        /// Whether zeros stand in it.
        cut: AtomicBool,
    }

    impl Place {
        const fn free() -> Self {
            Self {
                taken: AtomicBool::new(false),
                start: AtomicUsize::new(0),
                end: AtomicUsize::new(0),
                cut: AtomicBool::new(false),
            }
        }
    }

    /// The handler of a signal is told an address and nothing else: what it must know of the program is here.
    static PLACES: [Place; MOST] = [const { Place::free() }; MOST];

    /// What handled the signal before, if this program could be made to handle it, and the size of a page.
    static INSTALLED: OnceLock<Option<(libc::sigaction, usize)>> = OnceLock::new();

    /// A place that is watched as long as this lives.
    #[derive(Debug)]
    pub struct Watch(&'static Place);

    impl Watch {
        pub fn of(bytes: &[u8]) -> Option<Self> {
            INSTALLED.get_or_init(install).as_ref()?;
            let free = |place: &&Place| !place.taken.swap(true, Ordering::AcqRel);
            let place = PLACES.iter().find(free)?;
            let start = bytes.as_ptr().addr();
            place.cut.store(false, Ordering::Release);
            place.start.store(start, Ordering::Release);
            place.end.store(start + bytes.len(), Ordering::Release);
            Some(Self(place))
        }

        pub fn is_cut(&self) -> bool {
            self.0.cut.load(Ordering::Acquire)
        }
    }

    impl Drop for Watch {
        fn drop(&mut self) {
            self.0.end.store(0, Ordering::Release);
            self.0.start.store(0, Ordering::Release);
            self.0.taken.store(false, Ordering::Release);
        }
    }

    fn install() -> Option<(libc::sigaction, usize)> {
        // SAFETY: both are structures of integers, for which zeros are values; the handler does only what a handler of
        // signals may (signal-safety(7)): it reads atomics and calls mmap and sigaction.
        unsafe {
            let page = usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).ok()?;
            let mut action: libc::sigaction = mem::zeroed();
            let mut former: libc::sigaction = mem::zeroed();
            action.sa_sigaction = on_fault as *const () as usize;
            // On the stack for signals where the thread has one: what handled the signal before may need it.
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            (libc::sigaction(libc::SIGBUS, &raw const action, &raw mut former) == 0).then_some((former, page))
        }
    }

    /// Puts zeros where a file that is watched has ended; any other fault is for what handled the signal before.
    extern "C" fn on_fault(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        // SAFETY: the system gives the handler a valid structure.
        let address = unsafe { (*info).si_addr() }.addr();
        let holds = |place: &&Place| {
            (place.start.load(Ordering::Acquire)..place.end.load(Ordering::Acquire)).contains(&address)
        };
        let installed = INSTALLED.get().and_then(Option::as_ref);
        if let (Some(place), Some((_, page))) = (PLACES.iter().find(holds), installed)
            && put_zeros(address - address % page, place.end.load(Ordering::Acquire))
        {
            place.cut.store(true, Ordering::Release);
            return;
        }
        hand_on(installed.map(|(former, _)| former), signal, info, context);
    }

    /// Whether from an address to another, of one place, nothing but zeros can be read now.
    fn put_zeros(start: usize, end: usize) -> bool {
        let (anywhere, flags) = (ptr::null_mut::<c_void>(), libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED);
        // SAFETY: the pages from here to the end of the place are those of the mapped file, which live as long as it is
        // watched, are only read, and lie behind the end of the file.
        let mapped = unsafe { libc::mmap(anywhere.with_addr(start), end - start, libc::PROT_READ, flags, -1, 0) };
        mapped != libc::MAP_FAILED
    }

    fn hand_on(former: Option<&libc::sigaction>, signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        let handler = former.map_or(libc::SIG_DFL, |former| former.sa_sigaction);
        let takes_all = former.is_some_and(|former| former.sa_flags & libc::SA_SIGINFO != 0);
        // SAFETY: the address is that of the function that was installed with these flags. Where there is none the signal
        // is as the system does it, and comes again as soon as this returns.
        unsafe {
            match handler {
                libc::SIG_DFL | libc::SIG_IGN => {
                    libc::signal(signal, libc::SIG_DFL);
                }
                _ if takes_all => {
                    let handler: extern "C" fn(c_int, *mut siginfo_t, *mut c_void) = mem::transmute(handler);
                    handler(signal, info, context);
                }
                _ => {
                    let handler: extern "C" fn(c_int) = mem::transmute(handler);
                    handler(signal);
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod watch {
    #[derive(Debug)]
    pub struct Watch;

    impl Watch {
        pub fn of(_: &[u8]) -> Option<Self> {
            Some(Self)
        }

        pub fn is_cut(&self) -> bool {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_mapped_wherever_it_begins_and_none_beyond_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records");
        let bytes: Vec<u8> = (0..20_000_u32).map(|at| at as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let file = File::open(&path).unwrap();
        for at in [0..1, 5..20_000, 4096..8192, 9999..10_001] {
            let mapped = Mapped::stretch(&file, at.clone()).unwrap();
            assert_eq!(mapped.as_ref(), &bytes[at.start as usize..at.end as usize]);
        }
        assert!(
            Mapped::stretch(&file, 5..20_001).is_err() && Mapped::stretch(&file, Range { start: 9, end: 5 }).is_err()
        );
        assert_eq!(Mapped::whole(&file).unwrap().as_ref(), bytes);
    }
}
