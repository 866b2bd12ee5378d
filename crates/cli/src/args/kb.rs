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
    #[command(flatten)]
    pub scope: Scope,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），与 --from 连用；空文件夹取消
    #[arg(long, value_name = "文件夹", requires = "documents")]
    pub words: Option<PathBuf>,
}

/// Which documents of the knowledge base are meant: each kind of condition that is given must hold.
#[derive(Args, Clone, Debug, Default)]
pub struct Scope {
    /// 只看这些文件：文件名、标题、文号或文种；可多次给出
    #[arg(long, value_name = "文件")]
    pub doc: Vec<String>,
    /// 只看这些地区和其下级的文件，如 广元市、四川省；可多次给出
    #[arg(long, value_name = "地区")]
    pub place: Vec<String>,
    /// 只看这几级政府的文件：国家级、省级、市级、县级、乡镇级
    #[arg(long, value_name = "层级", value_delimiter = ',')]
    pub level: Vec<String>,
    /// 只看这一天起印发的文件（YYYY、YYYY-MM 或 YYYY-MM-DD）
    #[arg(long, value_name = "日期")]
    pub issued_from: Option<String>,
    /// 只看到这一天为止印发的文件
    #[arg(long, value_name = "日期")]
    pub issued_until: Option<String>,
}

/// `zhengtu verify`
#[derive(Args, Debug)]
pub struct Verify {
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = DEFAULT_KB, env = "ZHENGTU_KB")]
    pub kb: PathBuf,
}
