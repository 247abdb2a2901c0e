//! A fixed cast of people and organizations, to look around with and for tests. What they have of each feature is in the feature's folder.

mod cast;
mod store;

pub use cast::{ADMIN, PASSWORD, Player, TRIES};
pub use store::{audit, first_organization, person};

use crate::{app::App, features, http::problem::Failure};
use hq_contract::ProblemCode;

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
/// Where the database fails. A second try goes on where the first ended; several servers can do it at once.
pub async fn fill(app: &App, crowd: Crowd) -> Result<Vec<Player>, Failure> {
    let players = cast::players(crowd.organizations);
    for player in &players {
        or_there(store::add(app, player).await)?;
    }
    features::add_to_demo(app).await?;
    or_there(store::add_members(app, ADMIN, &cast::members(crowd.members)).await)?;
    Ok(players)
}

/// Another server that starts now was quicker: it has committed before this one was told so.
fn or_there(added: Result<(), Failure>) -> Result<(), Failure> {
    match added {
        Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::AccountExists => Ok(()),
        other => other,
    }
}
