use crate::Lang;
use zhengtu_model::{Ground, Role};

/// What a body has to do for a task.
pub fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Lead => lang.pick("牵头", "lead"),
        Role::Responsible => lang.pick("负责", "responsible"),
        Role::Cooperate => lang.pick("配合", "cooperating"),
    }
}

/// From what the role of a body was read.
pub fn ground(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Stated => lang.pick("写明", "stated"),
        Ground::Label => lang.pick("栏目写明", "by label"),
        Ground::Sole => lang.pick("唯一单位", "the only unit"),
        Ground::Column => lang.pick("表格栏目", "table column"),
        Ground::UnitFirst => lang.pick("按单位列出", "listed by unit"),
        Ground::Default => lang.pick("责任单位", "named responsible"),
    }
}
