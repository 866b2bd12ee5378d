//! `zhengtu serve` as a process: queries that run away, the end, wrong settings.

use crate::support::{corpus_kb, fail, project, run, zhengtu};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server, ended when the test is.
pub struct Server {
    child: Child,
    address: String,
    /// Where it said that it listens.
    said: String,
}

impl Server {
    /// A server of the corpus.
    fn start(more: &[&str]) -> Self {
        Self::start_in(corpus_kb(), more)
    }

    /// A server of the knowledge base of a folder.
    pub fn start_in(folder: &Path, more: &[&str]) -> Self {
        Self::of(zhengtu(folder), more)
    }

    /// The server that a command starts.
    fn of(mut command: Command, more: &[&str]) -> Self {
        command.args(["serve", "--bind", "127.0.0.1:0"]).args(more).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output is ours");
        BufReader::new(out).read_line(&mut line).expect("it says where it listens");
        let address = line.split("://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        let address = address.to_owned();
        Self { child, address, said: line }
    }

    /// Sends a request and reads the answer, head and body.
    pub fn send(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time is set");
        let (host, length) = (&self.address, body.len());
        write!(stream, "{head}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in UTF-8");
        answer
    }

    fn query(&self, query: &str) -> String {
        self.send("POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query", query)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tables whose product has 10^10 rows: work that reads no quad.
fn runaway() -> String {
    let values: Vec<String> = (0..10).map(|value| value.to_string()).collect();
    let tables: Vec<String> = (0..10).map(|at| format!("VALUES ?v{at} {{ {} }}", values.join(" "))).collect();
    format!("SELECT (COUNT(*) AS ?n) {{ {} }}", tables.join(" "))
}

#[test]
fn a_query_that_runs_away_is_stopped_for_good_and_the_server_answers() {
    let server = Server::start(&["--timeout", "1"]);
    assert!(server.query("ASK { ?t a zt:Task }").contains("true"));
    let answers: Vec<String> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..2).map(|_| scope.spawn(|| server.query(&runaway()))).collect();
        asked.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    for answer in answers {
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    }
    assert!(server.query("ASK { ?t a zt:Task }").contains("true"));
    assert!(server.send("GET /tasks HTTP/1.1", "").contains("县税务局"));
    #[cfg(target_os = "linux")]
    no_process_works_on(server.child.id());
}

/// The processes that a server has started, by number.
#[cfg(target_os = "linux")]
fn workers(server: u32) -> Vec<String> {
    // A child belongs to the thread that started it.
    let threads = std::fs::read_dir(format!("/proc/{server}/task")).expect("the server runs");
    let of =
        |thread: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(thread.ok()?.path().join("children")).ok();
    let children: String = threads.filter_map(of).collect::<Vec<_>>().join(" ");
    children.split_whitespace().map(str::to_owned).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_knows_no_secret_and_ends_with_a_server_that_is_killed() {
    let mut command = zhengtu(corpus_kb());
    command.env("ZHENGTU_TOKEN", "correct horse battery staple").env("OTHER_SECRET", "staple battery");
    let mut server = Server::of(command, &["--timeout", "4"]);
    let authorized = "POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n\
                      Authorization: Bearer correct horse battery staple";
    assert!(server.send(authorized, "ASK { ?t a zt:Task }").contains("true"));
    let workers = workers(server.child.id());
    assert!(!workers.is_empty());
    for worker in &workers {
        for file in ["environ", "cmdline"] {
            let bytes = std::fs::read(format!("/proc/{worker}/{file}")).expect("the worker waits for work");
            let said = String::from_utf8_lossy(&bytes);
            assert!(!said.contains("staple"), "{file}: {said}");
        }
    }
    std::thread::scope(|scope| {
        let server = &server;
        // The connection is cut with the server.
        scope.spawn(|| {
            let mut stream = TcpStream::connect(&server.address).expect("it listens");
            let (host, query) = (&server.address, runaway());
            let length = query.len();
            write!(stream, "{authorized}\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{query}")
                .expect("it reads");
            stream.read_to_end(&mut Vec::new())
        });
        std::thread::sleep(Duration::from_millis(700));
        let killed = Command::new("kill").args(["-KILL", &server.child.id().to_string()]).status();
        assert!(killed.expect("kill is there").success());
    });
    server.child.wait().expect("it was killed");
    let began = Instant::now();
    let lives = |worker: &String| {
        let stat = std::fs::read_to_string(format!("/proc/{worker}/stat")).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim_start().starts_with('Z'))
    };
    while workers.iter().any(lives) {
        assert!(began.elapsed() < Duration::from_secs(30), "a worker goes on without its server");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The processes of the queries are gone, or wait for work: none uses the processor.
#[cfg(target_os = "linux")]
fn no_process_works_on(server: u32) {
    let ticks = |child: String| {
        let stat = std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields.get(11).and_then(|ticks| ticks.parse().ok()).unwrap_or(0u64)
    };
    let used = || -> u64 { workers(server).into_iter().map(ticks).sum() };
    let began = Instant::now();
    loop {
        let before = used();
        std::thread::sleep(Duration::from_millis(500));
        if used() <= before {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "a query goes on");
    }
}

#[test]
fn a_query_that_takes_much_memory_ends_alone() {
    let server = Server::start(&["--timeout", "20"]);
    let sorted = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c ?a ?d LIMIT 1";
    let answer = server.query(sorted);
    assert!(answer.starts_with("HTTP/1.1 50"), "{answer}");
    assert!(server.query("ASK { ?t a zt:Task }").contains("true"));
}

#[cfg(unix)]
#[test]
fn told_to_end_it_ends_with_status_0() {
    let mut server = Server::start(&["--timeout", "2"]);
    assert!(server.send("GET / HTTP/1.1", "").contains("HTTP/1.1 200"));
    std::thread::scope(|scope| {
        // What runs when it is told to end is answered: here that the query took too long.
        let asked = scope.spawn(|| server.query(&runaway()));
        std::thread::sleep(Duration::from_millis(500));
        let killed = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status();
        assert!(killed.expect("kill is there").success());
        let answer = asked.join().expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    });
    let began = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("the process can be asked") {
            break status;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "it does not end");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn settings_that_would_open_the_server_by_mistake_are_refused() {
    for (arguments, says) in [
        (&["serve", "--bind", "0.0.0.0:0"][..], "--token"),
        (&["serve", "--bind", "0.0.0.0:0", "--token", "short"], "16"),
        (&["serve", "--allow-origin", "*"], "https://"),
        (&["serve", "--edit", "--bind", "0.0.0.0:0", "--token", "0123456789abcdef"], "127.0.0.1"),
        (&["serve", "--users", "u", "--bind", "0.0.0.0:0", "--token", "0123456789abcdef"], "TLS"),
        (&["serve", "--cert", "chain.pem"], "--key"),
        (&["serve", "--key", "key.pem"], "--cert"),
    ] {
        let (status, message) = fail(corpus_kb(), arguments);
        assert!(status == 2 && message.contains(says), "{arguments:?}: {status} {message}");
    }
    let (status, _) = fail(corpus_kb(), &["serve", "--kb", "nothing-here"]);
    assert_eq!(status, 3);
}

fn pki(name: &str) -> String {
    project().join("crates/tls/tests/pki").join(name).to_str().expect("the path is UTF-8").to_owned()
}

/// Asks an endpoint over HTTPS for the number of tasks; exit status, and what was printed and said.
fn asked(url: &str, more: &[&str], trusted: &str) -> (i32, String, String) {
    let query = "SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }";
    let mut command = zhengtu(corpus_kb());
    command.args(["query", "-", "--format", "csv", "--endpoint", url]).args(more);
    command.env("SSL_CERT_FILE", trusted).env("ZHENGTU_ENDPOINT_TOKEN", "0123456789abcdef");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(query.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

#[test]
fn over_https_the_program_asks_a_server_of_its_own_whose_authority_it_was_told() {
    let (chain, key, ca, other) = (pki("chain.pem"), pki("key.pem"), pki("ca.pem"), pki("rsa.pem"));
    let server = Server::start(&["--cert", &chain, "--key", &key, "--token", "0123456789abcdef"]);
    assert!(server.said.contains(&format!("https://{}/", server.address)), "{}", server.said);
    let url = format!("https://{}/sparql", server.address);
    assert_eq!(asked(&url, &["--ca", &ca], &other), (0, "n\r\n328\r\n".to_owned(), String::new()));
    // What the environment names goes before the system's own.
    assert_eq!(asked(&url, &[], &ca).1, "n\r\n328\r\n");
    for (lang, word) in [("zh", "不是本机信任"), ("en", "nobody whom this machine trusts")] {
        let (status, printed, said) = asked(&url, &["--lang", lang], &other);
        assert!(status == 3 && printed.is_empty() && said.contains(word) && said.contains("--ca"), "{status} {said}");
    }
    let (status, _, said) = asked(&url, &["--ca", &key], &ca);
    assert!(status == 3 && said.contains(&key) && said.contains("PRIVATE KEY"), "{status} {said}");
    let (status, _, said) = asked(&url.replace("https", "http"), &[], &ca);
    assert!(status == 3 && said.contains("400") && said.contains("https://"), "{status} {said}");
    let (status, _, said) = asked(&url.replace("https", "http"), &["--ca", &ca], &ca);
    assert!(status == 2 && said.contains("--ca"), "{status} {said}");
}

#[test]
fn a_certificate_that_cannot_be_used_is_named_with_its_file_and_line() {
    let (chain, key, other) = (pki("chain.pem"), pki("key.pem"), pki("rsa.pem"));
    for (certificate, key, named) in [(&chain, &other, &other), (&key, &chain, &key), (&chain, &chain, &chain)] {
        for (lang, word) in [("zh", "错误："), ("en", "error: ")] {
            let (status, said) = fail(corpus_kb(), &["serve", "--cert", certificate, "--key", key, "--lang", lang]);
            assert!(status == 3 && said.contains(word) && said.contains(named.as_str()), "{status} {said}");
        }
    }
}

#[test]
fn a_first_run_without_documents_explains_itself_and_then_shows_them() {
    let folder = tempfile::TempDir::new().unwrap();
    let server = Server::start_in(folder.path(), &[]);
    let home = || server.send("GET / HTTP/1.1\r\nAccept: text/html", "");
    assert!(home().contains("zhengtu build"), "{}", home());
    std::fs::write(
        folder.path().join("方案.txt"),
        "某县方案\n一、主要任务\n1.推进办理。逐项落实。\n责任单位：县税务局\n",
    )
    .unwrap();
    run(folder.path(), &["build", "方案.txt"]);
    assert!(home().contains("某县方案"), "{}", home());
}

/// What stands behind `name` in an answer, up to the next quotation mark.
fn field(answer: &str, name: &str) -> String {
    let after = answer.split(name).nth(1).unwrap_or_else(|| panic!("{name}: {answer}"));
    after.split('"').next().unwrap_or_default().to_owned()
}

/// The cookie that an answer gives.
fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    line.split(';').next().unwrap_or_default().to_owned()
}

/// Puts a file in; gives the page on which it is shown.
fn put_in(server: &Server, name: &str, content: &str) -> String {
    let home = server.send("GET / HTTP/1.1\r\nAccept: text/html", "");
    let (cookie, token) = (cookie(&home), field(&home, "name=\"csrf\" value=\""));
    let body = format!(
        "--zz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--zz\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--zz--\r\n"
    );
    let head = format!("Accept: text/html\r\nCookie: {cookie}");
    let put = format!("POST /put HTTP/1.1\r\n{head}\r\nContent-Type: multipart/form-data; boundary=zz");
    let answer = server.send(&put, &body);
    let to = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_else(|| panic!("{answer}"));
    let began = Instant::now();
    loop {
        let page = server.send(&format!("GET {to} HTTP/1.1\r\n{head}"), "");
        if !page.contains("refresh: 2") {
            return page;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "it is not read: {page}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_file_that_is_put_in_is_read_by_a_process_of_its_own_and_shown() {
    let folder = tempfile::TempDir::new().unwrap();
    let plan = "某县方案\n一、主要任务\n1.推进办理。逐项落实。\n完成时限：2023年9月31日\n责任单位：县税务局\n";
    std::fs::create_dir(folder.path().join("文件")).unwrap();
    std::fs::write(folder.path().join("文件/方案.txt"), plan).unwrap();
    let server = Server::start_in(folder.path(), &["--edit", "--from", "文件"]);
    let page = put_in(&server, "新.txt", &plan.replace("县税务局", "县水利局"));
    assert!(page.contains("县水利局") && page.contains("finding error"), "{page}");
    // What is no file of its kind is refused with a reason, and the server goes on.
    let page = put_in(&server, "坏.docx", "PK\u{3}\u{4} no package");
    assert!(page.contains("读不了"), "{page}");
    assert!(!page.contains(folder.path().to_str().unwrap()), "{page}");
    assert!(!folder.path().join("文件/新.txt").exists());
    assert!(server.send("GET /changes HTTP/1.1", "").contains("还没有变更"));
}

#[test]
fn people_are_added_to_a_list_and_sign_in() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("方案.txt"), "某县方案\n一、主要任务\n1.推进办理。\n责任单位：县税务局\n")
        .unwrap();
    let add = |name: &str, password: &str| {
        let mut command = zhengtu(folder.path());
        command.args(["serve", "--users", "名单", "--add-user", name, "--right", "edit"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(add("张三", "correct horse").status.success());
    assert!(!add("李四", "short").status.success() && !add("张三", "correct horse").status.success());
    let list = std::fs::read_to_string(folder.path().join("名单")).unwrap();
    assert!(list.lines().count() == 1 && list.starts_with("张三 edit $argon2id$v=19$"), "{list}");
    let server = Server::start_in(folder.path(), &["--users", "名单", "--from", "方案.txt"]);
    let away = server.send("GET / HTTP/1.1\r\nAccept: text/html", "");
    assert!(away.starts_with("HTTP/1.1 303") && away.contains("location: /sign-in"), "{away}");
    let form = server.send("GET /sign-in HTTP/1.1\r\nAccept: text/html", "");
    let (cookie_before, token) = (cookie(&form), field(&form, "name=\"csrf\" value=\""));
    let body = format!("csrf={token}&name=%E5%BC%A0%E4%B8%89&password=correct+horse");
    let head =
        format!("POST /sign-in HTTP/1.1\r\nCookie: {cookie_before}\r\nContent-Type: application/x-www-form-urlencoded");
    let signed = server.send(&head, &body);
    assert!(signed.starts_with("HTTP/1.1 303"), "{signed}");
    let home = server.send(&format!("GET / HTTP/1.1\r\nAccept: text/html\r\nCookie: {}", cookie(&signed)), "");
    assert!(home.contains("某县方案") && home.contains("张三"), "{home}");
}
