//! The table at the end.

use super::honest::Latency;
use super::server::Memory;
use crate::commands::columns::widths;
use std::time::Duration;

/// The longest time in which an honest client may be without an answer.
const REACHABLE: Duration = Duration::from_secs(1);
/// How much longer the slowest hundredth of honest requests may take than before.
const SLOWER: f64 = 2.0;
/// A time that nobody notices, however many times what there was before it is: below it, a ratio measures the noise of this
/// machine.
const UNNOTICED: Duration = Duration::from_millis(5);

/// What an attack did to the server and to others.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Honest requests before.
    pub before: Latency,
    /// Honest requests during it.
    pub during: Latency,
    /// The longest time that an honest client had no answer.
    pub unreachable: Duration,
    /// The server's memory: the most of all the time, and what was left after.
    pub memory: Memory,
}

/// Something that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was found.
    pub found: String,
    /// What it must be.
    pub limit: String,
    /// Whether it is.
    pub holds: bool,
}

/// An attack's line.
#[derive(Debug)]
pub struct Row {
    /// The attack's name.
    pub name: &'static str,
    /// What was measured beside it, where an honest client was.
    pub measured: Option<Measured>,
    /// What must hold.
    pub checks: Vec<Check>,
}

impl Measured {
    /// How many times as long the slowest hundredth takes.
    pub fn ratio(&self) -> f64 {
        self.during.p99.as_secs_f64() / self.before.p99.as_secs_f64().max(1e-6)
    }

    /// Others are answered all the time.
    pub fn reachable(&self) -> Check {
        Check {
            found: format!("unreachable for {:.1} s", self.unreachable.as_secs_f64()),
            limit: format!("{} s", REACHABLE.as_secs()),
            holds: self.unreachable <= REACHABLE,
        }
    }

    /// Others do not wait much longer.
    pub fn quick(&self) -> Check {
        Check {
            found: format!("p99 {} × as long", rounded(self.ratio())),
            limit: format!("p99 × {SLOWER}"),
            holds: self.ratio() <= SLOWER || self.during.p99 <= UNNOTICED,
        }
    }

    /// The server never takes more than this, in MiB.
    pub fn peak(&self, limit: u64) -> Check {
        at_most("peak", self.memory.peak, limit)
    }

    /// The server gives back all but this, in MiB.
    pub fn after(&self, limit: u64) -> Check {
        at_most("after", self.memory.now, limit)
    }
}

fn at_most(what: &str, bytes: u64, limit: u64) -> Check {
    Check {
        found: format!("{what} {}", mebibytes(bytes)),
        limit: format!("{what} {limit} MiB"),
        holds: bytes <= limit << 20,
    }
}

impl Row {
    /// Whether all of it holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }

    fn cells(&self) -> [String; 9] {
        let limits: Vec<&str> = self.checks.iter().map(|check| check.limit.as_str()).collect();
        let result = if self.holds() { "ok" } else { "FAILED" };
        let (name, limits, result) = (self.name.to_owned(), limits.join(", "), result.to_owned());
        let Some(measured) = &self.measured else {
            let none = || "–".to_owned();
            return [name, none(), none(), none(), none(), none(), none(), limits, result];
        };
        let both = |before, during| format!("{} → {}", milliseconds(before), milliseconds(during));
        [
            name,
            mebibytes(measured.memory.peak),
            mebibytes(measured.memory.now),
            format!("{:.1} s", measured.unreachable.as_secs_f64()),
            both(measured.before.p50, measured.during.p50),
            both(measured.before.p99, measured.during.p99),
            format!("× {}", rounded(measured.ratio())),
            limits,
            result,
        ]
    }
}

const HEAD: [&str; 9] = [
    "attack",
    "RSS peak",
    "RSS after",
    "unreachable",
    "honest p50, ms",
    "honest p99, ms",
    "p99",
    "limit",
    "result",
];

/// All rows under their head, and below them what does not hold.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let widths = widths(&lines);
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    for row in rows {
        for check in row.checks.iter().filter(|check| !check.holds) {
            text.push_str(&format!("\n{}: {}; the limit is {}", row.name, check.found, check.limit));
        }
    }
    text
}

/// Bytes in MiB.
pub fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

/// A time in milliseconds, with as many digits as say something.
pub fn milliseconds(time: Duration) -> String {
    rounded(time.as_secs_f64() * 1000.0)
}

fn rounded(number: f64) -> String {
    if number < 100.0 { format!("{number:.1}") } else { format!("{number:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(before: u64, during: u64) -> Measured {
        let latency = |p99| Latency { p50: Duration::from_millis(1), p99: Duration::from_millis(p99) };
        Measured {
            before: latency(before),
            during: latency(during),
            unreachable: Duration::from_millis(1500),
            memory: Memory { peak: 160 << 20, now: (60 << 20) - 5 },
        }
    }

    #[test]
    fn limits_hold_up_to_them() {
        let twice = measured(20, 40);
        assert!(twice.quick().holds && twice.after(60).holds && twice.peak(160).holds);
        assert!(!measured(20, 41).quick().holds && !twice.peak(159).holds && !twice.reachable().holds);
        assert!(measured(1, 5).quick().holds, "nobody notices");
        assert!(!measured(1, 6).quick().holds);
    }

    #[test]
    fn the_table_stands_in_columns_and_tells_what_does_not_hold() {
        let measured = measured(20, 900);
        let checks = vec![measured.peak(150), measured.after(60)];
        let bad = Row { name: "bodies", measured: Some(measured), checks };
        let told = Check { found: "3 % apart".to_owned(), limit: "5 %".to_owned(), holds: true };
        let good = Row { name: "timing", measured: None, checks: vec![told] };
        assert!(!bad.holds() && good.holds());
        let text = table(&[bad, good]);
        let lines: Vec<&str> = text.lines().collect();
        let column = |line: &str, word: &str| line.split_once(word).unwrap().0.chars().count();
        let at = column(lines[0], "limit");
        assert_eq!(column(lines[1], "peak 150 MiB"), at);
        assert_eq!(column(lines[2], "5 %"), at);
        assert!(
            lines[1].contains("160 MiB") && lines[1].contains("20.0 → 900") && lines[1].ends_with("FAILED")
        );
        assert!(lines[2].ends_with("ok"));
        assert_eq!(lines[4..], ["bodies: peak 160 MiB; the limit is peak 150 MiB"]);
    }
}
