use crate::Error;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use zhengtu_kb::{BuildOptions, Selection};

/// The shortest token that is accepted, in characters.
const SHORTEST_TOKEN: usize = 16;

/// What is served, to whom, and how much of it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The directory of the knowledge base.
    pub kb: PathBuf,
    /// The documents to keep to.
    pub scope: Selection,
    /// The address to listen at.
    pub bind: SocketAddr,
    /// What callers have to present; needed where the address is not the machine's own.
    pub token: Option<String>,
    /// The names in `Host` that are accepted besides those of the address.
    pub hosts: Vec<String>,
    /// The origins whose pages may read answers (`https://intranet.example`).
    pub origins: Vec<String>,
    /// The user's own saved queries.
    pub queries: Option<PathBuf>,
    /// The program, with its arguments, that runs SPARQL from outside; `None` runs it in this process,
    /// where what reads no quad cannot be stopped.
    pub worker: Option<Vec<OsString>>,
    /// Whether things may be changed in the page.
    pub edit: bool,
    /// What callers are shown over HTTPS; without it plain HTTP is spoken.
    pub tls: Option<Tls>,
    /// The file of those who may sign in; without one nobody has to.
    pub users: Option<PathBuf>,
    /// By what name changes are noted that are made at this machine.
    pub editor: String,
    /// The folders and files that the knowledge base is built from; where these are not named, its documents tell.
    pub from: Vec<PathBuf>,
    /// How files are read.
    pub how: BuildOptions,
    /// The program, with its arguments, that reads files which were put in; `None` reads them in this process.
    pub reader: Option<Vec<OsString>>,
    /// Is told why a newer generation of the knowledge base could not be opened, while the one before is still
    /// served.
    pub report: fn(&zhengtu_kb::Error),
    /// The bounds.
    pub bounds: Bounds,
}

/// Certificate and key of the server. They are read again when their files change.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The file of its certificate and of those that lead to an authority (PEM).
    pub certificate: PathBuf,
    /// The file of its key (PEM); it may be the same.
    pub key: PathBuf,
    /// Is told why files that changed cannot be used, while what was read before still is.
    pub report: fn(&Error),
}

/// How much one caller, or all together, may use.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The largest body of a request, in bytes.
    pub body: usize,
    /// The largest file that may be put in, in bytes.
    pub upload: usize,
    /// How many files are taken in at once.
    pub uploads: usize,
    /// How long reading a file that was put in may take.
    pub reading: Duration,
    /// How long a request may take, its body included.
    pub time: Duration,
    /// How long the head of a request may take to arrive.
    pub head_time: Duration,
    /// How long a connection may last.
    pub connection_time: Duration,
    /// How many connections are open at once.
    pub connections: usize,
    /// How many answers are computed at once.
    pub work: usize,
    /// How many SPARQL queries from outside run at once.
    pub queries: usize,
    /// How many rows or triples such a query may yield.
    pub rows: usize,
    /// How large its results may be, in bytes.
    pub result: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            body: 1 << 20,
            upload: 64 << 20,
            uploads: 2,
            reading: Duration::from_secs(120),
            time: Duration::from_secs(20),
            head_time: Duration::from_secs(10),
            connection_time: Duration::from_secs(300),
            connections: 256,
            work: cores * 2,
            queries: cores,
            rows: 200_000,
            result: 64 << 20,
        }
    }
}

impl Settings {
    /// The usual settings: this machine alone, the usual bounds.
    pub fn new(kb: impl Into<PathBuf>) -> Self {
        Self {
            kb: kb.into(),
            scope: Selection::default(),
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 8741)),
            token: None,
            hosts: Vec::new(),
            origins: Vec::new(),
            queries: None,
            worker: None,
            edit: false,
            tls: None,
            users: None,
            editor: "本机".to_owned(),
            from: Vec::new(),
            how: BuildOptions::default(),
            reader: None,
            report: |_| {},
            bounds: Bounds::default(),
        }
    }

    /// How addresses of the server begin.
    pub fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    /// Whether passwords or a token go over the network as they are, where others can read them.
    pub fn is_overheard(&self) -> bool {
        !self.bind.ip().is_loopback() && self.tls.is_none()
    }

    /// Refuses settings that would open the knowledge base to others by mistake.
    ///
    /// # Errors
    /// [`Error::NoToken`], [`Error::ShortToken`], [`Error::EditElsewhere`], [`Error::UsersElsewhere`],
    /// [`Error::Origin`], [`Error::NoTls`].
    pub fn check(&self) -> Result<(), Error> {
        if self.tls.is_some() && !cfg!(feature = "tls") {
            return Err(Error::NoTls);
        }
        let bind = self.bind;
        match (bind.ip().is_loopback(), self.edit, &self.users) {
            (false, true, None) => return Err(Error::EditElsewhere { bind }),
            (false, _, Some(_)) if self.is_overheard() => return Err(Error::UsersElsewhere { bind }),
            _ => {}
        }
        match &self.token {
            None if !bind.ip().is_loopback() && self.users.is_none() => return Err(Error::NoToken { bind }),
            Some(token) if token.chars().count() < SHORTEST_TOKEN => {
                return Err(Error::ShortToken { shortest: SHORTEST_TOKEN });
            }
            _ => {}
        }
        match self.origins.iter().find(|origin| !is_origin(origin)) {
            Some(origin) => Err(Error::Origin { origin: origin.clone() }),
            None => Ok(()),
        }
    }
}

/// Whether the text is scheme, host and perhaps port, as browsers send in `Origin`.
fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|char| char.is_ascii_alphanumeric() || "-.:[]".contains(char))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_others_reach_needs_a_token_of_some_length() {
        let mut settings = Settings::new("kb");
        assert!(settings.check().is_ok());
        settings.bind = SocketAddr::from(([0, 0, 0, 0], 80));
        assert!(matches!(settings.check(), Err(Error::NoToken { .. })));
        settings.token = Some("short".to_owned());
        assert!(matches!(settings.check(), Err(Error::ShortToken { .. })));
        settings.token = Some("0123456789abcdef".to_owned());
        assert!(settings.check().is_ok());
    }

    #[test]
    fn only_who_sits_at_the_machine_may_change_things() {
        let edit = |bind: [u8; 4]| {
            let token = Some("0123456789abcdef".to_owned());
            Settings { edit: true, token, bind: SocketAddr::from((bind, 80)), ..Settings::new("kb") }.check()
        };
        assert!(edit([127, 0, 0, 1]).is_ok());
        assert!(matches!(edit([0, 0, 0, 0]), Err(Error::EditElsewhere { .. })));
    }

    #[cfg(feature = "tls")]
    #[test]
    fn names_and_passwords_go_to_other_machines_only_encrypted() {
        let tls = Tls { certificate: "c".into(), key: "k".into(), report: |_| {} };
        let users = |bind: [u8; 4], tls: Option<&Tls>| {
            let (users, tls) = (Some("users".into()), tls.cloned());
            Settings { users, tls, bind: SocketAddr::from((bind, 443)), ..Settings::new("kb") }
        };
        assert!(matches!(users([0, 0, 0, 0], None).check(), Err(Error::UsersElsewhere { .. })));
        assert!(users([127, 0, 0, 1], None).check().is_ok());
        // Those who sign in need no token beside their password; who is asked for neither does.
        let open = users([0, 0, 0, 0], Some(&tls));
        assert!(open.check().is_ok() && !open.is_overheard() && open.scheme() == "https");
        assert!(matches!(Settings { users: None, ..open }.check(), Err(Error::NoToken { .. })));
    }

    #[test]
    fn an_origin_has_no_path_and_no_star() {
        let with = |origin: &str| Settings { origins: vec![origin.to_owned()], ..Settings::new("kb") }.check();
        assert!(with("https://intranet.example").is_ok() && with("http://10.0.0.1:8080").is_ok());
        for wrong in ["*", "null", "intranet.example", "https://a/b", "https://"] {
            assert!(matches!(with(wrong), Err(Error::Origin { .. })), "{wrong}");
        }
    }
}
