//! `cargo xtask mutants`: breaks the code that decides who may do what, one place at a time, and sees whether a test notices.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::{self, need};
use crate::testing::Cluster;
use std::fs;

/// Code of a package, and the tests that are there to notice.
struct Part {
    name: &'static str,
    package: &'static str,
    files: &'static [&'static str],
    tests: &'static str,
    /// For all tests, in seconds: what takes longer runs in circles.
    patience: &'static str,
}

const PARTS: [Part; 2] = [
    Part {
        name: "contract",
        package: "hq-contract",
        files: &["crates/contract/src/rules/*.rs", "crates/contract/src/roles.rs"],
        tests: "test(/rules|roles/)",
        patience: "120",
    },
    Part {
        name: "server",
        package: "hq-server",
        files: &[
            "crates/server/src/access/get.rs",
            "crates/server/src/access/org_access.rs",
            "crates/server/src/members/remove.rs",
            "crates/server/src/members/transfer.rs",
            "crates/server/src/members/update.rs",
            "crates/server/src/rules/**/*.rs",
        ],
        tests: "binary(api) and test(/access|admin_races|members|rules/)",
        patience: "600",
    },
];

/// As many cases of each property as find a broken engine; a million would find it too, a hundred times slower.
const CASES: &str = "2000";

/// Breaks the parts named, or all.
pub fn run(arguments: &[String]) -> Outcome {
    let wanted = |part: &&Part| arguments.is_empty() || arguments.iter().any(|name| name == part.name);
    let parts: Vec<&Part> = PARTS.iter().filter(wanted).collect();
    if parts.is_empty() {
        return Err(Failure::new("There are the parts contract and server."));
    }
    setup::ensure(need::TO_MUTATE)?;
    let database = Cluster::start_if(parts.iter().any(|part| part.name == "server"))?;
    let outcomes: Vec<Outcome> = parts.iter().map(|part| mutate(part, database.url())).collect();
    outcomes.into_iter().collect()
}

fn mutate(part: &Part, postgres: &str) -> Outcome {
    let results = paths::notes().join(format!("mutants-{}", part.name));
    fs::create_dir_all(&results).explain("create the folder of the results")?;
    // In a copy of the checkout: what is being worked on stays as it is.
    Run::cargo(&["mutants", "--package", part.package, "--test-tool", "nextest", "--timeout", part.patience])
        .args(part.files.iter().flat_map(|file| ["--file", file]))
        .arg("--output")
        .arg(&results)
        .args(["--", "--fail-fast", "--filterset", part.tests])
        .without("CARGO_TARGET_DIR")
        .env("PROPTEST_CASES", CASES)
        .env("HQ_TEST_POSTGRES_URL", postgres)
        .show()
}
