//! Load by wrk: sixteen clients that each ask again as soon as they are answered.

use crate::outcome::{Failure, Outcome};
use crate::paths;
use crate::process::Run;
use std::fs;
use std::time::Duration;

const CONNECTIONS: &str = "16";
/// What makes a POST of a request.
const POST: &str = "benches/server/post.lua";
/// How the kernel counts the time of processes (`getconf CLK_TCK`): hundredths of a second, on any Linux there is.
const TICK: Duration = Duration::from_millis(10);

/// What is asked for, again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where.
    pub url: String,
    /// Headers, as in `Cookie: session=…`.
    pub headers: Vec<String>,
    /// Whether it writes.
    pub is_write: bool,
}

/// What came of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Answers a second.
    pub per_second: f64,
    /// Half of the answers took no longer.
    pub p50: Duration,
    /// 99 of a hundred answers took no longer.
    pub p99: Duration,
    /// What the server's process worked for an answer, where it is known.
    pub work: Option<Duration>,
}

/// Asks for so many seconds. The load has a processor of its own where there are two.
///
/// # Errors
/// Where an answer is none of success.
pub fn ask(request: &Request, seconds: u32, process: Option<u32>) -> Outcome<Figures> {
    let before = process.and_then(worked);
    let mut wrk = Run::new("taskset").args(["-c", "1", "wrk", "-t", "1", "-c", CONNECTIONS, "--latency"]);
    wrk = wrk.args(["-d", &seconds.to_string()]);
    for header in &request.headers {
        wrk = wrk.args(["-H", header]);
    }
    if request.is_write {
        wrk = wrk.arg("-s").arg(paths::in_root(POST));
    }
    let told = wrk.arg(&request.url).text()?;
    let after = process.and_then(worked);
    let (mut figures, answers) = read(&told)
        .ok_or_else(|| Failure::new(format!("{} was not answered as it should:\n{told}", request.url)))?;
    figures.work = before.zip(after).map(|(before, after)| (after - before) / answers);
    Ok(figures)
}

/// The figures of what wrk prints, and how many answers there were; nothing where one of them was a refusal or an error.
fn read(told: &str) -> Option<(Figures, u32)> {
    if told.contains("Non-2xx") || told.contains("Socket errors") {
        return None;
    }
    let behind = |word: &str| told.lines().find_map(|line| line.trim().strip_prefix(word)).map(str::trim);
    let answers = told.lines().find_map(|line| line.split_once(" requests in ")?.0.trim().parse().ok())?;
    let figures = Figures {
        per_second: behind("Requests/sec:")?.parse().ok()?,
        p50: duration(behind("50%")?)?,
        p99: duration(behind("99%")?)?,
        work: None,
    };
    Some((figures, answers))
}

/// A time as wrk writes it: 12.30us, 1.20ms, 2.00s.
fn duration(text: &str) -> Option<Duration> {
    let units = [("us", 1e-6), ("ms", 1e-3), ("s", 1.0)];
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    Some(Duration::from_secs_f64(number.parse::<f64>().ok()? * unit))
}

/// How long a process has worked so far (proc(5), `stat`: utime and stime).
fn worked(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before, in brackets, may have blanks in it.
    let (_, rest) = stat.rsplit_once(") ")?;
    let ticks = rest.split(' ').skip(11).take(2).map(str::parse::<u32>);
    Some(TICK * ticks.sum::<Result<u32, _>>().ok()?)
}

/// The one in the middle by answers a second.
pub fn median(mut of: Vec<Figures>) -> Figures {
    of.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    of.get(of.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "Running 2s test @ http://127.0.0.1:1/\n  1 threads and 16 connections\n  Thread Stats   Avg\n  \
        Latency Distribution\n     50%    3.20ms\n     75%    4.00ms\n     90%    5.00ms\n     99%  980.00us\n  \
        24690 requests in 2.00s, 3.00MB read\nRequests/sec:  12345.50\nTransfer/sec:      1.50MB\n";

    #[test]
    fn figures_are_read_as_wrk_tells_them() {
        let (figures, answers) = read(TOLD).unwrap();
        assert_eq!(answers, 24690);
        assert_eq!(figures.per_second, 12345.5);
        assert_eq!(figures.p50, Duration::from_micros(3200));
        assert_eq!(figures.p99, Duration::from_micros(980));
        for wrong in
            ["  Non-2xx or 3xx responses: 3\n", "  Socket errors: connect 0, read 3, write 0, timeout 0\n"]
        {
            assert_eq!(read(&format!("{TOLD}{wrong}")), None, "{wrong}");
        }
        assert_eq!(read(""), None);
    }

    #[test]
    fn the_one_in_the_middle_is_taken_whole() {
        let one = |per_second: f64| Figures {
            per_second,
            p50: Duration::from_secs(per_second as u64),
            ..Figures::default()
        };
        assert_eq!(median(vec![one(3.0), one(1.0), one(2.0)]), one(2.0));
    }
}
