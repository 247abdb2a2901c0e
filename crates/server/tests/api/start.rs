//! The program itself: how it starts, what it says, how it ends.

use crate::support::Raw;
use std::{net::TcpListener, process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

const HANGS: Duration = Duration::from_secs(20);

pub fn hq(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hq"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// The code and words with which a server does not start.
pub async fn refusal(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let output = timeout(HANGS, hq(folder, arguments).output()).await.expect("it ends").expect("it ran");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

/// Starts a server on a port of the system's choice; answers what it said until this word.
pub async fn start(folder: &TempDir, arguments: &[&str], until: &str) -> (Child, String) {
    let mut child = hq(folder, &[&["--port", "0"], arguments].concat()).spawn().expect("it ran");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut said = String::new();
    let reading = async {
        while !said.contains(until) {
            let line = lines.next_line().await.expect("text").expect("more of it");
            said.push_str(&line);
            said.push('\n');
        }
    };
    timeout(HANGS, reading).await.expect("it says where it is");
    (child, said)
}

pub async fn stop(mut child: Child) -> (Option<i32>, String) {
    let id = child.id().expect("it runs").to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.expect("kill is there");
    let status = timeout(HANGS, child.wait()).await.expect("it stops").expect("it stopped");
    let mut log = String::new();
    child.stderr.take().expect("its log").read_to_string(&mut log).await.expect("text");
    (status.code(), log)
}

#[tokio::test]
async fn what_cannot_work_is_one_sentence_and_code_two() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    std::fs::write(folder.path().join("file"), "no database, but long enough to be read as one").unwrap();
    for (arguments, word) in [
        (vec!["--port", &port], "is taken by another program"),
        (vec!["--port", "0", "--database", "sqlite:file/hq.sqlite"], "cannot be written"),
        (vec!["--port", "0", "--database", "sqlite:file"], "file is not a database"),
        (vec!["--port", "0", "--database", "postgres://hq:hunter2@127.0.0.1:1/hq"], "Connection refused"),
        (vec!["--port", "0", "--demo", "--public-url", "https://hq.example.org"], "--demo-public"),
    ] {
        let (code, said) = refusal(&folder, &arguments).await;
        assert_eq!(code, Some(2), "{said}");
        assert!(said.starts_with("hq: ") && said.contains(word), "{said}");
        assert!(!said.contains('\n') && !said.contains("panic") && !said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn a_server_says_where_it_is_and_stops_when_told() {
    let folder = TempDir::new().unwrap();
    let (child, said) = start(&folder, &[], "/api/docs").await;
    let address =
        said.strip_prefix("HQ is at http://").and_then(|rest| rest.lines().next()).expect("an address");
    assert!(
        said.contains("SQLite in data/hq.sqlite") && said.contains(&format!("http://{address}/mailbox")),
        "{said}"
    );
    let mut raw = Raw::connect(address.parse().unwrap()).await;
    raw.send("GET /api/v1/about HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    assert_eq!(raw.reply().await.status, 200);
    raw.send("GET /api/v1/about?secret=1 HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    assert_eq!(raw.reply().await.status, 400, "it has no such parameter");
    raw.send("GET /api/v1/me HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    assert_eq!(raw.reply().await.status, 401);

    let (code, log) = stop(child).await;
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("/api/v1/about") && log.contains("status=200") && log.contains("stopped"), "{log}");
    assert!(!log.contains("secret"), "{log}");
    let refused = log.lines().find(|line| line.contains("status=401")).expect("a line of the refusal");
    assert!(refused.contains("problem=\"not_signed_in\""), "{refused}");
    assert_eq!(log.matches("problem=").count(), 2, "what was not refused has none: {log}");
    assert!(!folder.path().join("data/hq.sqlite-wal").exists(), "the write-ahead log was left behind");
}

#[tokio::test]
async fn the_demo_prints_its_sign_ins_each_time() {
    let folder = TempDir::new().unwrap();
    for _ in 0..2 {
        let (child, said) = start(&folder, &["--demo"], "felix@").await;
        assert!(said.contains(hq_server::demo::PASSWORD) && said.contains("ada@acme.example"), "{said}");
        assert_eq!(stop(child).await.0, Some(0));
    }
}

/// Several servers of one database: one makes the tables, the others wait for it.
#[tokio::test]
async fn servers_that_start_at_once_share_one_database() {
    let url = crate::support::postgres().await;
    let servers = futures::future::join_all((0..6).map(|_| hq_server::db::Db::connect(&url))).await;
    for server in servers {
        server.expect("connected").close().await;
    }
}
