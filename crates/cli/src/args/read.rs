//! `zhengtu text` and `zhengtu outline`: a single file.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `zhengtu text`.
#[derive(Args, Debug)]
pub struct Text {
    /// 文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 逐块打印：种类、位置、页码
    #[arg(long)]
    pub blocks: bool,
    /// 解码不了的字节用 � 代替，照样读入
    #[arg(long)]
    pub lossy: bool,
}

/// `zhengtu outline`.
#[derive(Args, Debug)]
pub struct Outline {
    /// 文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = OutlineFormat::Tree)]
    pub format: OutlineFormat,
    /// 解码不了的字节用 � 代替，照样读入
    #[arg(long)]
    pub lossy: bool,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），补充内置词表
    #[arg(long, value_name = "文件夹")]
    pub words: Option<PathBuf>,
}

/// How an outline is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutlineFormat {
    /// 缩进的树
    Tree,
    /// JSON
    Json,
}
