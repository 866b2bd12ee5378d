//! Answers that are written while they are sent: a few pieces are held at a time, however long the answer and however slow
//! the caller.

use crate::reply::{Refusal, reply};
use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::Frame;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How large a piece is, in bytes, and how many wait to be sent.
const PIECE: usize = 64 << 10;
const WAITING: usize = 4;

/// A piece, or what went wrong when it was to be written.
type Piece = Result<Bytes, Refusal>;

/// An answer that `work` writes on a thread of its own, which `turn` is for. A caller that takes nothing for `patience` is
/// let go. To be called where a runtime is at hand, and not on the threads of its loop.
///
/// # Errors
/// What `work` fails with before the first piece is full.
pub(crate) fn stream(
    media: &str,
    turn: OwnedSemaphorePermit,
    patience: Duration,
    work: impl FnOnce(&mut dyn Write) -> Result<(), Refusal> + Send + 'static,
) -> Result<Response, Refusal> {
    let (sender, mut receiver) = channel(WAITING);
    let handle = Handle::current();
    let mut out = Pieces { sender, patience, handle: handle.clone(), held: Vec::with_capacity(PIECE) };
    let whole = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&whole);
    handle.spawn_blocking(move || {
        // Held until all is written, or nobody takes it.
        let _turn = turn;
        match work(&mut out).and_then(|()| out.send_held().map_err(Refusal::fault)) {
            Ok(()) => done.store(true, Ordering::Release),
            // Only who waits for the first piece is told why; the others see that it is cut.
            Err(refusal) => drop(out.sender.try_send(Err(refusal))),
        }
    });
    let first = match receiver.blocking_recv() {
        Some(Err(refusal)) => return Err(refusal),
        Some(Ok(piece)) => Some(piece),
        None => None,
    };
    Ok(reply(media, Body::new(Received { first, receiver, whole })))
}

/// What is written, in pieces.
struct Pieces {
    sender: Sender<Piece>,
    patience: Duration,
    handle: Handle,
    held: Vec<u8>,
}

impl Pieces {
    fn send(&self, piece: Piece) -> io::Result<()> {
        let sent = self.handle.block_on(async { tokio::time::timeout(self.patience, self.sender.send(piece)).await });
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn send_held(&mut self) -> io::Result<()> {
        let held = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        if held.is_empty() { Ok(()) } else { self.send(Ok(held.into())) }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(PIECE - self.held.len());
        self.held.extend_from_slice(&bytes[..taken]);
        if self.held.len() == PIECE {
            self.send_held()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pieces, as a body. Where one could not be written the connection is cut, so that nobody takes what came for all.
struct Received {
    first: Option<Bytes>,
    receiver: Receiver<Piece>,
    /// Whether all was written, once no piece is to come any more.
    whole: Arc<AtomicBool>,
}

impl HttpBody for Received {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        self.receiver.poll_recv(context).map(|piece| match piece {
            Some(Ok(piece)) => Some(Ok(Frame::data(piece))),
            Some(Err(refusal)) => Some(Err(io::Error::other(refusal.message))),
            None if self.whole.load(Ordering::Acquire) => None,
            None => Some(Err(io::ErrorKind::UnexpectedEof.into())),
        })
    }
}
