//! `zhengtu completions` and `zhengtu manual`.

use clap::Args;
use std::path::PathBuf;

/// `zhengtu completions`.
#[derive(Args, Debug)]
#[command(
    after_help = "例：\n  zhengtu completions bash > ~/.local/share/bash-completion/completions/zhengtu\n  zhengtu completions powershell >> $PROFILE"
)]
pub struct Completions {
    /// 哪种命令行
    #[arg(value_name = "名称")]
    pub shell: clap_complete::Shell,
}

/// `zhengtu manual`.
#[derive(Args, Debug)]
#[command(after_help = "例：\n  zhengtu manual --out ~/.local/share/man/man1 && man zhengtu-check")]
pub struct Manual {
    /// 每个命令写一页到这个文件夹；不给则打印总的一页
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
}
