//! An organization with one seat left, and a dozen who want it while something breaks.

use super::cast::Person;
use super::check::Check;
use super::world::World;
use crate::outcome::Outcome;

/// Leaves one seat; who does not have one yet.
pub fn leave_one(world: &World<'_>) -> Outcome<Vec<(Person, String)>> {
    let crowded = &world.cast.crowded;
    world.cluster.sql(
        "hq",
        &format!(
            "UPDATE organizations SET seats = 1 + (SELECT count(*) FROM memberships WHERE organization_id = '{crowded}') \
             WHERE id = '{crowded}'"
        ),
    )?;
    let inside = world
        .cluster
        .sql("hq", &format!("SELECT user_id FROM memberships WHERE organization_id = '{crowded}'"))?;
    let is_in = |person: &Person| inside.iter().flatten().any(|id| *id == person.id);
    Ok(world.cast.seekers.iter().filter(|(person, _)| !is_in(person)).cloned().collect())
}

/// Exactly one of them got it, and of the two rivals one at least is still an admin.
pub fn check(world: &World<'_>, seekers: usize) -> Outcome<Vec<Check>> {
    let (crowded, contested) = (&world.cast.crowded, &world.cast.rivals.1);
    let number = |statement: String| -> Outcome<i64> {
        let rows = world.cluster.sql("hq", &statement)?;
        Ok(rows.iter().flatten().next().and_then(|cell| cell.parse().ok()).unwrap_or(-1))
    };
    let members = number(format!("SELECT count(*) FROM memberships WHERE organization_id = '{crowded}'"))?;
    let seats = number(format!("SELECT seats FROM organizations WHERE id = '{crowded}'"))?;
    let admins = number(format!(
        "SELECT count(*) FROM memberships WHERE organization_id = '{contested}' AND role = 'admin'"
    ))?;
    let full = if seekers == 0 { members < seats } else { members == seats };
    Ok(vec![
        Check::new(full, format!("{members} members on {seats} seats, of which one was left for {seekers}")),
        Check::new(admins >= 1, format!("{admins} admins are left of two who took the role from each other")),
    ])
}
