//! What the steps of a command show while they run: how long they have been at it, and what they are doing.

use std::cell::Cell;
use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

/// The steps of a command, which are counted.
pub struct Steps {
    begun: usize,
    of: usize,
}

impl Steps {
    /// So many steps, none of them begun.
    pub const fn new(of: usize) -> Self {
        Self { begun: 0, of }
    }

    /// Begins the next one: `[2/7] trunk 0.21.14 (about 3 minutes)`.
    pub fn begin(&mut self, title: &str) -> Progress {
        self.begun += 1;
        println!("[{}/{}] {title}", self.begun, self.of);
        Progress {
            shown: true,
            started: Instant::now(),
            terminal: stdout().is_terminal(),
            last_told: Cell::new(None),
        }
    }
}

/// The progress of one step.
pub struct Progress {
    shown: bool,
    started: Instant,
    terminal: bool,
    last_told: Cell<Option<Instant>>,
}

/// On a terminal the line is rewritten in place; in a log it is written now and then.
const IN_PLACE: Duration = Duration::from_millis(200);
const IN_A_LOG: Duration = Duration::from_secs(15);
/// What a line can hold behind the seconds, on a terminal of 80 columns.
pub const WIDTH: usize = 66;

impl Progress {
    /// Of work beside something else, which has the terminal.
    pub fn unseen() -> Self {
        Self { shown: false, started: Instant::now(), terminal: false, last_told: Cell::new(None) }
    }

    /// Shows the last line of the step's program.
    pub fn tell(&self, line: &str) {
        let every = if self.terminal { IN_PLACE } else { IN_A_LOG };
        let due = self.last_told.get().unwrap_or(self.started).elapsed() >= every;
        let line = crate::process::plain(line);
        let line: String = line.trim().chars().take(WIDTH).collect();
        if !self.shown || !due || line.is_empty() {
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

    /// Says something that stays.
    pub fn note(&self, text: &str) {
        self.clear();
        println!("      {text}");
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
