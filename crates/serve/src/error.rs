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
        "{bind} 可从别的机器访问，口令会明文经过网络：--users 只能监听本机，请在前面放一个带 TLS 的反向代理，并用 --host 写明其名称"
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
    /// Whether the settings are at fault, and not the knowledge base or the machine.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NoToken { .. }
                | Self::ShortToken { .. }
                | Self::EditElsewhere { .. }
                | Self::UsersElsewhere { .. }
                | Self::Origin { .. }
        )
    }
}
