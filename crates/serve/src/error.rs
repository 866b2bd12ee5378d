use std::net::SocketAddr;

/// Why the knowledge base cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is open to other machines and no token was given.
    #[error("{bind} 可从别的机器访问：请用 --token 或环境变量 ZHENGTU_TOKEN 给出口令，或只监听 127.0.0.1")]
    NoToken {
        /// The address.
        bind: SocketAddr,
    },
    /// Things would be changed from other machines by nobody knows whom.
    #[error("{bind} 可从别的机器访问：--edit 只能监听本机（127.0.0.1）")]
    EditElsewhere {
        /// The address.
        bind: SocketAddr,
    },
    /// Passwords would go over the network as they are.
    #[error(
        "{bind} 可从别的机器访问，口令会明文经过网络：请用 --cert 和 --key 给出证书和私钥（TLS），或只监听本机，在前面放一个带 TLS 的反向代理，并用 --host 写明其名称"
    )]
    UsersElsewhere {
        /// The address.
        bind: SocketAddr,
    },
    /// The file of users cannot be used.
    #[error(transparent)]
    Users(#[from] crate::users::UsersError),
    /// The token can be guessed.
    #[error("口令太短：至少 {shortest} 个字符")]
    ShortToken {
        /// The least length in characters.
        shortest: usize,
    },
    /// An origin that no browser sends.
    #[error("“{origin}”不是网页来源：应形如 https://intranet.example")]
    Origin {
        /// As given.
        origin: String,
    },
    /// The address cannot be listened at.
    #[error("无法监听 {bind}：{source}")]
    Bind {
        /// The address.
        bind: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// A program without TLS is asked for it.
    #[error("本程序不带 TLS，不能用 --cert 和 --key：请用带 tls 特性的程序，或在前面放一个带 TLS 的反向代理")]
    NoTls,
    /// The certificate or its key cannot be used.
    #[cfg(feature = "tls")]
    #[error(transparent)]
    Tls(#[from] zhengtu_tls::Fault),
    /// The operating system refused something else.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The knowledge base cannot be opened.
    #[error(transparent)]
    Kb(#[from] zhengtu_kb::Error),
    /// The saved queries cannot be read.
    #[error(transparent)]
    Queries(#[from] zhengtu_store::StoreError),
}

impl Error {
    /// What is wrong with the settings, or with certificate and key, in English; the rest as it is said by whoever found it.
    pub fn english(&self) -> String {
        match self {
            Self::NoToken { bind } => format!(
                "{bind} can be reached from other machines: give a token with --token or the environment variable \
                 ZHENGTU_TOKEN, or listen at 127.0.0.1"
            ),
            Self::EditElsewhere { bind } => {
                format!(
                    "{bind} can be reached from other machines: --edit listens at this machine's own address (127.0.0.1)"
                )
            }
            Self::UsersElsewhere { bind } => format!(
                "{bind} can be reached from other machines, and passwords would go over the network as they are: give a \
                 certificate and its key with --cert and --key (TLS), or listen at 127.0.0.1 behind a proxy with TLS whose \
                 name --host gives"
            ),
            Self::ShortToken { shortest } => format!("the token is too short: at least {shortest} characters"),
            Self::Origin { origin } => format!("“{origin}” is no origin: they look like https://intranet.example"),
            Self::Bind { bind, source } => format!("cannot listen at {bind}: {source}"),
            Self::NoTls => {
                "this build has no TLS, so --cert and --key cannot be used: take one with the feature tls, or put a \
                            proxy with TLS in front"
                    .to_owned()
            }
            #[cfg(feature = "tls")]
            Self::Tls(fault) => fault.english(),
            Self::Kb(error) => error.english(),
            Self::Users(_) | Self::Io(_) | Self::Queries(_) => self.to_string(),
        }
    }

    /// Whether the settings are at fault, and not the knowledge base or the machine.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NoToken { .. }
                | Self::ShortToken { .. }
                | Self::EditElsewhere { .. }
                | Self::UsersElsewhere { .. }
                | Self::Origin { .. }
                | Self::NoTls
        )
    }
}
