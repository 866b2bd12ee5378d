//! A graph behind the SPARQL 1.1 protocol.
//!
//! A query is sent as its algebra written out again, with the values of its parameters in VALUES
//! and expressions; nothing that a user gave is pasted into text.

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

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// An endpoint. What its default graph holds is its own affair: the saved queries want the union of
/// the named graphs, or the data loaded without graphs.
pub struct Endpoint {
    url: String,
    /// What the header `Authorization` says.
    authorization: Option<String>,
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
    /// The endpoint at `url`, which starts with `http://`.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for another kind of address, and for one that holds a password.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        let Some(rest) = url.strip_prefix("http://") else {
            return Err(StoreError::Refused(format!("端点地址应以 http:// 开头（本程序不带 TLS）：{url}")));
        };
        if rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
            let hint = "ZHENGTU_ENDPOINT_USER、ZHENGTU_ENDPOINT_PASSWORD";
            return Err(StoreError::Refused(format!("网址里不要写用户名和口令，请用环境变量 {hint} 给出")));
        }
        Ok(Self { url: url.to_owned(), authorization: None })
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
        let config = Agent::config_builder().timeout_global(time).http_status_as_error(false).build();
        let text = query.algebra().to_string();
        let mut request = Agent::from(config).post(&self.url).header("Accept", accept);
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

    fn fault(&self, error: &ureq::Error, time: Option<Duration>) -> StoreError {
        match (error, time) {
            (ureq::Error::Timeout(_), Some(time)) => StoreError::TimeLimit(time),
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
