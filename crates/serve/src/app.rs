use crate::opened::Opened;
use crate::put::Readings;
use crate::reply::Refusal;
use crate::secret::{self, hex, same, unhex};
use crate::users::Users;
use crate::worker::Pool;
use crate::{Error, Settings};
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;
use zhengtu_desk::{Desk, Refresh};
use zhengtu_store::{Library, SavedQuery};

/// How often it is looked whether documents have been read.
const GLANCE: Duration = Duration::from_millis(25);
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// What all requests share.
pub struct App {
    /// The settings.
    pub settings: Settings,
    /// The same, read, by name.
    pub(crate) saved: Vec<SavedQuery>,
    /// The processes for SPARQL from outside.
    pub(crate) pool: Pool,
    /// Nothing where there is no knowledge base yet.
    current: RwLock<Option<Arc<Opened>>>,
    opening: Mutex<()>,
    /// The last trouble with a newer generation that was reported.
    reported: Mutex<String>,
    work: Arc<Semaphore>,
    token: Option<[u8; 32]>,
    /// Where things are changed.
    pub(crate) desk: Desk,
    /// The reading that follows.
    pub(crate) refresh: Refresh,
    /// The files that were put in and are being read.
    pub(crate) readings: Readings,
    /// The turns of those who put files in.
    pub(crate) uploads: Semaphore,
    /// The turns of answers that are written while they are sent.
    pub(crate) streams: Arc<Semaphore>,
    secret: [u8; 32],
    /// Those who may sign in, where people have to.
    pub(crate) users: Option<Users>,
    /// What callers are shown, over HTTPS.
    #[cfg(feature = "tls")]
    pub(crate) shown: Option<Arc<crate::tls::Shown>>,
}

impl App {
    /// Opens the knowledge base; where there is none yet, pages say how one is made, and it is opened when it is there.
    ///
    /// # Errors
    /// As [`Settings::check`]; [`Error::Kb`], [`Error::Queries`], [`Error::Users`], [`Error::Tls`].
    pub fn open(settings: Settings) -> Result<Arc<Self>, Error> {
        settings.check()?;
        let mut library = Library::built_in();
        if let Some(folder) = &settings.queries {
            library.add_folder(folder)?;
        }
        let desk = Desk::new(&settings.kb, settings.from.clone(), settings.how.clone());
        let current = match Opened::at(&desk, &settings) {
            Ok(opened) => Some(opened),
            Err(zhengtu_kb::Error::Missing { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Arc::new(Self {
            saved: library.all()?,
            pool: Pool::new(settings.worker.clone(), &settings.bounds),
            current: RwLock::new(current),
            opening: Mutex::new(()),
            reported: Mutex::default(),
            work: Arc::new(Semaphore::new(settings.bounds.work)),
            token: settings.token.as_deref().map(digest),
            desk,
            refresh: Refresh::default(),
            readings: Readings::default(),
            uploads: Semaphore::new(settings.bounds.uploads),
            streams: Arc::new(Semaphore::new(settings.bounds.queries)),
            secret: secret::secret(),
            users: settings.users.as_deref().map(Users::open).transpose()?,
            #[cfg(feature = "tls")]
            shown: shown(&settings)?,
            settings,
        }))
    }

    /// The current generation. One that was built since the last request is opened; while that goes on,
    /// and where it fails, the others get the one before. One that was built here is opened by whoever built it
    /// ([`App::settle`]), and no request waits for that. Reads files: not for the threads of the loop.
    ///
    /// # Errors
    /// Where there is no knowledge base yet.
    pub(crate) fn opened(&self) -> Result<Arc<Opened>, Refusal> {
        let open = self.held();
        let newest = match zhengtu_kb::current(&self.settings.kb) {
            Ok(newest) => newest,
            Err(error) => return self.keep(open, &error),
        };
        let current = |open: &&Arc<Opened>| newest == open.generation && open.is_settled();
        if let Some(open) = open.as_ref().filter(current) {
            return Ok(Arc::clone(open));
        }
        if let Some(open) = open.as_ref().filter(|open| open.is_settled() && self.refresh.is_running()) {
            return Ok(Arc::clone(open));
        }
        let Ok(_alone) = self.opening.try_lock() else { return open.ok_or_else(none_yet) };
        match Opened::at(&self.desk, &self.settings) {
            Ok(newer) => {
                self.put(&newer);
                Ok(newer)
            }
            Err(error) => self.keep(open, &error),
        }
    }

    /// The generation that is open.
    fn held(&self) -> Option<Arc<Opened>> {
        let open = self.current.read().map(|open| open.clone());
        open.unwrap_or_else(|poisoned| poisoned.into_inner().clone())
    }

    /// Puts a generation in the place of the one that is open, which nobody waits for to go.
    fn put(&self, newer: &Arc<Opened>) {
        let before = match self.current.write() {
            Ok(mut current) => current.replace(Arc::clone(newer)),
            Err(_) => None,
        };
        drop(before);
    }

    /// Opens what was built here and makes what its pages need, then lets the requests have it. A request does not wait for
    /// this either where the settings of the checks have changed; it opens by itself what it needs.
    fn renew(&self) {
        let open = self.held();
        let newest = zhengtu_kb::current(&self.settings.kb);
        let current =
            |open: &Arc<Opened>| newest.as_ref().is_ok_and(|newest| *newest == open.generation && open.is_settled());
        if open.as_ref().is_some_and(current) {
            return;
        }
        match Opened::at(&self.desk, &self.settings) {
            Ok(newer) => {
                newer.prepare();
                self.put(&newer);
            }
            Err(error) => drop(self.keep(open, &error)),
        }
    }

    /// Keeps to the generation that is open, and reports why the newest is not; the same trouble once.
    fn keep(&self, open: Option<Arc<Opened>>, error: &zhengtu_kb::Error) -> Result<Arc<Opened>, Refusal> {
        let Some(open) = open else {
            return Err(match error {
                zhengtu_kb::Error::Missing { .. } => none_yet(),
                error => Refusal::fault(error),
            });
        };
        let said = error.to_string();
        if let Ok(mut reported) = self.reported.lock()
            && *reported != said
        {
            (self.settings.report)(error);
            *reported = said;
        }
        Ok(open)
    }

    /// Runs `work` on a thread where it may take its time, when its turn comes.
    pub(crate) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.work).acquire_owned()).await;
        let Ok(Ok(permit)) = turn else {
            return Err(Refusal::busy("请求太多，请稍后再试 / too many requests"));
        };
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is over, even where the caller has gone away.
            let _permit = permit;
            work()
        });
        done.await.map_err(|_| Refusal::fault("处理请求时出错 / the request could not be handled"))
    }

    /// Reads the documents again and opens what was read, beside the requests, and waits a while for it.
    pub(crate) async fn settle(self: &Arc<Self>) {
        let app = Arc::clone(self);
        let number = self.refresh.ask(&self.desk, move || app.renew());
        let began = tokio::time::Instant::now();
        while !self.refresh.is_done(number) && began.elapsed() < self.settings.bounds.time / 2 {
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// What the tokens of forms are made of.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// Whether a token is needed, or a name.
    pub(crate) fn is_closed(&self) -> bool {
        self.token.is_some() || self.users.is_some()
    }

    /// Whether this is the token. Digests are compared, so that the time taken tells nothing of its length either.
    pub(crate) fn knows(&self, token: &str) -> bool {
        self.token.is_some_and(|known| same(&known, &digest(token)))
    }

    /// What the cookie of a browser holds that has presented the token, until so many seconds since 1970.
    pub(crate) fn pass(&self, until: u64) -> Option<String> {
        Some(format!("{until}-{}", hex(&self.seal(until)?)))
    }

    /// Whether a cookie is such a pass, and has not run out at `now`, in seconds since 1970.
    pub(crate) fn admits(&self, pass: &str, now: u64) -> bool {
        let read = pass.split_once('-').and_then(|(until, seal)| Some((until.parse().ok()?, unhex(seal)?)));
        read.is_some_and(|(until, seal)| now < until && self.seal(until).is_some_and(|wanted| same(&wanted, &seal)))
    }

    /// What only who has the token can make of a time.
    fn seal(&self, until: u64) -> Option<[u8; 32]> {
        let mut hash = Sha256::new();
        hash.update(b"zhengtu pass\n");
        hash.update(self.token?);
        hash.update(until.to_le_bytes());
        Some(hash.finalize().into())
    }
}

/// What callers are shown, where the settings say so.
#[cfg(feature = "tls")]
fn shown(settings: &Settings) -> Result<Option<Arc<crate::tls::Shown>>, Error> {
    let Some(files) = settings.tls.clone() else { return Ok(None) };
    Ok(Some(Arc::new(crate::tls::Shown::open(files, settings.bounds.head_time)?)))
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// That there is no knowledge base yet.
fn none_yet() -> Refusal {
    let said = "还没有知识库：请运行 zhengtu build 文件夹 / no knowledge base yet: run zhengtu build FOLDER";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, said)
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_holds_until_its_time_and_opens_one_server_only() {
        let folder = tempfile::TempDir::new().unwrap();
        let with = |token: &str| App::open(Settings { token: Some(token.to_owned()), ..Settings::new(folder.path()) });
        let (one, other) = (with("correct horse battery").unwrap(), with("battery horse correct").unwrap());
        let pass = one.pass(1000).unwrap();
        assert!(one.admits(&pass, 999) && !one.admits(&pass, 1000) && !other.admits(&pass, 999));
        assert!(!one.admits(&pass.replacen("1000", "2000", 1), 999));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_changed_here_is_open_and_prepared_before_anybody_asks() {
        let folder = tempfile::TempDir::new().unwrap();
        let (kb, texts) = (folder.path().join("kb"), folder.path().join("texts"));
        let write = |title: &str| {
            let text = format!("某县工作方案\n一、任务\n1.{title}。推行网上办理。\n责任单位：县税务局\n");
            std::fs::write(texts.join("计划.txt"), text).unwrap();
        };
        std::fs::create_dir(&texts).unwrap();
        write("优化办税");
        let build =
            || zhengtu_kb::build(&kb, std::slice::from_ref(&texts), &zhengtu_kb::BuildOptions::default(), &()).unwrap();
        build();
        let app = App::open(Settings { edit: true, from: vec![texts.clone()], ..Settings::new(&kb) }).unwrap();
        let before = app.opened().unwrap();
        write("优化登记");
        app.settle().await;
        assert!(!app.refresh.is_running() && app.refresh.status().trouble.is_none(), "{:?}", app.refresh.status());
        // No request has been there since.
        let open = app.held().unwrap();
        assert!(open.generation != before.generation && open.is_prepared() && !before.is_prepared());
        assert!(open.tasks().any(|task| task.title.contains("优化登记")));
        assert!(Arc::ptr_eq(&open, &app.opened().unwrap()));
        // What is built elsewhere is opened by who asks next.
        write("优化注册");
        build();
        assert!(app.opened().unwrap().tasks().any(|task| task.title.contains("优化注册")));
    }
}
