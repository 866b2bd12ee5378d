//! Plans without contradictions, and faults to put into them.

/// A small random number generator (xorshift64*), so that a seed gives the same faults everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// The matters that plans are made of: matter, measure, indicator, what is done, unit of measure.
const MATTERS: [(&str, &str, &str, &str, &str); 14] = [
    ("开办企业", "优化企业注册登记流程", "企业注册登记平均办理时间", "压缩至", "个工作日"),
    ("获得电力", "精简用电报装业务环节", "高压用电客户接电时限", "压缩至", "个工作日"),
    ("不动产登记", "深化不动产登记信息共享", "抵押登记业务办结时间", "压缩至", "个工作日"),
    ("政府采购", "公开政府采购意向信息", "采购合同备案期限", "压缩至", "个工作日"),
    ("污水处理", "建设城镇污水收集管网", "县城区生活污水集中处理率", "达到", "%"),
    ("国土绿化", "开展荒山荒坡造林行动", "森林植被综合覆盖率", "达到", "%"),
    ("公共文化", "加快数字图书馆资源建设", "公共图书馆数字资源容量", "达到", "TB"),
    ("养老服务", "推进居家社区养老改造", "护理型养老床位占比", "达到", "%"),
    ("农村公路", "实施农村公路提档升级", "农村公路优良路率", "达到", "%"),
    ("知识产权", "畅通专利纠纷调解渠道", "专利侵权案件结案率", "达到", "%"),
    ("招商引资", "组织产业链专题招商", "签约项目开工率", "达到", "%"),
    ("普惠金融", "扩大小微企业首贷规模", "首贷企业户数增幅", "达到", "%"),
    ("法律援助", "建设乡镇法律服务站点", "法律援助案件受理时限", "压缩至", "个工作日"),
    ("信用建设", "归集公共信用信息数据", "双公示信息及时报送率", "达到", "%"),
];

const UNITS: [&str; 14] = [
    "县市场监管局",
    "县发展改革委",
    "县自然资源局",
    "县财政局",
    "县住房城乡建设局",
    "县农业农村局",
    "县教育局",
    "县民政局",
    "县交通运输局",
    "县司法局",
    "县商务局",
    "县公安局",
    "县税务局",
    "县卫生健康委",
];

const STEPS: [&str; 8] = [
    "完善工作台账并按月通报进展情况",
    "健全部门会商机制并明确专人负责",
    "梳理办理事项清单并向社会公布",
    "开展业务培训并编印操作手册",
    "建立问题反馈渠道并限期答复群众",
    "组织专家评估并形成年度分析报告",
    "升级信息系统并打通数据接口",
    "选树先进典型并推广经验做法",
];

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Value,
    Unit,
    Date,
    Lead,
    Gap,
    Citation,
    Name,
    Reference,
}

impl Fault {
    pub(crate) const ALL: [Self; 8] =
        [Self::Value, Self::Unit, Self::Date, Self::Lead, Self::Gap, Self::Citation, Self::Name, Self::Reference];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Date => "date",
            Self::Lead => "lead",
            Self::Gap => "gap",
            Self::Citation => "citation",
            Self::Name => "name",
            Self::Reference => "reference",
        }
    }

    /// The codes of which one has to be reported.
    pub(crate) fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Value => &["value-conflict"],
            Self::Unit => &["value-unit", "value-conflict"],
            Self::Date => &["deadline-late-text"],
            Self::Lead => &["units-lead"],
            Self::Gap => &["numbering"],
            Self::Citation => &["citation-number"],
            Self::Name => &["units-incomplete", "units-names", "units-lead"],
            Self::Reference => &["reference"],
        }
    }
}

/// One matter of a plan, in the overall plan and in its annex.
#[derive(Clone)]
struct Matter {
    matter: usize,
    value: usize,
    lead: usize,
    help: usize,
    steps: [usize; 2],
    /// What the annex says; the same as the overall plan, but for a fault.
    annex: Annex,
}

#[derive(Clone)]
struct Annex {
    value: usize,
    /// The value that the goals of the annex name.
    goal: usize,
    unit: &'static str,
    lead: String,
    month: u8,
    /// The numbers of its items.
    numbers: [usize; 3],
    cited: usize,
}

/// A plan: an overall plan and an annex for each matter.
#[derive(Clone)]
pub(crate) struct Plan {
    matters: Vec<Matter>,
    cited: usize,
    pointer: usize,
}

impl Plan {
    pub(crate) fn random(random: &mut Random) -> Self {
        let mut order: Vec<usize> = (0..MATTERS.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let cited = 20 + random.below(60);
        let count = 4 + random.below(5);
        let matters = order[..count].iter().map(|&matter| Matter::random(matter, cited, random)).collect();
        Self { matters, cited, pointer: 1 }
    }

    /// The text with one fault, and where it was put.
    pub(crate) fn with(&self, fault: Fault, random: &mut Random) -> (String, String) {
        let mut plan = self.clone();
        let at = random.below(plan.matters.len());
        let matter = &mut plan.matters[at];
        let (_, _, indicator, _, unit) = MATTERS[matter.matter];
        match fault {
            Fault::Value => {
                let more = 1 + random.below(4);
                match random.below(3) {
                    0 => matter.annex.value += more,
                    1 => matter.annex.goal += more,
                    _ => matter.value += more,
                }
            }
            Fault::Unit => matter.annex.unit = if unit == "个工作日" { "天" } else { "个百分点" },
            Fault::Date => matter.annex.month = 1 + random.below(9) as u8,
            Fault::Lead => {
                let other = (matter.lead + 1 + random.below(UNITS.len() - 2)) % UNITS.len();
                let other = if other == matter.help { (other + 1) % UNITS.len() } else { other };
                let other = if other == matter.lead { (other + 1) % UNITS.len() } else { other };
                matter.annex.lead = UNITS[other].to_owned();
            }
            Fault::Gap => matter.annex.numbers[2] += 1 + random.below(2),
            Fault::Citation => matter.annex.cited += 1 + random.below(9),
            Fault::Name => {
                matter.annex.lead.pop();
            }
            Fault::Reference => plan.pointer = plan.matters.len() + 1 + random.below(9),
        }
        (plan.text(), format!("annex {}: {indicator}", at + 1))
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::from("2021年某县高质量发展行动方案\n\n");
        text += &format!(
            "为做好相关工作，按照《关于推进高质量发展的实施意见》（某政办〔2020〕{}号）要求，制定本方案。\n",
            self.cited
        );
        text += "一、总体目标\n2021年底前，各项任务全面完成，群众满意度明显提升。\n二、主要措施\n";
        for (number, matter) in (1..).zip(&self.matters) {
            text += &matter.overall(number);
        }
        text += &format!("三、组织实施\n各单位于每季度末按照附件{}的要求报送进展情况。\n\n附件：", self.pointer);
        for (number, matter) in (1..).zip(&self.matters) {
            text += &format!("{number}.某县{}提升专项行动方案\n", MATTERS[matter.matter].0);
        }
        for (number, matter) in (1..).zip(&self.matters) {
            text += &matter.annexed(number);
        }
        text
    }
}

impl Matter {
    fn random(matter: usize, cited: usize, random: &mut Random) -> Self {
        let lead = random.below(UNITS.len());
        let help = (lead + 1 + random.below(UNITS.len() - 1)) % UNITS.len();
        let value = if MATTERS[matter].4 == "%" { 60 + random.below(35) } else { 2 + random.below(8) };
        let first = random.below(STEPS.len());
        let steps = [first, (first + 1 + random.below(STEPS.len() - 1)) % STEPS.len()];
        let unit = MATTERS[matter].4;
        let annex =
            Annex { value, goal: value, unit, lead: UNITS[lead].to_owned(), month: 12, numbers: [1, 2, 3], cited };
        Self { matter, value, lead, help, steps, annex }
    }

    fn overall(&self, number: usize) -> String {
        let (_, measure, indicator, verb, unit) = MATTERS[self.matter];
        format!(
            "{number}.{measure}。{indicator}{verb}{}{unit}。（{}牵头，{}配合）\n",
            self.value, UNITS[self.lead], UNITS[self.help]
        )
    }

    fn annexed(&self, number: usize) -> String {
        let (matter, measure, indicator, verb, unit) = MATTERS[self.matter];
        let annex = &self.annex;
        let fields =
            |month: u8| format!("完成时限：2021年{month}月\n责任单位：{}牵头，{}配合\n", annex.lead, UNITS[self.help]);
        let [first, second, third] = annex.numbers;
        let steps = self.steps.map(|step| STEPS[step]);
        format!(
            "附件{number}\n\n某县{matter}提升专项行动方案\n\n按照《关于推进高质量发展的实施意见》（某政办〔2020〕{}号）要求，制定本方案。\n\
             一、工作目标\n持续改进{matter}工作，{indicator}{verb}{}{unit}。\n二、主要措施\n\
             {first}.{measure}。2021年底前，{indicator}{verb}{}{}。\n{}\
             {second}.夯实{matter}工作基础。{}。\n{}\
             {third}.强化{matter}工作支撑。{}。\n{}",
            annex.cited,
            annex.goal,
            annex.value,
            annex.unit,
            fields(annex.month),
            steps[0],
            fields(12),
            steps[1],
            fields(12)
        )
    }
}
