use crate::Fault;
use crate::pem::sections;
use crate::server::certificates;
use rustls::pki_types::CertificateDer;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file that goes before those of the system, as OpenSSL has it; curl, Python and others obey it too.
const VARIABLE: &str = "SSL_CERT_FILE";

/// Where systems keep whom they trust, in one file: Debian, Ubuntu, 统信 UOS, Arch; Fedora, openEuler, 银河麒麟;
/// openSUSE; Alpine, macOS, BSD.
const FILES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// The authorities of a file, which are trusted and no others.
///
/// # Errors
/// Those of reading certificates: [`Fault`], with the file and the line.
pub fn authorities(file: &Path) -> Result<Vec<CertificateDer<'static>>, Fault> {
    certificates(file)
}

/// The authorities that this machine trusts: those of the file that `SSL_CERT_FILE` names, else those of the system. Windows
/// keeps them in no file.
///
/// # Errors
/// [`Fault::NoAuthorities`] where there is no such file; [`Fault`] of the one that the variable names.
pub fn of_the_machine() -> Result<Vec<CertificateDer<'static>>, Fault> {
    trusted(std::env::var_os(VARIABLE), FILES)
}

fn trusted(named: Option<OsString>, files: &[&str]) -> Result<Vec<CertificateDer<'static>>, Fault> {
    if let Some(file) = named.filter(|file| !file.is_empty()) {
        return authorities(&PathBuf::from(file));
    }
    // The system's own file may hold a certificate that the library does not understand; the others count.
    let of = |file: &&str| sections(Path::new(file)).ok();
    let sections = files.iter().find_map(of).ok_or(Fault::NoAuthorities)?;
    let held = sections.into_iter().filter(crate::pem::Section::is_certificate).filter_map(|section| section.held);
    Ok(held.map(|(_, bytes)| CertificateDer::from(bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pki(name: &str) -> String {
        format!("{}/tests/pki/{name}", env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn the_file_that_is_named_goes_before_those_of_the_system() {
        let (ca, chain) = (pki("ca.pem"), pki("chain.pem"));
        let files = ["/nowhere", chain.as_str(), ca.as_str()];
        assert_eq!(trusted(Some(ca.clone().into()), &files).unwrap().len(), 1);
        assert_eq!(trusted(Some(OsString::new()), &files).unwrap().len(), 2);
        assert_eq!(trusted(None, &files).unwrap().len(), 2);
    }

    #[test]
    fn a_file_that_is_named_and_wrong_is_said_and_not_passed_over() {
        let ca = pki("ca.pem");
        assert!(matches!(trusted(Some("/nowhere".into()), &[&ca]), Err(Fault::Io { .. })));
        assert!(matches!(trusted(None, &["/nowhere"]), Err(Fault::NoAuthorities)));
    }
}
