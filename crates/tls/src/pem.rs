//! Sections of a file in PEM, each with the line that begins it.

use crate::Fault;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{PemObject, SectionKind};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How large a file may be, in bytes: fifty times the authorities that systems come with.
const LARGEST: u64 = 16 << 20;
const BEGIN: &[u8] = b"-----BEGIN ";

/// A section.
pub(crate) struct Section {
    /// The line that begins it, counted from 1.
    pub line: usize,
    /// What it calls itself: `CERTIFICATE`.
    pub label: String,
    /// Whether what is in it is under a password.
    pub is_encrypted: bool,
    /// What is in it; nothing of kinds that are of no interest here, such as parameters of a curve.
    pub held: Option<(SectionKind, Vec<u8>)>,
}

impl Section {
    /// Whether it holds a certificate.
    pub fn is_certificate(&self) -> bool {
        matches!(self.held, Some((SectionKind::Certificate, _)))
    }

    /// The private key in it.
    pub fn key(&self) -> Option<PrivateKeyDer<'static>> {
        let (kind, bytes) = self.held.as_ref()?;
        PrivateKeyDer::from_pem(*kind, bytes.clone())
    }
}

/// The sections of a file.
///
/// # Errors
/// [`Fault::Io`], [`Fault::TooLarge`]; [`Fault::NoPem`] where there is none; [`Fault::Section`] where one is broken.
pub(crate) fn sections(file: &Path) -> Result<Vec<Section>, Fault> {
    let io = |source| Fault::Io { file: file.to_owned(), source };
    let mut bytes = Vec::new();
    File::open(file).and_then(|open| open.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::TooLarge { file: file.to_owned() });
    }
    let broken = |line| Fault::Section { file: file.to_owned(), line };
    let found: Vec<Section> = split(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
        .map(|(line, bytes)| section(line, bytes).ok_or_else(|| broken(line)))
        .collect::<Result<_, _>>()?;
    if found.is_empty() { Err(Fault::NoPem { file: file.to_owned() }) } else { Ok(found) }
}

/// What the sections call themselves, each once.
pub(crate) fn labels(sections: &[Section]) -> Vec<String> {
    let mut labels: Vec<String> = sections.iter().map(|section| section.label.clone()).collect();
    labels.sort();
    labels.dedup();
    labels
}

/// The text from each line that begins a section to the next, with the number of that line.
fn split(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')).scan(0, |at, (number, line)| {
        let begins = *at;
        *at += line.len();
        Some((number, begins, line))
    });
    let begun: Vec<(usize, usize)> =
        lines.filter(|(_, _, line)| line.starts_with(BEGIN)).map(|(number, at, _)| (number, at)).collect();
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([bytes.len()]).collect::<Vec<_>>();
    begun.into_iter().zip(ends).map(|((number, at), end)| (number, &bytes[at..end]))
}

/// Reads one section; nothing where it is broken.
fn section(line: usize, bytes: &[u8]) -> Option<Section> {
    let label = bytes.split(|byte| b"\r\n".contains(byte)).next()?.strip_prefix(BEGIN)?;
    let label = String::from_utf8_lossy(label).trim_end().trim_end_matches('-').to_owned();
    // RFC 8018 as PKCS #8 has it (RFC 5958), and the older form of RFC 1421.
    let is_encrypted =
        label.starts_with("ENCRYPTED ") || bytes.windows(19).any(|words| words == b"Proc-Type: 4,ENCRYP");
    let held = match <(SectionKind, Vec<u8>)>::pem_slice_iter(bytes).next() {
        Some(Ok(held)) => Some(held),
        Some(Err(_)) if !is_encrypted => return None,
        _ => None,
    };
    Some(Section { line, label, is_encrypted, held })
}
