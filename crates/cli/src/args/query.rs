//! `zhengtu query` and `zhengtu queries`.

use super::KbOptions;
use clap::Args;
use std::path::PathBuf;

/// `zhengtu query`.
#[derive(Args, Debug)]
#[command(
    after_help = "例：\n  zhengtu query tasks-led-by-unit -p unit=税务局 --format csv\n  zhengtu query 我的.rq --graph 图.ttl\n  zhengtu query tasks-led-by-unit -p unit=税务局 --endpoint https://plans.example:8741/sparql --ca 单位CA.pem"
)]
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
    /// 不查知识库，改查这些 RDF 文件（.ttl .nt .nq .trig .jsonld .rdf），可多个
    #[arg(long, value_name = "文件", num_args = 1.., conflicts_with_all = ["from", "doc", "place", "level", "issued_from", "issued_until"])]
    pub graph: Vec<PathBuf>,
    /// 不查知识库，改查这个 SPARQL 1.1 端点（http://… 或 https://…）；要登录的，凭据写在环境变量 ZHENGTU_ENDPOINT_TOKEN，或
    /// ZHENGTU_ENDPOINT_USER 和 ZHENGTU_ENDPOINT_PASSWORD 里
    #[cfg(feature = "endpoint")]
    #[arg(long, value_name = "网址", conflicts_with_all = ["from", "doc", "place", "level", "issued_from", "issued_until", "explain", "graph"])]
    pub endpoint: Option<String>,
    /// 与 https:// 的 --endpoint 同用：只信任这个文件里的签发机构（PEM）；不给则信任本机信任的，或环境变量 SSL_CERT_FILE 指明的
    #[cfg(feature = "endpoint")]
    #[arg(long, value_name = "文件", requires = "endpoint")]
    pub ca: Option<PathBuf>,
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

/// `zhengtu validate`.
#[derive(Args, Debug)]
pub struct Validate {
    /// RDF 文件（.ttl .nt .nq .trig .jsonld .rdf），合在一起检查
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 格式：table csv tsv json xml jsonl markdown xlsx
    #[arg(long, value_name = "格式", default_value = "table")]
    pub format: String,
}
