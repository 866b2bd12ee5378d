//! Which knowledge base a command reads.

use clap::Args;
use std::path::PathBuf;

/// The knowledge base that commands read where none is named.
pub const DEFAULT_KB: &str = ".zhengtu";

/// Which knowledge base to read.
#[derive(Args, Clone, Debug)]
pub struct KbOptions {
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = DEFAULT_KB, env = "ZHENGTU_KB")]
    pub kb: PathBuf,
    /// 先用这个文件或文件夹建立或刷新知识库；可多次给出
    #[arg(long, value_name = "路径", group = "documents")]
    pub from: Vec<PathBuf>,
    /// 与 --from 同用：更正文件；不给则用文件旁的 corrections.toml
    #[arg(long, value_name = "文件", requires = "documents")]
    pub corrections: Option<PathBuf>,
    /// 只看这一个文件
    #[arg(long, value_name = "文件名")]
    pub doc: Option<String>,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），与 --from 连用；空文件夹取消
    #[arg(long, value_name = "文件夹", requires = "documents")]
    pub words: Option<PathBuf>,
}

/// `zhengtu verify`
#[derive(Args, Debug)]
pub struct Verify {
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = DEFAULT_KB, env = "ZHENGTU_KB")]
    pub kb: PathBuf,
}
