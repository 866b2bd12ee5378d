//! `zhengtu ask` and `zhengtu audit`.

use super::{HitFormat, KbOptions};
use clap::Args;

/// `zhengtu ask`.
#[derive(Args, Debug)]
pub struct Ask {
    /// 问题
    #[arg(value_name = "问题", required = true)]
    pub question: Vec<String>,
    /// 把这一天当作今天（YYYY-MM-DD）
    #[arg(long, value_name = "日期")]
    pub today: Option<String>,
    /// 上一个问题：这一问以“其中”“那”接着它问
    #[arg(long, value_name = "问题")]
    pub after: Option<String>,
    /// 列出全部行，而不只是前十行
    #[arg(long)]
    pub all: bool,
    /// 每一行都附原文
    #[arg(long)]
    pub evidence: bool,
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
