//! What the operating system tells a server, and what it allows it.

use std::io;
use tokio_util::sync::CancellationToken;

/// Open files that are not connections: the database, the log, listeners.
#[cfg(unix)]
const OTHER_FILES: usize = 128;

/// A token that is cancelled when the system asks the server to stop (SIGTERM, or Ctrl-C).
///
/// # Errors
/// Where signals cannot be listened to.
pub fn stop_signal() -> io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let told = stop.clone();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        tokio::spawn(async move {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            told.cancel();
        });
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        told.cancel();
    });
    Ok(stop)
}

/// From now on nobody else can read what this process makes (umask 077): the database, what lies beside it, the key file.
pub fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// So many connections, or as many as the system has sockets for: without a file left, even the database fails.
#[must_use]
pub fn affordable(connections: usize) -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let wanted = u64::try_from(connections + OTHER_FILES).unwrap_or(u64::MAX);
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let possible = maximum.map_or(wanted, |maximum| maximum.min(wanted));
        let raised = current.is_some_and(|current| current < possible)
            && setrlimit(Resource::Nofile, Rlimit { current: Some(possible), maximum }).is_ok();
        let files = if raised { possible } else { current.unwrap_or(wanted) };
        let files = usize::try_from(files).unwrap_or(usize::MAX);
        connections.min(files.saturating_sub(OTHER_FILES).max(1))
    }
    #[cfg(not(unix))]
    connections
}
