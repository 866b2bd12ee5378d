use rustls::CertificateError;
use std::error::Error;
use std::fmt;

/// Why a client does not go on with a server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// No authority that is trusted answers for the certificate.
    Untrusted,
    /// The time of the certificate is over, or has not come.
    Expired,
    /// The certificate is for other names.
    OtherName,
    /// The certificate is that of an authority, as `openssl req -x509` makes it unless told.
    Authority,
    /// The certificate cannot be believed for another reason.
    Certificate(String),
    /// The server does not speak TLS, or no version that this program does.
    NoTls,
    /// The talk broke off.
    Other(String),
}

impl Refusal {
    /// What is behind an error of whoever asked, where it is of TLS.
    pub fn behind(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref::<rustls::Error>() {
                return Some(Self::of(found));
            }
            // An error of input and output holds another, and says of itself what that one's source is.
            let held = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
            next = held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source());
        }
        None
    }

    /// What an error of TLS means.
    pub fn of(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(fault) => match fault {
                CertificateError::UnknownIssuer => Self::Untrusted,
                CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. } => Self::Expired,
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Self::OtherName,
                // The library has no name of its own for what its verifier found.
                CertificateError::Other(found) if format!("{found:?}").contains("CaUsedAsEndEntity") => Self::Authority,
                other => Self::Certificate(other.to_string()),
            },
            rustls::Error::InvalidMessage(_)
            | rustls::Error::PeerIncompatible(_)
            | rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion) => Self::NoTls,
            other => Self::Other(other.to_string()),
        }
    }

    /// The same in English.
    pub fn english(&self) -> String {
        match self {
            Self::Untrusted => {
                "its certificate was issued by nobody whom this machine trusts; name the certificate of your \
                                office's authority with --ca FILE or SSL_CERT_FILE"
                    .to_owned()
            }
            Self::Expired => {
                "its certificate has expired or is not valid yet (or this machine's clock is wrong)".to_owned()
            }
            Self::OtherName => {
                "its certificate is for another name (subjectAltName): use the name that it was issued for".to_owned()
            }
            Self::Authority => {
                "its certificate is that of an authority (CA:TRUE) and no server's: it has to be issued anew, with \
                                basicConstraints=CA:FALSE"
                    .to_owned()
            }
            Self::Certificate(why) => format!("its certificate cannot be believed: {why}"),
            Self::NoTls => {
                "it does not speak HTTPS there (TLS 1.2 or 1.3): is the port right, or is it http://?".to_owned()
            }
            Self::Other(why) => format!("the encrypted connection failed: {why}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untrusted => out.write_str(
                "它的证书不是本机信任的机构签发的；单位自己的签发机构，请用 --ca 文件 或 SSL_CERT_FILE 指明其证书",
            ),
            Self::Expired => out.write_str("它的证书过期了或还没有生效（也可能是本机的时钟不对）"),
            Self::OtherName => out.write_str("它的证书是别的名称的（subjectAltName 里没有这个）：请用证书里的名称访问"),
            Self::Authority => out
                .write_str("它的证书是签发机构的（CA:TRUE），不是服务器的：应重新签发，写明 basicConstraints=CA:FALSE"),
            Self::Certificate(why) => write!(out, "它的证书不可信：{why}"),
            Self::NoTls => out.write_str("它在那里不用 HTTPS（TLS 1.2 或 1.3）：端口对不对，是否应写 http://？"),
            Self::Other(why) => write!(out, "加密的连接没有建成：{why}"),
        }
    }
}
