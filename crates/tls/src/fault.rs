use std::io;
use std::path::PathBuf;

/// What is wrong with a file of certificates or keys.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It cannot be read.
    #[error("读不了 {}：{source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is larger than any of its kind.
    #[error("{} 太大，不会是证书或私钥（PEM）", file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
    },
    /// No line begins a section.
    #[error("{} 不是 PEM 文件：没有“-----BEGIN”开头的行（DER 格式可用 openssl 转成 PEM）", file.display())]
    NoPem {
        /// The file.
        file: PathBuf,
    },
    /// A section does not end, or is no Base64.
    #[error("{} 第 {line} 行开始的一段不完整，或不是 Base64", file.display())]
    Section {
        /// The file.
        file: PathBuf,
        /// The line that begins the section, counted from 1.
        line: usize,
    },
    /// No section is a certificate.
    #[error("{} 里没有证书（-----BEGIN CERTIFICATE-----），只有 {}", file.display(), found.join("、"))]
    NoCertificate {
        /// The file.
        file: PathBuf,
        /// What its sections are called.
        found: Vec<String>,
    },
    /// A section that says it is one is no certificate.
    #[error("{} 第 {line} 行开始的一段不是 X.509 证书", file.display())]
    Certificate {
        /// The file.
        file: PathBuf,
        /// The line that begins the section.
        line: usize,
    },
    /// No section is a private key.
    #[error("{} 里没有私钥（-----BEGIN PRIVATE KEY----- 等），只有 {}", file.display(), found.join("、"))]
    NoKey {
        /// The file.
        file: PathBuf,
        /// What its sections are called.
        found: Vec<String>,
    },
    /// The key is under a password.
    #[error("{} 第 {line} 行的私钥用口令加了密；请先解密：openssl pkey -in 文件 -out 新文件", file.display())]
    Encrypted {
        /// The file.
        file: PathBuf,
        /// The line that begins the section.
        line: usize,
    },
    /// A key of no use for TLS, or damaged.
    #[error("{} 第 {line} 行的私钥不能用：应是 RSA（2048 位以上）、ECDSA（P-256、P-384）或 Ed25519", file.display())]
    Key {
        /// The file.
        file: PathBuf,
        /// The line that begins the section.
        line: usize,
    },
    /// The key is that of another certificate.
    #[error("{} 第 {line} 行的私钥不是 {} 里第一张证书的（服务器自己的证书应排在最前）", file.display(), certificate.display())]
    OtherKey {
        /// The file of the key.
        file: PathBuf,
        /// The line that begins the section.
        line: usize,
        /// The file of the certificate.
        certificate: PathBuf,
    },
    /// The library of TLS refuses it for another reason.
    #[error("{} 不能用：{source}", file.display())]
    Other {
        /// The file of the certificate.
        file: PathBuf,
        /// Why.
        source: rustls::Error,
    },
    /// None of the files is there in which systems keep whom they trust.
    #[error("没有找到本机信任的证书：请用 --ca 文件 或环境变量 SSL_CERT_FILE 指明（PEM）")]
    NoAuthorities,
}

impl Fault {
    /// The same in English.
    pub fn english(&self) -> String {
        match self {
            Self::Io { file, source } => format!("{} cannot be read: {source}", file.display()),
            Self::TooLarge { file } => format!("{} is too large for a certificate or key (PEM)", file.display()),
            Self::NoPem { file } => {
                format!(
                    "{} is no PEM file: no line begins with -----BEGIN (openssl converts DER to PEM)",
                    file.display()
                )
            }
            Self::Section { file, line } => {
                format!("{}, line {line}: the section that begins here has no end, or is no Base64", file.display())
            }
            Self::NoCertificate { file, found } => format!(
                "{} has no certificate (-----BEGIN CERTIFICATE-----), only {}",
                file.display(),
                found.join(", ")
            ),
            Self::Certificate { file, line } => {
                format!("{}, line {line}: the section that begins here is no X.509 certificate", file.display())
            }
            Self::NoKey { file, found } => format!(
                "{} has no private key (-----BEGIN PRIVATE KEY----- or the like), only {}",
                file.display(),
                found.join(", ")
            ),
            Self::Encrypted { file, line } => format!(
                "{}, line {line}: the key is under a password; decrypt it first: openssl pkey -in FILE -out NEW",
                file.display()
            ),
            Self::Key { file, line } => format!(
                "{}, line {line}: the key is of no use: RSA (2048 bits or more), ECDSA (P-256, P-384) or Ed25519 is needed",
                file.display()
            ),
            Self::OtherKey { file, line, certificate } => format!(
                "{}, line {line}: not the key of the first certificate in {} (the server's own has to come first)",
                file.display(),
                certificate.display()
            ),
            Self::Other { file, source } => format!("{} cannot be used: {source}", file.display()),
            Self::NoAuthorities => {
                "no certificates were found that this machine trusts: name some with --ca FILE or the \
                                    environment variable SSL_CERT_FILE (PEM)"
                    .to_owned()
            }
        }
    }
}
