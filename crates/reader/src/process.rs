//! Other programs run for a file: without a shell, and only for so long.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// How often to look whether the program is done.
const PAUSE: Duration = Duration::from_millis(40);

/// Runs a program to its end; nothing where it took longer than `limit`: then it was ended, with all that it
/// had started.
///
/// # Errors
/// Where the program cannot be started.
pub(crate) fn run(command: &mut Command, limit: Duration) -> io::Result<Option<ExitStatus>> {
    own_group(command);
    let mut child = command.spawn()?;
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(Some(status)),
            Ok(None) => std::thread::sleep(PAUSE),
            Err(_) => break,
        }
    }
    end_group(&mut child);
    let _ = child.wait();
    Ok(None)
}

/// Some programs are scripts that start others: they are ended together.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

#[cfg(unix)]
fn end_group(child: &mut Child) {
    let group = format!("-{}", child.id());
    let killed = Command::new("kill").args(["-KILL", "--", &group]).stderr(std::process::Stdio::null()).status();
    if !killed.is_ok_and(|status| status.success()) {
        let _ = child.kill();
    }
}

#[cfg(not(unix))]
fn end_group(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_ends_by_itself_or_is_ended() {
        let script = |text: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", text]);
            command
        };
        let ended = run(&mut script("exit 3"), Duration::from_secs(20)).unwrap();
        assert_eq!(ended.and_then(|status| status.code()), Some(3));
        assert!(run(&mut script("sleep 60 & wait"), Duration::from_millis(120)).unwrap().is_none());
        assert!(run(&mut Command::new("/no/such/program"), PAUSE).is_err());
    }
}
