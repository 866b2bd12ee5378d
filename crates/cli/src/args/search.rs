//! `zhengtu search`.

use super::{HitFormat, KbOptions};
use clap::{Args, ValueEnum};

/// `zhengtu search`.
#[derive(Args, Debug)]
pub struct Search {
    /// 检索式：字词、整句问题、“短语”、-排除、或、牵头单位:… 责任单位:… 部分:… 截止:… 文号:… 地区:… 级别:… 年份:… 文种:…
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
    /// 分类计数：文件、地区、级别、年份、文种、部分、单位、角色、月份、种类
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
    /// 截止条件，如 <=2021-06、6月底、今年
    #[arg(long, value_name = "条件", allow_hyphen_values = true)]
    pub due: Vec<String>,
    /// 只看这一种：任务、目标、条款
    #[arg(long, value_name = "种类")]
    pub kind: Vec<String>,
    /// 把这一天当作今天（YYYY-MM-DD），“今年”“本月”按它算
    #[arg(long, value_name = "日期")]
    pub today: Option<String>,
    /// 格式
    #[arg(long, value_enum, default_value_t = HitFormat::Text)]
    pub format: HitFormat,
    #[command(flatten)]
    pub kb: KbOptions,
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
