//! The corrections file beside the corpus: what a person wants to be read otherwise, each with a reason.
//!
//! ```toml
//! [[replace]]                  # 这一段读作……
//! doc = "计划.txt"             # 可省：只对这个文件
//! part = 6                     # 可省：只对附件6（0 为正文）
//! path = "三/一/2"             # 可省：只在这一项
//! passage = "县说务局"
//! by = "县税务局"
//! all = true                   # 可省：每一处都改；否则该段只能出现一次
//! reason = "扫描识别有误"
//!
//! [[unit]]                     # 这个名称指的是……
//! name = "政数局"
//! means = "县政务服务和大数据管理局"
//! reason = "原文用简称"
//!
//! [[not_task]]                 # 这一项不是任务
//! part = 6
//! path = "三/一/1"
//! title = "优化服务"           # path 与 title 至少写一个
//! reason = "这是说明"
//!
//! [[annex]]                    # 这个文件是那个方案的附件
//! file = "获得电力.docx"
//! plan = "总体方案.docx"       # 写 "" 表示独立成文
//! number = 3                   # 可省
//! reason = "附件目录第三项"
//!
//! [[document]]                 # 这个文件是……（写哪几项，哪几项就以此为准；写 "" 表示原文未写明）
//! doc = "计划.txt"
//! title = "某县优化服务方案"
//! issuer = "某县人民政府办公室"
//! place = "某省某市某县"       # 可连写上级；code 可直接写 GB/T 2260 代码
//! level = "county"             # national、province、city、county、town
//! number = "某政办〔2021〕7号"
//! issued = "2021-03-01"
//! valid_from = "2021-04-01"
//! valid_to = "2023-03-31"
//! kind = "方案"
//! reason = "扫描件缺首页"
//! ```
//!
//! A replacement changes what is understood, never the text as read: evidence still counts into the text
//! that `zhengtu text` prints. This crate knows neither where the file lies nor what becomes of the records.

mod apply;
mod error;
mod parse;
mod write;

pub use apply::{Applied, apply};
pub use error::{CorrectionsError, Fault};
pub use parse::parse;
pub use write::entry;

/// The usual name of a corrections file.
pub const FILE_NAME: &str = "corrections.toml";
