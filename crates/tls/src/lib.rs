//! HTTPS in both directions: what a server shows and what a client trusts, read from files in PEM (RFC 7468).
//!
//! The one place that names the library of TLS and that of its ciphers. Who listens and who asks is the affair of others.

mod fault;
mod pem;
mod refusal;
mod roots;
mod server;

pub use fault::Fault;
pub use refusal::Refusal;
pub use roots::{authorities, of_the_machine};
pub use rustls::ServerConfig;
pub use rustls::pki_types::CertificateDer;
pub use server::server;

use rustls::crypto::{CryptoProvider, ring};
use std::sync::Arc;

/// The ciphers.
pub fn ciphers() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}
