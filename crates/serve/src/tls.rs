//! HTTPS: the certificate, read again when its file changes, and the beginning of each connection.

use crate::Error;
use crate::connections::Noted;
use crate::settings::Tls;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use zhengtu_tls::{Fault, ServerConfig};

/// What a talk in TLS begins with: a record of its handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;
/// How much of a plain request is read before the connection is closed, in bytes.
const PLAIN: u64 = 64 << 10;
/// What is answered to plain HTTP.
const ONLY_HTTPS: &str =
    "这里只用 HTTPS：请把地址里的 http:// 换成 https:// / this port speaks HTTPS only: write https:// for http://\n";

/// What callers are shown.
pub(crate) struct Shown {
    files: Tls,
    held: Mutex<Held>,
    /// How long a caller may take to agree.
    time: Duration,
    ended: watch::Sender<bool>,
}

struct Held {
    /// By what the files are told from newer ones.
    stamps: Stamps,
    config: Arc<ServerConfig>,
}

/// The length and time of the certificate and of the key.
type Stamps = [Option<(u64, Option<SystemTime>)>; 2];

impl Shown {
    /// Reads certificate and key.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) fn open(files: Tls, time: Duration) -> Result<Self, Fault> {
        let (stamps, config) = (files.stamps(), files.read()?);
        Ok(Self { files, held: Mutex::new(Held { stamps, config }), time, ended: watch::Sender::new(false) })
    }

    /// Lets go those who have not agreed yet.
    pub(crate) fn end(&self) {
        self.ended.send_replace(true);
    }

    /// What is shown now. Files that changed are read again; where they cannot be used, that is reported, once, and what was
    /// shown before still is.
    fn current(&self) -> Arc<ServerConfig> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let stamps = self.files.stamps();
        if stamps != held.stamps {
            held.stamps = stamps;
            match self.files.read() {
                Ok(config) => held.config = config,
                Err(fault) => (self.files.report)(&Error::Tls(fault)),
            }
        }
        Arc::clone(&held.config)
    }

    /// The encrypted connection; nothing where the caller does not agree to one in time. Who speaks plain HTTP is told what to
    /// do.
    pub(crate) async fn secure(&self, stream: Noted) -> Option<TlsStream<Noted>> {
        let mut ended = self.ended.subscribe();
        tokio::select! {
            agreed = tokio::time::timeout(self.time, self.agree(stream)) => agreed.ok().flatten(),
            _ = ended.wait_for(|ended| *ended) => None,
        }
    }

    async fn agree(&self, stream: Noted) -> Option<TlsStream<Noted>> {
        let mut first = [0];
        if stream.stream.peek(&mut first).await.ok()? == 0 {
            return None;
        }
        if first == [HANDSHAKE] {
            return TlsAcceptor::from(self.current()).accept(stream).await.ok();
        }
        if first[0].is_ascii_uppercase() {
            let _ = refuse_plain(stream).await;
        }
        None
    }
}

/// Answers to plain HTTP. What was sent is read, else the answer might be lost with it.
async fn refuse_plain(mut stream: Noted) -> std::io::Result<()> {
    let head =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length:";
    stream.write_all(format!("{head} {}\r\n\r\n{ONLY_HTTPS}", ONLY_HTTPS.len()).as_bytes()).await?;
    stream.shutdown().await?;
    copy(&mut stream.take(PLAIN), &mut sink()).await.map(|_| ())
}

impl Tls {
    fn stamps(&self) -> Stamps {
        let stamp = |file: &Path| std::fs::metadata(file).ok().map(|data| (data.len(), data.modified().ok()));
        [stamp(&self.certificate), stamp(&self.key)]
    }

    fn read(&self) -> Result<Arc<ServerConfig>, Fault> {
        zhengtu_tls::server(&self.certificate, &self.key)
    }
}
