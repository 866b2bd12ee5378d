//! Statements in sentences that say more: 由X牵头，组织…; 请X会同Y研究提出…; X会同Y做好…; X要在…前完成….

use super::form::{is_closing_statement, is_office};
use super::naming::{
    LONGEST_OFFICE, MOST_BYTES, MOST_PLACES, Naming, is_bare_place_long, is_specific, is_strict, lacks_ending, naming,
    starts_body,
};
use super::{Conventions, Mention, Statement, Vocabulary, is_unit_list, parse_statement};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Role, UnitKind};
use zhengtu_terms::dates::{self, Context, DateKind, DateMention};
use zhengtu_text::{Span, signs, strip_white};

/// A sentence of running text (without its stop), and its clauses.
pub struct Sentence<'a, 'v> {
    vocabulary: &'a Vocabulary<'v>,
    text: &'a str,
    clauses: Vec<Clause<'a>>,
}

/// A clause of a sentence.
struct Clause<'a> {
    text: &'a str,
    span: Span,
    /// The length of the word that leads bodies in with which it begins (由), or 0; nothing where it begins otherwise.
    lead_in: Option<usize>,
}

impl<'a> Clause<'a> {
    /// A clause, from the word on that leads bodies in where one stands in its middle (补偿资金由县财政局统筹解决).
    fn of(vocabulary: &Vocabulary<'_>, sentence: &'a str, span: Span) -> Self {
        let text = span.of(sentence);
        let whole = Self { text, span, lead_in: led_in(vocabulary, text) };
        if !text.contains('由') || begins_with_names(vocabulary, &whole) {
            return whole;
        }
        // What comes before 负责解释 leads in nobody who does the work.
        let interprets = text.rfind(INTERPRETS).unwrap_or(0);
        let mut led = text.match_indices('由').map(|(at, _)| at).filter(|&at| at > interprets);
        let begun = led.find_map(|at| {
            let own = Some(at).filter(|&at| !text[..at].ends_with(BEFORE_LED))?;
            Some((own, led_in(vocabulary, &text[own..])?))
        });
        match begun {
            Some((at, lead_in)) => {
                Self { text: &text[at..], span: Span::new(span.start + at, span.end), lead_in: Some(lead_in) }
            }
            None => whole,
        }
    }
}

impl<'a, 'v> Sentence<'a, 'v> {
    /// Reads how the clauses begin.
    pub fn new(vocabulary: &'a Vocabulary<'v>, text: &'a str) -> Self {
        let clauses = clauses(text).into_iter().map(|span| Clause::of(vocabulary, text, span)).collect();
        Self { vocabulary, text, clauses }
    }

    /// What the clauses say of who has to do what, each from the word that leads in the units to the end of the last
    /// clause that gives somebody a role.
    pub fn statements(&self) -> Vec<Span> {
        let vocabulary = self.vocabulary;
        let mut found: Vec<Span> = Vec::new();
        let mut nth = 0;
        while let Some(clause) = self.clauses.get(nth) {
            nth += 1;
            let Some(opening) = Opening::of(vocabulary, clause).filter(|opening| opening.says_who(vocabulary)) else {
                found.extend(joined_in(vocabulary, clause).map(|joined| joined.shift(clause.span.start)));
                continue;
            };
            let bound = opening.is_only_bound(vocabulary);
            let others = self.clauses[nth..].iter().take_while(|clause| goes_on(vocabulary, clause.text, bound));
            let whole = others.inspect(|_| nth += 1).fold(clause.span, |whole, other| whole.join(other.span));
            found.push(Span::new(whole.start, whole.start + names_end(vocabulary, whole.of(self.text))));
        }
        found
    }

    /// The bodies of the clauses that say what they have to do (县民政局负责整治养老机构; 市财政局要加强资金监管;
    /// 由市教育局督促各区新增学位), with their role word.
    pub fn duties(&self) -> Vec<Span> {
        let duty = |clause: &Clause<'_>| Some(duty_in(self.vocabulary, clause)?.shift(clause.span.start));
        self.clauses.iter().filter_map(duty).collect()
    }
}

/// The bodies with which a clause begins, where one does with another what follows (教育部门会同财政部门研究制定…).
fn joined_in(vocabulary: &Vocabulary<'_>, clause: &Clause<'_>) -> Option<Span> {
    let joins = |names: &Span| names.of(clause.text).contains(JOINS);
    Some(clause)
        .filter(|clause| clause.text.contains(JOINS))
        .and_then(|clause| duty_in(vocabulary, clause))
        .filter(joins)
}

/// The word behind who leads and before who helps.
const JOINS: &str = "会同";

/// Whether a clause goes on with the statement before it: it closes it (市应急局配合), or adds who takes part (会同市财政局).
/// `bound`: the one before binds by a day alone, so that only who helps goes on with it.
fn goes_on(vocabulary: &Vocabulary<'_>, clause: &str, bound: bool) -> bool {
    let joined = vocabulary.roles().joiner_at(clause).filter(|joiner| joiner.opens);
    if joined.is_some_and(|joiner| starts_body(vocabulary, &clause[joiner.len..])) {
        return true;
    }
    let helps = || {
        let statement = parse_statement(vocabulary, clause, &Conventions::default());
        statement.mentions.iter().any(Mention::is_said_to_help)
    };
    if !is_closing_statement(vocabulary, clause) {
        return false;
    }
    !bound || helps()
}

/// The bodies with which a clause begins, and their role word, where a duty follows. Groups alone have a duty where a
/// word gives them their role (各镇负责…; 各地区要… is said to everybody).
fn duty_in(vocabulary: &Vocabulary<'_>, clause: &Clause<'_>) -> Option<Span> {
    let (clause, lead_in) = (clause.text, clause.lead_in?);
    clause.char_indices().map(|(at, _)| at).filter(|&at| at > lead_in).take(LONGEST_LIST).find_map(|at| {
        let after = &clause[at..];
        let end = match vocabulary.roles().tail_at(after).filter(|tail| tail.strong) {
            Some(tail) => at + tail.len,
            None if begins_duty(vocabulary, after) => at,
            None if lead_in > 0 && acts(vocabulary, after) => at,
            None => return None,
        };
        let names = &clause[lead_in..at];
        // 县政府交办的事项不能立说立行、及时办理: what goes on behind the sign of a list is no duty of what stands before it.
        if names.ends_with('、') {
            return None;
        }
        // 市交通局（市公路局配合）负责: a role word within a bracket closes no list.
        let within_bracket = names.matches(['（', '(']).count() > names.matches(['）', ')']).count();
        if within_bracket {
            return None;
        }
        if !is_listed(vocabulary, names) {
            return None;
        }
        // 市住建局牵头的改造工程 says which.
        let says_which = clause[end..].starts_with('的');
        (!says_which && (end > at || names_one(vocabulary, names))).then(|| Span::new(0, end))
    })
}

/// The length of the word that leads bodies in with which a clause begins (由), or 0; nothing where it begins otherwise.
fn led_in(vocabulary: &Vocabulary<'_>, clause: &str) -> Option<usize> {
    let lead_in = vocabulary.roles().lead_in(clause);
    let named = &clause[lead_in..];
    let office = if lead_in == 0 { begins_with_acting_office } else { begins_with_office };
    let begins = [begins_with_body, office].iter().any(|begins| begins(vocabulary, named));
    begins.then_some(lead_in).filter(|_| !clause.contains(INTERPRETS))
}

/// 科研处牵头, 街道办事处会同: whether a text begins with a short name that ends as those of offices do, and a sign that it
/// is one: role words, the word that joins who helps, or the next name.
fn begins_with_office(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let roles = vocabulary.roles();
    let mut ends = text.char_indices().map(|(at, _)| at).take(LONGEST_NAME).skip(1);
    let ended = |&at: &usize| {
        let rest = &text[at..];
        rest.starts_with(JOINS) || rest.starts_with('、') || roles.tail_at(rest).is_some_and(|tail| tail.strong)
    };
    ends.find(ended).is_some_and(|at| is_led_name(vocabulary, &text[..at]))
}

/// 办公室牵头, 财务处要在3月前完成: whether a text begins with the short name of an office, and one that leads, that does
/// something with another or that has to act by a day. What may be a building is none (服务中心于6月底前建成).
fn begins_with_acting_office(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    // 财务科、医保办共同推进: what the others of a list do the first does.
    let first =
        text.split_once('、').map(|(first, _)| first).filter(|first| first.len() <= LONGEST_OFFICE * MOST_BYTES);
    if first.is_some_and(|first| is_desk(vocabulary, first)) {
        return true;
    }
    // 急诊科要建立档案, 护理部统筹回访工作
    let mut desks = text.char_indices().map(|(at, _)| at).take(LONGEST_OFFICE + 1).skip(SHORTEST_OFFICE);
    let charged = |rest: &str| vocabulary.roles().tail_at(rest).is_some_and(|tail| tail.strong);
    let acts = |at: &usize| [begins_duty(vocabulary, &text[*at..]), charged(&text[*at..])].contains(&true);
    if desks.find(acts).is_some_and(|at| is_desk(vocabulary, &text[..at])) {
        return true;
    }
    let mut ends = text.char_indices().map(|(at, _)| at).take(LONGEST_OFFICE + 1).skip(SHORTEST_OFFICE);
    let Some(at) = ends.find(|&at| has_to_act(vocabulary, &text[at..])) else { return false };
    is_acting_office(vocabulary, &text[..at])
}

/// Whether a name is that of an office inside a house, by an end that no other word of a sentence has, and begins with no
/// verb (督促信访办).
fn is_desk(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let desks = &vocabulary.forms().name.desk;
    if desks.at_end(name).is_none() {
        return false;
    }
    // 组织办, 督查室: a verb and the end of a name of one character are one; 落实专班 is none.
    let ends = |end: &str| desks.is(end) && end.chars().nth(1).is_none();
    let called = vocabulary.forms().duty.verb.strip_start(name).is_some_and(ends);
    let begins = || vocabulary.roles().is_duty(name) || begins_duty(vocabulary, name);
    (called || !begins()) && is_office(vocabulary, name)
}

/// Whether a name is that of an office, and of none that may be a building.
fn is_acting_office(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    vocabulary.forms().name.built.at_end(name).is_none() && is_office(vocabulary, name)
}

/// The shortest name of an office that no list knows, in characters.
const SHORTEST_OFFICE: usize = 3;

/// Whether a text begins with what makes whoever stands before it one who acts: 牵头, 要会同, 要在3月前.
fn has_to_act(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    // Most places in a text are told by their character.
    let roles = vocabulary.roles();
    if !text.starts_with(|char: char| roles.may_follow_name(char) | roles.may_join_names(char)) {
        return false;
    }
    let leads = || roles.tail_at(text).is_some_and(|tail| [tail.strong, tail.role == Role::Lead] == [true; 2]);
    let joins = || roles.joiner_at(text).is_some_and(|joiner| [joiner.helps, joiner.opens] == [true; 2]);
    leads() || joins() || is_bound_by_day(vocabulary, text)
}

/// 要在3月前完成, 于6月15日前完成: whether a text begins with the day by which something is to be done, and a word for at.
fn is_bound_by_day(lexicon: &Lexicon, text: &str) -> bool {
    let obliged = lexicon.forms().duty.oblige.strip_start(text).unwrap_or(text);
    let Some(dated) = lexicon.forms().limit.at.strip_start(obliged) else { return false };
    dates::at_start(lexicon, dated, &Context::default()).is_some_and(|mention| leads_to_act(&mention, dated))
}

/// Whether what is led in (由…) may be a name by its end alone: of an office, or of a place's body (街道办事处).
fn is_led_name(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let organ = || vocabulary.forms().name.organ.at_end(name).is_some() && vocabulary.roles().is_collective(name);
    is_office(vocabulary, name) || organ()
}

/// Whether a passage is a list of names, or one list that does something with another.
fn is_listed(vocabulary: &Vocabulary<'_>, names: &str) -> bool {
    match names.split_once(JOINS) {
        Some((lead, help)) => is_unit_list(vocabulary, lead) && is_unit_list(vocabulary, help),
        None => LISTS.iter().any(|lists| lists(vocabulary, names)),
    }
}

/// The longest list of names with which a clause begins, in characters.
const LONGEST_LIST: usize = 60;

/// The forms of a list of names.
const LISTS: [fn(&Vocabulary<'_>, &str) -> bool; 4] = [is_unit_list, lists_departments, lists_desks, lists_carriers];

/// 移动、电信、联通公司: carriers by their short names, of which the last says what they are.
fn lists_carriers(vocabulary: &Vocabulary<'_>, names: &str) -> bool {
    let carriers = &vocabulary.forms().name.carrier;
    let Some((others, last)) = names.rsplit_once('、') else { return false };
    let whole = carriers.strip_start(last).is_some_and(|_| vocabulary.bodies().knows(last));
    whole && others.split('、').all(|name| carriers.is(name))
}

/// 财务科、医保办: the offices of a house.
fn lists_desks(vocabulary: &Vocabulary<'_>, names: &str) -> bool {
    names.split('、').all(|name| is_desk(vocabulary, name))
}

/// Whether a list names a body, and not only groups.
fn names_one(vocabulary: &Vocabulary<'_>, names: &str) -> bool {
    let statement = parse_statement(vocabulary, names, &Conventions::default());
    statement.mentions.iter().any(|mention| mention.kind == UnitKind::Unit)
}

/// 市场监管、公安等部门: functions without their endings, and the word for what they are.
fn lists_departments(vocabulary: &Vocabulary<'_>, names: &str) -> bool {
    let Some((list, open)) = names.rsplit_once('等') else { return false };
    let departments = vocabulary.forms().name.department.is(open);
    departments && list.split('、').all(|name| lacks_ending(vocabulary, name))
}

/// The start of a clause that begins with bodies.
struct Opening<'a> {
    clause: &'a str,
    /// The length of the word that leads them in.
    lead_in: usize,
    statement: Statement,
}

impl<'a> Opening<'a> {
    /// A clause whose first name, led in or not, is of a body in particular.
    fn of(vocabulary: &Vocabulary<'_>, clause: &Clause<'a>) -> Option<Self> {
        let (clause, lead_in) = (clause.text, clause.lead_in?);
        let statement = parse_statement(vocabulary, clause, &Conventions::default());
        let first = statement.mentions.first().filter(|first| first.span.start <= lead_in)?.span;
        let name = strip_white(first.of(clause));
        let whose = is_led_name(vocabulary, &name)
            || is_specific(vocabulary, &name)
            || vocabulary.forms().name.carrier.is(&name)
            || begins_with_places(vocabulary, &clause[lead_in..]);
        whose.then_some(Self { clause, lead_in, statement })
    }

    /// Whether the clause says in one of the forms of prose what the bodies have to do.
    fn says_who(&self, lexicon: &Lexicon) -> bool {
        FORMS.iter().any(|form| form(lexicon, self))
    }

    /// Whether nothing but a day by which it has to act binds who is named.
    fn is_only_bound(&self, lexicon: &Lexicon) -> bool {
        let [others @ .., _] = FORMS;
        !others.iter().any(|form| form(lexicon, self))
    }

    /// Where the names end with which the clause begins.
    fn names_end(&self, lexicon: &Lexicon) -> usize {
        let mut end = None;
        for name in self.statement.mentions.iter().map(|mention| mention.span) {
            let between = &self.clause[end.unwrap_or(name.start)..name.start];
            let joined = match between {
                "" | "、" => true,
                _ => lexicon.roles().joiner_at(between).is_some_and(|joiner| joiner.len == between.len()),
            };
            if !joined {
                break;
            }
            end = Some(name.end);
        }
        end.unwrap_or(0)
    }
}

/// Whether a text begins with the name of a body, with its function alone (公安、商务等部门) or with the short name of a
/// carrier (电信、移动公司要…).
fn begins_with_body(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    if starts_body(vocabulary, text) {
        return true;
    }
    vocabulary.bodies().begun_len(text) > 0
        || vocabulary.forms().name.carrier.at_start(text).is_some()
        || begins_with_places(vocabulary, text)
}

/// Whether a text begins with places, known or not, of which only the last says what governs them (清江、白石县政府要…).
fn begins_with_places(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let is_bare = |name: &&str| is_bare_place_long(name);
    if !text.split('、').next().is_some_and(|first| first.len() < text.len() && is_bare(&first)) {
        return false;
    }
    let governed = |name: &str| {
        let prefix = vocabulary.bodies().prefix_of(name).filter(|prefix| prefix.named);
        prefix.is_some_and(|prefix| vocabulary.forms().name.organ.at_start(&name[prefix.len..]).is_some())
    };
    text.split('、').take(MOST_PLACES).find(|name| !is_bare(name)).is_some_and(governed)
}

/// Whether what stands behind names says what they have to do: a verb of duty, with or without a word that obliges
/// (要加强监管); 要求 does not oblige them.
fn begins_duty(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let words = &vocabulary.forms().duty;
    if words.other.at_start(after).is_some() {
        return false;
    }
    // 组建率 is no verb.
    let names_rate = || words.verb.strip_start(after).is_some_and(|rest| rest.starts_with('率'));
    [&words.oblige, &words.verb].into_iter().any(|words| words.at_start(after).is_some()) && !names_rate()
}

/// 由县教育局根据会议意见修改: whether what stands behind names that are led in is an act, and gives nobody anything.
fn acts(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let acts = vocabulary.roles().duty_len(after).is_some();
    acts && vocabulary.targets().within(Sign::Benefit, after).is_none()
}

/// Where the role word behind the last name ends, if that gives a role to whoever has to do what follows.
fn charge_end(lexicon: &Lexicon, text: &str, statement: &Statement) -> Option<usize> {
    let last = statement.mentions.last()?.span.end;
    let tail = lexicon.roles().tail_at(&text[last..]).filter(|tail| tail.strong)?;
    Some(last + tail.len)
}

/// Where a statement ends: behind its last name where that runs on into what is done (会同各运营商倒排计划),
/// else at its own end.
fn names_end(vocabulary: &Vocabulary<'_>, statement: &str) -> usize {
    let parsed = parse_statement(vocabulary, statement, &Conventions::default());
    let Some(last) = parsed.mentions.last() else { return statement.len() };
    let name = last.span.of(statement);
    if is_strict(vocabulary, &strip_white(name)) {
        return statement.len();
    }
    let ends = || name.char_indices().map(|(at, _)| at).take(LONGEST_NAME);
    // 区城管局组织验收: 区城管局 is known, where 区城管局组 is only shaped like a name.
    let known = ends().filter(|&at| naming(vocabulary, &name[..at]) == Some(Naming::Known)).last();
    let end = known.or_else(|| ends().filter(|&at| is_strict(vocabulary, &name[..at])).last());
    end.map_or(statement.len(), |end| last.span.start + end)
}

/// The longest name that is looked for in running text, in characters.
const LONGEST_NAME: usize = 24;

/// The clauses of a sentence; what stands in brackets parts none.
fn clauses(sentence: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, sign) in signs(sentence) {
        match sign {
            '（' | '(' | '【' | '“' => depth += 1,
            '）' | ')' | '】' | '”' => depth = depth.saturating_sub(1),
            '，' if depth == 0 => {
                found.push(Span::new(start, at));
                start = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    found.push(Span::new(start, sentence.len()));
    found
}

/// Whether a clause begins with bodies; 补偿资金由县 is the name of no place.
fn begins_with_names(vocabulary: &Vocabulary<'_>, clause: &Clause<'_>) -> bool {
    clause.lead_in.is_some() && !clause.text[..vocabulary.bodies().begun_len(clause.text)].contains('由')
}

/// The characters with which 由 makes a word of its own, or another word that leads in.
const BEFORE_LED: [char; 7] = ['自', '理', '事', '缘', '经', '原', '体'];

/// Who interprets a document answers for none of its measures.
const INTERPRETS: &str = "负责解释";

/// The forms in which prose says who has to do something.
const FORMS: [fn(&Lexicon, &Opening<'_>) -> bool; 4] = [is_led, is_asked, is_joined, is_bound_by_date];

/// 由X牵头…, 由X负责…: somebody is led in and leads or answers; without 由 the clause ends with that (X牵头).
fn is_led(lexicon: &Lexicon, clause: &Opening<'_>) -> bool {
    let led = clause.statement.mentions.iter().any(Mention::is_said_to_lead);
    let closed = clause.statement.remarks.is_empty();
    match clause.lead_in {
        0 => led && closed,
        _ if led => true,
        _ => charge_end(lexicon, clause.clause, &clause.statement).is_some(),
    }
}

/// 请X研究提出…, 责成X于…前完成….
fn is_asked(_: &Lexicon, clause: &Opening<'_>) -> bool {
    matches!(&clause.clause[..clause.lead_in], "请" | "责成")
}

/// X会同Y做好….
fn is_joined(_: &Lexicon, clause: &Opening<'_>) -> bool {
    clause.clause.contains(JOINS) && clause.statement.mentions.iter().any(Mention::is_said_to_help)
}

/// X要在…前完成…, X应于每年3月底前报送…, X5月10日前完成…, X每日通报…: the names lead to a day by which something is to be done,
/// or to a time that comes again.
fn is_bound_by_date(lexicon: &Lexicon, clause: &Opening<'_>) -> bool {
    let after = &clause.clause[clause.names_end(lexicon)..];
    let obliged = lexicon.forms().duty.oblige.strip_start(after).unwrap_or(after);
    let at = lexicon.forms().limit.at.strip_start(obliged);
    let dated = at.unwrap_or(obliged).trim_start_matches("每年");
    let first = dates::at_start(lexicon, dated, &Context::default());
    if first.is_some_and(|mention| leads_to_act(&mention, dated)) {
        return true;
    }
    if at.is_none() {
        return false;
    }
    dated.contains("前完成") && dated.contains(|char: char| "0123456789年月季".contains(char))
}

/// Whether something is to be done by the date with which a text begins, or again and again (每日通报); 前已完成 reports
/// what was done.
fn leads_to_act(mention: &DateMention, text: &str) -> bool {
    let act = &text[mention.span.end..];
    if act.is_empty() {
        return false;
    }
    if act.starts_with(['已', '的']) {
        return false;
    }
    match &mention.kind {
        DateKind::By => true,
        // 每年安排资金 grants, and says of no time in the year.
        DateKind::Recurring(rule) => rule != "FREQ=YEARLY",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    fn found(sentence: &str) -> Vec<&str> {
        Sentence::new(&vocabulary(), sentence).statements().into_iter().map(|span| span.of(sentence)).collect()
    }

    fn duties(sentence: &str) -> Vec<&str> {
        Sentence::new(&vocabulary(), sentence).duties().into_iter().map(|span| span.of(sentence)).collect()
    }

    #[test]
    fn a_sentence_says_who_in_one_of_its_clauses() {
        for (sentence, statement) in [
            ("由市应急局牵头，组织演练，2022年5月底前完成", "由市应急局牵头"),
            ("市水利局牵头，市应急局配合，修订办法，年底前完成", "市水利局牵头，市应急局配合"),
            ("会议明确，由市应急局负责，4月底前完成清表", "由市应急局负责"),
            ("根据情况，由市工信局牵头制定方案", "由市工信局牵头制定方案"),
            ("由市财政局带头，2022年5月底前完成试点", "由市财政局带头"),
            ("请市财政局会同有关部门研究提出修订建议", "请市财政局会同有关部门研究提出修订建议"),
            ("责成市交通运输局于9月底前完成公路建设", "责成市交通运输局于9月底前完成公路建设"),
            ("市发改委会同相关部门做好跟踪推进工作", "市发改委会同相关部门做好跟踪推进工作"),
            ("市水利局要在2022年3月底前完成教材编写", "市水利局要在2022年3月底前完成教材编写"),
            ("市水利局应于每年3月底前报送情况", "市水利局应于每年3月底前报送情况"),
            ("市通信管理局要在2024年6月前实现全覆盖", "市通信管理局要在2024年6月前实现全覆盖"),
            ("市自然资源局5月10日前完成土地出让", "市自然资源局5月10日前完成土地出让"),
            ("电信、移动、联通公司要在6月15日前完成杆线迁移", "电信、移动、联通公司要在6月15日前完成杆线迁移"),
            ("由科研处牵头，材料学院、化学学院配合，建成实验室1个", "由科研处牵头，材料学院、化学学院配合"),
            ("由市工信局牵头，会同市招商局、高新区管委会，加快签约", "由市工信局牵头，会同市招商局、高新区管委会"),
            ("教育部门会同国务院财政部门研究制定经费办法", "教育部门会同国务院财政部门研究制定经费办法"),
            ("由各县区会同市水利局复核", "由各县区会同市水利局"),
            ("由街道办事处会同区城管局组织验收", "由街道办事处会同区城管局"),
            ("由城关镇、石桥乡人民政府负责签约", "由城关镇、石桥乡人民政府负责签约"),
            ("补偿资金由市财政局牵头解决", "由市财政局牵头解决"),
            ("滨河路改造工程由市住建局负责，务必于5月底前建成", "由市住建局负责"),
            ("教育部门会同财政部门制定经费办法", "教育部门会同财政部门制定经费办法"),
            ("办公室牵头、各科室配合，5月底前完成排查", "办公室牵头、各科室配合"),
            ("财务处要在2025年3月前完成评价", "财务处要在2025年3月前完成评价"),
            ("综治办于6月15日前完成排查", "综治办于6月15日前完成排查"),
            ("市气象局每日发布火险预报", "市气象局每日发布火险预报"),
            ("信访办于每月5日前汇总上月情况", "信访办于每月5日前汇总上月情况"),
            ("市财政局会同市国资委组建产业基金", "市财政局会同市国资委组建产业基金"),
            ("县执法局要联合县资源局于5月10日前拆除违建8处", "县执法局要联合县资源局于5月10日前拆除违建8处"),
            (
                "国务院生态环境主管部门会同国务院商务主管部门修订规范",
                "国务院生态环境主管部门会同国务院商务主管部门修订规范",
            ),
        ] {
            assert_eq!(found(sentence), [statement], "{sentence}");
        }
    }

    #[test]
    fn each_clause_may_say_who() {
        let sentence = "市水利局要在4月底前完成修订，市应急局于5月10日前组织演练";
        assert_eq!(found(sentence), ["市水利局要在4月底前完成修订", "市应急局于5月10日前组织演练"]);
        let helped = "市水利局要在4月底前完成修订，市应急局配合";
        assert_eq!(found(helped), [helped]);
        assert_eq!(found("市水利局要在4月底前完成修订，市应急局负责督促"), ["市水利局要在4月底前完成修订"]);
    }

    #[test]
    fn a_clause_may_say_what_bodies_have_to_do() {
        for (sentence, bodies) in [
            ("县民政局负责整治养老服务乱象", "县民政局负责"),
            ("市公安局、市司法局牵头打击犯罪，及时通报", "市公安局、市司法局牵头"),
            ("公安部、市场监管总局负责", "公安部、市场监管总局负责"),
            ("市财政局要加强资金监管", "市财政局"),
            ("市场监管、公安等部门要加大查处力度", "市场监管、公安等部门"),
            ("市工信局、市生态环境局督促企业落实错峰生产", "市工信局、市生态环境局"),
            ("由市教育局督促各区新增学位", "由市教育局"),
            ("区农业农村局、各镇街做好清洁取暖宣传", "区农业农村局、各镇街"),
            ("各镇街负责落实网格化监管责任", "各镇街负责落实"),
            ("补偿资金由县财政局统筹解决", "由县财政局"),
            ("由县教育局根据会议意见修改完善", "由县教育局"),
            ("同意由县城投公司负责建设公寓200套", "由县城投公司负责"),
            ("园区管委会为责任主体", "园区管委会为责任主体"),
            ("市财政局要尽快拨付资金", "市财政局"),
            ("急诊科要与急救中心共享信息", "急诊科"),
            ("教研室负责组织公开课", "教研室负责组织"),
            ("财务科、医保办共同推进床旁结算", "财务科、医保办"),
            ("移动、电信、联通公司负责推送短信", "移动、电信、联通公司负责"),
        ] {
            assert_eq!(duties(sentence), [bodies], "{sentence}");
        }
        assert_eq!(duties("市住建局负责房屋工地，市水利局负责水利工地"), ["市住建局负责", "市水利局负责"]);
        for sentence in [
            "县民政局养老服务乱象多发",
            "企业负责安装设施",
            "县委、县政府交办的事项不能立说立行、及时办理",
            "本办法由县民政局负责解释",
            "市财政局要求各单位上报",
            "由市财政局给予一次性补助",
            "补助资金由市财政局给予",
            "由市财政局按规定给予补助",
            "自由县级部门开展",
            "市住建局牵头的滨河路改造工程",
            "取消原由市财政局承担的职责",
            "各地区要加强组织领导",
            "学生宿舍要加强安全管理",
            "督促信访办加强台账管理",
        ] {
            assert!(duties(sentence).is_empty(), "{sentence}");
        }
    }

    #[test]
    fn a_sentence_that_only_mentions_bodies_says_nothing() {
        for sentence in [
            "企业牵头，高校参与，组建创新联合体",
            "服务中心于2022年6月底前建成投用",
            "办公室在三楼会议室召开会议",
            "由企业牵头组建联合体",
            "党员干部要带头遵守各项规定",
            "县财政局要带头过紧日子",
            "经市财政局同意，给予补助",
            "由市财政局给予一次性补助",
            "市财政局要加强资金监管",
            "向市财政局报送材料",
            "市水利局于2022年3月底前已完成教材编写",
            "市水利局在2022年3月召开会议",
            "市财政局每年安排资金500万元",
            "本办法由市财政局会同市教育局负责解释",
        ] {
            assert!(found(sentence).is_empty(), "{sentence}");
        }
    }
}
