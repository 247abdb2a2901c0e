//! pgBackRest: a cluster of PostgreSQL, its whole and its log, and back to the moment before somebody deleted too much.

use super::server::Server;
use super::{all_there, timed};
use crate::outcome::{Failure, Outcome};
use crate::setup::postgres::programs;
use crate::testing::{free_port, unprivileged};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How many sign up before the second backup, and after it: together no more than the limit for one network.
const BEFORE: usize = 30;
const AFTER: usize = 25;

/// A cluster of its own, and the configuration that docs/operations.md gives.
struct Cluster {
    programs: PathBuf,
    folder: String,
    port: u16,
}

/// pgbackrest.conf and what is added to postgresql.conf; the words with $ are the folder and the port.
const CONFIGURE: &str = r#"
set -e
mkdir "$1/repo" "$1/log" "$1/lock" "$1/spool"
cat > "$1/pgbackrest.conf" <<END
[global]
repo1-path=$1/repo
repo1-retention-full=2
log-path=$1/log
lock-path=$1/lock
spool-path=$1/spool
archive-async=y
start-fast=y
compress-type=lz4

[hq]
pg1-path=$1/data
pg1-port=$2
pg1-socket-path=$1
pg1-user=postgres
END
cat >> "$1/data/postgresql.conf" <<END
port = $2
listen_addresses = '127.0.0.1'
unix_socket_directories = '$1'
archive_mode = on
archive_command = 'pgbackrest --config=$1/pgbackrest.conf --stanza=hq archive-push %p'
archive_timeout = 60
END
"#;

/// Does the recipe on a cluster of its own, with a server's binary.
pub fn run(binary: &Path) -> Outcome {
    let programs = programs().ok_or_else(|| Failure::new("PostgreSQL's server is not installed."))?;
    let folder = unprivileged("mktemp").making_folder("pgbackrest").text()?.trim().to_owned();
    let cluster = Cluster { programs, folder, port: free_port()? };
    let done = cluster.recipe(binary);
    // It may not run; what went wrong before is told.
    let _ = cluster.stop("immediate");
    unprivileged("rm").args(["-rf", &cluster.folder]).text()?;
    done
}

impl Cluster {
    fn recipe(&self, binary: &Path) -> Outcome {
        let data = format!("{}/data", self.folder);
        unprivileged(self.programs.join("initdb"))
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", &data])
            .text()?;
        unprivileged("sh").args(["-c", CONFIGURE, "hq", &self.folder, &self.port.to_string()]).text()?;
        self.start()?;
        self.psql("postgres", "CREATE DATABASE hq")?;
        let database = format!("postgres://postgres@127.0.0.1:{}/hq", self.port);
        let server = Server::start(binary, &database, Path::new(&self.folder))?;
        timed("pgbackrest stanza-create", || self.pgbackrest(&["stanza-create"]))?;
        timed("pgbackrest check", || self.pgbackrest(&["check"]))?;
        timed("pgbackrest --type=full backup", || self.pgbackrest(&["--type=full", "backup"]))?;
        timed(&format!("{BEFORE} people sign up"), || server.sign_up(0..BEFORE))?;
        timed("pgbackrest --type=diff backup", || self.pgbackrest(&["--type=diff", "backup"]))?;
        timed(&format!("{AFTER} people sign up"), || server.sign_up(BEFORE..BEFORE + AFTER))?;
        let moment = self.psql("hq", "SELECT clock_timestamp()")?;
        sleep(Duration::from_secs(1));
        self.psql("hq", "DELETE FROM sign_ups")?;
        // As PostgreSQL does by itself after archive_timeout.
        self.psql("hq", "SELECT pg_switch_wal()")?;
        drop(server);
        self.stop("fast")?;
        unprivileged("rm").args(["-rf", &data]).text()?;
        unprivileged("mkdir").args(["-m", "700", &data]).text()?;
        let target = format!("--target={}", moment.trim());
        timed("pgbackrest --type=time restore", || {
            self.pgbackrest(&["--type=time", &target, "--target-action=promote", "restore"])
        })?;
        timed("PostgreSQL starts and reads its log up to the moment", || self.start())?;
        let found = self.psql("hq", "SELECT COUNT(*) FROM sign_ups")?;
        all_there("at the moment before the mistake", &found, BEFORE + AFTER)?;
        drop(timed("HQ starts on it", || Server::start(binary, &database, Path::new(&self.folder)))?);
        Ok(())
    }

    fn pgbackrest(&self, arguments: &[&str]) -> Outcome<String> {
        let config = format!("--config={}/pgbackrest.conf", self.folder);
        unprivileged("pgbackrest").args([config.as_str(), "--stanza=hq"]).args(arguments).text()
    }

    fn psql(&self, database: &str, statement: &str) -> Outcome<String> {
        let port = self.port.to_string();
        unprivileged(self.programs.join("psql"))
            .args(["-At", "-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-d", database, "-c", statement])
            .text()
    }

    /// Waits until it takes writes: a restored one reads its log first.
    fn start(&self) -> Outcome {
        let (data, log) = (format!("{}/data", self.folder), format!("{}/log/postgres", self.folder));
        unprivileged(self.programs.join("pg_ctl"))
            .args(["--wait", "-t", "120", "-D", &data, "-l", &log, "start"])
            .text()?;
        for _ in 0..600 {
            if self.psql("postgres", "SELECT pg_is_in_recovery()").is_ok_and(|answer| answer.trim() == "f") {
                return Ok(());
            }
            sleep(Duration::from_millis(200));
        }
        Err(Failure::new("PostgreSQL did not leave its recovery."))
    }

    fn stop(&self, mode: &str) -> Outcome {
        let data = format!("{}/data", self.folder);
        unprivileged(self.programs.join("pg_ctl"))
            .args(["--wait", "--mode", mode, "-D", &data, "stop"])
            .text()
            .map(drop)
    }
}
