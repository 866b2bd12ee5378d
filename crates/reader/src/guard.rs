//! Readers of other people on a thread of their own: a panic, an endless loop or bottomless recursion
//! in them becomes a message.

use crate::ReadError;
use std::sync::mpsc;
use std::time::Duration;

/// How long a file may take.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(180);
/// Broken files make readers go deep.
const STACK: usize = 256 << 20;
const THREAD: &str = "zhengtu-reader";

/// Does `work` on the bytes of a file.
pub(crate) fn run<T: Send + 'static>(
    format: &'static str,
    bytes: &[u8],
    work: impl FnOnce(Vec<u8>) -> Result<T, ReadError> + Send + 'static,
) -> Result<T, ReadError> {
    let (send, receive) = mpsc::channel();
    let bytes = bytes.to_vec();
    let guarded = move || {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(bytes)));
        // Nobody listens any more when the time is up.
        drop(send.send(result.unwrap_or_else(|panic| Err(internal(format, &*panic)))));
    };
    let thread = std::thread::Builder::new().name(THREAD.into()).stack_size(STACK).spawn(guarded);
    thread.map_err(|error| ReadError::Internal { format, detail: error.to_string() })?;
    receive.recv_timeout(TIME_LIMIT).unwrap_or_else(|_| Err(too_slow(format)))
}

pub(crate) fn too_slow(format: &'static str) -> ReadError {
    ReadError::TooLarge { format, what: "读取时间", limit: format!("{} 秒", TIME_LIMIT.as_secs()) }
}

fn internal(format: &'static str, panic: &(dyn std::any::Any + Send)) -> ReadError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    ReadError::Internal { format, detail: text.unwrap_or("未知").chars().take(120).collect() }
}

/// Keeps panics of readers, which become a [`ReadError::Internal`], off the standard error. For the
/// program to call once; other panics are reported as before.
pub fn quiet_panics() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(THREAD) {
            report(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        let result: Result<(), _> = run("pdf", b"x", |bytes| panic!("{} byte", bytes.len()));
        assert_eq!(result, Err(ReadError::Internal { format: "pdf", detail: "1 byte".into() }));
        assert_eq!(run("pdf", b"x", |bytes| Ok(bytes.len())), Ok(1));
    }
}
