//! `zhengtu build`.

use clap::Args;
use std::path::PathBuf;

/// `zhengtu build`.
#[derive(Args, Debug)]
pub struct Build {
    /// 文件或文件夹
    #[arg(required_unless_present = "plan", value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 这些文件是一个方案：总体方案与附件；先写方案名称，再写各文件
    #[arg(long, num_args = 2.., value_names = ["名称", "文件"])]
    pub plan: Vec<String>,
    /// 更正文件；不给则用文件旁的 corrections.toml
    #[arg(long, value_name = "文件")]
    pub corrections: Option<PathBuf>,
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = ".zhengtu", env = "ZHENGTU_KB")]
    pub kb: PathBuf,
    /// 保留知识库中已有的其他文件
    #[arg(long)]
    pub add: bool,
    /// 有任何文件读不了就报错，不写入
    #[arg(long)]
    pub strict: bool,
    /// 解码不了的字节用 � 代替，照样读入
    #[arg(long)]
    pub lossy: bool,
    /// 不管有没有变化，全部重读
    #[arg(long)]
    pub force: bool,
    /// 把知识库的各段合并成一段
    #[arg(long)]
    pub compact: bool,
    /// 处理一个文件最多用几秒，超过的跳过并指出
    #[arg(long, value_name = "秒", default_value_t = 180, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub max_time: u64,
    /// 处理一个文件最多占用多少内存（MiB），超过的跳过并指出
    #[arg(long, value_name = "MiB", default_value_t = 3072, value_parser = clap::value_parser!(u64).range(16..=1_048_576))]
    pub max_memory: u64,
    /// 一次读入许多文件时大约用多少内存（MiB）；放不下的读一批写一批
    #[arg(long, value_name = "MiB", default_value_t = zhengtu_kb::MEMORY)]
    pub memory: usize,
    /// 图中各 IRI 的开头部分
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），补充内置词表并存入知识库；空文件夹取消
    #[arg(long, value_name = "文件夹")]
    pub words: Option<PathBuf>,
}
