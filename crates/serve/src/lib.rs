//! The web page and the HTTP interface of a knowledge base.
//!
//! One table ([`routes`]) lists every address with what it takes and gives; the router and the OpenAPI
//! description are made from it. Each handler is a function of a [`Call`](call::Call): the request as
//! read, and the generation of the knowledge base that is current. [`guard`] stands in front of all of
//! them. What is changed goes through [`zhengtu_desk`]; a file that was put in is read in a process of its own ([`put`])
//! before anybody keeps it. SPARQL that came from outside runs in a [`worker`] process, which can be stopped for good.

mod address;
mod api;
mod app;
mod asked;
mod call;
mod conditions;
mod connections;
mod environment;
mod error;
mod examples;
mod form;
mod guard;
mod lang;
#[cfg(feature = "mcp")]
pub mod mcp;
mod negotiate;
mod openapi;
mod opened;
mod pages;
mod params;
pub mod put;
mod reply;
mod represent;
mod right;
mod route;
mod routes;
mod secret;
mod select;
mod server;
mod settings;
mod sheet;
mod shell;
mod statics;
mod stream;
#[cfg(feature = "tls")]
mod tls;
pub mod users;
mod visitor;
pub mod worker;

pub use app::App;
pub use error::Error;
pub use openapi::document as openapi;
pub use right::Right;
pub use route::{Holds, Method, Param, Route};
pub use routes::routes;
pub use server::{Listening, listen, router};
pub use settings::{Bounds, Settings, Tls};
