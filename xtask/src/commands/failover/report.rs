//! The table: a line for each fault.

use super::check::Check;
use super::tally::Count;
use crate::commands::columns::widths;
use std::time::Duration;

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Invitations that were acknowledged.
    pub acknowledged: usize,
    /// Acknowledged writes that are not there: invitations, changes, what was taken back.
    pub lost: usize,
    /// Writes that were done twice: rows, mails or lines of the audit log.
    pub twice: usize,
    /// Rows.
    pub rows: usize,
    /// Lines of the audit log about them.
    pub lines: usize,
}

/// A fault's line.
#[derive(Clone, Debug)]
pub struct Row {
    /// The fault's name.
    pub name: &'static str,
    /// The longest time without an acknowledged write.
    pub gap: Duration,
    /// The answers.
    pub count: Count,
    /// The rows.
    pub rows: Rows,
    /// What must hold.
    pub checks: Vec<Check>,
}

const HEAD: [&str; 9] =
    ["fault", "gap", "answers", "slowest", "acknowledged", "lost", "twice", "audit lines / rows", "result"];

impl Row {
    /// Whether all of it holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }

    fn cells(&self) -> [String; 9] {
        let mut answers: Vec<String> =
            self.count.statuses.iter().map(|(status, times)| format!("{status} × {times}")).collect();
        if self.count.unanswered > 0 {
            answers.push(format!("none × {}", self.count.unanswered));
        }
        [
            self.name.to_owned(),
            seconds(self.gap),
            answers.join(", "),
            seconds(self.count.slowest),
            self.rows.acknowledged.to_string(),
            self.rows.lost.to_string(),
            self.rows.twice.to_string(),
            format!("{} / {}", self.rows.lines, self.rows.rows),
            if self.holds() { "ok" } else { "FAILED" }.to_owned(),
        ]
    }
}

/// All rows under their head, as Markdown, and below them what does not hold.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    // Markdown asks for three dashes under a head.
    let widths = widths(&lines).map(|width| width.max(3));
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let cells = line.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} |"));
        text.push_str(&format!("|{}\n", cells.collect::<String>()));
        if number == 0 {
            text.push_str(&format!(
                "|{}\n",
                widths.map(|width| format!(" {} |", "-".repeat(width))).concat()
            ));
        }
    }
    for row in rows {
        for check in row.checks.iter().filter(|check| !check.holds) {
            text.push_str(&format!("\n{}: {}", row.name, check.found));
        }
        for example in row.count.examples.iter().filter(|_| !row.holds()) {
            text.push_str(&format!("\n{}:   {example}", row.name));
        }
    }
    text
}

/// A time.
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_markdown_and_tells_what_does_not_hold() {
        let count = Count { statuses: [(200, 5), (500, 2)].into(), unanswered: 1, ..Count::default() };
        let rows = Rows { acknowledged: 7, lost: 1, twice: 0, rows: 6, lines: 6 };
        let gap = Duration::from_millis(20_640);
        let bad = Row {
            name: "machine",
            gap,
            count,
            rows: rows.clone(),
            checks: vec![Check::new(true, "all"), Check::new(false, "1 acknowledged write is lost")],
        };
        let good = Row { name: "cut", gap, count: Count::default(), rows, checks: Vec::new() };
        assert!(!bad.holds() && good.holds());
        let text = table(&[bad, good]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("| fault   | gap    | answers"), "{text}");
        assert!(lines[1].starts_with("| ------- | ------ |"), "{text}");
        assert!(
            lines[2].contains("| 20.6 s | 200 × 5, 500 × 2, none × 1 |") && lines[2].contains("| 6 / 6"),
            "{text}"
        );
        assert!(lines[3].ends_with("| ok     |"), "{text}");
        assert_eq!(lines[5..], ["machine: 1 acknowledged write is lost"]);
    }
}
