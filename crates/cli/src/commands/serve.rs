//! `zhengtu serve`: the web page and the HTTP interface of a knowledge base.

use crate::args::{KbOptions, Lang};
use crate::failure::Failure;
use crate::{output, session};
use clap::Args;
use std::ffi::OsString;
use std::io::{BufReader, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use zhengtu_serve::{App, Bounds, Error, Settings};

/// How much memory the process of a query may take, in mebibytes.
const MEMORY: u64 = 1024;

/// `zhengtu serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// 监听的地址和端口；端口 0 由系统选
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8741")]
    pub bind: SocketAddr,
    /// 访问口令，至少 16 个字符；监听本机以外的地址时必须给出
    #[arg(long, value_name = "口令", env = "ZHENGTU_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// 除监听地址外还可用的主机名；可多次给出
    #[arg(long, value_name = "名称")]
    pub host: Vec<String>,
    /// 允许哪个网页来源跨域读取，如 https://intranet.example；可多次给出
    #[arg(long, value_name = "来源")]
    pub allow_origin: Vec<String>,
    /// 自己的查询所在的文件夹
    #[arg(long, value_name = "文件夹")]
    pub queries: Option<PathBuf>,
    /// 一个请求最长多少秒
    #[arg(long, value_name = "秒", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    #[command(flatten)]
    pub kb: KbOptions,
}

/// `zhengtu sparql-worker`, which `serve` starts for itself.
#[derive(Args, Debug)]
pub struct Worker {
    /// 最多占用多少 MiB 内存
    #[arg(long, value_name = "MiB", default_value_t = MEMORY)]
    pub memory: u64,
}

/// Serves until the process is told to end (SIGTERM, SIGINT).
pub fn run(options: &Serve, lang: Lang) -> Result<(), Failure> {
    drop(session::open(&options.kb)?);
    let app = App::open(settings(options)?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listening = zhengtu_serve::listen(app).await?;
        let mut out = output::stdout();
        let said = lang.pick("网页在 http://", "serving at http://");
        let end = lang.pick("/（Ctrl-C 结束）", "/ (Ctrl-C ends)");
        writeln!(out, "{said}{}{end}", listening.address())?;
        out.flush()?;
        listening.run(told_to_end()).await;
        Ok(())
    })
}

fn settings(options: &Serve) -> Result<Settings, Failure> {
    let program = std::env::current_exe()?;
    let memory = MEMORY.to_string();
    let worker = [program.into_os_string(), "sparql-worker".into(), "--memory".into(), OsString::from(&memory)];
    let time = Duration::from_secs(options.timeout);
    let bounds = Bounds { time, ..Bounds::default() };
    Ok(Settings {
        doc: options.kb.doc.clone(),
        bind: options.bind,
        token: options.token.clone(),
        hosts: options.host.clone(),
        origins: options.allow_origin.clone(),
        queries: options.queries.clone(),
        worker: Some(worker.into()),
        bounds,
        ..Settings::new(&options.kb.kb)
    })
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

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Queries(error) => error.into(),
            error if error.is_usage() => Self::Usage(error.to_string()),
            error => Self::Input(error.to_string()),
        }
    }
}
