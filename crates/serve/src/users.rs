//! Who may do what: a file of names with rights and hashes of passwords, the sessions of those who have signed in, and the
//! patience with those who guess.
//!
//! ```text
//! # name right hash
//! 张三 edit $argon2id$v=19$m=19456,t=2,p=1$…$…
//! ```

use crate::right::Right;
use crate::secret::{chance, same, secret};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// What hashing costs: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, argon2id).
const COST: Cost = (19_456, 2, 1);
/// What the hash of a file may cost at most, so that a line of it cannot stop the server: 256 MiB, ten passes, four lanes.
const MOST_COST: Cost = (262_144, 10, 4);
/// What a hash costs: memory in KiB, passes, lanes (RFC 9106, section 3.1).
type Cost = (u32, u32, u32);
/// The length of a salt and of a hash in bytes.
const SALT: usize = 16;
const HASH: usize = 32;
/// The shortest and the longest password, in characters: a longer one only costs time.
const PASSWORD: (usize, usize) = (8, 200);
/// How long a session lasts, and how long one that is not used.
const LIFE: Duration = Duration::from_secs(12 * 3600);
const IDLE: Duration = Duration::from_secs(2 * 3600);
/// How many sessions there may be; the one that was unused longest goes.
const MOST_SESSIONS: usize = 10_000;
/// How many wrong passwords a name has free; each further one doubles the wait, up to a quarter of an hour.
const FREE: u32 = 5;
const LONGEST_WAIT: Duration = Duration::from_secs(900);

/// Why a file of users cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UsersError {
    /// The file cannot be read.
    #[error("{file}：{source}")]
    Io {
        /// The file.
        file: String,
        /// Why not.
        source: std::io::Error,
    },
    /// A line is not of the form described.
    #[error(
        "{file} 第 {line} 行应为：名称 权限（read、report 或 edit） 散列；用 zhengtu serve --users 文件 --add-user 名称 添加"
    )]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// A name that no line can have.
    #[error("名称不能为空、不能有空白，也不能以 # 开头")]
    Name,
    /// The name is there already.
    #[error("已有用户“{0}”：请先从文件里删去这一行")]
    Known(String),
    /// The password is too short or too long.
    #[error("口令应有 {shortest} 至 {longest} 个字符")]
    Password {
        /// The least length.
        shortest: usize,
        /// The greatest length.
        longest: usize,
    },
}

/// A user, as the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct User {
    right: Right,
    hash: String,
}

/// The state of the file when it was read.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// Those who may sign in, and those who have.
pub struct Users {
    file: PathBuf,
    read: Mutex<(Stamp, BTreeMap<String, User>)>,
    sessions: Mutex<BTreeMap<[u8; 32], Session>>,
    guesses: Mutex<BTreeMap<String, (u32, Instant)>>,
    /// Held while a password is looked at: hashing costs memory, and one at a time is enough.
    turn: Mutex<()>,
}

/// Somebody who has signed in.
struct Session {
    name: String,
    began: Instant,
    seen: Instant,
}

/// Why somebody was not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Name or password is wrong.
    Wrong,
    /// Too many were wrong: so many seconds are left.
    Wait(u64),
}

impl Users {
    /// Reads the file.
    ///
    /// # Errors
    /// [`UsersError::Io`], [`UsersError::Line`].
    pub fn open(file: &Path) -> Result<Self, UsersError> {
        let read = (stamp(file), parse(file)?);
        let file = file.to_owned();
        Ok(Self {
            file,
            read: Mutex::new(read),
            sessions: Mutex::default(),
            guesses: Mutex::default(),
            turn: Mutex::default(),
        })
    }

    /// What a user may do now; nothing where the file no longer has them. A file that cannot be read any longer lets nobody in.
    fn user(&self, name: &str) -> Option<User> {
        let mut read = lock(&self.read);
        let now = stamp(&self.file);
        if read.0 != now {
            *read = (now, parse(&self.file).unwrap_or_default());
        }
        read.1.get(name).cloned()
    }

    /// Signs somebody in; gives the id of the session, which is new each time.
    ///
    /// # Errors
    /// [`Refused`], which is the same for a wrong name and a wrong password.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<String, Refused> {
        let user = self.user(name);
        // Names that there are not share one count, so that guessing fills no memory.
        let key = if user.is_some() { name } else { "" };
        self.may_guess(key)?;
        let known = {
            let _turn = lock(&self.turn);
            // A name that there is not costs the same time.
            let hash = user.map_or_else(|| phc(&[0; SALT], &[0; HASH], COST), |user| user.hash);
            password.chars().count() <= PASSWORD.1 && fits(password, &hash)
        };
        let mut guesses = lock(&self.guesses);
        if !known {
            let entry = guesses.entry(key.to_owned()).or_insert((0, Instant::now()));
            *entry = (entry.0.saturating_add(1), Instant::now());
            return Err(Refused::Wrong);
        }
        guesses.remove(key);
        drop(guesses);
        let id = chance();
        let now = Instant::now();
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, session| session.lasts(now));
        if sessions.len() >= MOST_SESSIONS
            && let Some(oldest) = sessions.iter().min_by_key(|(_, session)| session.seen).map(|(id, _)| *id)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(digest(&id), Session { name: name.to_owned(), began: now, seen: now });
        Ok(id)
    }

    fn may_guess(&self, key: &str) -> Result<(), Refused> {
        let guesses = lock(&self.guesses);
        let Some((wrong, last)) = guesses.get(key) else { return Ok(()) };
        let left = wait(*wrong).saturating_sub(last.elapsed());
        if left.is_zero() { Ok(()) } else { Err(Refused::Wait(left.as_secs() + 1)) }
    }

    /// Who has the session of this id, and what they may do now.
    pub fn session(&self, id: &str) -> Option<(String, Right)> {
        let name = {
            let mut sessions = lock(&self.sessions);
            let now = Instant::now();
            let session = sessions.get_mut(&digest(id)).filter(|session| session.lasts(now))?;
            session.seen = now;
            session.name.clone()
        };
        let right = self.user(&name)?.right;
        Some((name, right))
    }

    /// Ends a session.
    pub fn sign_out(&self, id: &str) {
        lock(&self.sessions).remove(&digest(id));
    }
}

impl Session {
    fn lasts(&self, now: Instant) -> bool {
        now.duration_since(self.began) < LIFE && now.duration_since(self.seen) < IDLE
    }
}

/// How long a name waits after so many wrong passwords.
fn wait(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(2u64.saturating_pow(more.min(20) + 1)).min(LONGEST_WAIT),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn stamp(file: &Path) -> Stamp {
    let data = std::fs::metadata(file).ok()?;
    Some((data.len(), data.modified().ok()))
}

fn parse(file: &Path) -> Result<BTreeMap<String, User>, UsersError> {
    let named = || file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|source| UsersError::Io { file: named(), source })?;
    let lines =
        (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let user = |(line, text): (usize, &str)| {
        let wrong = || UsersError::Line { file: named(), line };
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [name, right, hash] = fields[..] else { return Err(wrong()) };
        let right = Right::of(right).ok_or_else(wrong)?;
        parts(hash).ok_or_else(wrong)?;
        Ok((name.to_owned(), User { right, hash: hash.to_owned() }))
    };
    lines.map(user).collect()
}

/// Adds a user to a file, which is made where there is none.
///
/// # Errors
/// See [`UsersError`].
pub fn add(file: &Path, name: &str, right: Right, password: &str) -> Result<(), UsersError> {
    if name.is_empty() || name.starts_with('#') || name.chars().any(|char| char.is_whitespace() || char.is_control()) {
        return Err(UsersError::Name);
    }
    if !(PASSWORD.0..=PASSWORD.1).contains(&password.chars().count()) {
        return Err(UsersError::Password { shortest: PASSWORD.0, longest: PASSWORD.1 });
    }
    let io = |source| UsersError::Io { file: file.display().to_string(), source };
    let mut text = String::new();
    if file.exists() {
        if parse(file)?.contains_key(name) {
            return Err(UsersError::Known(name.to_owned()));
        }
        text = std::fs::read_to_string(file).map_err(io)?;
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let chance = secret();
    let salt = &chance[..SALT];
    let hash = hash(password, salt, COST).ok_or(UsersError::Name)?;
    text += &format!("{name} {} {}\n", right.name(), phc(salt, &hash, COST));
    write(file, &text).map_err(io)
}

/// Writes the file aside, for its owner alone, and moves it into place.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let aside = file.with_extension("part");
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&aside)?;
    std::io::Write::write_all(&mut out, text.as_bytes())?;
    out.sync_all()?;
    std::fs::rename(&aside, file)
}

/// The hash of a password by argon2id (RFC 9106).
fn hash(password: &str, salt: &[u8], (memory, passes, lanes): Cost) -> Option<[u8; HASH]> {
    let params = Params::new(memory, passes, lanes, Some(HASH)).ok()?;
    let mut out = [0; HASH];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut out)
        .ok()?;
    Some(out)
}

/// A hash as text, in the form that other programs write too (PHC string format).
fn phc(salt: &[u8], hash: &[u8], (memory, passes, lanes): Cost) -> String {
    format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${}${}", base64(salt), base64(hash))
}

/// Cost, salt and hash of such a text.
fn parts(text: &str) -> Option<(Cost, Vec<u8>, Vec<u8>)> {
    let fields: Vec<&str> = text.strip_prefix('$')?.split('$').collect();
    let ["argon2id", "v=19", cost, salt, hash] = fields[..] else { return None };
    let mut costs = cost.split(',').zip(["m=", "t=", "p="]).map(|(field, name)| field.strip_prefix(name)?.parse().ok());
    let cost = (costs.next()??, costs.next()??, costs.next()??);
    let (salt, hash) = (unbase64(salt)?, unbase64(hash)?);
    let fits = cost.0 <= MOST_COST.0 && cost.1 <= MOST_COST.1 && cost.2 <= MOST_COST.2;
    (fits && salt.len() >= 8 && hash.len() == HASH).then_some((cost, salt, hash))
}

/// Whether a password has this hash.
fn fits(password: &str, text: &str) -> bool {
    let Some((cost, salt, wanted)) = parts(text) else { return false };
    hash(password, &salt, cost).is_some_and(|found| same(&found, &wanted))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 without padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - group.len()));
        (0..=group.len()).map(move |at| char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63])).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for digit in group {
            bits = (bits << 6) | u32::try_from(DIGITS.iter().position(|known| known == digit)?).ok()?;
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len().max(1)]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    #[test]
    fn base64_is_read_as_it_was_written() {
        for (bytes, text) in [(&b""[..], ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (b"foobar", "Zm9vYmFy")] {
            assert_eq!((base64(bytes).as_str(), unbase64(text).as_deref()), (text, Some(bytes)));
        }
        assert_eq!(unbase64("Z!"), None);
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        // RFC 9106 gives vectors with a key; this one is of the reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
        let known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(fits("password", known) && !fits("Password", known));
    }

    #[test]
    fn who_is_in_the_file_signs_in_and_a_line_that_goes_ends_the_session() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("users");
        add(&file, "张三", Right::Edit, "correct horse").unwrap();
        add(&file, "李四", Right::Read, "battery staple").unwrap();
        assert!(matches!(add(&file, "张三", Right::Read, "correct horse"), Err(UsersError::Known(_))));
        assert!(matches!(add(&file, "王 五", Right::Read, "correct horse"), Err(UsersError::Name)));
        assert!(matches!(add(&file, "王五", Right::Read, "short"), Err(UsersError::Password { .. })));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.matches("$argon2id$").count() == 2 && !text.contains("horse"), "{text}");
        let users = Users::open(&file).unwrap();
        assert_eq!(users.sign_in("张三", "battery staple"), Err(Refused::Wrong));
        assert_eq!(users.sign_in("无名", "battery staple"), Err(Refused::Wrong));
        let (one, two) =
            (users.sign_in("张三", "correct horse").unwrap(), users.sign_in("张三", "correct horse").unwrap());
        assert_ne!(one, two);
        assert_eq!(users.session(&one), Some(("张三".to_owned(), Right::Edit)));
        users.sign_out(&one);
        assert_eq!((users.session(&one), users.session(&two).is_some()), (None, true));
        let rest: String =
            text.lines().filter(|line| !line.starts_with("张三")).map(|line| format!("{line}\n")).collect();
        std::fs::write(&file, rest).unwrap();
        assert_eq!(users.session(&two), None);
    }

    #[test]
    fn guesses_are_slowed_down_more_and_more() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("users");
        add(&file, "张三", Right::Edit, "correct horse").unwrap();
        let users = Users::open(&file).unwrap();
        for _ in 0..FREE {
            assert_eq!(users.sign_in("张三", "wrong wrong"), Err(Refused::Wrong));
        }
        // From now on even the right one has to wait.
        assert!(matches!(users.sign_in("张三", "correct horse"), Err(Refused::Wait(seconds)) if seconds <= 3));
        assert!(wait(FREE) < wait(FREE + 3) && wait(u32::MAX) == LONGEST_WAIT && wait(FREE - 1).is_zero());
    }

    #[test]
    fn a_file_that_is_wrong_names_the_line() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("users");
        let good = phc(&[1; SALT], &[2; HASH], COST);
        for wrong in [
            "张三 edit",
            "张三 root x",
            "张三 edit plain",
            &format!("张三 edit {}", good.replace("m=19456", "m=99999999")),
        ] {
            std::fs::write(&file, format!("# 用户\n李四 read {good}\n{wrong}\n")).unwrap();
            assert!(matches!(Users::open(&file), Err(UsersError::Line { line: 3, .. })), "{wrong}");
        }
    }
}
