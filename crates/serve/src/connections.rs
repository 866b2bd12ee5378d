//! The connections that are open. There may be so many; where all places are taken, one on which nothing is asked or
//! answered goes and makes room, so that callers who keep connections for later, or never say anything, hold no others.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{self, AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// How long a connection may be silent at least, before another takes its place: long enough to send a head, or for a slow
/// caller to take more of an answer.
const SILENCE: Duration = Duration::from_millis(500);
/// How often it is looked whether one has been silent for so long.
const GLANCE: Duration = Duration::from_millis(50);

/// The connections that are open.
pub(crate) struct Connections {
    most: usize,
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
    number: AtomicU64,
    freed: Notify,
}

/// A connection.
pub(crate) struct Connection {
    began: Instant,
    /// How many requests are being answered on it.
    answering: AtomicUsize,
    /// When something last happened that an answer is about, in milliseconds after it began.
    last: AtomicU64,
    end: Notify,
}

/// A place among the open connections; it is free again when this is dropped.
pub(crate) struct Place {
    connections: Arc<Connections>,
    number: u64,
    pub(crate) connection: Arc<Connection>,
}

impl Connections {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, open: Mutex::default(), number: AtomicU64::new(0), freed: Notify::new() })
    }

    /// A place, when there is one; a silent connection goes for it.
    pub(crate) async fn place(self: &Arc<Self>) -> Place {
        loop {
            if let Some(place) = self.enter() {
                return place;
            }
            self.end_silent();
            let _ = tokio::time::timeout(GLANCE, self.freed.notified()).await;
        }
    }

    fn enter(self: &Arc<Self>) -> Option<Place> {
        let mut open = self.lock();
        if open.len() >= self.most {
            return None;
        }
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let connection = Arc::new(Connection::new());
        open.insert(number, Arc::clone(&connection));
        Some(Place { connections: Arc::clone(self), number, connection })
    }

    /// Ends the connection that has been silent longest, if any has been for some time.
    fn end_silent(&self) {
        let open = self.lock();
        let silent = open.values().filter_map(|connection| Some((connection.silence()?, connection)));
        if let Some((silence, connection)) = silent.max_by_key(|(silence, _)| *silence)
            && silence >= SILENCE
        {
            connection.end.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.number);
        self.connections.freed.notify_one();
    }
}

impl Connection {
    fn new() -> Self {
        Self { began: Instant::now(), answering: AtomicUsize::new(0), last: AtomicU64::new(0), end: Notify::new() }
    }

    /// A request has come; it is being answered until what is given here is dropped.
    pub(crate) fn answering(self: &Arc<Self>) -> Answering {
        self.answering.fetch_add(1, Ordering::Relaxed);
        Answering(Arc::clone(self))
    }

    /// Comes to pass when another connection needs the place.
    pub(crate) async fn ended(&self) {
        self.end.notified().await;
    }

    fn touch(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    /// How long nothing has been answered on it; nothing while something is.
    fn silence(&self) -> Option<Duration> {
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
        (self.answering.load(Ordering::Relaxed) == 0).then(|| self.began.elapsed().saturating_sub(last))
    }
}

/// Held while a request is answered.
pub(crate) struct Answering(Arc<Connection>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.touch();
        self.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer, which ends with it.
pub(crate) struct Sending {
    pub(crate) body: axum::body::Body,
    pub(crate) _answering: Answering,
}

impl Body for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The stream of a connection, which notes what the caller takes of an answer: much of it may be under way when the answer
/// is made.
pub(crate) struct Noted {
    pub(crate) stream: TcpStream,
    pub(crate) connection: Arc<Connection>,
}

impl Noted {
    fn written(&self, written: &Poll<io::Result<usize>>) {
        if matches!(written, Poll::Ready(Ok(_))) {
            self.connection.touch();
        }
    }
}

impl AsyncRead for Noted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Noted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.written(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
