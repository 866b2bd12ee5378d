//! `zhengtu serve` and `zhengtu mcp`, and the process they run queries in.

use super::KbOptions;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How much memory the process of a query may take, in mebibytes.
pub const MEMORY: u64 = 1024;
/// How much memory the process that reads a file may take, in mebibytes: a scan of many pages takes most.
pub const READING_MEMORY: u64 = 2048;

/// What is read, with whose queries and for how long at once, whoever asks.
#[derive(Args, Debug)]
pub struct Reading {
    /// 自己的查询所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub queries: Option<PathBuf>,
    /// 一个请求最长多少秒
    #[arg(long, value_name = "秒", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu serve`.
#[derive(Args, Debug)]
#[command(
    after_help = "例：\n  zhengtu serve\n  zhengtu serve --bind 0.0.0.0:8741 --host plans.example --cert 证书链.pem --key 私钥.pem --users 用户名单\n  zhengtu serve --users 用户名单 --add-user 张三 --right edit"
)]
pub struct Serve {
    /// 监听的地址和端口；端口 0 由系统选
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8741")]
    pub bind: SocketAddr,
    /// 访问口令，至少 16 个字符；监听本机以外的地址时必须给出
    #[arg(long, value_name = "口令", env = "ZHENGTU_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// 除监听地址外还可用的主机名；可多次给出
    #[arg(long, value_name = "名称")]
    pub host: Vec<String>,
    /// 允许哪个网页来源跨域读取，如 https://intranet.example；可多次给出
    #[arg(long, value_name = "来源")]
    pub allow_origin: Vec<String>,
    /// 服务器的证书和通向签发机构的证书（PEM），与 --key 同用：改用 HTTPS；文件换了会重新读
    #[arg(long, value_name = "文件", requires = "key")]
    pub cert: Option<PathBuf>,
    /// 证书的私钥（PEM：PKCS #8、PKCS #1 或 SEC 1，不加口令）；可与证书在同一文件
    #[arg(long, value_name = "文件", requires = "cert")]
    pub key: Option<PathBuf>,
    /// 可在网页里修改：放入文件、更正、核对结论、填报进展；只限本机
    #[arg(long)]
    pub edit: bool,
    /// 用户名单：名称、权限和口令散列；有了它，人人都要登录，修改按权限，并记名
    #[arg(long, value_name = "文件")]
    pub users: Option<PathBuf>,
    /// 往用户名单里加一个人后结束；口令从标准输入读
    #[arg(long, value_name = "名称", requires = "users")]
    pub add_user: Option<String>,
    /// 与 --add-user 同用：只查阅、可填报进展，或可修改
    #[arg(long, value_name = "权限", default_value = "read", value_parser = ["read", "report", "edit"])]
    pub right: String,
    #[command(flatten)]
    pub reading: Reading,
}

/// `zhengtu mcp`.
#[cfg(feature = "mcp")]
#[derive(Args, Debug)]
#[command(
    after_help = "例（写进助手的 MCP 配置）：\n  {\"mcpServers\": {\"zhengtu\": {\"command\": \"zhengtu\", \"args\": [\"mcp\", \"--kb\", \"/知识库目录\"]}}}\n\nzhengtu serve 在 /mcp 提供同样的工具。"
)]
pub struct Mcp {
    #[command(flatten)]
    pub reading: Reading,
}

/// `zhengtu read-worker`, which `serve` starts for a file that was put in.
#[derive(Args, Debug)]
pub struct ReadWorker {
    /// 最多占用多少 MiB 内存
    #[arg(long, value_name = "MiB", default_value_t = READING_MEMORY)]
    pub memory: u64,
    /// 建立在哪个目录
    #[arg(long, value_name = "目录")]
    pub kb: PathBuf,
    /// 自己的词表文件夹
    #[arg(long, value_name = "文件夹")]
    pub words: Option<PathBuf>,
    /// 文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
}

/// `zhengtu sparql-worker`, which `serve` and `mcp` start for themselves.
#[derive(Args, Debug)]
pub struct Worker {
    /// 最多占用多少 MiB 内存
    #[arg(long, value_name = "MiB", default_value_t = MEMORY)]
    pub memory: u64,
}
