//! `zhengtu check` and `zhengtu diff`.

use super::KbOptions;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `zhengtu check`.
#[derive(Args, Debug)]
pub struct Check {
    /// 直接检查这个文件（或文件夹、几个文件），不用知识库
    #[arg(value_name = "文件", group = "documents")]
    pub paths: Vec<PathBuf>,
    /// 把每处发现作为批注写进原文件的副本（docx、xlsx、pdf），其余内容不变
    #[arg(long, value_name = "副本", requires = "paths")]
    pub into: Option<PathBuf>,
    /// 与 --into 同用：改法确定的，同时写成修订建议（docx）
    #[arg(long, requires = "into")]
    pub suggest: bool,
    /// 说明某项检查（不给编码则列出全部检查）
    #[arg(long, value_name = "编码", num_args = 0..=1)]
    pub explain: Option<Option<String>>,
    /// 只做这些检查；编码可以只写开头，如 value
    #[arg(long, value_name = "编码", value_delimiter = ',')]
    pub select: Vec<String>,
    /// 不做这些检查
    #[arg(long, value_name = "编码", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// 与上级的这份计划对照：知识库里的文件（文件名、标题、文号）或另一个文件；列出放宽、推迟、没有承接、牵头不同的任务
    #[arg(long, value_name = "计划", conflicts_with_all = ["checks", "explain"])]
    pub against: Option<String>,
    /// 有这一级别或更严重的发现时，以退出码 1 结束
    #[arg(long, value_enum, value_name = "级别")]
    pub fail_on: Option<Level>,
    /// 例外清单（TOML），每项须写明理由
    #[arg(long, value_name = "文件")]
    pub suppress: Option<PathBuf>,
    /// 检查设置（TOML）：选做哪些、级别、例外、自己的检查；不给则用文件旁的 checks.toml
    #[arg(long, value_name = "文件")]
    pub config: Option<PathBuf>,
    /// 接受这个编号的发现：按原文写进例外清单（--suppress 的文件，不给则写进检查设置）；可多次给出
    #[arg(long, value_name = "编号", value_delimiter = ',', requires = "reason", conflicts_with_all = ["into", "watch"])]
    pub accept: Vec<String>,
    /// 与 --accept 同用：理由
    #[arg(long, value_name = "理由", requires = "accept")]
    pub reason: Option<String>,
    /// 文件每次保存后重新检查，直到按 Ctrl+C
    #[arg(long, requires = "paths")]
    pub watch: bool,
    /// 自己的检查（.rq、.toml 文件）所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub checks: Option<PathBuf>,
    #[command(flatten)]
    pub output: FindingOutput,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// 旧版本
    #[arg(value_name = "旧文件")]
    pub old: PathBuf,
    /// 新版本
    #[arg(value_name = "新文件")]
    pub new: PathBuf,
    /// 有这几种变化，或这一级别及更严重的变化时，以退出码 1 结束
    #[arg(long, value_enum, value_name = "种类或级别", value_delimiter = ',')]
    pub fail_on: Vec<Change>,
    /// 两级比较：下级文件是否承接了上级的任务，是加严还是放宽，缺哪些，自有哪些
    #[arg(long)]
    pub levels: bool,
    /// 把每处变化作为批注写进新版本的副本（docx、xlsx、pdf），其余内容不变
    #[arg(long, value_name = "副本")]
    pub into: Option<PathBuf>,
    /// 把新旧全文左右对照写成 Word 文档
    #[arg(long, value_name = "文件")]
    pub beside: Option<PathBuf>,
    /// 自己的词表文件夹（文件名和写法同内置词表，单位用 .ttl），补充内置词表
    #[arg(long, value_name = "文件夹")]
    pub words: Option<PathBuf>,
    #[command(flatten)]
    pub output: FindingOutput,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// 错误：两处不能同时成立
    Error,
    /// 警告：很可能有误
    Warning,
    /// 提示：值得看一眼
    Info,
}

/// What `diff` may fail on: a kind of change, or a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Change {
    /// 数字、计量单位
    Number,
    /// 界限（不低于、不超过等）
    Limit,
    /// 时限、日期
    Deadline,
    /// 责任单位和正文里的单位
    Unit,
    /// 单位的职责
    Role,
    /// 任务的增减、拆分、合并
    Task,
    /// 移到别处
    Place,
    /// 文字
    Wording,
    /// 错误
    Error,
    /// 警告：任务、数字、界限、时限、单位、职责的变化
    Warning,
    /// 提示：任何变化
    Info,
}

/// How findings are printed, and where.
#[derive(Args, Debug)]
pub struct FindingOutput {
    /// 格式
    #[arg(long, value_enum, default_value_t = FindingFormat::Full)]
    pub format: FindingFormat,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// 两处原文并列，标出行列
    Full,
    /// 一行一条
    Concise,
    /// 每行一个 JSON 对象
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Markdown
    Markdown,
    /// Excel 工作簿
    Xlsx,
    /// Word 文档
    Docx,
}
