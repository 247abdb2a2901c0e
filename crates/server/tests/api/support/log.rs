//! What the server logs, to see what it does not.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

/// All that is logged in this process, as text.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Begins to read everything, for the one test of its process.
    pub fn start() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let all = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone());
        tracing::subscriber::set_global_default(all.finish()).unwrap();
        log
    }

    /// Of the server alone: the client of the tests logs what it sends.
    pub fn of_server(&self) -> String {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("hq_server"), "the log was read");
        text.lines().filter(|line| line.contains("hq_server")).collect()
    }
}
