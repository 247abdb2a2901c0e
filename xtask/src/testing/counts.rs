//! How many tests passed and failed, read from the runners' last lines.

use std::ops::Add;

/// Tests that passed and tests that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many passed.
    pub passed: u64,
    /// How many failed or ran out of time.
    pub failed: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// From nextest: `Summary [ 1.2s] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped`.
pub fn of_nextest(output: &str) -> Counts {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    line.map(of_line).unwrap_or_default()
}

/// From the standard harness and wasm-bindgen's: `test result: ok. 3 passed; 0 failed; 0 ignored`.
pub fn of_harness(output: &str) -> Counts {
    let results = output.lines().filter(|line| line.contains("test result: "));
    results.map(of_line).fold(Counts::default(), Counts::add)
}

fn of_line(line: &str) -> Counts {
    let words: Vec<&str> =
        line.split([' ', ',', ';', '(', ')', ':', '.']).filter(|word| !word.is_empty()).collect();
    let mut counts = Counts::default();
    for pair in words.windows(2) {
        let [number, word] = pair else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match *word {
            "passed" => counts.passed += number,
            "failed" | "timed" => counts.failed += number,
            _ => {}
        }
    }
    // `exec failed` is a test that could not be started.
    for triple in words.windows(3) {
        if let [number, "exec", "failed"] = triple {
            counts.failed += number.parse::<u64>().unwrap_or_default();
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{Counts, of_harness, of_nextest};

    #[test]
    fn nextest_is_understood() {
        let counts = |line: &str| of_nextest(&format!("noise\n{line}\n  FAIL [ 0.1s] x"));
        assert_eq!(
            counts("     Summary [   0.005s] 3 tests run: 3 passed, 0 skipped"),
            Counts { passed: 3, failed: 0 }
        );
        assert_eq!(
            counts(
                "     Summary [   9.1s] 9 tests run: 5 passed (1 slow), 2 failed, 1 exec failed, 1 timed out, 4 skipped"
            ),
            Counts { passed: 5, failed: 4 }
        );
    }

    #[test]
    fn the_harness_is_understood() {
        let output = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.1s";
        assert_eq!(of_harness(output), Counts { passed: 4, failed: 2 });
    }
}
