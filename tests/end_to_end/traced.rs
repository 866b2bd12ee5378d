//! The program, stopped before each system call by which it changes what lies in a folder, and there killed, or told that
//! the disk is full. Its parent follows it as a debugger does (ptrace(2)); nothing of the program knows of it.

#![allow(unsafe_code)]

use libc::{c_int, c_long, pid_t};
use std::ffi::c_void;
use std::fs;
use std::mem::{MaybeUninit, size_of};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{io, ptr};

/// What befalls the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is killed before the call of this number, from 1.
    Killed(usize),
    /// The disk is full from the call of this number on that needs room, until the end.
    Full(usize),
}

/// How it ended.
#[derive(Debug)]
pub struct Ended {
    /// How many calls it made that change the folder; with [`Fate::Full`] those that need room.
    pub calls: usize,
    /// Its exit status; none where a signal ended it.
    pub status: Option<i32>,
    /// What it wrote to standard error.
    pub said: String,
}

/// Runs a command that changes what lies in `folder`.
///
/// # Errors
/// Where the system lets no process be followed.
pub fn run(mut command: Command, folder: &Path, fate: Fate) -> io::Result<Ended> {
    let said = tempfile::NamedTempFile::new()?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said.reopen()?);
    // One thread at a time as far as may be, so that the calls come in one order.
    command.env("RAYON_NUM_THREADS", "1");
    let follow =
        || match unsafe { libc::ptrace(libc::PTRACE_TRACEME, 0, ptr::null_mut::<c_void>(), ptr::null_mut::<c_void>()) }
        {
            -1 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        };
    // SAFETY: one system call is made between fork and exec, and nothing is allocated.
    let child = unsafe { command.pre_exec(follow) }.spawn()?;
    let mut traced =
        Traced { pid: child.id() as pid_t, folder: folder.canonicalize()?, fate, calls: 0, refused: Vec::new() };
    let status = traced.follow()?;
    let said = fs::read(said.path())?;
    Ok(Ended { calls: traced.calls, status, said: String::from_utf8_lossy(&said).into_owned() })
}

struct Traced {
    pid: pid_t,
    folder: PathBuf,
    fate: Fate,
    calls: usize,
    /// The threads whose call was not made, and is said to have failed.
    refused: Vec<pid_t>,
}

impl Traced {
    /// Follows the process to its end; gives its exit status.
    fn follow(&mut self) -> io::Result<Option<i32>> {
        let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_TRACECLONE | libc::PTRACE_O_EXITKILL;
        let mut began = false;
        let mut ended = None;
        loop {
            let mut status: c_int = 0;
            // SAFETY: a number is written to.
            let thread = unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL | libc::__WNOTHREAD) };
            if thread < 0 {
                return match io::Error::last_os_error() {
                    error if error.raw_os_error() == Some(libc::ECHILD) => Ok(ended),
                    error if error.kind() == io::ErrorKind::Interrupted => continue,
                    error => Err(error),
                };
            }
            if libc::WIFEXITED(status) && thread == self.pid {
                ended = Some(libc::WEXITSTATUS(status));
            }
            if !libc::WIFSTOPPED(status) {
                continue;
            }
            if !began {
                began = true;
                request(libc::PTRACE_SETOPTIONS, thread, 0, options as usize)?;
            }
            let signal = match libc::WSTOPSIG(status) {
                signal if signal == libc::SIGTRAP | 0x80 => {
                    self.call(thread)?;
                    0
                }
                // The program begins, or a thread of it does.
                libc::SIGTRAP | libc::SIGSTOP => 0,
                signal => signal,
            };
            // A thread that is gone meanwhile is no fault.
            let _ = request(libc::PTRACE_SYSCALL, thread, 0, signal as usize);
        }
    }

    /// A thread is about to make a call, or has made one.
    fn call(&mut self, thread: pid_t) -> io::Result<()> {
        let mut info = MaybeUninit::<libc::ptrace_syscall_info>::zeroed();
        let size = size_of::<libc::ptrace_syscall_info>();
        if request(libc::PTRACE_GET_SYSCALL_INFO, thread, size, info.as_mut_ptr() as usize).is_err() {
            // It was killed.
            return Ok(());
        }
        // SAFETY: the kernel has filled it in; zeros are a value of every field.
        let info = unsafe { info.assume_init() };
        if info.op == libc::PTRACE_SYSCALL_INFO_EXIT {
            if let Some(at) = self.refused.iter().position(|refused| *refused == thread) {
                self.refused.swap_remove(at);
                return registers(thread, |registers| registers.rax = -i64::from(libc::ENOSPC) as u64);
            }
            return Ok(());
        }
        if info.op != libc::PTRACE_SYSCALL_INFO_ENTRY {
            return Ok(());
        }
        // SAFETY: it is the entry of a call, as was just looked.
        let entry = unsafe { info.u.entry };
        let call = Call { thread, number: entry.nr as c_long, arguments: entry.args };
        let counts = match self.fate {
            Fate::Full(_) => call.needs_room(&self.folder),
            _ => call.changes(&self.folder),
        };
        if !counts {
            return Ok(());
        }
        self.calls += 1;
        match self.fate {
            Fate::Killed(at) if self.calls == at => {
                // SAFETY: a signal is sent to a process that was started here and not waited for to its end.
                unsafe { libc::kill(self.pid, libc::SIGKILL) };
            }
            Fate::Full(from) if self.calls >= from => {
                self.refused.push(thread);
                return registers(thread, |registers| registers.orig_rax = u64::MAX);
            }
            _ => {}
        }
        Ok(())
    }
}

/// A system call before it is made.
struct Call {
    thread: pid_t,
    number: c_long,
    arguments: [u64; 6],
}

impl Call {
    /// Whether it changes what lies in a folder.
    fn changes(&self, folder: &Path) -> bool {
        match self.number {
            libc::SYS_rename | libc::SYS_renameat | libc::SYS_renameat2 => true,
            libc::SYS_unlink | libc::SYS_unlinkat | libc::SYS_rmdir => true,
            libc::SYS_chmod | libc::SYS_fchmodat => true,
            libc::SYS_fsync | libc::SYS_fdatasync | libc::SYS_fchmod => self.is_of(folder),
            _ => self.needs_room(folder),
        }
    }

    /// Whether it needs room on the disk.
    fn needs_room(&self, folder: &Path) -> bool {
        let makes = |flags: u64| flags as c_int & (libc::O_CREAT | libc::O_TRUNC) != 0;
        match self.number {
            libc::SYS_open => makes(self.arguments[1]),
            libc::SYS_openat => makes(self.arguments[2]),
            libc::SYS_creat | libc::SYS_mkdir | libc::SYS_mkdirat => true,
            libc::SYS_link | libc::SYS_linkat | libc::SYS_symlink | libc::SYS_symlinkat => true,
            libc::SYS_write | libc::SYS_pwrite64 | libc::SYS_writev | libc::SYS_pwritev => self.is_of(folder),
            libc::SYS_ftruncate | libc::SYS_fallocate => self.is_of(folder),
            // The file that is written to is the first of one and the third of the other.
            libc::SYS_sendfile => self.is_of(folder),
            libc::SYS_copy_file_range => self.is_at(2, folder),
            _ => false,
        }
    }

    /// Whether the file that is its first argument lies in a folder.
    fn is_of(&self, folder: &Path) -> bool {
        self.is_at(0, folder)
    }

    fn is_at(&self, argument: usize, folder: &Path) -> bool {
        let file = self.arguments[argument] as i32;
        fs::read_link(format!("/proc/{}/fd/{file}", self.thread)).is_ok_and(|path| path.starts_with(folder))
    }
}

/// A request to the kernel about a thread that is stopped.
fn request(request: libc::c_uint, thread: pid_t, address: usize, data: usize) -> io::Result<()> {
    // SAFETY: what the kernel writes to at `data` is as large as the request says, and outlives the call.
    match unsafe { libc::ptrace(request, thread, address as *mut c_void, data as *mut c_void) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Changes the registers of a thread that is stopped.
fn registers(thread: pid_t, change: impl FnOnce(&mut libc::user_regs_struct)) -> io::Result<()> {
    let mut registers = MaybeUninit::<libc::user_regs_struct>::zeroed();
    request(libc::PTRACE_GETREGS, thread, 0, registers.as_mut_ptr() as usize)?;
    // SAFETY: the kernel has filled it in.
    let mut registers = unsafe { registers.assume_init() };
    change(&mut registers);
    request(libc::PTRACE_SETREGS, thread, 0, &raw mut registers as usize)
}
