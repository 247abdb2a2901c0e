//! Reading along with a running program.

use crate::outcome::{Explain, Failure, Outcome};
use crate::setup::progress::Progress;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How much of a failed program's output is worth repeating.
const LINES_TOLD: usize = 30;

/// Runs the command, showing its last line as progress.
pub fn run(command: &mut Command, name: &str, progress: &Progress) -> Outcome {
    let (mut child, lines) = start(command, name)?;
    let mut output = Vec::new();
    loop {
        match lines.recv_timeout(Duration::from_millis(500)) {
            Ok(line) => {
                progress.tell(&line);
                output.push(line);
            }
            Err(RecvTimeoutError::Timeout) => progress.tell(""),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait().explain(format!("wait for {name}"))?;
    if status.success() {
        return Ok(());
    }
    let start = output.len().saturating_sub(LINES_TOLD);
    let end = output.get(start..).unwrap_or_default().join("\n");
    progress.clear();
    Err(Failure::new(format!("{end}\n\n{name} failed ({status}).")))
}

/// Runs the command with its output on the terminal; the output without colours, and whether it succeeded.
pub fn copy(command: &mut Command, name: &str) -> Outcome<(String, bool)> {
    let (mut child, lines) = start(command, name)?;
    let mut output = String::new();
    for line in lines {
        println!("{line}");
        output.push_str(&plain(&line));
        output.push('\n');
    }
    let status = child.wait().explain(format!("wait for {name}"))?;
    Ok((output, status.success()))
}

/// Starts the command and gathers the lines of both of its outputs.
fn start(command: &mut Command, name: &str) -> Outcome<(Child, Receiver<String>)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .explain(format!("start {name}"))?;
    let (sender, lines) = channel();
    let outputs: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
        child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
    ];
    for pipe in outputs.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).trim_end().to_owned();
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
    }
    std::io::stdout().flush().explain("write to the terminal")?;
    Ok((child, lines))
}

/// The text without the terminal's colour codes.
pub fn plain(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            result.push(character);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn colours_are_taken_away() {
        assert_eq!(plain("\u{1b}[32;1m3 passed\u{1b}[0m, 1 failed"), "3 passed, 1 failed");
    }
}
