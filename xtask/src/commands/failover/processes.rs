//! Processes by the folder in which they work: every process of a machine works in that machine's folder, PostgreSQL's children
//! in the folder of its data.

use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How often is looked again: a process may have begun another one meanwhile.
const ROUNDS: usize = 3;

/// Sends a signal to every process that works in one of the folders or below it.
pub fn signal(folders: &[&Path], signal: Signal) {
    for _ in 0..ROUNDS {
        for process in within(folders) {
            // It may have ended since.
            let _ = kill_process(process, signal);
        }
        sleep(Duration::from_millis(5));
    }
}

/// Who works there.
pub fn within(folders: &[&Path]) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let numbers =
        entries.flatten().filter_map(|entry| entry.file_name().to_string_lossy().parse::<i32>().ok());
    let there = numbers.filter(|number| {
        let works_in = fs::read_link(format!("/proc/{number}/cwd"));
        works_in.is_ok_and(|path| folders.iter().any(|folder| path.starts_with(folder)))
    });
    there.filter_map(Pid::from_raw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env::temp_dir;
    use std::process::{Command, Stdio};

    #[test]
    fn who_works_in_a_folder_is_found_and_ended() {
        let folder = temp_dir().join(format!("hq-processes-{}", std::process::id()));
        fs::create_dir_all(folder.join("below")).unwrap();
        let mut child = Command::new("cat")
            .current_dir(folder.join("below"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let pid = Pid::from_child(&child);
        assert_eq!(within(&[&folder]), [pid]);
        assert_eq!(within(&[&folder.join("elsewhere")]), []);
        signal(&[&folder], Signal::KILL);
        assert!(!child.wait().unwrap().success());
        fs::remove_dir_all(folder).unwrap();
    }
}
