//! `zhengtu progress`: ledgers that come back filled, and how the tasks stand.

mod history;
mod import;
mod report;

use crate::args::{KbOptions, Lang};
use crate::failure::Failure;
use clap::{Args, Subcommand, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use std::io::IsTerminal;
use std::path::PathBuf;
use zhengtu_ledger::part_name;
use zhengtu_model::{Report, Task};
use zhengtu_progress::Link;

/// The most reports that a warning names one by one.
const MOST_NAMED: usize = 10;

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
    /// 格式
    #[arg(long, value_enum, default_value_t = BoardFormat::Table)]
    pub format: BoardFormat,
    /// CSV 以 BOM 开头，便于 Excel 识别
    #[arg(long)]
    pub bom: bool,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
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
    /// 格式
    #[arg(long, value_enum, default_value_t = BoardFormat::Table)]
    pub format: BoardFormat,
    /// CSV 以 BOM 开头，便于 Excel 识别
    #[arg(long)]
    pub bom: bool,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub kb: KbOptions,
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

/// Does what was asked for.
pub fn run(options: &Progress, lang: Lang) -> Result<(), Failure> {
    match &options.command {
        ProgressCommand::Import(options) => import::run(options, lang),
        ProgressCommand::Report(options) => report::run(options, lang),
        ProgressCommand::List(options) => history::run(options, lang),
    }
}

/// A table for a terminal; a Chinese character counts as two columns.
fn grid(captions: &[String], rows: &[Vec<String>]) -> String {
    let mut grid = Table::new();
    grid.load_style(presets::UTF8_BORDERS_ONLY);
    if std::io::stdout().is_terminal() {
        grid.set_content_arrangement(ContentArrangement::Dynamic);
    }
    grid.set_header(captions);
    for row in rows {
        let visible =
            |text: &String| text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect::<String>();
        grid.add_row(row.iter().map(visible));
    }
    format!("{grid}\n")
}

/// A task as messages name it: 附件6 三/一/2 推行“多税合一综合申报”.
fn name_of(task: &Task) -> String {
    format!("{} {} {}", part_name(task.part), task.path, task.title)
}

/// Says which reports speak of tasks that have changed, moved or gone since.
pub fn warn_of_changes(links: &[(&Report, Link<'_>)], lang: Lang) {
    let named = |report: &Report| format!("{} {} {}", part_name(report.part), report.path, report.title);
    let mut lines: Vec<String> = Vec::new();
    for (report, link) in links {
        let (name, date) = (named(report), report.date);
        let line = match (link, lang) {
            (Link::Same(_), _) => continue,
            (Link::Changed(task), Lang::Zh) => {
                format!("{date} 的报告所报任务文字已改动，仍按标识对应：{name} → {}", name_of(task))
            }
            (Link::Changed(task), Lang::En) => format!(
                "the text of a task has changed since the report of {date}, which stays with it: {name} → {}",
                name_of(task)
            ),
            (Link::Moved(task), Lang::Zh) => format!("{date} 的报告随原文对应到新的位置：{name} → {}", name_of(task)),
            (Link::Moved(task), Lang::En) => {
                format!("the report of {date} follows its text to another place: {name} → {}", name_of(task))
            }
            (Link::Lost(near), Lang::Zh) => {
                let near = near.map(|task| format!("；最接近的是 {}", name_of(task))).unwrap_or_default();
                format!("{date} 的报告所报任务已不在，未计入：{name}{near}")
            }
            (Link::Lost(near), Lang::En) => {
                let near = near.map(|task| format!("; the nearest is {}", name_of(task))).unwrap_or_default();
                format!("the task of the report of {date} is gone, and the report not counted: {name}{near}")
            }
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for line in lines.iter().take(MOST_NAMED) {
        eprintln!("{line}");
    }
    if let Some(more) = lines.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        match lang {
            Lang::Zh => eprintln!("另有 {more} 条；全部见 zhengtu progress list。"),
            Lang::En => eprintln!("and {more} more; all of them: zhengtu progress list."),
        }
    }
}
