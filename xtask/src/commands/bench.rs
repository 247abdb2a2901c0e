//! `cargo xtask bench`: requests a second and latencies of the release build, on both databases. `bench pages` measures
//! its pages.

mod pages;

use super::build_dist;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::{self, need};
use crate::testing::Cluster;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Somebody of the demo's cast, who belongs to forty organizations.
const PERSON: &str = r#"{"email":"felix@forty.example","password":"quiet river at noon"}"#;
/// What is asked for: the list that the drop-down shows.
const PATH: &str = "/api/v1/me/organizations?limit=10";
const CONNECTIONS: &str = "16";
const SECONDS: &str = "60";

/// Measures with the seconds given, 60 by default; or the pages.
pub fn run(arguments: &[String]) -> Outcome {
    match arguments.split_first() {
        Some((word, options)) if word == "pages" => pages::run(options),
        _ => server(arguments),
    }
}

fn server(arguments: &[String]) -> Outcome {
    let seconds = arguments.first().map_or(SECONDS, String::as_str);
    setup::ensure(need::TO_RUN)?;
    setup::ensure(need::TO_DIST)?;
    setup::ensure(need::TO_BENCH)?;
    build_dist()?;
    let folder = Run::new("mktemp").making_folder("bench").text()?;
    let folder = folder.trim();
    let outcome = measure("SQLite", &format!("sqlite:{folder}/hq.sqlite"), seconds)
        .and_then(|()| measure("PostgreSQL", Cluster::start_durable()?.url(), seconds));
    fs::remove_dir_all(folder).explain("remove the bench's folder")?;
    outcome
}

fn measure(name: &str, database: &str, seconds: &str) -> Outcome {
    let port =
        TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).explain("find a port")?.port();
    let started = Instant::now();
    let mut server = Run::new(paths::target().join("release/hq"))
        .args(["--demo", "--log", "warn", "--port", &port.to_string(), "--database", database])
        .start()?;
    let measured = with_server(name, port, seconds, started, &server);
    let _ = server.kill();
    let _ = server.wait();
    measured
}

fn with_server(name: &str, port: u16, seconds: &str, started: Instant, server: &Child) -> Outcome {
    let cookie = loop {
        if let Some(cookie) = sign_in(port) {
            break cookie;
        }
        if started.elapsed() > Duration::from_secs(30) {
            return Err(Failure::new("The server did not let anybody sign in."));
        }
        sleep(Duration::from_millis(20));
    };
    println!(
        "\n{name}: GET {PATH}, {CONNECTIONS} connections, {seconds} s; memory before: {}",
        memory(server)
    );
    Run::new("wrk")
        .args(["-t", "1", "-c", CONNECTIONS, "-d", seconds, "--latency", "-H"])
        .args([format!("Cookie: {cookie}"), format!("http://127.0.0.1:{port}{PATH}")])
        .show()?;
    println!("memory after: {}", memory(server));
    Ok(())
}

/// The session's cookie.
fn sign_in(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let request = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{PERSON}",
        PERSON.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "))?;
    cookie.split(';').next().map(str::to_owned)
}

/// What the process holds in memory.
fn memory(server: &Child) -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    resident.map_or_else(|| "unknown".to_owned(), |size| size.trim().to_owned())
}
