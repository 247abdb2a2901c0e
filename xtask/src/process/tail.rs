//! Reading along with a running program.

use crate::outcome::{Explain, Failure, Outcome};
use crate::setup::progress::Progress;
use std::io::{BufReader, Read, Write};
use std::mem::take;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How much of a failed program's output is worth repeating.
const LINES_TOLD: usize = 100;
/// What cargo says while all is well.
const NOISE: [&str; 3] = ["Compiling ", "Downloaded ", "Downloading "];

/// A line of a program's output.
struct Line {
    text: String,
    /// Whether the program means to write over it, as over a bar that grows.
    passing: bool,
}

/// A running program whose output is gathered.
pub struct Running {
    child: Child,
    lines: Receiver<Line>,
    name: String,
}

impl Running {
    /// Starts the command.
    pub fn start(command: &mut Command, name: &str) -> Outcome<Self> {
        let (child, lines) = start(command, name)?;
        Ok(Self { child, lines, name: name.to_owned() })
    }

    /// Shows its last line as progress until it ends.
    pub fn watch(mut self, progress: &Progress) -> Outcome {
        let mut output = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => {
                    // Cargo's bar says the same, and how many there are to go.
                    let noise = NOISE.iter().any(|start| plain(&line.text).trim_start().starts_with(start));
                    if line.passing || !noise {
                        progress.tell(&line.text);
                    }
                    if !line.passing && !noise {
                        output.push(line.text);
                    }
                }
                Err(RecvTimeoutError::Timeout) => progress.tell(""),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait().explain(format!("wait for {}", self.name))?;
        if status.success() {
            return Ok(());
        }
        let start = output.len().saturating_sub(LINES_TOLD);
        let end = output.get(start..).unwrap_or_default().join("\n");
        progress.clear();
        Err(Failure::new(format!("{end}\n\n{} failed ({status}).", self.name)))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nobody waits for it any more; where it has ended, this does nothing.
        let _ = self.child.kill();
    }
}

/// Runs the command with its output on the terminal; the output without colours, and whether it succeeded.
pub fn copy(command: &mut Command, name: &str) -> Outcome<(String, bool)> {
    let (mut child, lines) = start(command, name)?;
    let mut output = String::new();
    for Line { text, .. } in lines {
        println!("{text}");
        output.push_str(&plain(&text));
        output.push('\n');
    }
    let status = child.wait().explain(format!("wait for {name}"))?;
    Ok((output, status.success()))
}

/// Starts the command and gathers the lines of both of its outputs.
fn start(command: &mut Command, name: &str) -> Outcome<(Child, Receiver<Line>)> {
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
        thread::spawn(move || read(pipe, &sender));
    }
    std::io::stdout().flush().explain("write to the terminal")?;
    Ok((child, lines))
}

/// Hands on line by line, until the output ends or nobody listens any more.
fn read(output: impl Read, lines: &Sender<Line>) -> Result<(), SendError<Line>> {
    let mut line = Vec::new();
    let hand_on = |line: &mut Vec<u8>, passing| {
        let text = String::from_utf8_lossy(&take(line)).trim_end().to_owned();
        lines.send(Line { text, passing })
    };
    for byte in BufReader::new(output).bytes().map_while(Result::ok) {
        match byte {
            b'\n' => hand_on(&mut line, false)?,
            b'\r' => hand_on(&mut line, true)?,
            byte => line.push(byte),
        }
    }
    if line.is_empty() { Ok(()) } else { hand_on(&mut line, false) }
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
    use super::{plain, read};
    use std::sync::mpsc::channel;

    #[test]
    fn a_bar_is_read_while_it_grows_and_is_no_line_that_stays() {
        let (sender, lines) = channel();
        read(
            "   Compiling syn\n  Building [=> ] 1/3: syn\r  Building [==>] 2/3\rerror: no\nend".as_bytes(),
            &sender,
        )
        .unwrap();
        drop(sender);
        let lines: Vec<_> = lines.into_iter().map(|line| (line.text, line.passing)).collect();
        let expected = [
            ("   Compiling syn", false),
            ("  Building [=> ] 1/3: syn", true),
            ("  Building [==>] 2/3", true),
            ("error: no", false),
            ("end", false),
        ];
        assert_eq!(lines, expected.map(|(text, passing)| (text.to_owned(), passing)));
    }

    #[test]
    fn colours_are_taken_away() {
        assert_eq!(plain("\u{1b}[32;1m3 passed\u{1b}[0m, 1 failed"), "3 passed, 1 failed");
    }
}
