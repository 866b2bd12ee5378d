//! `zhengtu serve`: the web page and the HTTP interface of a knowledge base.

use crate::args::{DEFAULT_KB, MEMORY, ReadWorker, Reading, Serve, Worker};
use crate::failure::{Failure, Said};
use crate::lang::Lang;
use crate::{output, session};
use std::ffi::OsString;
use std::io::{BufReader, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;
use zhengtu_kb::BuildOptions;
use zhengtu_reader::OcrChoice;
use zhengtu_serve::{App, Bounds, Error, Settings, Tls};

/// Serves until the process is told to end (SIGTERM, SIGINT).
pub fn run(options: &Serve, lang: Lang, ocr: &str) -> Result<(), Failure> {
    if let (Some(file), Some(name)) = (&options.users, &options.add_user) {
        return add_user(file, name, &options.right, lang);
    }
    // A knowledge base that is named and is not there is a slip; without a name it is the first run.
    let missing = matches!(zhengtu_kb::current(&options.reading.kb.kb), Err(zhengtu_kb::Error::Missing { .. }));
    if missing && options.reading.kb.from.is_empty() && options.reading.kb.kb == Path::new(DEFAULT_KB) {
        let (zh, en) = (
            "还没有知识库，网页先说明怎样建立；在另一个窗口运行 zhengtu build 文件夹，刷新网页即可。",
            "there is no knowledge base yet; the page says how to make one: run zhengtu build FOLDER in another window, then reload.",
        );
        eprintln!("{}", lang.pick(zh, en));
    } else {
        drop(session::open(&options.reading.kb, lang, &OcrChoice::from(ocr))?);
    }
    let settings = settings(options, lang, ocr)?;
    let scheme = settings.scheme();
    if settings.is_overheard() && settings.check().is_ok() {
        let (zh, en) = (
            "注意：没有 TLS，口令和内容会明文经过网络；可用 --cert 和 --key 给出证书和私钥，或在前面放一个带 TLS 的反向代理。",
            "note: without TLS the token and all that is read go over the network as they are; give a certificate and its key with --cert and --key, or put a proxy with TLS in front.",
        );
        eprintln!("{}", lang.pick(zh, en));
    }
    let app = App::open(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listening = zhengtu_serve::listen(app).await?;
        let mut out = output::stdout();
        let said = lang.pick("网页在", "serving at");
        let end = lang.pick("（Ctrl-C 结束）", " (Ctrl-C ends)");
        writeln!(out, "{said} {scheme}://{}/{end}", listening.address())?;
        out.flush()?;
        listening.run(told_to_end()).await;
        Ok(())
    })
}

/// Adds somebody to the list of users.
fn add_user(file: &Path, name: &str, right: &str, lang: Lang) -> Result<(), Failure> {
    let asks = std::io::stdin().is_terminal();
    if asks {
        eprint!("{}", lang.pick("口令：", "password: "));
        echo(false);
    }
    let mut password = String::new();
    let read = std::io::stdin().read_line(&mut password);
    if asks {
        echo(true);
        eprintln!();
    }
    read?;
    let right = zhengtu_serve::Right::of(right).unwrap_or_default();
    let password = password.trim_end_matches(['\r', '\n']);
    zhengtu_serve::users::add(file, name, right, password).map_err(Failure::input)?;
    match lang {
        Lang::Zh => eprintln!("已写入 {}：{name}（{}）", file.display(), right.name()),
        Lang::En => eprintln!("written to {}: {name} ({})", file.display(), right.name()),
    }
    Ok(())
}

/// Shows what is typed at the terminal, or does not. Where the system has no `stty` it is shown.
fn echo(on: bool) {
    let _ = std::process::Command::new("stty").arg(if on { "echo" } else { "-echo" }).status();
}

fn settings(options: &Serve, lang: Lang, ocr: &str) -> Result<Settings, Failure> {
    let program = std::env::current_exe()?.into_os_string();
    let who = ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    let kb = &options.reading.kb;
    Ok(Settings {
        edit: options.edit,
        users: options.users.clone(),
        tls: options.cert.clone().zip(options.key.clone()).map(|(certificate, key)| {
            let report = stays_with_the_old(lang);
            Tls { certificate, key, report }
        }),
        editor: who.filter(|who| !who.trim().is_empty()).unwrap_or_else(|| lang.pick("本机", "this machine").into()),
        from: kb.from.clone(),
        how: BuildOptions {
            corrections: kb.corrections.clone(),
            office: zhengtu_reader::find_office(),
            ocr: OcrChoice::from(ocr),
            ..BuildOptions::default()
        },
        reader: Some(vec![program, "read-worker".into(), "--ocr".into(), ocr.into()]),
        bind: options.bind,
        token: options.token.clone(),
        hosts: options.host.clone(),
        origins: options.allow_origin.clone(),
        ..reading(&options.reading, lang)?
    })
}

/// What is read, with whose queries and for how long at once, whoever asks.
pub fn reading(options: &Reading, lang: Lang) -> Result<Settings, Failure> {
    let program = std::env::current_exe()?;
    let memory = MEMORY.to_string();
    let worker = [program.into_os_string(), "sparql-worker".into(), "--memory".into(), OsString::from(&memory)];
    let bounds = Bounds { time: Duration::from_secs(options.timeout), ..Bounds::default() };
    Ok(Settings {
        scope: options.kb.scope.selection()?,
        queries: options.queries.clone(),
        worker: Some(worker.into()),
        report: stays_behind(lang),
        bounds,
        ..Settings::new(&options.kb.kb)
    })
}

/// What says that the page still shows the generation before, and why.
fn stays_behind(lang: Lang) -> fn(&zhengtu_kb::Error) {
    match lang {
        Lang::Zh => |error| eprintln!("新的知识库打不开，网页仍显示原来的：{error}"),
        Lang::En => |error| {
            let why = error.english();
            eprintln!("the newer knowledge base cannot be opened, the page still shows the one before: {why}");
        },
    }
}

/// What says that callers are still shown the certificate before, and why.
fn stays_with_the_old(lang: Lang) -> fn(&Error) {
    match lang {
        Lang::Zh => |error| eprintln!("新的证书或私钥不能用，仍用原来的：{error}"),
        Lang::En => |error| {
            eprintln!("the newer certificate or key cannot be used, the one before still is: {}", error.english());
        },
    }
}

/// Comes to pass when the process is told to end.
async fn told_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Runs queries for `serve`, one a line of standard input.
pub fn work(options: &Worker) -> Result<(), Failure> {
    let input = BufReader::new(std::io::stdin().lock());
    Ok(zhengtu_serve::worker::run(input, std::io::stdout().lock(), options.memory << 20)?)
}

/// Reads a file that was put in for `serve`, and says what went wrong.
pub fn read(options: &ReadWorker, ocr: &OcrChoice) -> Result<(), Failure> {
    let how = BuildOptions { office: zhengtu_reader::find_office(), ocr: ocr.clone(), ..BuildOptions::default() };
    let ReadWorker { kb, file, words, memory } = options;
    Ok(zhengtu_serve::put::work(kb, file, words.clone(), &how, memory << 20, std::io::stdout().lock())?)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Queries(error) => error.into(),
            error => {
                let said = Said { zh: error.to_string(), en: error.english() };
                if error.is_usage() { Self::Usage(said) } else { Self::Input(said) }
            }
        }
    }
}
