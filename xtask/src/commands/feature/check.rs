//! Whether the feature is one: it compiles for both sides, keeps to the rules, and passes its tests.

use super::copy::Copy;
use crate::outcome::Outcome;
use crate::paths;
use crate::process::Run;
use crate::testing::Cluster;

/// The tests that a new feature is held by: its own, and those that look at all features.
const TESTS: &str = "test(/^runbooks::/) | test(/^access_matrix::/) | test(/^document/) | test(/^demo::/)";

/// Compiles the feature, and runs what holds it.
pub fn run(copy: &Copy) -> Outcome {
    let target = paths::target();
    let within = |run: Run| run.within(copy.folder()).env("CARGO_TARGET_DIR", &target);
    let cargo = |arguments: &[&str]| within(Run::cargo(arguments));
    cargo(&["fmt"]).show()?;
    cargo(&["run", "--quiet", "--package", "xtask", "--", "tidy"]).show()?;
    cargo(&["nextest", "run", "--package", "hq-contract", "--package", "hq-text"]).show()?;
    let tests = ["check", "--package", "hq-server", "--test", "api", "--package", "hq-e2e", "--test", "e2e"];
    cargo(&tests).show()?;
    let browser = ["check", "--package", "hq-console", "--tests", "--target", "wasm32-unknown-unknown"];
    within(Run::for_browser("cargo").args(browser)).show()?;
    let postgres = Cluster::start_if(true)?;
    let api = |filter: &str| {
        cargo(&["nextest", "run", "--package", "hq-server", "--test", "api", "--filterset", filter])
            .env("HQ_TEST_POSTGRES_URL", postgres.url())
    };
    // What the document says is written anew, as the recipe says.
    api("test(/^document/)").env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1").show()?;
    api(TESTS).show()
}
