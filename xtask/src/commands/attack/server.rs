//! The server that is attacked: a release build of its own, ended with us however we end.

use super::options::Options;
use super::report::Check;
use super::wire::{Answer, Request};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use std::fs;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener};
use std::path::PathBuf;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Runs the server until its own input ends: that is when we end, whether well, by Ctrl-C or by a crash.
const WATCH: &str = r#"
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
echo $! >"$folder/pid"
read -r _
kill -KILL $!
wait
rm -rf "$folder"
"#;

/// How long it may take to start, with its cast.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long somebody waits who signs in while the server is under attack.
const SOON: Duration = Duration::from_secs(3);
/// Members besides the cast, as many accounts whose passwords are tried.
pub const MEMBERS: usize = 1000;
/// Everybody's password in the demo.
pub const PASSWORD: &str = "quiet river at noon";
/// Admin of the demo's first organization.
pub const ADMIN: &str = "ada@acme.example";
/// A user there.
pub const USER: &str = "blaise@acme.example";
/// That organization.
pub const ORGANIZATION: &str = "/api/v1/organizations/acme-robotics";

/// The address of a member besides the cast.
pub fn member(index: usize) -> String {
    format!("member-{index:05}@acme.example")
}

/// A running server.
pub struct Server {
    watch: Child,
    process: u32,
    folder: PathBuf,
    address: SocketAddrV4,
}

/// What a process holds in memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The most at any time (VmHWM).
    pub peak: u64,
    /// Now (VmRSS).
    pub now: u64,
}

impl Server {
    /// Starts one and waits until it answers.
    ///
    /// # Errors
    /// Where it does not.
    pub fn start(options: &Options) -> Outcome<Self> {
        let folder = Run::new("mktemp").making_folder("attack").text()?;
        let folder = PathBuf::from(folder.trim());
        let binary = options.server.clone().unwrap_or_else(|| paths::target().join("release/hq"));
        let own = format!("sqlite:{}/data/hq.sqlite", folder.display());
        let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, free_port()?);
        let watch = Run::new("setsid")
            .args(["sh", "-c", WATCH, "hq-attack"])
            .arg(&folder)
            .arg(binary)
            .args(["--demo", "--demo-members", &MEMBERS.to_string(), "--log", "error"])
            .args(["--port", &address.port().to_string()])
            .args(["--database", options.database.as_ref().unwrap_or(&own)])
            .start_held()?;
        let mut server = Self { watch, process: 0, folder, address };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddrV4 {
        self.address
    }

    /// What it holds in memory.
    ///
    /// # Errors
    /// Where it has ended.
    pub fn memory(&self) -> Outcome<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process)).unwrap_or_default();
        memory(&status).ok_or_else(|| self.failed("The server ended."))
    }

    /// The cookies of somebody who signs in.
    ///
    /// # Errors
    /// Where that is refused.
    pub fn sign_in(&self, source: Ipv4Addr, email: &str) -> Outcome<String> {
        let answer = self.try_password(source, email, PASSWORD)?;
        if answer.status == 201 {
            Ok(answer.cookies())
        } else {
            Err(Failure::new(format!("{email} could not sign in ({}).", answer.status)))
        }
    }

    /// What a try to sign in is answered.
    ///
    /// # Errors
    /// Where there is no answer.
    pub fn try_password(&self, source: Ipv4Addr, email: &str, password: &str) -> Outcome<Answer> {
        self.session(source, email, password, PATIENCE).explain("ask the server to sign in")
    }

    /// Whether somebody of the cast can sign in while the server is under attack.
    pub fn lets_in(&self) -> Check {
        let answer = self.session(super::honest::ADDRESS, USER, PASSWORD, SOON);
        let found = match &answer {
            Ok(answer) => format!("signing in meanwhile is answered {}", answer.status),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                format!("signing in meanwhile is not answered within {} s", SOON.as_secs())
            }
            Err(error) => format!("signing in meanwhile is not answered ({error})"),
        };
        let holds = answer.is_ok_and(|answer| answer.status == 201);
        Check { found, limit: "sign-in".to_owned(), holds }
    }

    fn session(
        &self,
        source: Ipv4Addr,
        email: &str,
        password: &str,
        patience: Duration,
    ) -> io::Result<Answer> {
        let body = format!(r#"{{"email":"{email}","password":"{password}"}}"#);
        Request::json("POST", "/api/v1/session", &body).ask(source, self.address, patience)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50));
            let process = fs::read_to_string(self.folder.join("pid")).unwrap_or_default();
            let Ok(process) = process.trim().parse() else { continue };
            self.process = process;
            self.memory()?;
            let ready =
                Request::get("/readyz").ask(Ipv4Addr::LOCALHOST, self.address, Duration::from_secs(1));
            if ready.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
        }
        Err(self.failed("The server did not answer within a minute."))
    }

    fn failed(&self, what: &str) -> Failure {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Failure::new(format!("{what}\n{}", log.trim_end()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // Whether it ended well makes no difference any more.
        let _ = self.watch.wait();
    }
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).explain("find a free port")?;
    Ok(listener.local_addr().explain("find a free port")?.port())
}

/// What /proc/PID/status says; nothing of a process that has ended.
fn memory(status: &str) -> Option<Memory> {
    let kilobytes = |name: &str| -> Option<u64> {
        let value = status.lines().find_map(|line| line.strip_prefix(name))?;
        value.trim().strip_suffix(" kB")?.parse().ok()
    };
    Some(Memory { peak: kilobytes("VmHWM:")? * 1024, now: kilobytes("VmRSS:")? * 1024 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_status_of_a_process() {
        let status = "Name:\thq\nVmPeak:\t  900000 kB\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n";
        assert_eq!(memory(status), Some(Memory { peak: 20 << 20, now: 10 << 20 }));
        assert_eq!(memory("Name:\thq\nState:\tZ (zombie)\n"), None);
        assert!(memory(&fs::read_to_string("/proc/self/status").unwrap()).is_some());
    }
}
