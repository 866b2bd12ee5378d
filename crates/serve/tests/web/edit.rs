//! Changes in the page: who may, what is written, what two who change the same see, and that everything is taken back.

use super::support::{Answer, encoded, links, request, router, send};
use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use zhengtu_kb::{BuildOptions, KnowledgeBase};
use zhengtu_serve::{Right, Settings};

const PLAN: &str = "某县优化服务工作方案\n一、主要任务\n1.优化办税服务。推行网上申报，提高办理速度。\n完成时限：2023年6月底\n责任单位：县财政局\n2.简化办理流程。减少材料，压缩时间，提高效率。\n责任单位：县财政局\n3.做好总结评估。按期报送总结。\n完成时限：2023年9月31日\n责任单位：县财政局\n";

/// A plan in a folder, with a server at which it may be changed.
pub struct Office {
    pub folder: TempDir,
    pub router: Router,
    /// The cookie of the browser.
    pub cookie: String,
}

impl Office {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(more: impl FnOnce(&mut Settings)) -> Self {
        let folder = TempDir::new().unwrap();
        let texts = folder.path().join("texts");
        fs::create_dir(&texts).unwrap();
        fs::write(texts.join("计划.txt"), PLAN).unwrap();
        let kb = folder.path().join("kb");
        zhengtu_kb::build(&kb, std::slice::from_ref(&texts), &BuildOptions::default(), &()).unwrap();
        let mut settings = Settings { edit: true, editor: "张三".to_owned(), from: vec![texts], ..Settings::new(kb) };
        settings.bounds.time = Duration::from_secs(120);
        more(&mut settings);
        Self { router: router(settings), folder, cookie: String::new() }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("texts").join(name)
    }

    fn kb(&self) -> KnowledgeBase {
        KnowledgeBase::open(&self.folder.path().join("kb")).unwrap()
    }

    fn task(&self, path: &str) -> zhengtu_model::Task {
        self.kb().tasks().unwrap().into_iter().find(|task| task.path == path).unwrap_or_else(|| panic!("{path}"))
    }

    fn units(&self, path: &str) -> Vec<String> {
        self.task(path).units.iter().map(|unit| format!("{} {}", unit.role.name(), unit.name)).collect()
    }

    /// Opens a page as a browser does, which keeps its cookie.
    pub async fn open(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let asked = request(path).header("accept", "text/html").header("cookie", &self.cookie);
        let answer = send(&self.router, asked.body(Body::empty()).unwrap()).await;
        if let Some(cookie) = answer.header("set-cookie").split(';').next().filter(|cookie| !cookie.is_empty()) {
            self.cookie = cookie.to_owned();
        }
        answer
    }

    /// Sends a form with the hidden fields that the page has for that address.
    pub async fn submit(&mut self, page: &str, action: &str, values: &[(&str, &str)]) -> Answer {
        let shown = self.open(page).await;
        self.submit_shown(&shown, action, values).await
    }

    pub async fn submit_shown(&self, page: &str, action: &str, values: &[(&str, &str)]) -> Answer {
        let mut pairs = hidden(page, action, values);
        pairs.retain(|(name, _)| values.iter().all(|(given, _)| given != name));
        pairs.extend(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.post(action, &pairs).await
    }

    pub async fn post(&self, action: &str, pairs: &[(String, String)]) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let asked = request(action).method("POST").header("cookie", &self.cookie).header("accept", "text/html");
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        send(&self.router, asked.body(body.into()).unwrap()).await
    }

    /// Sends a file as a browser does.
    pub async fn upload(&mut self, page: &str, action: &str, name: &str, bytes: &[u8]) -> Answer {
        let shown = self.open(page).await;
        let token = token(&shown);
        self.upload_with(&token, action, name, bytes).await
    }

    pub async fn upload_with(&self, token: &str, action: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = format!(
            "--zz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--zz\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--zz--\r\n");
        let asked = request(action).method("POST").header("cookie", &self.cookie).header("accept", "text/html");
        let asked = asked.header("content-type", "multipart/form-data; boundary=zz");
        send(&self.router, asked.body(body.into()).unwrap()).await
    }

    /// Takes a change back at the page that lists them.
    async fn take_back(&mut self, number: u64) {
        let answer = self.submit("/changes", "/changes", &[("number", &number.to_string())]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
}

/// The token that the forms of a page carry.
pub fn token(page: &str) -> String {
    let after = page.split("name=\"csrf\" value=\"").nth(1).expect("the page has a form");
    after.split('"').next().unwrap().to_owned()
}

/// The hidden fields of the form of an address; of several the one that has the values.
fn hidden(page: &str, action: &str, values: &[(&str, &str)]) -> Vec<(String, String)> {
    let forms = page.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or_default());
    let wanted = format!("action=\"{}\"", encoded(action));
    let of: Vec<&str> = forms.filter(|form| form.contains(&wanted) && form.contains("csrf")).collect();
    let fits = |form: &&&str| {
        values.iter().all(|(name, value)| {
            !form.contains(&format!("type=\"hidden\" name=\"{name}\"")) || form.contains(&format!("value=\"{value}\""))
        })
    };
    let form = of.iter().find(fits).or(of.first()).unwrap_or_else(|| panic!("no form for {action}: {page}"));
    let fields = form.split("<input type=\"hidden\"").skip(1).map(|field| field.split('>').next().unwrap_or_default());
    let value = |field: &str, name: &str| {
        let after = field.split(&format!("{name}=\"")).nth(1)?;
        Some(after.split('"').next()?.replace("&#34;", "\"").replace("&#38;", "&").replace("&#60;", "<"))
    };
    fields.filter_map(|field| Some((value(field, "name")?, value(field, "value").unwrap_or_default()))).collect()
}

fn visible(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    main.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join(" ")
}

fn status(answer: &Answer) -> StatusCode {
    answer.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_put_right_in_the_page_and_taken_back() {
    let mut office = Office::new();
    let task = "/task?id=doc/计划.txt/part/0/task/一/2";
    let page = office.open(task).await;
    let form = links(&page).into_iter().find(|link| link.starts_with("/correct/task")).expect("a link to the form");
    let shown = office.open(&form).await;
    assert!(shown.contains("value=\"县财政局\""), "{shown}");
    // Without a reason the form comes back with its values.
    let values = [
        ("unit1", "县税务局"),
        ("role1", "lead"),
        ("unit2", "县财政局"),
        ("role2", "cooperate"),
        ("deadline", "2023年12月底"),
    ];
    let again = office.submit_shown(&shown, "/correct/task", &values).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(again.text().contains("value=\"县税务局\"") && again.text().contains("请写明理由"), "{}", again.text());
    let mut whole = values.to_vec();
    whole.push(("reason", "扫描件看不清"));
    let saved = office.submit_shown(&shown, "/correct/task", &whole).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(office.units("一/2"), ["lead 县税务局", "cooperate 县财政局"]);
    assert_eq!(office.task("一/2").deadline.end().unwrap().to_string(), "2023-12-31");
    let file = fs::read_to_string(office.file("corrections.toml")).unwrap();
    assert!(file.contains("扫描件看不清"), "{file}");
    let page = office.open(saved.header("location")).await;
    assert!(visible(&page).contains("县税务局") && page.contains("已保存"), "{}", visible(&page));
    let log = visible(&office.open("/changes").await);
    assert!(log.contains("张三") && log.contains("扫描件看不清") && log.contains("牵头单位：县税务局"), "{log}");
    office.take_back(1).await;
    assert_eq!(office.units("一/2"), ["lead 县财政局"]);
    assert!(visible(&office.open("/changes").await).contains("已撤回"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_second_sees_both_and_nothing_is_lost() {
    let mut office = Office::new();
    let form = "/correct/task?id=doc/计划.txt/part/0/task/一/1";
    let first = office.open(form).await;
    let second = office.open(form).await;
    let sent =
        |name: &'static str| [("unit1", name), ("role1", "lead"), ("deadline", "2023年6月底"), ("reason", "读错")];
    assert_eq!(status(&office.submit_shown(&first, "/correct/task", &sent("县税务局")).await), StatusCode::SEE_OTHER);
    let refused = office.submit_shown(&second, "/correct/task", &sent("县水利局")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let both = visible(&refused.text());
    assert!(both.contains("牵头单位：县税务局") && both.contains("牵头单位：县水利局"), "{both}");
    assert_eq!(office.units("一/1"), ["lead 县税务局"]);
    // The second may still have it, knowing of the first.
    let page = refused.text();
    assert_eq!(status(&office.submit_shown(&page, "/correct/task", &[]).await), StatusCode::SEE_OTHER);
    assert_eq!(office.units("一/1"), ["lead 县水利局"]);
    office.take_back(2).await;
    assert_eq!(office.units("一/1"), ["lead 县税务局"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_no_task_a_document_has_a_number_and_a_name_means_a_body() {
    let mut office = Office::new();
    let form = "/correct/task?id=doc/计划.txt/part/0/task/一/3";
    let gone = office.submit(form, "/correct/task", &[("what", "none"), ("reason", "总结性文字")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    assert!(office.kb().tasks().unwrap().iter().all(|task| task.path != "一/3"));
    let form = "/correct/document?doc=计划.txt";
    let wrong = [("issued", "2023年"), ("reason", "红头未扫描")];
    let shown = office.open(form).await;
    assert_eq!(status(&office.submit_shown(&shown, "/correct/document", &wrong).await), StatusCode::BAD_REQUEST);
    let title = "<script>alert(1)</script>某县方案";
    let sent =
        [("title", title), ("number", "某政办〔2023〕5号"), ("issuer", "某县人民政府办公室"), ("reason", "红头未扫描")];
    let saved = office.submit_shown(&shown, "/correct/document", &sent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let identity = office.kb().facts().unwrap()[0].info.identity.clone();
    assert_eq!(identity.number.unwrap().value, "某政办〔2023〕5号");
    // One more field later on does not lose the earlier ones.
    let page = office.open(form).await;
    assert!(page.contains("某政办〔2023〕5号"), "{page}");
    let more = [
        ("title", title),
        ("number", "某政办〔2023〕5号"),
        ("issuer", "某县人民政府办公室"),
        ("issued", "2023-03-01"),
        ("reason", "补日期"),
    ];
    assert_eq!(status(&office.submit_shown(&page, "/correct/document", &more).await), StatusCode::SEE_OTHER);
    let identity = office.kb().facts().unwrap()[0].info.identity.clone();
    assert!(identity.issued.is_some() && identity.issuer.unwrap().value == "某县人民政府办公室");
    // What is written is text on every page.
    for page in ["/", "/changes", "/doc/计划.txt", "/correct/document?doc=计划.txt", "/tasks", "/progress", "/diff"]
    {
        let shown = office.open(page).await;
        assert!(!shown.contains("<script>alert"), "{page}");
    }
    let form = "/correct/name?doc=计划.txt&name=县财政局";
    let named = [("name", "县财政局"), ("means", "县财政和国资局"), ("reason", "机构改革")];
    let answer = office.submit(form, "/correct/name", &named).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(office.units("一/1"), ["lead 县财政和国资局"]);
    for number in [4, 3, 2, 1] {
        office.take_back(number).await;
    }
    assert_eq!(office.units("一/3"), ["lead 县财政局"]);
    assert!(office.kb().facts().unwrap()[0].info.identity.number.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_stands_at_its_words_wherever_they_go_and_is_taken_back() {
    let mut office = Office::new();
    let reader = office.open("/doc/计划.txt?part=0").await;
    let on = links(&reader).into_iter().filter(|link| link.starts_with("/comment?")).collect::<Vec<_>>();
    // The clause that holds the words: the form is asked for each until one has them.
    let mut form = String::new();
    for link in &on {
        let link = format!("{link}&words=提高办理速度");
        let shown = office.open(&link).await;
        if shown.contains("<blockquote lang=\"zh-CN\">提高办理速度</blockquote>") {
            form = link;
        }
    }
    assert!(!form.is_empty(), "{reader}");
    let empty = office.submit(&form, "/comment", &[("says", " ")]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    let sent = office.submit(&form, "/comment", &[("says", "快到什么程度？<script>alert(1)</script>")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let shown = office.open(sent.header("location")).await;
    assert!(shown.contains("<a class=\"m said\" href=\"#n1\"") && shown.contains("id=\"n1\""), "{shown}");
    assert!(visible(&shown).contains("快到什么程度？") && visible(&shown).contains("张三"));
    assert!(!shown.contains("<script>alert"), "{shown}");
    let place = |page: &str| page.find("class=\"m said\"");
    assert!(place(&shown).is_some());
    // The text grows before the words: the comment goes with them. The words change: the comment is not lost.
    let plan = fs::read_to_string(office.file("计划.txt")).unwrap();
    let rebuild = |office: &Office| {
        let kb = office.folder.path().join("kb");
        zhengtu_kb::build(&kb, &[office.folder.path().join("texts")], &BuildOptions::default(), &()).unwrap();
    };
    fs::write(office.file("计划.txt"), plan.replace("推行网上申报", "全面推行网上申报、掌上申报")).unwrap();
    rebuild(&office);
    let moved = office.open("/doc/计划.txt?part=0").await;
    assert!(moved.contains(">提高办理速度</a>") && !moved.contains("class=\"lost\""), "{moved}");
    fs::write(office.file("计划.txt"), plan.replace("提高办理速度", "提速")).unwrap();
    rebuild(&office);
    let gone = office.open("/doc/计划.txt?part=0").await;
    assert!(place(&gone).is_none() && gone.contains("class=\"lost\"") && gone.contains("提高办理速度"), "{gone}");
    office.take_back(1).await;
    assert!(!office.open("/doc/计划.txt?part=0").await.contains("快到什么程度"));
    // Nothing that is not in the text is commented on.
    for at in ["0-0", "999999-1000000", "5-2"] {
        assert_eq!(office.get(&format!("/comment?doc=计划.txt&at={at}")).await.status, StatusCode::NOT_FOUND, "{at}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_write_is_text_on_every_page() {
    const EVIL: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let mut office = Office::new();
    let id = "doc/计划.txt/part/0/task/一/2";
    let form = format!("/correct/task?id={id}");
    let unit = format!("县{EVIL}局");
    let sent = [("unit1", unit.as_str()), ("role1", "lead"), ("deadline", EVIL), ("reason", EVIL)];
    assert_eq!(status(&office.submit(&form, "/correct/task", &sent).await), StatusCode::SEE_OTHER);
    let task = format!("/task?id={id}");
    let says = [("status", EVIL), ("completion", EVIL), ("remark", EVIL), ("source", EVIL), ("date", "2023-05-01")];
    assert_eq!(status(&office.submit(&task, "/report", &says).await), StatusCode::SEE_OTHER);
    let page = office.open("/findings").await;
    let settle = links(&page).into_iter().find(|link| link.starts_with("/settle")).expect("something to settle");
    assert_eq!(
        status(&office.submit(&settle, "/settle", &[("way", "none"), ("reason", EVIL)]).await),
        StatusCode::SEE_OTHER
    );
    let mut pages = vec![task, form, "/changes".to_owned(), "/findings?state=settled".to_owned()];
    for path in
        ["/", "/tasks", "/units", "/progress", "/reminders", "/doc/计划.txt", "/queries/workload", "/help", "/audit"]
    {
        let shown = office.open(path).await;
        pages.extend(links(&shown).into_iter().filter(|link| link.starts_with("/unit?") || link.starts_with("/task?")));
        pages.push(path.to_owned());
    }
    for path in pages {
        let shown = office.open(&path).await;
        assert!(!shown.contains("<script>alert") && !shown.contains("<img src=x"), "{path}");
    }
    assert!(office.open("/changes").await.contains("&#60;script&#62;"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_settled_with_a_reason_and_comes_back() {
    let mut office = Office::new();
    let page = office.open("/findings").await;
    let form = links(&page).into_iter().find(|link| link.starts_with("/settle?id=")).expect("a finding to settle");
    let before = page.matches("<article class=\"finding").count();
    let shown = office.open(&form).await;
    let half = office.submit_shown(&shown, "/settle", &[("way", "none")]).await;
    assert_eq!(half.status, StatusCode::BAD_REQUEST);
    let saved = office.submit_shown(&shown, "/settle", &[("way", "none"), ("reason", "<b>原文如此</b>")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let after = office.open("/findings").await;
    assert_eq!(after.matches("<article class=\"finding").count(), before - 1);
    let settled = office.open("/findings?state=settled").await;
    assert!(visible(&settled).contains("不是问题") && !settled.contains("<b>原文"), "{settled}");
    // `zhengtu check` reads the same file, by the words.
    let file = fs::read_to_string(office.file("checks.toml")).unwrap();
    let allowed = zhengtu_check::Settings::parse(&file).unwrap().allowed;
    assert_eq!(allowed.apply(office.kb().findings().unwrap()).0.len(), before - 1);
    office.take_back(1).await;
    assert_eq!(office.open("/findings").await.matches("<article class=\"finding").count(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_reported_kept_with_its_author_and_taken_back() {
    let mut office = Office::new();
    let task = "/task?id=doc/计划.txt/part/0/task/一/1";
    let page = office.open(task).await;
    let empty = office.submit_shown(&page, "/report", &[("date", "2023-05-01")]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    let says = [("status", "已完成"), ("completion", "100%"), ("date", "2023-05-01"), ("source", "县财政局")];
    let saved = office.submit_shown(&page, "/report", &says).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let reports = office.kb().reports().unwrap();
    assert!(reports.len() == 1 && reports[0].sheet == "张三", "{reports:?}");
    // Who reports on what was reported meanwhile sees both.
    let later = [("status", "进度滞后"), ("date", "2023-05-02"), ("source", "县财政局")];
    assert_eq!(status(&office.submit_shown(&page, "/report", &later).await), StatusCode::CONFLICT);
    let board = visible(&office.open("/progress?today=2023-05-20").await);
    assert!(board.contains("已完成") && board.contains("县财政局") && board.contains("100%"), "{board}");
    for page in ["/tasks?today=2023-05-20", "/unit?name=县财政局&today=2023-05-20"] {
        let shown = office.open(page).await;
        assert!(shown.contains("class=\"light done\""), "{page}");
    }
    let shown = office.open(task).await;
    assert!(visible(&shown).contains("2023-05-01"));
    office.take_back(1).await;
    assert!(office.kb().reports().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_goes_out_and_comes_back_filled() {
    let mut office = Office::new();
    let page = office.open("/progress").await;
    assert!(links(&page).iter().any(|link| link.starts_with("/ledger?format=docx")), "{:?}", links(&page));
    for (path, starts) in [
        ("/ledger?format=xlsx&unit=县财政局", &b"PK"[..]),
        ("/ledger?format=docx", b"PK"),
        ("/calendar.ics?unit=县财政局", b"BEGIN:VCALENDAR"),
    ] {
        let answer = office.get(path).await;
        assert!(answer.status == StatusCode::OK && answer.body.starts_with(starts), "{path}");
    }
    // An unfilled one reports nothing, and what is no workbook is refused with a reason.
    let blank = office.get("/ledger?format=xlsx").await.body;
    let answer = office.upload("/progress", "/progress", "台账.xlsx", &blank).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(visible(&answer.text()).contains("未填 3"), "{}", visible(&answer.text()));
    let wrong = office.upload("/progress", "/progress", "台账.xlsx", b"no workbook").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(office.kb().reports().unwrap().is_empty());
    let reminders = visible(&office.open("/reminders?today=2023-07-01").await);
    assert!(
        reminders.contains("县财政局") && reminders.contains("优化办税服务") && reminders.contains("已过 1 天"),
        "{reminders}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_before_it_is_kept_then_replaced_and_everything_is_taken_back() {
    let mut office = Office::new();
    let second = PLAN.replace("2023年6月底", "2023年8月底").replace("优化服务", "改善环境");
    let sent = office.upload("/", "/put", "../../新方案.txt", second.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let waiting = sent.header("location").to_owned();
    let shown = office.open(&waiting).await;
    let seen = visible(&shown);
    assert!(seen.contains("优化办税服务") && seen.contains("县财政局") && seen.contains("2023-08-31"), "{seen}");
    assert!(shown.contains("<article class=\"finding") && !office.file("新方案.txt").exists());
    assert!(visible(&office.open("/").await).contains("新方案.txt"));
    // Not over another file.
    let taken = office.submit_shown(&shown, &waiting, &[("what", "keep"), ("name", "计划.txt")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());
    assert_eq!(fs::read_to_string(office.file("计划.txt")).unwrap(), PLAN);
    let kept = office.submit_shown(&shown, &waiting, &[("what", "keep"), ("name", "新方案.txt")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert_eq!(office.kb().documents().count(), 2);
    assert_eq!(office.get(&waiting).await.status, StatusCode::NOT_FOUND);
    // A version in the place of the first: what changes is shown before.
    let third = PLAN.replace("县财政局\n2.", "县税务局\n2.");
    let sent = office.upload("/", "/put", "计划.txt", third.as_bytes()).await;
    let waiting = sent.header("location").to_owned();
    let shown = office.open(&waiting).await;
    let seen = visible(&shown);
    assert!(seen.contains("差异") && seen.contains("县税务局"), "{seen}");
    let replaced = office.submit_shown(&shown, &waiting, &[("what", "replace"), ("replace", "计划.txt")]).await;
    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.text());
    assert_eq!(fs::read_to_string(office.file("计划.txt")).unwrap(), third);
    let log = visible(&office.open("/changes").await);
    assert!(log.contains("放入文件") && log.contains("替换文件"), "{log}");
    office.take_back(2).await;
    assert_eq!(fs::read_to_string(office.file("计划.txt")).unwrap(), PLAN);
    office.take_back(1).await;
    assert!(!office.file("新方案.txt").exists() && office.kb().documents().count() == 1);
    // Thrown away, nothing is left.
    let sent = office.upload("/", "/put", "别的.txt", second.as_bytes()).await;
    let waiting = sent.header("location").to_owned();
    let thrown = office.submit(&waiting, &waiting, &[("what", "discard")]).await;
    assert_eq!(thrown.status, StatusCode::SEE_OTHER);
    assert_eq!(fs::read_dir(office.folder.path().join("kb/desk/waiting")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_says_why_and_cannot_be_kept() {
    let mut office = Office::new();
    // A quarter of a gigabyte of blanks in some hundred kilobytes.
    let bomb = {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<a>").unwrap();
        for _ in 0..257 {
            writer.write_all(&[b' '; 1 << 20]).unwrap();
        }
        writer.write_all(b"</a>").unwrap();
        writer.finish().unwrap().into_inner()
    };
    assert!(bomb.len() < 1 << 20);
    let torn = [b"PK\x03\x04".as_slice(), &[0; 64]].concat();
    for (name, bytes) in
        [("弹.docx", bomb.as_slice()), ("坏.docx", &torn), ("图.bin", &[0, 159, 146, 150, 0, 1, 2, 3][..])]
    {
        let sent = office.upload("/", "/put", name, bytes).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let waiting = sent.header("location").to_owned();
        let shown = office.open(&waiting).await;
        assert!(visible(&shown).contains("读不了"), "{}", visible(&shown));
        assert!(!shown.contains(office.folder.path().to_str().unwrap()), "no path of this machine: {shown}");
        let pairs = [("csrf", token(&shown)), ("what", "keep".to_owned()), ("name", name.to_owned())];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(status(&office.post(&waiting, &pairs).await), StatusCode::CONFLICT);
        assert!(!office.file(name).exists());
    }
    let nothing = office.upload("/", "/put", "空.txt", b"").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_the_token_of_the_browser_changes_nothing() {
    let mut office = Office::new();
    let page = office.open("/correct/task?id=doc/计划.txt/part/0/task/一/1").await;
    let good = token(&page);
    // No two pages have it in the same letters, however often they are asked for what is shown beside it.
    let again = token(&office.open("/correct/task?id=doc/计划.txt/part/0/task/一/1").await);
    assert!(again != good && again.len() == good.len());
    let pairs = |csrf: &str| {
        let values = [
            ("csrf", csrf),
            ("id", "doc/计划.txt/part/0/task/一/1"),
            ("version", "0"),
            ("what", "none"),
            ("reason", "x"),
        ];
        values.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mixed = format!("{}{}", &good[..64], &again[64..]);
    for forged in ["", "0", &"0".repeat(64), &"0".repeat(128), &good[1..], &mixed] {
        assert_eq!(status(&office.post("/correct/task", &pairs(forged)).await), StatusCode::FORBIDDEN, "{forged}");
    }
    // The token of one browser is worth nothing in another, nor without its cookie.
    let cookie = std::mem::take(&mut office.cookie);
    assert_eq!(status(&office.post("/correct/task", &pairs(&good)).await), StatusCode::FORBIDDEN);
    office.open("/").await;
    assert!(office.cookie != cookie && !office.cookie.is_empty());
    assert_eq!(status(&office.post("/correct/task", &pairs(&good)).await), StatusCode::FORBIDDEN);
    office.cookie = cookie.clone();
    let other =
        request("/correct/task").method("POST").header("cookie", &cookie).header("origin", "https://evil.example");
    let other = other.header("content-type", "application/x-www-form-urlencoded");
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs(&good)).finish();
    assert_eq!(send(&office.router, other.body(body.into()).unwrap()).await.status, StatusCode::FORBIDDEN);
    let upload = office.upload_with("0", "/put", "a.txt", b"a").await;
    assert_eq!(upload.status, StatusCode::FORBIDDEN);
    assert!(fs::read_dir(office.folder.path().join("texts")).unwrap().count() == 1);
    assert!(!office.folder.path().join("kb/desk/changes.jsonl").exists());
    assert_eq!(status(&office.post("/correct/task", &pairs(&again)).await), StatusCode::SEE_OTHER);
    // The cookie is for this server's pages alone, and no script reads it.
    let set = send(&office.router, request("/").body(Body::empty()).unwrap()).await;
    let cookie = set.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_read_only_takes_no_change_and_offers_none() {
    let mut office = Office::with(|settings| settings.edit = false);
    for page in ["/", "/findings", "/task?id=doc/计划.txt/part/0/task/一/1", "/doc/计划.txt", "/progress", "/changes"]
    {
        let shown = office.open(page).await;
        assert!(
            !shown.contains("method=\"post\"") && !shown.contains("/correct/") && !shown.contains("/settle"),
            "{page}"
        );
    }
    assert!(office.cookie.is_empty());
    for action in [
        "/correct/task",
        "/correct/document",
        "/correct/name",
        "/settle",
        "/comment",
        "/report",
        "/changes",
        "/put",
        "/progress",
        "/waiting/0123456789abcdef",
    ] {
        let answer = office.post(action, &[("csrf".to_owned(), "0".repeat(64))]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}");
        assert!(answer.text().contains("--edit"), "{}", answer.text());
    }
    for form in ["/correct/task?id=doc/计划.txt/part/0/task/一/1", "/settle?id=0", "/waiting/0123456789abcdef"] {
        assert_eq!(office.get(form).await.status, StatusCode::FORBIDDEN, "{form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_over_the_bound_is_refused_and_no_name_leaves_its_place() {
    let mut office = Office::with(|settings| settings.bounds.upload = 100_000);
    let large = office.upload("/", "/put", "大.txt", &vec![b'a'; 200_000]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", large.text());
    // A form without a file has the usual bound.
    let long = [("csrf".to_owned(), "x".repeat(3 << 20))];
    assert_eq!(status(&office.post("/settle", &long).await), StatusCode::PAYLOAD_TOO_LARGE);
    let names = [
        "../../../../tmp/evil.txt",
        "..\\..\\evil.txt",
        "/etc/cron.d/evil.txt",
        "evil\u{202e}.txt",
        "a/../../b.txt",
        "<img src=x onerror=alert(1)>.txt",
    ];
    for name in names {
        let sent = office.upload("/", "/put", name, PLAN.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}: {}", sent.text());
        let waiting = sent.header("location").to_owned();
        let shown = office.open(&waiting).await;
        assert!(!shown.contains("<img src=x"), "{shown}");
        let kept = office.submit_shown(&shown, &waiting, &[("what", "keep"), ("name", name)]).await;
        assert!(matches!(kept.status, StatusCode::SEE_OTHER | StatusCode::CONFLICT), "{name}: {}", kept.status);
        if kept.status == StatusCode::CONFLICT {
            office.submit(&waiting, &waiting, &[("what", "discard")]).await;
        }
    }
    let inside = |folder: &str| fs::read_dir(office.folder.path().join(folder)).unwrap().count();
    assert_eq!(inside("."), 2, "only texts and kb");
    let all: Vec<String> = fs::read_dir(office.folder.path().join("texts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(all.iter().all(|name| !name.contains(['/', '\\', '<', '\u{202e}'])), "{all:?}");
    for id in ["../../../texts", "..%2F..%2Ftexts", "0123456789abcdefg", ""] {
        let answer = office.get(&format!("/waiting/{id}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
}

/// An office whose people sign in: a clerk who reads, one who reports, one who edits.
fn office_with_users() -> Office {
    Office::with(|settings| {
        let file = settings.kb.with_file_name("users");
        for (name, right) in [("读者", Right::Read), ("填报员", Right::Report), ("编辑", Right::Edit)] {
            zhengtu_serve::users::add(&file, name, right, &format!("password of {name}")).unwrap();
        }
        settings.edit = false;
        settings.users = Some(file);
    })
}

impl Office {
    async fn sign_in(&mut self, name: &str) -> Answer {
        let password = format!("password of {name}");
        self.cookie.clear();
        let answer =
            self.submit("/sign-in", "/sign-in", &[("name", name), ("password", &password), ("next", "/tasks")]).await;
        if let Some(cookie) = answer.header("set-cookie").split(';').next().filter(|cookie| !cookie.is_empty()) {
            self.cookie = cookie.to_owned();
        }
        answer
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_do_what_their_right_says_and_are_named() {
    let mut office = office_with_users();
    let away = office.get("/tasks?unit=县财政局").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert!(away.header("location").starts_with("/sign-in?next=%2Ftasks"), "{}", away.header("location"));
    let program = send(&office.router, request("/api/tasks").body(Body::empty()).unwrap()).await;
    assert_eq!(program.status, StatusCode::UNAUTHORIZED);
    // The reader reads.
    let before = {
        office.open("/sign-in").await;
        office.cookie.clone()
    };
    let signed = office.sign_in("读者").await;
    assert_eq!((signed.status, signed.header("location")), (StatusCode::SEE_OTHER, "/tasks"), "{}", signed.text());
    assert!(office.cookie != before && signed.header("set-cookie").contains("HttpOnly"));
    let task = "/task?id=doc/计划.txt/part/0/task/一/1";
    let page = office.open(task).await;
    assert!(
        page.contains("读者") && page.contains("/sign-out") && !page.contains("/report") && !page.contains("/correct/")
    );
    let forged = [
        ("csrf", token(&page)),
        ("id", "doc/计划.txt/part/0/task/一/1".to_owned()),
        ("status", "已完成".to_owned()),
        ("version", "0".to_owned()),
    ];
    let forged = forged.map(|(name, value)| (name.to_owned(), value));
    for action in ["/report", "/comment", "/correct/task", "/put", "/changes", "/settle"] {
        assert_eq!(status(&office.post(action, &forged).await), StatusCode::FORBIDDEN, "{action}");
    }
    let old = office.cookie.clone();
    let out = office.submit(task, "/sign-out", &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    // The cookie of a session that has ended opens nothing.
    office.cookie = old;
    assert_eq!(office.get("/tasks").await.status, StatusCode::SEE_OTHER);
    // Who reports is named, and may do no more.
    office.sign_in("填报员").await;
    let says = [("status", "已完成"), ("date", "2023-05-01"), ("source", "县财政局")];
    assert_eq!(status(&office.submit(task, "/report", &says).await), StatusCode::SEE_OTHER);
    let page = office.open(task).await;
    let token_of_reporter = token(&page);
    let forged = [
        ("csrf", token_of_reporter.as_str()),
        ("id", "doc/计划.txt/part/0/task/一/1"),
        ("what", "none"),
        ("reason", "x"),
        ("version", "0"),
    ];
    let forged = forged.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for action in ["/correct/task", "/put", "/changes", "/settle", "/correct/document"] {
        let answer = office.post(action, &forged).await;
        assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{action}: {}", answer.status);
    }
    assert_eq!(office.units("一/1"), ["lead 县财政局"]);
    office.sign_in("编辑").await;
    // The token of another's session is worth nothing.
    let mut stolen = forged.to_vec();
    stolen[0].1 = token_of_reporter;
    assert_eq!(status(&office.post("/correct/task", &stolen).await), StatusCode::FORBIDDEN);
    office.take_back(1).await;
    let log = visible(&office.open("/changes").await);
    assert!(log.contains("填报员") && log.contains("编辑"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_guesses_are_slowed_down() {
    let mut office = office_with_users();
    let shown = office.open("/sign-in").await;
    let mut waits = 0;
    for guess in 0..300 {
        let password = format!("guess {guess}");
        let answer = office.submit_shown(&shown, "/sign-in", &[("name", "编辑"), ("password", &password)]).await;
        match answer.status {
            StatusCode::FORBIDDEN => {}
            StatusCode::TOO_MANY_REQUESTS => waits += 1,
            other => panic!("{other}"),
        }
    }
    assert!(waits >= 280, "{waits}");
    // Others are not kept waiting, and a name that there is not tells nothing.
    let unknown = office.submit_shown(&shown, "/sign-in", &[("name", "无名"), ("password", "whatever it is")]).await;
    assert!(unknown.status == StatusCode::FORBIDDEN && unknown.text().contains("名称或口令不对"));
    assert_eq!(office.sign_in("读者").await.status, StatusCode::SEE_OTHER);
    assert!(office.get("/sign-in?next=https://evil.example").await.text().contains("name=\"next\" value=\"/\""));
}
