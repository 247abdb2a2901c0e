//! What is in the database after a fault, beside what was acknowledged.

use crate::commands::attack::wire::Request;
use crate::commands::failover::cast::Person;
use crate::commands::failover::check::{Check, until};
use crate::commands::failover::load::Written;
use crate::commands::failover::report::Rows;
use crate::commands::failover::world::World;
use crate::outcome::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// An invitation as it lies in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    revoked: bool,
    generation: usize,
    invited: usize,
    taken_back: usize,
    mails: usize,
}

/// Compares what was acknowledged with what is there.
pub fn rows(world: &World<'_>, word: &str, written: &Written) -> Outcome<(Rows, Vec<Check>)> {
    let found = invitations(world, word)?;
    let descriptions = descriptions(world)?;
    let (rows, unknown) = compare(&found, &descriptions, written);
    let checks = vec![
        Check::new(rows.lost == 0, format!("{} acknowledged writes are lost", rows.lost)),
        Check::new(rows.twice == 0, format!("{} writes were done twice", rows.twice)),
        Check::new(
            rows.lines == rows.rows,
            format!("{} lines of the audit log are about {} rows", rows.lines, rows.rows),
        ),
        Check::new(unknown == 0, format!("{unknown} rows were never acknowledged")),
        Check::new(
            written.given_up == 0,
            format!("{} writes had no answer within a minute", written.given_up),
        ),
    ];
    Ok((rows, checks))
}

/// Everybody's session lives on.
pub fn sessions(world: &World<'_>) -> Check {
    let cast = &world.cast;
    let people = cast.writers.iter().chain(&cast.seekers).map(|(person, _)| person).chain(&cast.rivals.0);
    let ended = people.filter(|person| {
        // Just after a fault, a server may still say that it is to come again.
        !until(PATIENCE, || is_signed_in(world, person))
    });
    let ended = ended.count();
    Check::new(ended == 0, format!("{ended} sessions have ended"))
}

fn is_signed_in(world: &World<'_>, person: &Person) -> bool {
    let asked = Request::get("/api/v1/session").by(&person.cookie);
    let answer = asked.ask(Ipv4Addr::LOCALHOST, world.front, PATIENCE);
    answer.is_ok_and(|answer| answer.texts("email").contains(&person.email))
}

fn invitations(world: &World<'_>, word: &str) -> Outcome<BTreeMap<String, Found>> {
    let statement = format!(
        "WITH lines AS (SELECT subject, count(*) FILTER (WHERE action = 'invitations.invite') AS invited, \
             count(*) FILTER (WHERE action = 'invitations.revoke') AS revoked FROM audit_log GROUP BY subject), \
         mails AS (SELECT recipient, count(*) AS mails FROM outbox GROUP BY recipient) \
         SELECT email, state, generation, coalesce(invited, 0), coalesce(revoked, 0), coalesce(mails, 0) \
         FROM invitations LEFT JOIN lines ON subject = id::text LEFT JOIN mails ON recipient = email \
         WHERE email LIKE '{word}-%'"
    );
    let rows = world.cluster.sql("hq", &statement)?;
    let number = |text: &String| text.parse().unwrap_or_default();
    let found = rows.iter().filter_map(|row| {
        let [email, state, generation, invited, taken_back, mails] = row.as_slice() else { return None };
        let found = Found {
            revoked: state == "revoked",
            generation: number(generation),
            invited: number(invited),
            taken_back: number(taken_back),
            mails: number(mails),
        };
        Some((email.clone(), found))
    });
    Ok(found.collect())
}

fn descriptions(world: &World<'_>) -> Outcome<BTreeMap<String, String>> {
    let rows =
        world.cluster.sql("hq", "SELECT id, description FROM organizations WHERE name LIKE 'Writer %'")?;
    let pairs = rows.into_iter().filter_map(|row| <[String; 2]>::try_from(row).ok());
    Ok(pairs.map(|[id, description]| (id, description)).collect())
}

/// What became of the rows, and how many of them nobody was told of.
fn compare(
    found: &BTreeMap<String, Found>,
    descriptions: &BTreeMap<String, String>,
    written: &Written,
) -> (Rows, usize) {
    let acknowledged: BTreeSet<&String> = written.invited.iter().collect();
    let missing = acknowledged.iter().filter(|email| !found.contains_key(**email)).count();
    let not_revoked =
        written.revoked.iter().filter(|email| found.get(*email).is_some_and(|row| !row.revoked)).count();
    let not_described =
        written.described.iter().filter(|(id, text)| descriptions.get(id) != Some(text)).count();
    let twice = found
        .values()
        .filter(|row| row.generation > 1 || row.invited > 1 || row.mails > 1 || row.taken_back > 1);
    // Each row has a line for the invitation; each that was taken back another.
    let lines = found.values().map(|row| row.invited + row.taken_back).sum();
    let rows = found.len() + found.values().filter(|row| row.revoked).count();
    let rows = Rows {
        acknowledged: written.invited.len() + written.revoked.len(),
        lost: missing + not_revoked + not_described,
        twice: twice.count(),
        rows,
        lines,
    };
    (rows, found.keys().filter(|email| !acknowledged.contains(email)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(revoked: bool, invited: usize, generation: usize) -> Found {
        Found { revoked, generation, invited, taken_back: usize::from(revoked), mails: 1 }
    }

    #[test]
    fn what_is_lost_or_done_twice_is_counted() {
        let there = [
            ("a".to_owned(), found(true, 1, 1)),
            ("b".to_owned(), found(false, 1, 1)),
            ("c".to_owned(), found(false, 2, 2)),
            ("d".to_owned(), found(false, 1, 1)),
        ];
        let text = |text: &str| text.to_owned();
        let written = Written {
            invited: ["a", "b", "c", "e"].map(text).into(),
            revoked: ["a", "b"].map(text).into(),
            described: vec![(text("o"), text("new")), (text("p"), text("same"))],
            given_up: 0,
        };
        let descriptions = [(text("o"), text("old")), (text("p"), text("same"))].into();
        let (rows, unknown) = compare(&there.into(), &descriptions, &written);
        // e is not there, b was to be taken back, o has its old description.
        assert_eq!(rows, Rows { acknowledged: 6, lost: 3, twice: 1, rows: 5, lines: 6 });
        assert_eq!(unknown, 1);
    }
}
