//! The API's document in the hands of those who call the API: what finds faults in it, what makes clients of it, and what makes up
//! requests by it, on a server with the demo.

use super::Selection;
use super::counts::Counts;
use crate::commands::{build_tests, server::Server};
use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::Run;
use crate::profile::Profile;
use crate::setup::progress::Steps;
use crate::setup::tools;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where what is committed for these tools lies.
const CLIENTS: &str = "tests/clients";
/// How many requests are made up for an operation by chance, beside those that follow from its parameters.
const EXAMPLES: &str = "50";
/// How many where everything takes its time (`--thorough`).
const THOROUGH: &str = "1000";

/// A server, and where its clients are made.
struct Ground {
    url: String,
    folder: PathBuf,
    examples: &'static str,
}

/// Runs one on a server, and answers whether it is content.
type Tool = fn(&Ground) -> Outcome<bool>;

/// What is run on it, one after the other: later ones change what earlier ones read.
const TOOLS: [(&str, Tool); 5] = [
    ("redocly", redocly),
    ("spectral", spectral),
    ("typescript", typescript),
    ("python", python),
    ("schemathesis", schemathesis),
];

/// Runs all of them, or the one that is named, on a server of their own.
pub fn run(selection: &Selection) -> Outcome<(Counts, bool)> {
    crate::console::ensure_folder()?;
    build_tests(&Steps::new(1).begin("The server of the tests"))?;
    let folder = paths::notes().join("api-tools");
    if folder.exists() {
        fs::remove_dir_all(&folder).explain("empty the folder of the clients")?;
    }
    fs::create_dir_all(&folder).explain("create the folder of the clients")?;
    let database = format!("sqlite:{}", folder.join("data/hq.sqlite").display());
    // One person writes more here than any does.
    let options = ["--demo", "--writes-per-minute", "1000000"];
    let server = Server::start_with(&options, &Profile::tested_server(), &database, &folder)?;
    let examples = if selection.is_thorough() { THOROUGH } else { EXAMPLES };
    let ground = Ground { url: server.url(), folder, examples };
    let mut counts = Counts::default();
    for (name, tool) in TOOLS {
        if selection.filter().is_some_and(|word| !name.contains(word)) {
            continue;
        }
        let started = Instant::now();
        let passes = tool(&ground)?;
        println!(
            "{} {name} ({:.1} s)\n",
            if passes { "PASS" } else { "FAIL" },
            started.elapsed().as_secs_f32()
        );
        if passes { counts.passed += 1 } else { counts.failed += 1 }
    }
    Ok((counts, counts.failed == 0))
}

impl Ground {
    fn document(&self) -> String {
        format!("{}/api/openapi.json", self.url)
    }

    /// An empty folder for one of them.
    fn folder(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).explain(format!("create {}", folder.display()))?;
        Ok(folder)
    }

    /// Whether the program is content; what it says is shown.
    fn pleases(&self, run: Run) -> Outcome<bool> {
        Ok(run.env("HQ_URL", &self.url).env("NO_COLOR", "1").copied()?.1)
    }
}

fn committed(path: &str) -> PathBuf {
    paths::in_root(CLIENTS).join(path)
}

/// No error and no warning but by rules that its configuration switches off, with the reason.
fn redocly(ground: &Ground) -> Outcome<bool> {
    let run = Run::new(tools::REDOCLY.path())
        .args(["lint", &ground.document(), "--config"])
        .arg(committed("redocly.yaml"))
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    ground.pleases(run)
}

/// The same.
fn spectral(ground: &Ground) -> Outcome<bool> {
    let run = Run::new(tools::SPECTRAL.path())
        .args(["lint", &ground.document(), "--fail-severity=hint", "--ruleset"])
        .arg(committed("spectral.yaml"));
    ground.pleases(run)
}

/// Types by openapi-typescript, and somebody's program that uses them with openapi-fetch: compiled strictly, and run.
fn typescript(ground: &Ground) -> Outcome<bool> {
    let folder = ground.folder("typescript")?;
    for file in ["flow.ts", "tsconfig.json", "package.json"] {
        copy(&committed("typescript").join(file), &folder.join(file))?;
    }
    let modules = tools::OPENAPI_TYPESCRIPT.folder().join("node_modules");
    symlink(&modules, folder.join("node_modules")).explain("link the modules of npm")?;
    let types = Run::new(tools::OPENAPI_TYPESCRIPT.path())
        .args([&ground.document(), "--output", "schema.d.ts"])
        .within(&folder);
    let compiler = Run::new(modules.join(".bin/tsc")).args(["--project", "."]).within(&folder);
    let flow = Run::new("node").arg("flow.js").within(&folder);
    Ok(ground.pleases(types)? && ground.pleases(compiler)? && ground.pleases(flow)?)
}

/// A client by openapi-python-client, without a warning, and somebody's program that uses it.
fn python(ground: &Ground) -> Outcome<bool> {
    let folder = ground.folder("python")?;
    let client = Run::new(tools::OPENAPI_PYTHON_CLIENT.program("openapi-python-client"))
        .args(["generate", "--fail-on-warning", "--meta", "none", "--url", &ground.document()])
        .arg("--config")
        .arg(committed("python/generator.yaml"))
        .arg("--output-path")
        .arg(folder.join("hq_api"));
    let flow = Run::new(tools::OPENAPI_PYTHON_CLIENT.python())
        .arg(committed("python/flow.py"))
        .env("PYTHONPATH", &folder)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(ground.pleases(client)? && ground.pleases(flow)?)
}

/// Requests by schemathesis, right ones and wrong ones, and whether the answers are what the document says.
fn schemathesis(ground: &Ground) -> Outcome<bool> {
    let run = Run::new(tools::SCHEMATHESIS.python())
        .arg(committed("schemathesis/run.py"))
        .within(&ground.folder("schemathesis")?)
        .env("HQ_EXAMPLES", ground.examples)
        .env("HQ_SCHEMATHESIS", tools::SCHEMATHESIS.program("schemathesis"))
        .env("PYTHONDONTWRITEBYTECODE", "1");
    ground.pleases(run)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(drop).explain(format!("copy {}", from.display()))
}
