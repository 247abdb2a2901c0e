//! `cargo xtask dist`: the release build.

use crate::console;
use crate::outcome::Outcome;
use crate::process::{Run, Running};
use crate::profile::Profile;
use crate::setup::progress::{Progress, Steps};
use crate::setup::{self, need};

/// How many steps a build has.
pub const STEPS: usize = 2;

/// Builds the page and the server around it, and tells the page's weight.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    setup::ensure(need::TO_DIST)?;
    build_release()?;
    console::weigh()
}

/// The release build, once the machine is set up. A page that is too heavy still runs.
pub fn build_release() -> Outcome {
    build(Profile::Release, &mut Steps::new(STEPS), None)
}

/// What the journeys go through: the page as it is released, in the server that the other tests have built. To make the server
/// fast takes longer than all journeys together, and changes nothing of what they look at.
pub fn build_tested() -> Outcome {
    let mut steps = Steps::new(STEPS);
    let progress = steps.begin("The console, made small (about 9 minutes, the first time)");
    console::build(Profile::Release, &progress)?;
    progress.end();
    build_tests(&steps.begin("The server of the tests, around it"))
}

/// The server of the tests, and these.
pub fn build_tests(progress: &Progress) -> Outcome {
    // Beside the tests' packages, as the tests have it built: alone, its dependencies had other features, and all were compiled
    // once more.
    Run::cargo(&["build", "--all-targets", "--workspace", "--exclude", "hq-console", "--exclude", "hq-e2e"])
        .watched(progress)?;
    progress.end();
    Ok(())
}

/// The page and the server around it, which may be on its way already.
pub fn build(profile: Profile, steps: &mut Steps, begun: Option<Running>) -> Outcome {
    let progress = steps.begin(match profile {
        Profile::Quick => "The console (about 5 minutes, the first time)",
        Profile::Release => "The console, made small (about 9 minutes, the first time)",
    });
    console::build(profile, &progress)?;
    progress.end();
    let progress = steps.begin(match profile {
        Profile::Quick => "The server (about 3 minutes, the first time)",
        Profile::Release => "The server, made fast (about 8 minutes, the first time)",
    });
    if let Some(begun) = begun {
        // Whatever became of it: with the page as it is now, it is the next one that counts.
        let _ = begun.watch(&progress);
    }
    server(profile).watched(&progress)?;
    progress.end();
    Ok(())
}

/// The build of the server around the page that is there.
pub fn server(profile: Profile) -> Run {
    Run::cargo(&["build", "--profile", profile.of_server(), "--package", "hq-server"])
}
