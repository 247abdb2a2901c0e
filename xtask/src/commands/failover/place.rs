//! Where the cluster lives: a folder of its own, ports that are free, and an end to all of it.

use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::setup::system::is_root;
use std::cell::Cell;
use std::fs::{self, File, Permissions};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Child;

/// Waits until its input ends: that is when we end, whether well, by Ctrl-C or by a crash. Then every process that works in the
/// folder is killed, frozen or not; more than once, as one may just have begun another.
const WATCH: &str = r#"
read -r _
for round in 1 2 3 4 5; do
    for link in /proc/[0-9]*/cwd; do
        case $(readlink "$link") in
        "$1" | "$1"/*)
            process=${link#/proc/}
            kill -KILL "${process%/cwd}" 2>/dev/null
            ;;
        esac
    done
done
rm -rf "$1"
"#;

/// Ports below those that the system gives to connections: a port of somebody who is down for a while stays theirs.
const FIRST_PORT: u16 = 20_000;
const LAST_PORT: u16 = 32_000;

/// The folder, and what ends everything in it.
pub struct Place {
    folder: PathBuf,
    watch: Child,
    /// PostgreSQL refuses to run as root.
    postgres: Option<(u32, u32)>,
    port: Cell<u16>,
}

impl Place {
    /// Makes the folder.
    pub fn make() -> Outcome<Self> {
        let folder = Run::new("mktemp").making_folder("failover").text()?;
        let folder = PathBuf::from(folder.trim());
        fs::set_permissions(&folder, Permissions::from_mode(0o755))
            .explain("open the folder to PostgreSQL")?;
        let watch = Run::new("setsid").args(["sh", "-c", WATCH, "hq-failover"]).arg(&folder).start_held()?;
        let postgres = if is_root() { Some((number("-u")?, number("-g")?)) } else { None };
        let start = u32::from(FIRST_PORT) + std::process::id() * 64 % u32::from(LAST_PORT - FIRST_PORT);
        let port = Cell::new(u16::try_from(start).unwrap_or(FIRST_PORT));
        Ok(Self { folder, watch, postgres, port })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A folder in it, of PostgreSQL's user where that is another than ours.
    pub fn folder_for(&self, name: &str, of_postgres: bool) -> Outcome<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).explain(format!("create {}", folder.display()))?;
        if let Some((user, group)) = self.postgres.filter(|_| of_postgres) {
            chown(&folder, Some(user), Some(group)).explain(format!("hand over {}", folder.display()))?;
        }
        Ok(folder)
    }

    /// Starts a program in a folder of its own, with its output in `log` there.
    pub fn start(&self, run: Run, folder: &Path, as_postgres: bool) -> Outcome<Child> {
        let log = File::options().create(true).append(true).open(folder.join("log"));
        let run = run.within(folder).apart(log.explain("open a log")?)?;
        match self.postgres.filter(|_| as_postgres) {
            Some((user, group)) => run.by_user(user, group).env("HOME", folder).start(),
            None => run.start(),
        }
    }

    /// A port that nobody has, and that was not given before.
    pub fn port(&self) -> Outcome<u16> {
        for _ in FIRST_PORT..LAST_PORT {
            let port = self.port.get();
            self.port.set(if port < LAST_PORT { port + 1 } else { FIRST_PORT });
            if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(port);
            }
        }
        Err(Failure::new("No port is free."))
    }
}

/// An address on loopback.
pub const fn at(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::LOCALHOST, port)
}

fn number(which: &str) -> Outcome<u32> {
    let text = Run::new("id").args([which, "postgres"]).text()?;
    text.trim().parse().explain("read the number of the user postgres")
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // Whether it ended well makes no difference any more.
        let _ = self.watch.wait();
    }
}
