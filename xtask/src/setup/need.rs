//! What a command can need, how to see whether it is there, and how to get it.

use crate::outcome::Outcome;
use crate::paths::on_path;
use crate::setup::progress::Progress;
use crate::setup::tools::{self, CargoTool, NpmTool, PypiTool};
use crate::setup::unpacked::{self, Unpacked};
use crate::setup::wasm_target::library_source;
use crate::setup::{cargo_tools, npm_tools, postgres, pypi_tools, system, wasm_target};
use std::path::Path;

/// Something that a command needs.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// To link.
    CCompiler,
    /// Node.js with npm: esbuild, binaryen, and the compression of the page.
    Node,
    /// The compiler for the browser.
    WasmTarget,
    /// The source of the compiler's library, for the release console.
    LibrarySource,
    /// A program from crates.io.
    Cargo(CargoTool),
    /// A package from npm.
    Npm(NpmTool),
    /// One file of a package from npm.
    NpmFile(NpmTool),
    /// A package from PyPI.
    Pypi(PypiTool),
    /// The browser and its driver.
    Chromium,
    /// The other browser.
    Firefox,
    /// A PostgreSQL server.
    Postgres,
    /// A DNS server that others wrote.
    Dnsmasq,
    /// A reader of tables that others wrote.
    Python,
    /// A reader of PDFs that others wrote.
    Qpdf,
    /// Copies PostgreSQL's clusters.
    PgBackRest,
    /// A program that asks a server as fast as it can.
    Wrk,
    /// Programs that are not installed: their packages would start services.
    Unpacked(Unpacked),
}

/// To build the page and start the server.
pub const TO_RUN: &[Need] = &[
    Need::CCompiler,
    Need::Node,
    Need::WasmTarget,
    Need::Npm(tools::ESBUILD),
    Need::Npm(tools::BINARYEN),
    Need::NpmFile(tools::SCALAR),
    Need::Cargo(tools::TRUNK),
    Need::Cargo(tools::WASM_BINDGEN),
    Need::Cargo(tools::WASM_SPLIT),
];

/// To build what is released, beside what is above.
pub const TO_DIST: &[Need] = &[Need::LibrarySource];

/// To check the sources.
pub const TO_CHECK: &[Need] =
    &[Need::CCompiler, Need::WasmTarget, Need::Cargo(tools::LEPTOSFMT), Need::Cargo(tools::CARGO_DENY)];

/// To test everything, beside what is above.
pub const TO_TEST: &[Need] = &[
    Need::Npm(tools::AXE),
    Need::Npm(tools::SMTP_SERVER),
    Need::Chromium,
    Need::Postgres,
    Need::Unpacked(unpacked::PGBOUNCER),
    Need::Unpacked(unpacked::PROMTOOL),
    Need::Dnsmasq,
    Need::Python,
    Need::Pypi(tools::OPENBROKER),
    Need::Pypi(tools::FACTUR_X),
    Need::Qpdf,
    Need::Npm(tools::REDOCLY),
    Need::Npm(tools::SPECTRAL),
    Need::Npm(tools::OPENAPI_TYPESCRIPT),
    Need::Pypi(tools::OPENAPI_PYTHON_CLIENT),
    Need::Pypi(tools::SCHEMATHESIS),
    Need::Cargo(tools::WASM_PACK),
    Need::Cargo(tools::NEXTEST),
];

/// To measure the server.
pub const TO_BENCH: &[Need] = &[Need::Postgres, Need::Wrk];

/// To run the recipes for backups, beside what is needed to build the server.
pub const TO_COPY: &[Need] =
    &[Need::CCompiler, Need::Python, Need::Postgres, Need::PgBackRest, Need::Pypi(tools::LITESTREAM)];

/// To measure the console's pages, beside what is needed to run.
pub const TO_BENCH_PAGES: &[Need] = &[Need::Chromium, Need::Npm(tools::PUPPETEER)];

/// To look at the console's pages in Firefox, beside what is needed to run.
pub const TO_TEST_FIREFOX: &[Need] = &[Need::Firefox, Need::Npm(tools::AXE), Need::Npm(tools::PUPPETEER)];

/// To break a cluster of databases and servers.
pub const TO_FAIL_OVER: &[Need] =
    &[Need::Postgres, Need::Python, Need::Pypi(tools::PATRONI), Need::Unpacked(unpacked::ETCD_AND_HAPROXY)];

/// To see whether tests notice broken code.
pub const TO_MUTATE: &[Need] = &[
    Need::CCompiler,
    Need::Postgres,
    Need::Python,
    Need::Cargo(tools::NEXTEST),
    Need::Cargo(tools::MUTANTS),
];

/// Where Debian puts dnsmasq, which is seldom on the PATH of those who are not root.
const DNSMASQ: &str = "/usr/sbin/dnsmasq";
/// Where Debian puts the browser and its driver.
pub const CHROMIUM: &str = "/usr/bin/chromium";
/// The browser's driver.
pub const CHROMEDRIVER: &str = "/usr/bin/chromedriver";
/// Where Debian puts Firefox, which needs no driver: it speaks WebDriver BiDi.
pub const FIREFOX: &str = "/usr/bin/firefox-esr";

impl Need {
    /// Whether it is there: a look at a file, no more.
    pub fn is_met(&self) -> Outcome<bool> {
        Ok(match self {
            // The server's allocator is made by make.
            Self::CCompiler => {
                ["cc", "gcc", "clang"].iter().any(|name| on_path(name).is_some()) && on_path("make").is_some()
            }
            Self::Node => on_path("node").is_some() && on_path("npm").is_some(),
            Self::WasmTarget => wasm_target::is_there(),
            Self::LibrarySource => library_source::is_settled()?,
            Self::Cargo(tool) => tool.is_there()? || has_its_own(tool),
            Self::Npm(tool) | Self::NpmFile(tool) => tool.path().exists(),
            Self::Pypi(tool) => tool.mark().exists(),
            Self::Chromium => Path::new(CHROMIUM).exists() && Path::new(CHROMEDRIVER).exists(),
            Self::Firefox => Path::new(FIREFOX).exists(),
            Self::Postgres => postgres::programs().is_some(),
            Self::Dnsmasq => Path::new(DNSMASQ).exists(),
            Self::Python => on_path("python3").is_some(),
            Self::Qpdf => on_path("qpdf").is_some(),
            Self::PgBackRest => on_path("pgbackrest").is_some(),
            Self::Wrk => on_path("wrk").is_some(),
            Self::Unpacked(unpacked) => unpacked.are_there(),
        })
    }

    /// What is said while it is fetched.
    pub fn title(&self) -> Outcome<String> {
        Ok(match self {
            Self::CCompiler => "a C compiler (apt)".to_owned(),
            Self::Node => "Node.js and npm (apt)".to_owned(),
            Self::WasmTarget => "Rust's library for the browser (rustup, or Debian's packages)".to_owned(),
            Self::LibrarySource => "The source of Rust's library (rustup, or Debian's packages)".to_owned(),
            Self::Cargo(tool) => {
                format!("{} {} (compiled once, {})", tool.package, tool.version()?, tool.takes)
            }
            Self::Npm(tool) | Self::NpmFile(tool) => format!("{} {} (npm)", tool.package, tool.version),
            Self::Pypi(tool) => format!("{} {} (PyPI)", tool.package, tool.version),
            Self::Chromium => "Chromium and its driver (apt)".to_owned(),
            Self::Firefox => "Firefox (apt)".to_owned(),
            Self::Postgres => "PostgreSQL's server (apt)".to_owned(),
            Self::Dnsmasq => "dnsmasq, a DNS server (apt)".to_owned(),
            Self::Python => "Python (apt)".to_owned(),
            Self::Qpdf => "qpdf, which checks PDFs (apt)".to_owned(),
            Self::PgBackRest => "pgBackRest, which copies PostgreSQL (apt)".to_owned(),
            Self::Wrk => "wrk, which measures servers (apt)".to_owned(),
            Self::Unpacked(unpacked) => format!("{} (apt, unpacked only)", unpacked.title),
        })
    }

    /// Gets it.
    pub fn meet(&self, progress: &Progress) -> Outcome {
        match self {
            Self::CCompiler => system::install(&["build-essential"], progress),
            Self::Node => system::install(node_packages(), progress),
            Self::WasmTarget => wasm_target::install(progress),
            Self::LibrarySource => library_source::install(progress),
            Self::Cargo(tool) => cargo_tools::install(tool, progress),
            Self::Npm(tool) => npm_tools::install(tool, progress),
            Self::NpmFile(tool) => npm_tools::take_file(tool, progress),
            Self::Pypi(tool) => pypi_tools::install(tool, progress),
            Self::Chromium => system::install(&["chromium", "chromium-driver"], progress),
            Self::Firefox => system::install(&["firefox-esr"], progress),
            Self::Postgres => system::install(&["postgresql"], progress),
            Self::Dnsmasq => system::install(&["dnsmasq-base"], progress),
            Self::Python => system::install(&["python3"], progress),
            Self::Qpdf => system::install(&["qpdf"], progress),
            Self::PgBackRest => system::install(&["pgbackrest"], progress),
            Self::Wrk => system::install(&["wrk"], progress),
            Self::Unpacked(unpacked) => unpacked.fetch(progress),
        }
    }
}

/// Any nextest will do; of the others the version matters.
fn has_its_own(tool: &CargoTool) -> bool {
    *tool == tools::NEXTEST && on_path(tool.program).is_some()
}

/// A Node.js from elsewhere may bring its own npm; Debian's come one by one.
fn node_packages() -> &'static [&'static str] {
    if on_path("node").is_some() { &["npm"] } else { &["nodejs", "npm"] }
}

/// All of it, each once: what is quick to get first.
pub fn everything() -> Vec<Need> {
    let mut needs = TO_RUN.to_vec();
    needs.extend(TO_DIST);
    needs.extend(TO_TEST);
    needs.extend(TO_CHECK.iter().filter(|need| matches!(need, Need::Cargo(_))));
    needs
}
