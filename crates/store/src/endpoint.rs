//! A graph behind the SPARQL 1.1 protocol.
//!
//! A query is sent as its algebra written out again, with the values of its parameters in VALUES
//! and expressions; nothing that a user gave is pasted into text.
//!
//! Where the address begins with `https://` it is left for no plain one, wherever the server leads.

use crate::results::{Body, Table};
use crate::{Backend, Limits, Query, Results, StoreError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oxrdf::{Quad, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use spargebra::Query as Algebra;
use std::time::Duration;
use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;
#[cfg(feature = "tls")]
use {
    std::path::Path,
    std::sync::{Arc, OnceLock},
    ureq::tls::{Certificate, RootCerts, TlsConfig},
    zhengtu_tls::{CertificateDer, Refusal, authorities, ciphers, of_the_machine},
};

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// An endpoint. What its default graph holds is its own affair: the saved queries want the union of
/// the named graphs, or the data loaded without graphs.
pub struct Endpoint {
    url: String,
    /// What the header `Authorization` says.
    authorization: Option<String>,
    /// Whose word is taken for the server's certificate, once that has been asked.
    #[cfg(feature = "tls")]
    trusted: OnceLock<Arc<Vec<Certificate<'static>>>>,
}

/// What an endpoint asks its callers for. It goes to that endpoint alone, and into no message.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A token (RFC 6750).
    Token(String),
    /// A name and a password (RFC 7617).
    Password(String, String),
}

impl Endpoint {
    /// The endpoint at `url`, which starts with `http://` or `https://`. Its certificate has to be one that this machine
    /// trusts ([`zhengtu_tls::of_the_machine`]), unless told.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for another kind of address, and for one that holds a password.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        let Some(rest) = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")) else {
            return Err(StoreError::Refused(format!("端点地址应以 http:// 或 https:// 开头：{url}")));
        };
        if cfg!(not(feature = "tls")) && url.starts_with("https") {
            return Err(StoreError::Refused(format!("本程序不带 TLS，端点地址应以 http:// 开头：{url}")));
        }
        if rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
            let hint = "ZHENGTU_ENDPOINT_USER、ZHENGTU_ENDPOINT_PASSWORD";
            return Err(StoreError::Refused(format!("网址里不要写用户名和口令，请用环境变量 {hint} 给出")));
        }
        Ok(Self {
            url: url.to_owned(),
            authorization: None,
            #[cfg(feature = "tls")]
            trusted: OnceLock::new(),
        })
    }

    /// The same endpoint, whose certificate has to be issued by an authority of a file, and of no other (PEM).
    ///
    /// # Errors
    /// [`StoreError::Authorities`] where the file cannot be used, [`StoreError::Refused`] where the address is a plain one.
    #[cfg(feature = "tls")]
    pub fn trusting(self, file: &Path) -> Result<Self, StoreError> {
        if !self.url.starts_with("https") {
            return Err(StoreError::Refused(format!("--ca 只用于 https:// 的端点：{}", self.url)));
        }
        Ok(Self { trusted: OnceLock::from(kept(authorities(file)?)), ..self })
    }

    /// The same endpoint, asked with credentials.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where they hold characters that a header cannot.
    pub fn with(self, credentials: &Credentials) -> Result<Self, StoreError> {
        let said = match credentials {
            Credentials::Token(token) => format!("Bearer {token}"),
            Credentials::Password(user, password) => format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))),
        };
        let is_user =
            |credentials: &Credentials| matches!(credentials, Credentials::Password(user, _) if user.contains(':'));
        if is_user(credentials) || said.chars().any(|char| !char.is_ascii() || char.is_ascii_control()) {
            return Err(StoreError::Refused("端点的用户名或令牌里有不能用的字符".to_owned()));
        }
        Ok(Self { authorization: Some(said), ..self })
    }

    fn fetch(&self, query: &Query, accept: &str, time: Option<Duration>) -> Result<Vec<u8>, StoreError> {
        let config = Agent::config_builder().timeout_global(time).http_status_as_error(false);
        let config = if self.url.starts_with("https") { self.encrypted(config)? } else { config };
        let text = query.algebra().to_string();
        let mut request = Agent::from(config.build()).post(&self.url).header("Accept", accept);
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        let sent = request.send_form([("query", text.as_str())]);
        let mut response = sent.map_err(|error| self.fault(&error, time))?;
        let status = response.status();
        let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        let body = body.map_err(|error| self.fault(&error, time))?;
        if status.is_success() {
            return Ok(body);
        }
        let said = String::from_utf8_lossy(&body);
        let said: String = said.lines().next().unwrap_or_default().chars().take(300).collect();
        Err(StoreError::Endpoint(format!("{} 回答 {status}：{said}", self.url)))
    }

    /// The settings of an encrypted connection.
    #[cfg(feature = "tls")]
    fn encrypted(&self, config: ConfigBuilder<AgentScope>) -> Result<ConfigBuilder<AgentScope>, StoreError> {
        let trusted = match self.trusted.get() {
            Some(trusted) => trusted,
            None => {
                let found = kept(of_the_machine()?);
                self.trusted.get_or_init(|| found)
            }
        };
        let tls = TlsConfig::builder().root_certs(RootCerts::Specific(Arc::clone(trusted)));
        Ok(config.https_only(true).tls_config(tls.unversioned_rustls_crypto_provider(ciphers()).build()))
    }

    /// [`Endpoint::new`] takes no such address.
    #[cfg(not(feature = "tls"))]
    fn encrypted(&self, config: ConfigBuilder<AgentScope>) -> Result<ConfigBuilder<AgentScope>, StoreError> {
        Ok(config)
    }

    fn fault(&self, error: &ureq::Error, time: Option<Duration>) -> StoreError {
        #[cfg(feature = "tls")]
        if let Some(refusal) = refusal(error) {
            return StoreError::Connection { url: self.url.clone(), refusal };
        }
        match (error, time) {
            (ureq::Error::Timeout(_), Some(time)) => StoreError::TimeLimit(time),
            (ureq::Error::RequireHttpsOnly(to), _) => {
                StoreError::Endpoint(format!("{} 把查询转到没有加密的地址 {to}，没有跟过去", self.url))
            }
            _ => StoreError::Endpoint(format!("{}：{error}", self.url)),
        }
    }

    fn wrong(&self, error: &dyn std::fmt::Display) -> StoreError {
        StoreError::Endpoint(format!("{} 的回答读不懂：{error}", self.url))
    }

    fn solutions(&self, json: &[u8], most: usize) -> Result<Results, StoreError> {
        let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
        match parser.for_slice(json).map_err(|error| self.wrong(&error))? {
            SliceQueryResultsParserOutput::Boolean(answer) => Ok(Results { body: Body::Boolean(answer), cut: None }),
            SliceQueryResultsParserOutput::Solutions(solutions) => {
                let variables: Vec<_> = solutions.variables().to_vec();
                let mut rows: Vec<Vec<Option<Term>>> = Vec::new();
                for solution in solutions {
                    let solution = solution.map_err(|error| self.wrong(&error))?;
                    rows.push(variables.iter().map(|variable| solution.get(variable).cloned()).collect());
                }
                let cut = cut(&mut rows, most);
                let variables = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
                Ok(Results { body: Body::Table(Table { variables, rows }), cut })
            }
        }
    }

    fn triples(&self, text: &[u8], most: usize) -> Result<Results, StoreError> {
        let quads: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::NTriples).for_slice(text).collect();
        let quads = quads.map_err(|error| self.wrong(&error))?;
        let mut triples: Vec<Triple> = quads.into_iter().map(Into::into).collect();
        triples.sort_by_cached_key(ToString::to_string);
        triples.dedup();
        let cut = cut(&mut triples, most);
        Ok(Results { body: Body::Triples(triples), cut })
    }
}

/// Certificates as the client takes them.
#[cfg(feature = "tls")]
fn kept(found: Vec<CertificateDer<'static>>) -> Arc<Vec<Certificate<'static>>> {
    Arc::new(found.iter().map(|one| Certificate::from_der(one).to_owned()).collect())
}

/// Why the connection was not encrypted, where that is what an error says.
#[cfg(feature = "tls")]
fn refusal(error: &ureq::Error) -> Option<Refusal> {
    match error {
        ureq::Error::Rustls(error) => Refusal::behind(error),
        ureq::Error::Io(error) => Refusal::behind(error),
        _ => None,
    }
}

fn cut<T>(items: &mut Vec<T>, most: usize) -> Option<usize> {
    let more = items.len() > most;
    items.truncate(most);
    more.then_some(most)
}

impl Backend for Endpoint {
    /// A server of ours has an index for it; another says what it cannot.
    fn searches(&self) -> bool {
        true
    }

    fn run(&self, query: &Query, limits: &Limits) -> Result<Results, StoreError> {
        let most = limits.rows.unwrap_or(usize::MAX);
        match query.algebra() {
            Algebra::Select { .. } | Algebra::Ask { .. } => {
                self.solutions(&self.fetch(query, "application/sparql-results+json", limits.time)?, most)
            }
            Algebra::Construct { .. } | Algebra::Describe { .. } => {
                self.triples(&self.fetch(query, "application/n-triples, text/plain;q=0.5", limits.time)?, most)
            }
        }
    }

    fn explain(&self, _: &Query, _: &Limits) -> Result<String, StoreError> {
        Err(StoreError::Refused("端点不说明查询如何执行".to_owned()))
    }

    fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        Err(StoreError::Refused("端点上的图不能整个导出".to_owned()))
    }
}
