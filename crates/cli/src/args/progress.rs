//! `zhengtu progress`.

use super::KbOptions;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `zhengtu progress`.
#[derive(Args, Debug)]
pub struct Progress {
    /// 要做的事
    #[command(subcommand)]
    pub command: ProgressCommand,
}

/// What can be done with reports of progress.
#[derive(Debug, Subcommand)]
pub enum ProgressCommand {
    /// 收回填好的台账：按标识对上任务，保留每次报告
    Import(ImportOptions),
    /// 某日各单位的任务：已完成、正常推进、即将到期、已逾期
    Report(ReportOptions),
    /// 每项任务历次的进展报告
    List(ListOptions),
}

/// `zhengtu progress import`.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// 填好的台账（xlsx、xls）
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 报告日期（YYYY-MM-DD）；不给则用台账上的填报日期，再没有则用今天
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// 报告来源；不给则用台账上的填报单位，再没有则用文件名
    #[arg(long, value_name = "名称")]
    pub source: Option<String>,
    /// 有任何一行收不进来就报错，一行也不收
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu progress report`.
#[derive(Args, Debug)]
pub struct ReportOptions {
    /// 把这一天当作今天（YYYY-MM-DD）
    #[arg(long, value_name = "日期")]
    pub today: Option<String>,
    /// 只看这个单位，不论牵头、负责还是配合
    #[arg(long, value_name = "单位")]
    pub unit: Option<String>,
    /// 只列这些灯，如 overdue,due-soon
    #[arg(long, value_name = "灯", value_delimiter = ',')]
    pub light: Vec<String>,
    /// 表格中列出全部任务，而不只是要留意的
    #[arg(long)]
    pub all: bool,
    /// 自己的灯色设置（TOML）：哪些词算完成、滞后，到期前几天提醒
    #[arg(long, value_name = "文件")]
    pub lights: Option<PathBuf>,
    /// 印发日期（YYYY-MM-DD），“印发之日起30日内”由此推算
    #[arg(long, value_name = "日期")]
    pub issued: Option<String>,
    #[command(flatten)]
    pub output: BoardOutput,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu progress list`.
#[derive(Args, Debug)]
pub struct ListOptions {
    /// 只看这项任务：标识、编号（如 附件6 三/一/2）或名称中的字词
    #[arg(long, value_name = "任务")]
    pub task: Option<String>,
    /// 只看这个来源的报告
    #[arg(long, value_name = "名称")]
    pub source: Option<String>,
    #[command(flatten)]
    pub output: BoardOutput,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// How progress is printed, and where.
#[derive(Args, Debug)]
pub struct BoardOutput {
    /// 格式
    #[arg(long, value_enum, default_value_t = BoardFormat::Table)]
    pub format: BoardFormat,
    /// CSV 以 BOM 开头，便于 Excel 识别
    #[arg(long)]
    pub bom: bool,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
}

/// How progress is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BoardFormat {
    /// 给人看的表格
    Table,
    /// CSV
    Csv,
    /// 每行一个 JSON 对象
    Jsonl,
    /// Markdown 表格
    Md,
    /// Excel 工作簿
    Xlsx,
}
