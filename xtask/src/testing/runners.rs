//! The three test runners, and what each is told by its environment.

use super::Selection;
use super::counts::{Counts, of_harness, of_nextest};
use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::Run;
use crate::profile::Profile;
use crate::setup::need::{CHROMEDRIVER, CHROMIUM};
use crate::setup::tools;
use crate::setup::unpacked;
use std::fs;

/// Where the tests of the server find a PostgreSQL server.
const POSTGRES: &str = "HQ_TEST_POSTGRES_URL";

/// Where they find the library of a mail server.
const SMTP_SERVER: &str = "HQ_TEST_SMTP_SERVER";

/// Where they find the Python that knows a library of brokers.
const OPENBROKER: &str = "HQ_TEST_OPENBROKER";

/// Where they find PgBouncer.
const PGBOUNCER: &str = "HQ_TEST_PGBOUNCER";

/// Whether races run as many rounds as docs/testing.md promises, and not a fifth of them.
const THOROUGH: &str = "HQ_TEST_THOROUGH";

/// Where they find Prometheus' tool that checks rules.
const PROMTOOL: &str = "HQ_TEST_PROMTOOL";

/// Where they find the Python that knows the rules for invoices.
const FACTUR_X: &str = "HQ_TEST_FACTURX";

/// How the browser of the component tests is started: without a window, and as root too.
const WEBDRIVER: &str = r#"{
  "goog:chromeOptions": {
    "binary": "/usr/bin/chromium",
    "args": [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
      "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"
    ]
  }
}
"#;

/// What a runner came to, and whether it ended well.
type Result = Outcome<(Counts, bool)>;

/// The tests that need no browser: contract, texts, server, API, these tasks, and the console's plain functions.
pub fn host(selection: &Selection, postgres: &str) -> Result {
    crate::console::ensure_folder()?;
    let all =
        Run::cargo(&["nextest", "run", "--workspace", "--exclude", "hq-console", "--exclude", "hq-e2e"])
            .args(selection.only_api().then_some(["--filterset", "binary(api)"]).into_iter().flatten())
            .args(filter(selection))
            .env(POSTGRES, postgres)
            .env(SMTP_SERVER, tools::SMTP_SERVER.path())
            .env(OPENBROKER, tools::OPENBROKER.python())
            .env(PGBOUNCER, unpacked::PGBOUNCER.program("pgbouncer"))
            .env(FACTUR_X, tools::FACTUR_X.python())
            .env(PROMTOOL, unpacked::PROMTOOL.program("promtool"));
    let all =
        if selection.is_thorough() { all.args(["--profile", "thorough"]).env(THOROUGH, "1") } else { all };
    let (counts, succeeded) = nextest(all)?;
    if selection.only_api() {
        return Ok((counts, succeeded));
    }
    // Its tests/web are for the browser; only what stands in its own files runs here.
    let console = Run::cargo(&["nextest", "run", "--package", "hq-console", "--lib", "--no-tests=pass"]);
    let (more, succeeded_too) = nextest(console.args(selection.filter()))?;
    Ok((counts + more, succeeded && succeeded_too))
}

/// The component tests, in Chromium.
pub fn web(selection: &Selection) -> Result {
    fs::create_dir_all(paths::notes()).explain("create the tasks' folder")?;
    let webdriver = paths::notes().join("webdriver.json");
    fs::write(&webdriver, WEBDRIVER).explain("write webdriver.json")?;
    let (output, succeeded) = Run::for_browser("wasm-pack")
        .args(["test", "--headless", "--chrome", "--chromedriver", CHROMEDRIVER, "--mode", "no-install", "."])
        .args(["--package", "hq-console", "--test", "web"])
        .args(selection.filter().into_iter().flat_map(|word| ["--", word]))
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &webdriver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "900")
        .copied()?;
    Ok((of_harness(&output), succeeded))
}

/// The journeys: the page as it is released, in Chromium; without a mouse where that was asked for.
pub fn journeys(selection: &Selection, postgres: &str) -> Result {
    let run = Run::cargo(&["nextest", "run", "--package", "hq-e2e"])
        .args(filter(selection))
        .env("HQ_E2E_SERVER", Profile::tested_server())
        .env("HQ_E2E_CHROMEDRIVER", CHROMEDRIVER)
        .env("HQ_E2E_CHROMIUM", CHROMIUM)
        .env("HQ_E2E_AXE", tools::AXE.path())
        .env(POSTGRES, postgres);
    let run = if selection.has_no_mouse() { run.env("HQ_E2E_BY_KEYBOARD", "1") } else { run };
    nextest(if selection.is_thorough() { run.env(THOROUGH, "1") } else { run })
}

/// A pattern that finds nothing in one part may find something in another.
fn filter(selection: &Selection) -> impl Iterator<Item = &str> {
    selection.filter().into_iter().flat_map(|word| ["--no-tests=pass", word])
}

fn nextest(run: Run) -> Result {
    let (output, succeeded) = run.env("NEXTEST_NO_INPUT_HANDLER", "1").copied()?;
    Ok((of_nextest(&output), succeeded))
}
