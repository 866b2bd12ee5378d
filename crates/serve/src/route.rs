//! What an address is: its path, its method, what it takes and gives, and how it is answered.

use crate::call::Call;
use crate::reply::{HTML, JSON, JSON_LINES, Refusal};
use crate::right::Right;
use axum::response::Response;

/// A handler.
pub(crate) type Handler = fn(&Call) -> Result<Response, Refusal>;

/// The method of a request (RFC 9110, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET, and HEAD with it.
    Get,
    /// POST.
    Post,
}

/// How a request is answered.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// By a page for people.
    Page(Handler),
    /// By data for programs.
    Data(Handler),
    /// By a change, of which a form was sent, for those who may.
    Change(Handler, Right),
    /// By signing in or out, of which a form was sent.
    Sign(Handler),
    /// By the SPARQL 1.1 Protocol.
    Sparql,
    /// By the form for the token.
    Login,
    /// By the page that lists what programs may ask.
    Interface,
}

/// What the JSON of an answer holds; the names are those of `ontology/records.schema.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// An object of which nothing more is said here, or no JSON.
    Anything,
    /// One record.
    One(&'static str),
    /// A page of records: `total`, `offset`, `items`.
    Page(&'static str),
    /// Solutions (SPARQL 1.1 Query Results JSON Format).
    Solutions,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it says, in Chinese and English.
    pub about: &'static str,
    /// A value that the corpus has an answer for.
    pub example: &'static str,
}

/// An address.
#[derive(Clone, Copy)]
pub struct Route {
    /// The path; `{name}` and `{*name}` stand for segments.
    pub path: &'static str,
    /// The method it takes.
    pub method: Method,
    /// What it gives, in Chinese and English.
    pub about: &'static str,
    /// What it takes.
    pub params: &'static [Param],
    /// The media types it gives, the usual one first.
    pub gives: &'static [&'static str],
    /// What its JSON holds.
    pub holds: Holds,
    pub(crate) run: Run,
}

impl Method {
    /// The name of the method.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Route {
    /// Whether it is meant for programs, and so part of the description.
    pub fn is_data(&self) -> bool {
        !matches!(self.run, Run::Page(_) | Run::Change(..) | Run::Sign(_) | Run::Login | Run::Interface)
    }
}

pub(crate) const fn page(path: &'static str, run: Handler) -> Route {
    Route {
        path,
        method: Method::Get,
        about: "",
        params: &[],
        gives: &[HTML],
        holds: Holds::Anything,
        run: Run::Page(run),
    }
}

pub(crate) const fn change(path: &'static str, run: Handler, right: Right) -> Route {
    posted(path, Run::Change(run, right))
}

pub(crate) const fn sign(path: &'static str, run: Handler) -> Route {
    posted(path, Run::Sign(run))
}

/// An address to which pages send forms.
const fn posted(path: &'static str, run: Run) -> Route {
    Route { path, method: Method::Post, about: "", params: &[], gives: &[HTML], holds: Holds::Anything, run }
}

pub(crate) const fn data(path: &'static str, run: Handler, about: &'static str, params: &'static [Param]) -> Route {
    Route { path, method: Method::Get, about, params, gives: &[JSON], holds: Holds::Anything, run: Run::Data(run) }
}

pub(crate) const fn records(
    path: &'static str,
    run: Handler,
    about: &'static str,
    holds: Holds,
    params: &'static [Param],
) -> Route {
    Route { path, method: Method::Get, about, params, gives: &[JSON, JSON_LINES], holds, run: Run::Data(run) }
}

pub(crate) const fn param(name: &'static str, example: &'static str, about: &'static str) -> Param {
    Param { name, about, example }
}
