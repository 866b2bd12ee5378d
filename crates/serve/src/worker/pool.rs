use super::process::Head;
use super::{Done, Fault, Job, evaluate};
use crate::opened::Opened;
use crate::{Bounds, environment};
use axum::http::StatusCode;
use std::ffi::OsString;
use std::io;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;

/// How long a query waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a process may take beyond the query's time: to start, and to write.
const GRACE: Duration = Duration::from_secs(3);

/// The processes.
pub(crate) struct Pool {
    command: Option<Vec<OsString>>,
    idle: Mutex<Vec<Process>>,
    turns: Semaphore,
    most_bytes: usize,
}

/// One process, between two queries.
struct Process {
    /// Killed when this is dropped.
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Pool {
    pub(crate) fn new(command: Option<Vec<OsString>>, bounds: &Bounds) -> Self {
        let turns = Semaphore::new(bounds.queries);
        Self { command, idle: Mutex::new(Vec::new()), turns, most_bytes: bounds.result }
    }

    /// Runs a query in a process, or in this one where there is no program for it.
    pub(crate) async fn run(
        &self,
        job: Job,
        opened: impl FnOnce() -> Result<Arc<Opened>, Fault>,
    ) -> Result<Done, Fault> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
        let Ok(Ok(_permit)) = turn else {
            return Err(Fault::new(StatusCode::SERVICE_UNAVAILABLE, "查询太多，请稍后再试 / too many queries"));
        };
        let Some(command) = &self.command else {
            let opened = opened()?;
            let work = move || {
                let kept = (!opened.whole).then_some(&opened.graph_names[..]);
                evaluate(&opened.graph, kept, &job)
            };
            return tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(broken()));
        };
        let mut process = match self.idle() {
            Some(process) => process,
            None => Process::start(command).map_err(|_| broken())?,
        };
        let time = Duration::from_millis(job.millis) + GRACE;
        match tokio::time::timeout(time, process.ask(&job, self.most_bytes)).await {
            Err(_) => Err(Fault::late(job.millis)),
            Ok(Err(_)) => Err(broken()),
            Ok(Ok(done)) => {
                let late = StatusCode::SERVICE_UNAVAILABLE.as_u16();
                if !matches!(&done, Err(fault) if fault.status == late)
                    && let Ok(mut idle) = self.idle.lock()
                {
                    idle.push(process);
                }
                done
            }
        }
    }

    /// A process that waits for work and has not ended meanwhile.
    fn idle(&self) -> Option<Process> {
        let mut idle = self.idle.lock().ok()?;
        while let Some(mut process) = idle.pop() {
            if matches!(process.child.try_wait(), Ok(None)) {
                return Some(process);
            }
        }
        None
    }
}

impl Process {
    fn start(command: &[OsString]) -> io::Result<Self> {
        let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(environment::kept())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let output = BufReader::new(child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?);
        Ok(Self { child, input, output })
    }

    async fn ask(&mut self, job: &Job, most: usize) -> io::Result<Result<Done, Fault>> {
        let mut line = serde_json::to_vec(job)?;
        line.push(b'\n');
        self.input.write_all(&line).await?;
        self.input.flush().await?;
        let mut head = String::new();
        if self.output.read_line(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let head: Head = serde_json::from_str(&head)?;
        if let Some(fault) = head.fault {
            return Ok(Err(fault));
        }
        if head.bytes > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut body = vec![0; head.bytes];
        self.output.read_exact(&mut body).await?;
        Ok(Ok(Done { format: head.format, cut: head.cut, body }))
    }
}

fn broken() -> Fault {
    let message = "查询未能完成：可能占用内存过多，请缩小范围 / the query failed: it may need too much memory";
    Fault::new(StatusCode::INTERNAL_SERVER_ERROR, message)
}
