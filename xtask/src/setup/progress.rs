//! What a set-up step shows while it runs: how long it has been at it, and what it is doing.

use std::cell::Cell;
use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

/// The progress of one step.
pub struct Progress {
    started: Instant,
    terminal: bool,
    last_told: Cell<Option<Instant>>,
}

/// On a terminal the line is rewritten in place; in a log it is written now and then.
const IN_PLACE: Duration = Duration::from_millis(200);
const IN_A_LOG: Duration = Duration::from_secs(15);
const WIDTH: usize = 90;

impl Progress {
    /// Begins a step: `[2/7] trunk 0.21.14 (about 3 minutes)`.
    pub fn begin(number: usize, of: usize, title: &str) -> Self {
        println!("[{number}/{of}] {title}");
        Self { started: Instant::now(), terminal: stdout().is_terminal(), last_told: Cell::new(None) }
    }

    /// Shows the last line of the step's program.
    pub fn tell(&self, line: &str) {
        let every = if self.terminal { IN_PLACE } else { IN_A_LOG };
        let due = self.last_told.get().unwrap_or(self.started).elapsed() >= every;
        let line = crate::process::plain(line);
        let line: String = line.trim().chars().take(WIDTH).collect();
        if !due || line.is_empty() {
            return;
        }
        self.last_told.set(Some(Instant::now()));
        let seconds = self.started.elapsed().as_secs();
        if self.terminal {
            print!("\r\u{1b}[K      {seconds:>3} s  {line}");
            // Progress that cannot be shown is no reason to stop.
            let _ = stdout().flush();
        } else {
            println!("      {seconds:>3} s  {line}");
        }
    }

    /// Takes the line away, for something else to be said.
    pub fn clear(&self) {
        if self.terminal {
            print!("\r\u{1b}[K");
            let _ = stdout().flush();
        }
    }

    /// Ends the step.
    pub fn end(&self) {
        self.clear();
        println!("      done in {} s", self.started.elapsed().as_secs());
    }
}
