//! The arguments of the command line, a module for the options of each command.

mod ask;
mod build;
mod check;
mod export;
mod import;
mod install;
mod kb;
mod progress;
mod query;
mod read;
mod search;
mod serve;

pub use ask::{Ask, Audit};
pub use build::Build;
pub use check::{Change, Check, Diff, FindingFormat, Level};
pub use export::{By, Export, Group, LedgerOptions, Records};
pub use import::Import;
pub use install::{Completions, Manual};
pub use kb::{DEFAULT_KB, KbOptions, Scope, Verify};
pub use progress::{BoardFormat, ImportOptions, ListOptions, Progress, ProgressCommand, ReportOptions};
pub use query::{Queries, Query, Validate};
pub use read::{Extract, Frame, Outline, OutlineFormat, Text};
pub use search::{Search, SearchOrder};
#[cfg(feature = "mcp")]
pub use serve::Mcp;
pub use serve::{MEMORY, ReadWorker, Reading, Serve, Worker};

use crate::lang::{self, Lang};
use clap::{Parser, Subcommand, ValueEnum};

/// 政图：把政府计划读成可检索、可提问、可核对的知识图谱。
#[derive(Debug, Parser)]
#[command(name = "zhengtu", version, disable_help_subcommand = true)]
#[command(
    after_help = "例：\n  zhengtu ask --from 计划文件夹 '县税务局牵头、2021年6月底前完成的任务有哪些？'\n  zhengtu build 计划.txt && zhengtu search 不动产登记\n\n退出码：0 完成；1 发现了要求报错的问题；2 命令行有误；3 输入或知识库不可用。"
)]
pub struct Arguments {
    /// 程序提示用语：zh 中文，en 英文
    #[arg(long, global = true, value_parser = lang::parser(), default_value = "zh")]
    pub lang: Lang,
    /// 扫描件用哪个程序识别文字：auto 装了就用（先 RapidOCR，再 Tesseract），off 不用，或 rapidocr、tesseract、程序的路径
    #[arg(long, global = true, value_name = "程序", default_value = "auto", env = "ZHENGTU_OCR")]
    pub ocr: String,
    /// 要做的事
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 读入文件，建立或刷新知识库
    Build(Build),
    /// 打印读到的文本（各记录的偏移即对此计数）
    Text(Text),
    /// 打印读出的结构：部分、章节、条目
    Outline(Outline),
    /// 不建知识库，直接读出记录：每份文件一行 JSON；可从管道读入多份
    #[command(
        after_help = "例：\n  zhengtu extract 方案.docx --only tasks,targets\n  cat 方案.pdf | zhengtu extract - --name 方案.pdf\n  printf '%s\\0' \"$甲\" \"$乙\" | zhengtu extract - --frame nul\n\n读不了的一份得到一行 {\"doc\": …, \"error\": …}，其余照常；退出码为 3。"
    )]
    Extract(Extract),
    /// 导出：任务、目标等记录，图谱，任务台账，日历，供分析用的表和网络
    Export(Export),
    /// 导入别处的图，与文件一起查询；每次建立知识库都保留
    Import(Import),
    /// 任务进展：收回填好的台账，列出完成、到期、逾期
    Progress(Progress),
    /// 按字词检索条款
    Search(Search),
    /// 运行保存的查询或 .rq 文件（SPARQL 1.1）
    Query(Query),
    /// 列出保存的查询：回答什么、有哪些参数
    Queries(Queries),
    /// 检查别处来的图（RDF 文件）是否合于本体的形状（SHACL），逐条说明；不合时退出状态为 1
    Validate(Validate),
    /// 用中文或英文提问
    Ask(Ask),
    /// 列出每个数字、日期、单位名被当作什么，以及没有读懂的
    Audit(Audit),
    /// 检查知识库的每个文件是否与写入时一致
    Verify(Verify),
    /// 核对：总体方案与附件、前后文之间不一致的地方
    Check(Check),
    /// 比较两个版本：任务、单位、时限、目标的变化
    Diff(Diff),
    /// 在浏览器里检索、阅读、核对；并提供 SPARQL 和 JSON 接口
    Serve(Serve),
    /// 供助手使用：经标准输入输出提供 MCP 工具（检索、提问、核对、核实引文）
    #[cfg(feature = "mcp")]
    Mcp(Mcp),
    /// 哪些设置有效、从哪里来（zhengtu.toml、环境变量、内置）
    #[command(
        after_help = "例（zhengtu.toml，放在知识库旁边或 ~/.config/zhengtu/ 里；相对路径从该文件算起）：\n  kb = \".zhengtu\"\n  lang = \"zh\"\n  ocr = \"auto\"\n  words = \"words\"\n  queries = \"queries\"\n\n命令行优先于环境变量，环境变量优先于知识库旁边的文件，再优先于用户文件夹里的。"
    )]
    Config,
    /// 打印命令行的自动补全脚本
    Completions(Completions),
    /// 打印手册页（man）
    Manual(Manual),
    /// 供 serve 内部使用：在可以随时停掉的进程里运行查询
    #[command(hide = true)]
    SparqlWorker(Worker),
    /// 供 serve 内部使用：在可以随时停掉的进程里读入放进来的文件
    #[command(hide = true)]
    ReadWorker(ReadWorker),
}

/// How hits and answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HitFormat {
    /// 给人看的文本
    Text,
    /// 每行一个 JSON 对象
    Jsonl,
}
