//! The web page and the HTTP interface, asked as browsers and programs ask them.

mod across;
mod desk;
mod hostile;
mod openapi;
mod pages;
mod protocol;
mod sockets;
mod support;
