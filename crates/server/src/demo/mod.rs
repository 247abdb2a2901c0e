//! A fixed cast of people and organizations, to look around with and for tests.

mod cast;
mod store;

pub use cast::Player;

use crate::{app::App, problem::Failure};

/// Everybody's password.
pub const PASSWORD: &str = "quiet river at noon";

/// Makes whoever is not there yet; answers the whole cast. `organizations` adds somebody who is in so many.
///
/// # Errors
/// Where the database fails. A second try goes on where the first ended.
pub async fn fill(app: &App, organizations: Option<u32>) -> Result<Vec<Player>, Failure> {
    let players = cast::players(organizations);
    for player in &players {
        store::add(app, player).await?;
    }
    Ok(players)
}
