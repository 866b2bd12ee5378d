//! `zhengtu export`.

use super::KbOptions;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use zhengtu_model::RecordKind;

/// `zhengtu export`.
#[derive(Args, Debug)]
pub struct Export {
    /// 导出什么
    #[arg(value_enum, value_name = "种类")]
    pub what: Records,
    /// 格式：记录用 jsonl、csv、parquet；表用 csv、parquet；条款还可用 opensearch、quickwit；图谱用 turtle、ntriples、nquads、trig、jsonld；台账用 xlsx、docx、csv、md；日历用 ics；网络用 graphml、csv
    #[arg(long, value_name = "格式")]
    pub format: Option<String>,
    /// 图谱：写成多个压缩文件（N-Quads，gzip），每个压缩前约这么多兆字节，本体单独一个（--out 给出文件夹）
    #[arg(long, value_name = "兆字节", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub split: Option<u64>,
    #[command(flatten)]
    pub ledger: LedgerOptions,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// The kinds of record that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Records {
    /// 文件（标题、发文机关、地区、文号、日期、有效期）
    Documents,
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
    /// 全部记录，每种一张表，CSV 或 Parquet（--out 给出文件夹）
    Tables,
    /// 单位、任务、目标、文件之间的网络，供 Gephi、Neo4j 等使用（csv 时 --out 给出文件夹）
    Network,
    /// 图谱（RDF）
    Graph,
    /// 任务台账
    Ledger,
    /// 时限日历
    Calendar,
}

/// The options of `export ledger` and `export calendar`.
#[derive(Args, Debug, Default)]
pub struct LedgerOptions {
    /// 台账分组：annex 按附件，unit 按负总责的单位
    #[arg(long, value_enum, value_name = "方式")]
    pub group: Option<Group>,
    /// 台账分册：unit 每个单位一册，place 每个地区一册（--out 给出文件夹）
    #[arg(long, value_enum, value_name = "方式")]
    pub by: Option<By>,
    /// 台账、日历、表、网络：写到这个文件（分册、多张表时为文件夹），而不打印
    #[arg(long, value_name = "路径")]
    pub out: Option<PathBuf>,
    /// 台账、日历：只要这个单位的任务
    #[arg(long, value_name = "单位")]
    pub unit: Option<String>,
    /// 台账：填入每项任务最近一次的进展报告
    #[arg(long)]
    pub filled: bool,
    /// 台账：CSV 以 BOM 开头，便于 Excel 识别
    #[arg(long)]
    pub bom: bool,
    /// 日历：印发日期（YYYY-MM-DD），“印发之日起30日内”由此推算
    #[arg(long, value_name = "日期")]
    pub issued: Option<String>,
    /// 日历：正文中承诺的日期也列为事件
    #[arg(long)]
    pub commitments: bool,
}

/// By what the rows of a ledger are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// 附件
    Annex,
    /// 单位
    Unit,
}

/// Into what a ledger is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// 单位
    Unit,
    /// 地区
    Place,
}

impl Records {
    /// Records of which kind these are; nothing where they are no records.
    pub fn kind(self) -> Option<RecordKind> {
        Some(match self {
            Self::Documents => RecordKind::Documents,
            Self::Tasks => RecordKind::Tasks,
            Self::Targets => RecordKind::Targets,
            Self::Clauses => RecordKind::Clauses,
            Self::Citations => RecordKind::Citations,
            Self::Units => RecordKind::Units,
            Self::Graph | Self::Ledger | Self::Calendar | Self::Tables | Self::Network => return None,
        })
    }
}

impl Export {
    /// The first option that was given and that this kind of record does not know.
    pub fn unknown(&self) -> Option<&'static str> {
        match self.what {
            Records::Ledger | Records::Calendar if self.split.is_none() => None,
            Records::Graph if self.split.is_some() => self.ledger.given().filter(|option| *option != "--out"),
            _ if self.split.is_some() => Some("--split"),
            Records::Tables | Records::Network => self.ledger.given().filter(|option| *option != "--out"),
            _ => self.ledger.given(),
        }
    }
}

impl LedgerOptions {
    /// The first option that was given, for those kinds of record that know none of them.
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            (self.group.is_some(), "--group"),
            (self.by.is_some(), "--by"),
            (self.out.is_some(), "--out"),
            (self.unit.is_some(), "--unit"),
            (self.filled, "--filled"),
            (self.bom, "--bom"),
            (self.issued.is_some(), "--issued"),
            (self.commitments, "--commitments"),
        ];
        given.into_iter().find_map(|(given, name)| given.then_some(name))
    }
}
