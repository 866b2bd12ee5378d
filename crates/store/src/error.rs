use crate::query::SyntaxFault;
use std::path::PathBuf;
use std::time::Duration;

/// What can go wrong with a graph or a query.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file cannot be read or written.
    #[error("无法读写 {path}：{source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no graph, or a damaged one.
    #[error("图文件已损坏（{0}）：请用 zhengtu build 重新生成知识库")]
    Damaged(&'static str),
    /// The file was written by another version.
    #[error("图文件的版本是 {found}，本程序读写版本 {expected}：请用 zhengtu build 重新生成知识库")]
    Version {
        /// The version of the file.
        found: u32,
        /// The version this program reads.
        expected: u32,
    },
    /// A graph of more than 4,294,967,295 terms.
    #[error("图太大：超过 42 亿个词项")]
    TooLarge,
    /// The query is not SPARQL 1.1.
    #[error("{0}")]
    Syntax(SyntaxFault),
    /// The query asks for something that is refused or that cannot be done.
    #[error("{0}")]
    Refused(String),
    /// A saved query is wrong.
    #[error("保存的查询 {name} 有误：{message}")]
    SavedQuery {
        /// Its name.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// No saved query has this name.
    #[error("没有名为 {name} 的查询{}", list("；相近的有：", .near))]
    UnknownQuery {
        /// The name.
        name: String,
        /// The names that come near.
        near: Vec<String>,
    },
    /// A parameter of a saved query is missing, unknown, or has no usable value.
    #[error("{0}")]
    Parameter(String),
    /// Nothing has the name given.
    #[error("参数 {parameter}：没有叫“{given}”的{kind}{}", list("；可用的有：", .candidates))]
    Name {
        /// The parameter.
        parameter: String,
        /// 单位, 文件.
        kind: &'static str,
        /// What was given.
        given: String,
        /// What there is, the nearest names first.
        candidates: Vec<String>,
    },
    /// The query took too long.
    #[error("查询超过时间上限 {:.1} 秒，已停止：可缩小范围，或用 --timeout 放宽", .0.as_secs_f64())]
    TimeLimit(Duration),
    /// The query failed while it ran.
    #[error("查询失败：{0}")]
    Evaluation(String),
    /// The results cannot be written.
    #[error("无法写出：{0}")]
    Write(std::io::Error),
    /// A file to be imported is not what its name says.
    #[error("无法导入：{0}")]
    Import(String),
    /// The endpoint answered with an error or not at all.
    #[error("查询端点出错：{0}")]
    Endpoint(String),
    /// No encrypted connection to the endpoint came about.
    #[cfg(feature = "tls")]
    #[error("查询端点出错：{url}：{refusal}")]
    Connection {
        /// The address.
        url: String,
        /// Why.
        refusal: zhengtu_tls::Refusal,
    },
    /// Nobody whose word is taken for the certificate of an endpoint.
    #[cfg(feature = "tls")]
    #[error(transparent)]
    Authorities(#[from] zhengtu_tls::Fault),
}

impl StoreError {
    /// Whether the caller's words are at fault (exit status 2) and not the knowledge base (3).
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Syntax(_)
                | Self::Refused(_)
                | Self::SavedQuery { .. }
                | Self::UnknownQuery { .. }
                | Self::Parameter(_)
                | Self::Name { .. }
        )
    }

    /// Why a connection was not encrypted, in English; all else as it is said.
    pub fn english(&self) -> String {
        match self {
            #[cfg(feature = "tls")]
            Self::Connection { url, refusal } => format!("the endpoint cannot be asked: {url}: {}", refusal.english()),
            #[cfg(feature = "tls")]
            Self::Authorities(fault) => fault.english(),
            error => error.to_string(),
        }
    }
}

fn list(lead: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("{lead}{}", names.join("、")) }
}
