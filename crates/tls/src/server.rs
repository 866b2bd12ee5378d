use crate::pem::{Section, labels, sections};
use crate::{Fault, ciphers};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use std::path::Path;
use std::sync::Arc;

/// What a server shows its callers: the certificates of a file, its own first, then those that lead to an authority,
/// with the key of the first one (PKCS #8, PKCS #1 or SEC 1). Both may stand in one file. TLS 1.2 and 1.3, HTTP/1.1.
///
/// # Errors
/// [`Fault`], with the file and the line.
pub fn server(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, Fault> {
    let chain = certificates(certificate)?;
    let (line, secret) = private_key(key)?;
    let ciphers = ciphers();
    let other = |source| Fault::Other { file: certificate.to_owned(), source };
    let signing = ciphers.key_provider.load_private_key(secret.clone_key());
    let signing = signing.map_err(|_| Fault::Key { file: key.to_owned(), line })?;
    match CertifiedKey::new(chain.clone(), signing).keys_match() {
        Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch)) => {
            let certificate = certificate.to_owned();
            return Err(Fault::OtherKey { file: key.to_owned(), line, certificate });
        }
        // A key that does not tell its public half is believed.
        Ok(()) | Err(rustls::Error::InconsistentKeys(_)) => {}
        Err(source) => return Err(other(source)),
    }
    let config = ServerConfig::builder_with_provider(ciphers).with_safe_default_protocol_versions().map_err(other)?;
    let mut config = config.with_no_client_auth().with_single_cert(chain, secret).map_err(other)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// The certificates of a file, in its order; at least one.
///
/// # Errors
/// Those of [`sections`]; [`Fault::NoCertificate`], [`Fault::Certificate`].
pub(crate) fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let sections = sections(file)?;
    let found: Vec<_> = sections.iter().filter(|section| section.is_certificate()).map(certificate).collect();
    if found.is_empty() {
        return Err(Fault::NoCertificate { file: file.to_owned(), found: labels(&sections) });
    }
    let wrong = |line| Fault::Certificate { file: file.to_owned(), line };
    found.into_iter().map(|one| one.map_err(wrong)).collect()
}

/// The certificate of a section, if it is one; else the line of the section.
fn certificate(section: &Section) -> Result<CertificateDer<'static>, usize> {
    let bytes = section.held.as_ref().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    let certificate = CertificateDer::from(bytes);
    let is_one = ParsedCertificate::try_from(&certificate).is_ok();
    is_one.then_some(certificate).ok_or(section.line)
}

/// The first private key of a file, and the line where it begins.
fn private_key(file: &Path) -> Result<(usize, PrivateKeyDer<'static>), Fault> {
    let sections = sections(file)?;
    if let Some(found) = sections.iter().find_map(|section| Some((section.line, section.key()?))) {
        return Ok(found);
    }
    Err(match sections.iter().find(|section| section.is_encrypted) {
        Some(section) => Fault::Encrypted { file: file.to_owned(), line: section.line },
        None => Fault::NoKey { file: file.to_owned(), found: labels(&sections) },
    })
}
