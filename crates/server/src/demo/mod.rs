//! A fixed cast of people and organizations, to look around with and for tests.

mod cast;
mod orders;
mod plans;
mod store;

pub use cast::Player;

use crate::{app::App, problem::Failure};

/// Everybody's password.
pub const PASSWORD: &str = "quiet river at noon";

/// Whom to add to the cast, to see how HQ bears many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crowd {
    /// Somebody who is in so many organizations.
    pub organizations: Option<u32>,
    /// So many more members of the first organization.
    pub members: u32,
}

/// Makes whoever is not there yet; answers the whole cast, without the members who are only there to be many.
///
/// # Errors
/// Where the database fails. A second try goes on where the first ended.
pub async fn fill(app: &App, crowd: Crowd) -> Result<Vec<Player>, Failure> {
    let players = cast::players(crowd.organizations);
    for player in &players {
        store::add(app, player).await?;
    }
    plans::add(app, cast::ADMIN).await?;
    orders::add(app, cast::ADMIN).await?;
    store::add_members(app, cast::ADMIN, &cast::members(crowd.members)).await?;
    Ok(players)
}
