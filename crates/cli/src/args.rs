//! The arguments of the command line.

use crate::commands::graph::Import;
use crate::commands::ledger::LedgerOptions;
use crate::commands::progress::Progress;
use crate::commands::serve::{Serve, Worker};
use crate::help;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::sync::OnceLock;
use zhengtu_reader::OcrChoice;

/// 政图：把政府计划读成可检索、可提问、可核对的知识图谱。
#[derive(Debug, Parser)]
#[command(name = "zhengtu", version, disable_help_subcommand = true)]
#[command(
    after_help = "例：\n  zhengtu ask --from 计划文件夹 '县税务局牵头、2021年6月底前完成的任务有哪些？'\n  zhengtu build 计划.txt && zhengtu search 不动产登记\n\n退出码：0 完成；1 发现了要求报错的问题；2 命令行有误；3 输入或知识库不可用。"
)]
pub struct Arguments {
    /// 程序提示用语：zh 中文，en 英文
    #[arg(long, global = true, value_enum, default_value_t = Lang::Zh)]
    pub lang: Lang,
    /// 扫描件用哪个程序识别文字：auto 装了就用（先 RapidOCR，再 Tesseract），off 不用，或 rapidocr、tesseract、程序的路径
    #[arg(long, global = true, value_name = "程序", default_value = "auto", env = "ZHENGTU_OCR")]
    pub ocr: String,
    /// 要做的事
    #[command(subcommand)]
    pub command: Command,
}

/// The language of program messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// The program that recognises the text of scans in this process.
static OCR: OnceLock<OcrChoice> = OnceLock::new();

/// The program that recognises the text of scans.
pub fn ocr() -> OcrChoice {
    OCR.get().cloned().unwrap_or_default()
}

/// The language of this process's messages.
static CURRENT: OnceLock<Lang> = OnceLock::new();

impl Lang {
    /// The language of this process's messages.
    pub fn current() -> Self {
        CURRENT.get().copied().unwrap_or_default()
    }

    /// The message of an error in this language.
    pub fn say<E: std::fmt::Display>(self, error: &E, english: impl FnOnce(&E) -> String) -> String {
        match self {
            Self::Zh => error.to_string(),
            Self::En => english(error),
        }
    }

    /// The text in this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
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
    /// 导出：任务、目标等记录，图谱，任务台账，日历
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
    /// 用中文或英文提问
    Ask(Ask),
    /// 列出每个数字、日期、单位名被当作什么，以及没有读懂的
    Audit(Audit),
    /// 核对：总体方案与附件、前后文之间不一致的地方
    Check(Check),
    /// 比较两个版本：任务、单位、时限、目标的变化
    Diff(Diff),
    /// 在浏览器里检索、阅读、核对；并提供 SPARQL 和 JSON 接口
    Serve(Serve),
    /// 供 serve 内部使用：在可以随时停掉的进程里运行查询
    #[command(hide = true)]
    SparqlWorker(Worker),
}

/// Which knowledge base to read.
#[derive(Args, Clone, Debug)]
pub struct KbOptions {
    /// 知识库目录
    #[arg(long, value_name = "目录", default_value = ".zhengtu", env = "ZHENGTU_KB")]
    pub kb: PathBuf,
    /// 先用这个文件或文件夹建立或刷新知识库；可多次给出
    #[arg(long, value_name = "路径")]
    pub from: Vec<PathBuf>,
    /// 与 --from 同用：更正文件；不给则用文件旁的 corrections.toml
    #[arg(long, value_name = "文件", requires = "from")]
    pub corrections: Option<PathBuf>,
    /// 只看这一个文件
    #[arg(long, value_name = "文件名")]
    pub doc: Option<String>,
    /// 自己的单位词表（Turtle，形式同 ontology/bodies.ttl），与 --from 连用；空文件取消
    #[arg(long, value_name = "文件", requires = "from")]
    pub bodies: Option<PathBuf>,
}

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
    /// 图中各 IRI 的开头部分
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// 自己的单位词表（Turtle，形式同 ontology/bodies.ttl），补充内置词表并存入知识库；空文件取消
    #[arg(long, value_name = "文件")]
    pub bodies: Option<PathBuf>,
}

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
}

/// How an outline is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutlineFormat {
    /// 缩进的树
    Tree,
    /// JSON
    Json,
}

/// `zhengtu export`.
#[derive(Args, Debug)]
pub struct Export {
    /// 导出什么
    #[arg(value_enum, value_name = "种类")]
    pub what: Records,
    /// 格式：记录用 jsonl；图谱用 turtle、ntriples、nquads、trig、jsonld；台账用 xlsx、docx、csv、md；日历用 ics
    #[arg(long, value_name = "格式")]
    pub format: Option<String>,
    #[command(flatten)]
    pub ledger: LedgerOptions,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// The kinds of record that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Records {
    /// 任务
    Tasks,
    /// 量化目标
    Targets,
    /// 条款
    Clauses,
    /// 引用的文件
    Citations,
    /// 单位
    Units,
    /// 图谱（RDF）
    Graph,
    /// 任务台账
    Ledger,
    /// 时限日历
    Calendar,
}

/// `zhengtu search`.
#[derive(Args, Debug)]
pub struct Search {
    /// 检索式：字词、“短语”、-排除、或、单位:… 牵头:… 部分:… 截止:…
    #[arg(value_name = "字词")]
    pub query: Vec<String>,
    /// 每页几条
    #[arg(long, value_name = "条数", default_value_t = 10)]
    pub limit: usize,
    /// 第几页
    #[arg(long, value_name = "页", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// 列出全部命中
    #[arg(long, conflicts_with_all = ["limit", "page"])]
    pub all: bool,
    /// 排序
    #[arg(long, value_enum, default_value_t = SearchOrder::Relevance)]
    pub sort: SearchOrder,
    /// 每条命中前后各带几个条款
    #[arg(long, value_name = "条数", default_value_t = 0)]
    pub context: usize,
    /// 分类计数：文件、部分、单位、角色、月份、种类
    #[arg(long)]
    pub facets: bool,
    /// 只看这个单位的任务
    #[arg(long, value_name = "单位")]
    pub unit: Vec<String>,
    /// 只看这个单位牵头的任务
    #[arg(long, value_name = "单位")]
    pub lead: Vec<String>,
    /// 只看这个部分：0 或 附件6
    #[arg(long, value_name = "部分")]
    pub part: Vec<String>,
    /// 截止条件，如 <=2021-06
    #[arg(long, value_name = "条件", allow_hyphen_values = true)]
    pub due: Vec<String>,
    /// 只看这一种：任务、目标、条款
    #[arg(long, value_name = "种类")]
    pub kind: Vec<String>,
    /// 格式
    #[arg(long, value_enum, default_value_t = HitFormat::Text)]
    pub format: HitFormat,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu query`.
#[derive(Args, Debug)]
pub struct Query {
    /// 保存的查询的名称，或 .rq 文件；- 表示从标准输入读
    #[arg(value_name = "查询")]
    pub query: String,
    /// 参数，可多次给出
    #[arg(short = 'p', long = "param", value_name = "名称=值")]
    pub parameter: Vec<String>,
    /// 格式：table csv tsv json xml jsonl markdown xlsx；CONSTRUCT 用 turtle ntriples nquads trig jsonld
    #[arg(long, value_name = "格式", default_value = "table")]
    pub format: String,
    /// 自己的查询所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub queries: Option<PathBuf>,
    /// 最多多少行；0 为不限
    #[arg(long, value_name = "行数", default_value_t = 1_000_000)]
    pub limit: usize,
    /// 最长多少秒；0 为不限
    #[arg(long, value_name = "秒", default_value_t = 60)]
    pub timeout: u64,
    /// CSV 以 BOM 开头，便于 Excel 识别
    #[arg(long)]
    pub bom: bool,
    /// 只显示如何执行
    #[arg(long)]
    pub explain: bool,
    /// 不查知识库，改查这个 SPARQL 1.1 端点（http://…）
    #[cfg(feature = "endpoint")]
    #[arg(long, value_name = "网址", conflicts_with_all = ["from", "doc", "explain"])]
    pub endpoint: Option<String>,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu queries`.
#[derive(Args, Debug)]
pub struct Queries {
    /// 只说明这一个，并打印全文
    #[arg(value_name = "名称")]
    pub name: Option<String>,
    /// 自己的查询所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub queries: Option<PathBuf>,
}

/// `zhengtu ask`.
#[derive(Args, Debug)]
pub struct Ask {
    /// 问题
    #[arg(value_name = "问题", required = true)]
    pub question: Vec<String>,
    /// 把这一天当作今天（YYYY-MM-DD）
    #[arg(long, value_name = "日期")]
    pub today: Option<String>,
    /// 一并显示所用的 SPARQL
    #[arg(long)]
    pub show_query: bool,
    /// 格式
    #[arg(long, value_enum, default_value_t = HitFormat::Text)]
    pub format: HitFormat,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu audit`.
#[derive(Args, Debug)]
pub struct Audit {
    /// 逐条列出，而不只是汇总与未读懂的
    #[arg(long)]
    pub all: bool,
    /// 格式
    #[arg(long, value_enum, default_value_t = HitFormat::Text)]
    pub format: HitFormat,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu check`.
#[derive(Args, Debug)]
pub struct Check {
    /// 说明某项检查（不给编码则列出全部检查）
    #[arg(long, value_name = "编码", num_args = 0..=1)]
    pub explain: Option<Option<String>>,
    /// 只做这些检查；编码可以只写开头，如 value
    #[arg(long, value_name = "编码", value_delimiter = ',')]
    pub select: Vec<String>,
    /// 不做这些检查
    #[arg(long, value_name = "编码", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// 有这一级别或更严重的发现时，以退出码 1 结束
    #[arg(long, value_enum, value_name = "级别")]
    pub fail_on: Option<Level>,
    /// 例外清单（TOML），每项须写明理由
    #[arg(long, value_name = "文件")]
    pub suppress: Option<PathBuf>,
    /// 自己的检查（.rq 文件）所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub checks: Option<PathBuf>,
    /// 格式
    #[arg(long, value_enum, default_value_t = FindingFormat::Full)]
    pub format: FindingFormat,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
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
    /// 有这一级别或更严重的变化时，以退出码 1 结束
    #[arg(long, value_enum, value_name = "级别")]
    pub fail_on: Option<Level>,
    /// 格式
    #[arg(long, value_enum, default_value_t = FindingFormat::Full)]
    pub format: FindingFormat,
    /// 写到这个文件，而不打印
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
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

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchOrder {
    /// 最相关在前
    Relevance,
    /// 按文件顺序
    Document,
    /// 最早到期在前
    Deadline,
}

/// How hits and answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HitFormat {
    /// 给人看的文本
    Text,
    /// 每行一个 JSON 对象
    Jsonl,
}

/// Parses the process's arguments; exits with status 2 and a message where they are wrong. The language
/// of the help has to be known before the arguments are.
pub fn parse() -> Arguments {
    let arguments: Vec<_> = std::env::args_os().collect();
    let english = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en")
        || arguments.iter().any(|argument| argument == "--lang=en");
    let lang = if english { Lang::En } else { Lang::Zh };
    let matches = help::in_language(Arguments::command(), lang).try_get_matches_from(arguments);
    let parsed = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = parsed.unwrap_or_else(|error| stop(&error, lang));
    let _ = CURRENT.set(arguments.lang);
    let _ = OCR.set(OcrChoice::from(arguments.ocr.as_str()));
    arguments
}

/// Prints the help asked for, or what is wrong with the command line, and ends the process.
fn stop(error: &clap::Error, lang: Lang) -> ! {
    if lang == Lang::En || !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        error.exit();
    }
    eprintln!("{}", help::message(error));
    std::process::exit(2)
}
