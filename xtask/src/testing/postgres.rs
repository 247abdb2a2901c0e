//! A PostgreSQL server of our own for the time of the tests.

use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::setup::{postgres::programs, system::is_root};
use std::env;
use std::net::TcpListener;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Runs the server until its own input ends: that is when we end, whether well, by Ctrl-C or by a crash.
const WATCH: &str = r#"
"$1/postgres" -D "$2/data" -p "$3" $4 -c listen_addresses=127.0.0.1 -c unix_socket_directories="$2" \
    -c max_connections=200 -c log_min_messages=fatal 2>"$2/log" &
read -r _
kill -QUIT $!
wait
rm -rf "$2"
"#;

/// Nothing has to outlive the tests, so nothing waits for the disk.
const HASTY: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// Who is let in: the superuser without a password, every other role by its own. So a test that is let in with credentials of a
/// storage engine has proven them.
const WHO_IS_LET_IN: &str = r#"
printf '%s\n' 'local all all trust' 'host all postgres 127.0.0.1/32 trust' \
    'host all all 127.0.0.1/32 scram-sha-256' >"$1/data/pg_hba.conf"
"#;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server, or nothing where no selected test wants one.
pub struct Cluster {
    url: String,
    watch: Option<Child>,
}

impl Cluster {
    /// Starts a server, unless one is named by the environment or none is wanted.
    pub fn start_if(wanted: bool) -> Outcome<Self> {
        match env::var("HQ_TEST_POSTGRES_URL") {
            Ok(url) => Ok(Self { url, watch: None }),
            Err(_) if wanted => Self::start(HASTY),
            Err(_) => Ok(Self { url: String::new(), watch: None }),
        }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts a server that writes to the disk as one in production does.
    pub fn start_durable() -> Outcome<Self> {
        Self::start("")
    }

    fn start(options: &str) -> Outcome<Self> {
        let started = Instant::now();
        let programs = programs().ok_or_else(|| Failure::new("PostgreSQL's server is not installed."))?;
        let folder = unprivileged("mktemp").making_folder("postgres").text()?;
        let folder = folder.trim();
        unprivileged(programs.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["-D", &format!("{folder}/data")])
            .text()?;
        unprivileged("sh").args(["-c", WHO_IS_LET_IN, "hq-postgres", folder]).text()?;
        let port = free_port()?;
        let watch = unprivileged("setsid")
            .args(["sh", "-c", WATCH, "hq-postgres"])
            .arg(&programs)
            .args([folder, &port.to_string(), options])
            .start_held()?;
        let cluster =
            Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), watch: Some(watch) };
        wait_until_ready(&programs, port)?;
        println!("PostgreSQL for the tests is up on port {port} ({:.1} s).", started.elapsed().as_secs_f32());
        Ok(cluster)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut watch) = self.watch.take() {
            drop(watch.stdin.take());
            // Whether it ended well makes no difference any more.
            let _ = watch.wait();
        }
    }
}

/// PostgreSQL refuses to run as root.
pub fn unprivileged(program: impl AsRef<Path>) -> Run {
    let run = if is_root() {
        Run::new("runuser").args(["-u", "postgres", "--"]).arg(program.as_ref())
    } else {
        Run::new(program.as_ref())
    };
    run.within(Path::new("/tmp"))
}

/// A port that nobody listens on.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).explain("find a free port")?;
    Ok(listener.local_addr().explain("find a free port")?.port())
}

fn wait_until_ready(programs: &Path, port: u16) -> Outcome {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let port = port.to_string();
        if Run::new(programs.join("pg_isready")).args(["-q", "-h", "127.0.0.1", "-p", &port]).succeeds() {
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    Err(Failure::new("PostgreSQL did not answer within 30 seconds."))
}
