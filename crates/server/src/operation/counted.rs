//! Requests that write, counted by who sends them.

use super::Origin;
use crate::{
    access::Actor,
    app::App,
    http::{allowance, problem::Failure, serve::Network},
    platform::writes::{self, Writer},
};

/// Counts a request that writes, once. Before its transaction begins, which would have the database's writer to itself: so a
/// retry of what is done already is refused like anything else, and gets its answer when it comes again.
///
/// # Errors
/// 429 where the caller writes too much.
pub(super) fn take(app: &App, origin: &Origin, caller: Option<&Actor>) -> Result<(), Failure> {
    if !allowance::is_new(writes::NAME) {
        return Ok(());
    }
    let network = || Writer::Network(origin.address.parse().map(Network::of).ok());
    let writer = caller.map_or_else(network, |caller| Writer::Known(caller.id()));
    let counted = app.writes().take(writer, app.now());
    if counted.is_passed() {
        return Err(Failure::too_many(counted));
    }
    counted.tell(writes::NAME);
    Ok(())
}
