//! `zhengtu text`, `zhengtu outline` and `zhengtu extract`: files by themselves, without a knowledge base.

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

/// `zhengtu extract`.
#[derive(Args, Debug)]
pub struct Extract {
    /// 文件；“-”从标准输入读
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 标准输入里怎样分份：one 只有一份；nul 多份文本，各以 NUL 字节结束；length 每份前有一行“字节数 名称”
    #[arg(long, value_enum, default_value_t = Frame::One)]
    pub frame: Frame,
    /// 标准输入只有一份时，它的文件名
    #[arg(long, value_name = "名称", default_value = "-")]
    pub name: String,
    /// 只要这些记录，用逗号分开：documents、parts、clauses、tasks、targets、citations、units、findings
    #[arg(long, value_name = "种类", value_delimiter = ',')]
    pub only: Vec<String>,
    /// 解码不了的字节用 � 代替，照样读入
    #[arg(long)]
    pub lossy: bool,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），补充内置词表
    #[arg(long, value_name = "文件夹")]
    pub words: Option<PathBuf>,
}

/// How the documents on standard input are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Frame {
    /// 只有一份
    One,
    /// 多份文本，各以 NUL 字节结束
    Nul,
    /// 每份前有一行“字节数 名称”
    Length,
}
