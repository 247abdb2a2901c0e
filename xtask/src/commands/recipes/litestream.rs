//! Litestream: every commit of a SQLite database, copied as it is made. The server is killed and its disk is lost.

use super::server::Server;
use super::{all_there, timed};
use crate::outcome::{Explain, Outcome};
use crate::process::Run;
use crate::setup::tools::LITESTREAM;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How many sign up: fewer than the limit for one network.
const PEOPLE: usize = 50;
/// How long after the last commit the disk is lost: Litestream copies once a second.
const LOST_AFTER: Duration = Duration::from_secs(3);

/// Counts who has signed up, in the database that is named.
const COUNT: &str = r"
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute('SELECT COUNT(*) FROM sign_ups').fetchone()[0])
";

/// Does the recipe in a folder of its own, with a server's binary.
pub fn run(binary: &Path) -> Outcome {
    let folder = Run::new("mktemp").making_folder("litestream").text()?;
    let folder = Path::new(folder.trim());
    let done = within(binary, folder);
    fs::remove_dir_all(folder).explain("remove the recipe's folder")?;
    done
}

fn within(binary: &Path, folder: &Path) -> Outcome {
    let litestream = LITESTREAM.program("litestream");
    let (database, config) = (folder.join("data/hq.sqlite"), folder.join("litestream.yml"));
    let text = format!(
        "dbs:\n  - path: {}\n    replica:\n      type: file\n      path: {}\n      sync-interval: 1s\n",
        database.display(),
        folder.join("replica").display()
    );
    fs::write(&config, text).explain("write litestream.yml")?;
    let url = format!("sqlite:{}", database.display());
    let server = Server::start(binary, &url, folder)?;
    let mut copying =
        Run::new(&litestream).args(["replicate", "-log-level", "error", "-config"]).arg(&config).start()?;
    let written = timed(&format!("{PEOPLE} people sign up meanwhile"), || server.sign_up(0..PEOPLE));
    sleep(LOST_AFTER);
    drop(server);
    // Killed as well: what it has is what it had copied by itself.
    let _ = copying.kill();
    let _ = copying.wait();
    written?;
    fs::remove_dir_all(folder.join("data")).explain("lose the disk")?;
    let copy = folder.join("copy.sqlite");
    timed("litestream restore", || {
        Run::new(&litestream)
            .args(["restore", "-config"])
            .arg(&config)
            .arg("-o")
            .arg(&copy)
            .arg(&database)
            .text()
    })?;
    timed("hq restore", || Run::new(binary).arg("restore").arg(&copy).args(["--database", &url]).text())?;
    let found = Run::new("python3").args(["-c", COUNT]).arg(&database).text()?;
    all_there("after the disk was lost", &found, PEOPLE)?;
    drop(timed("HQ starts on it", || Server::start(binary, &url, folder))?);
    Ok(())
}
