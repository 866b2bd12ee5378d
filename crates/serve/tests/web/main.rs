//! The web page and the HTTP interface, asked as browsers and programs ask them.

mod across;
mod desk;
mod edit;
mod hostile;
#[cfg(feature = "mcp")]
mod mcp;
mod openapi;
mod pages;
mod protocol;
mod sockets;
mod support;
mod things;
#[cfg(feature = "tls")]
mod tls;
