//! Starting other programs: with the tools' folders on PATH, and without what cargo left in the environment.

pub mod parallel;
mod tail;

pub use tail::{Running, plain};

use crate::outcome::{Explain, Failure, Outcome};
use crate::setup::progress::{self, Progress};
use crate::setup::{tools, wasm_target};
use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A program with its arguments, about to be started.
pub struct Run {
    command: Command,
    name: String,
}

impl Run {
    /// A program in the root of the checkout.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(crate::paths::root()).env("PATH", tools::path());
        forget_cargo(&mut command);
        let name = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        Self { command, name }
    }

    /// `mktemp`, about to make a folder for what a task is called; prints where it is.
    pub fn making_folder(self, task: &str) -> Self {
        self.args(["-d", &format!("/tmp/hq-{task}.XXXXXX")])
    }

    /// Cargo, for the host.
    pub fn cargo(arguments: &[&str]) -> Self {
        Self::new("cargo").args(arguments)
    }

    /// A program that builds for the browser, with the toolchain that can.
    pub fn for_browser(program: &str) -> Self {
        let run = Self::new(program);
        match wasm_target::toolchain() {
            Some(name) => run.env("RUSTUP_TOOLCHAIN", name),
            None => run,
        }
    }

    /// One more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// More arguments.
    pub fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, arguments: I) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Starts it in another folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it as that user and group, by number.
    pub fn by_user(mut self, user: u32, group: u32) -> Self {
        self.command.uid(user).gid(group);
        self
    }

    /// Runs it apart: no input, all output into a file, and Ctrl-C at the terminal does not reach it.
    pub fn apart(mut self, log: File) -> Outcome<Self> {
        let errors = log.try_clone().explain("open a log twice")?;
        self.command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0);
        Ok(self)
    }

    /// Runs it with its output on the terminal.
    pub fn show(mut self) -> Outcome {
        let status = self.command.status().explain(format!("start {}", self.name))?;
        if status.success() { Ok(()) } else { Err(Failure::new(format!("{} failed ({status}).", self.name))) }
    }

    /// Runs it unseen; what it printed on its standard output.
    pub fn text(mut self) -> Outcome<String> {
        let output = self.command.stdin(Stdio::null()).output().explain(format!("start {}", self.name))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        let errors = errors.trim_end();
        Err(Failure::new(format!("{} failed ({}).\n{errors}", self.name, output.status)))
    }

    /// Runs it unseen; whether it succeeded.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Runs it with its last line shown as progress; the end of its output is told when it fails.
    pub fn watched(self, progress: &Progress) -> Outcome {
        self.beside()?.watch(progress)
    }

    /// Starts it beside what we do, to be watched later.
    pub fn beside(mut self) -> Outcome<Running> {
        // Cargo's bar tells how many crates there are to go; without a terminal it is drawn only when asked for.
        self.command
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", progress::WIDTH.to_string());
        Running::start(&mut self.command, &self.name)
    }

    /// Runs it with its output on the terminal, and returns that output with whether it succeeded.
    pub fn copied(mut self) -> Outcome<(String, bool)> {
        tail::copy(&mut self.command, &self.name)
    }

    /// Starts it and goes on.
    pub fn start(mut self) -> Outcome<Child> {
        self.command.spawn().explain(format!("start {}", self.name))
    }

    /// Starts it with its input held by us: it sees the end of it when we end, however we end.
    pub fn start_held(mut self) -> Outcome<Child> {
        self.command.stdin(Stdio::piped());
        self.start()
    }

    /// Becomes that program: signals and the exit code are its own from here on.
    pub fn become_it(mut self) -> Failure {
        let error = self.command.exec();
        Failure::new(format!("Could not start {}: {error}.", self.name))
    }
}

/// `cargo run` describes xtask to the environment. Other builds must not see it: some would rebuild
/// because of it, and another compiler would find the wrong libraries.
fn forget_cargo(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let ours =
            ["CARGO_PKG_", "CARGO_BIN_", "CARGO_MANIFEST_"].iter().any(|start| text.starts_with(start));
        if ours || text == "CARGO" || text == "RUST_RECURSION_COUNT" {
            command.env_remove(&name);
        }
    }
    let Some(libraries) = env::var_os("LD_LIBRARY_PATH") else { return };
    let target = crate::paths::target();
    let kept: Vec<_> = env::split_paths(&libraries)
        .filter(|folder| !folder.starts_with(&target) && !folder.to_string_lossy().contains("/toolchains/"))
        .collect();
    match env::join_paths(&kept) {
        Ok(value) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", value),
        _ => command.env_remove("LD_LIBRARY_PATH"),
    };
}

/// What a program prints, asked in the root of the checkout.
pub fn bare(program: &str, arguments: &[&str]) -> Option<String> {
    Run::new(program).args(arguments).text().ok()
}
