//! Certificates and keys from their files, and what is said of those that cannot be used. `pki/make` made them.

use std::path::{Path, PathBuf};
use zhengtu_tls::{Fault, authorities, server};

fn pki(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pki").join(name)
}

/// A file of a folder of its own.
fn with(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("one.pem");
    std::fs::write(&file, content).unwrap();
    (folder, file)
}

fn fault(certificate: &Path, key: &Path) -> Fault {
    server(certificate, key).err().unwrap_or_else(|| panic!("{} with {}", certificate.display(), key.display()))
}

#[test]
fn keys_of_every_form_are_taken_and_both_may_stand_in_one_file() {
    for (certificate, key) in
        [("chain.pem", "key.pem"), ("chain.pem", "key.sec1.pem"), ("expired.pem", "key.pem"), ("rsa.pem", "rsa.pem")]
    {
        assert!(server(&pki(certificate), &pki(key)).is_ok(), "{certificate} {key}");
    }
    // With another system's line ends, a mark of the byte order and remarks around it.
    let text = std::fs::read_to_string(pki("chain.pem")).unwrap().replace('\n', "\r\n");
    let (_folder, file) = with(format!("\u{feff}remark\r\n{text}").as_bytes());
    assert!(server(&file, &pki("key.pem")).is_ok());
    assert_eq!(authorities(&file).unwrap().len(), 2);
}

#[test]
fn what_cannot_be_used_is_named_with_its_file_and_line() {
    let chain = pki("chain.pem");
    assert!(matches!(fault(&chain, &pki("nowhere.pem")), Fault::Io { .. }));
    assert!(matches!(fault(&pki("nowhere.pem"), &pki("key.pem")), Fault::Io { .. }));
    assert!(matches!(fault(&chain, &pki("key.encrypted.pem")), Fault::Encrypted { line: 1, .. }));
    assert!(matches!(fault(&chain, &pki("rsa.pem")), Fault::OtherKey { line, .. } if line > 1));
    // The one in the place of the other.
    assert!(matches!(fault(&pki("key.pem"), &chain), Fault::NoCertificate { found, .. } if found == ["PRIVATE KEY"]));
    assert!(matches!(fault(&chain, &chain), Fault::NoKey { found, .. } if found == ["CERTIFICATE"]));
    // The server's own is not the first.
    let turned = [std::fs::read(pki("ca.pem")).unwrap(), std::fs::read(&chain).unwrap()].concat();
    let (_folder, file) = with(&turned);
    assert!(matches!(fault(&file, &pki("key.pem")), Fault::OtherKey { .. }));
    for said in [fault(&file, &pki("key.pem")).to_string(), fault(&file, &pki("key.pem")).english()] {
        assert!(said.contains("key.pem") && said.contains("one.pem") && said.contains('1'), "{said}");
    }
}

#[test]
fn broken_files_are_refused() {
    let key = pki("key.pem");
    let whole = std::fs::read(pki("chain.pem")).unwrap();
    let second = whole.windows(10).rposition(|words| words == b"-----BEGIN").unwrap();
    let line = 1 + whole[..second].iter().filter(|byte| **byte == b'\n').count();
    for (content, expected) in [(&whole[..whole.len() - 40], line), (&whole[..second - 40], 1)] {
        let (_folder, file) = with(content);
        assert!(matches!(fault(&file, &key), Fault::Section { line, .. } if line == expected), "{expected}");
    }
    // Not Base64; not what it says it is.
    let (_folder, file) = with(b"-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----\n");
    assert!(matches!(fault(&file, &key), Fault::Section { line: 1, .. }));
    let (_folder, file) = with(b"\n\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assert!(matches!(fault(&file, &key), Fault::Certificate { line: 3, .. }));
    assert!(matches!(authorities(&file), Err(Fault::Certificate { line: 3, .. })));
    let (_folder, file) = with(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assert!(matches!(fault(&pki("chain.pem"), &file), Fault::Key { line: 1, .. }));
    for content in [&b""[..], b"\x30\x82\x01\x0a\x02", b"text\n"] {
        let (_folder, file) = with(content);
        assert!(matches!(fault(&file, &key), Fault::NoPem { .. }));
    }
    assert!(matches!(fault(Path::new(env!("CARGO_MANIFEST_DIR")), &key), Fault::Io { .. }));
}

#[test]
fn every_file_that_is_cut_or_turned_ends_in_a_fault_or_a_server() {
    let whole = std::fs::read(pki("chain.pem")).unwrap();
    for at in (0..whole.len()).step_by(37) {
        let mut turned = whole.clone();
        turned[at] ^= 0x41;
        for content in [&whole[..at], &turned] {
            let (_folder, file) = with(content);
            if let Err(fault) = server(&file, &pki("key.pem")) {
                assert!(fault.to_string().contains("one.pem") && fault.english().contains("one.pem"), "{fault}");
            }
        }
    }
}
