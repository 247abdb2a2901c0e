//! HQ's tasks: `cargo xtask run` for everybody, `cargo xtask test` for who changes something.

mod check;
mod commands;
mod console;
mod openacr;
mod outcome;
mod paths;
mod process;
mod profile;
mod setup;
mod testing;
mod tidy;

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let arguments: Vec<String> = arguments.collect();
    let Some(command) = commands::find(&name) else {
        println!("{}", commands::help());
        let asked_for_help = matches!(name.as_str(), "" | "help" | "--help" | "-h");
        return if asked_for_help { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match (command.run)(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
