//! Listening: connections in number and time bounded, and a clean end.

use crate::app::App;
use crate::connections::{Connection, Connections, Noted, Sending};
use crate::route::Method;
use crate::routes::{answer, fallback, routes};
use crate::{Error, guard, represent};
use axum::extract::{RawPathParams, Request, State};
use axum::routing::{get, post};
use axum::{Router, middleware};
use hyper::server::conn::http1::Builder;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

/// How long open connections get to finish at the end.
const FAREWELL: Duration = Duration::from_secs(5);
/// How long the listener rests after it could accept no connection, such as for want of descriptors.
const REST: Duration = Duration::from_millis(100);

/// The handlers behind the guard.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let handler =
            move |State(app): State<Arc<App>>, tail: RawPathParams, request: Request| answer(route, app, tail, request);
        let routed = match route.method {
            Method::Get => get(handler),
            Method::Post => post(handler),
        };
        router = router.route(route.path, routed);
    }
    #[cfg(feature = "mcp")]
    let router = router.route_service("/mcp", crate::mcp::http(&app));
    let guarded = middleware::from_fn_with_state(Arc::clone(&app), guard::guard);
    let represented = middleware::from_fn(represent::represent);
    router.fallback(fallback).layer(represented).layer(guarded).with_state(app)
}

/// A server that listens and has not begun to answer.
pub struct Listening {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
}

/// Listens at the address of the settings.
///
/// # Errors
/// [`Error::Bind`].
pub async fn listen(app: Arc<App>) -> Result<Listening, Error> {
    let bind = app.settings.bind;
    let fault = |source| Error::Bind { bind, source };
    let listener = TcpListener::bind(bind).await.map_err(fault)?;
    let address = listener.local_addr().map_err(fault)?;
    Ok(Listening { app, listener, address })
}

impl Listening {
    /// The address, with the port that the system chose where the settings left it open.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `end` comes to pass, then lets open requests finish.
    pub async fn run(self, end: impl Future<Output = ()>) {
        let bounds = self.app.settings.bounds;
        let connections = Connections::new(bounds.connections);
        let graceful = GracefulShutdown::new();
        let mut http = Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(bounds.head_time).max_buf_size(128 << 10);
        let talk = Arc::new(Talk {
            #[cfg(feature = "tls")]
            shown: self.app.shown.clone(),
            router: router(self.app),
            http,
        });
        tokio::pin!(end);
        loop {
            // Further connections wait in the system's queue until this one has a place.
            let accepted = tokio::select! {
                () = &mut end => break,
                accepted = self.listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(REST).await;
                continue;
            };
            let place = tokio::select! {
                () = &mut end => break,
                place = connections.place() => place,
            };
            let _ = stream.set_nodelay(true);
            let stream = Noted { stream, connection: Arc::clone(&place.connection) };
            let (talk, watcher) = (Arc::clone(&talk), graceful.watcher());
            tokio::spawn(async move {
                tokio::select! {
                    _ = tokio::time::timeout(bounds.connection_time, talk.begin(stream, watcher)) => {}
                    () = place.connection.ended() => {}
                }
            });
        }
        drop(self.listener);
        #[cfg(feature = "tls")]
        if let Some(shown) = &talk.shown {
            shown.end();
        }
        let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
    }
}

/// What all connections share.
struct Talk {
    #[cfg(feature = "tls")]
    shown: Option<Arc<crate::tls::Shown>>,
    router: Router,
    http: Builder,
}

impl Talk {
    /// Agrees on encryption, where the server speaks HTTPS; then answers.
    async fn begin(&self, stream: Noted, watcher: Watcher) {
        let connection = Arc::clone(&stream.connection);
        #[cfg(feature = "tls")]
        if let Some(shown) = &self.shown {
            if let Some(stream) = shown.secure(stream).await {
                self.go_on(stream, connection, watcher).await;
            }
            return;
        }
        self.go_on(stream, connection, watcher).await;
    }

    /// Answers what is asked on a connection until it ends.
    async fn go_on<S>(&self, stream: S, connection: Arc<Connection>, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let service = TowerToHyperService::new(self.router.clone());
        let answer = service_fn(move |request| {
            let (answering, answer) = (connection.answering(), service.call(request));
            async move { answer.await.map(|answer| answer.map(|body| Sending { body, _answering: answering })) }
        });
        // A caller that goes away or sends nonsense is no news.
        let _ = watcher.watch(self.http.serve_connection(TokioIo::new(stream), answer)).await;
    }
}
