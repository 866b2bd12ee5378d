//! `zhengtu import`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `zhengtu import`.
#[derive(Args, Debug)]
pub struct Import {
    /// 导入什么
    #[arg(value_enum, value_name = "种类")]
    pub what: Importable,
    /// 图文件：Turtle（.ttl）、N-Triples（.nt）、N-Quads（.nq）、TriG（.trig）、JSON-LD（.jsonld）
    #[arg(value_name = "文件", required_unless_present_any = ["list", "remove"])]
    pub files: Vec<PathBuf>,
    /// 列出已导入的图
    #[arg(long, conflicts_with_all = ["files", "remove"])]
    pub list: bool,
    /// 移除已导入的图；可多次给出
    #[arg(long, value_name = "名称", conflicts_with = "files")]
    pub remove: Vec<String>,
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = ".zhengtu", env = "ZHENGTU_KB")]
    pub kb: PathBuf,
    /// 图中各 IRI 的开头部分，仅用于新建的知识库
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Importable {
    /// 图谱（RDF）
    Graph,
}
