//! Who is in the cast.

/// Somebody to sign in as.
#[derive(Clone, Debug)]
pub struct Player {
    /// The address to sign in with.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
    /// What this person is there for.
    pub part: String,
    pub(super) organizations: Organizations,
}

/// Where a player belongs.
#[derive(Clone, Debug)]
pub(super) enum Organizations {
    /// Nowhere.
    None,
    /// Admin of new ones.
    Own(Vec<String>),
    /// User in the one that an earlier player created first.
    Of { admin: &'static str },
    /// Nowhere yet, and invited to that one.
    InvitedBy { admin: &'static str },
}

/// Everybody's password.
pub const PASSWORD: &str = "quiet river at noon";

/// Whose organization is the first.
pub const ADMIN: &str = "ada@acme.example";

/// Whose organization tries a plan.
pub const TRIES: &str = "olga@globex.example";

/// The cast, in the order in which it comes to be.
pub fn players(organizations: Option<u32>) -> Vec<Player> {
    let own = |names: &[&str]| Organizations::Own(names.iter().map(ToString::to_string).collect());
    let player =
        |email, name, part: &str, organizations| Player { email, name, part: part.to_owned(), organizations };
    let mut players = vec![
        player(ADMIN, "Ada Lovelace", "admin of Acme Robotics", own(&["Acme Robotics"])),
        player(
            "blaise@acme.example",
            "Blaise Pascal",
            "user in Acme Robotics",
            Organizations::Of { admin: ADMIN },
        ),
        player(TRIES, "Olga Ladyzhenskaya", "outsider: admin of Globex alone", own(&["Globex"])),
        player(
            "nina@example.net",
            "Nina Bari",
            "in no organization yet, invited to Acme Robotics",
            Organizations::InvitedBy { admin: ADMIN },
        ),
        player(
            "carl@acme.example",
            "Carl Gauss",
            "in no organization yet, may ask to join Acme Robotics",
            Organizations::None,
        ),
        player("felix@forty.example", "Felix Klein", "in forty organizations", Organizations::Own(names(40))),
    ];
    if let Some(count) = organizations {
        let part = format!("in {count} organizations");
        players.push(player("mary@many.example", "Mary Cartwright", &part, Organizations::Own(names(count))));
    }
    players
}

const FIRST: [&str; 8] = ["Aurora", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbour"];
const SECOND: [&str; 5] = ["Analytics", "Biotech", "Energy", "Logistics", "Studios"];

/// So many names, each another.
fn names(count: u32) -> Vec<String> {
    let pairs = FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| format!("{first} {second}")));
    let rounds = (1..).flat_map(|round| pairs.clone().map(move |pair| (round, pair)));
    let name = |(round, pair): (u32, String)| if round == 1 { pair } else { format!("{pair} {round}") };
    rounds.map(name).take(usize::try_from(count).unwrap_or(usize::MAX)).collect()
}

/// Addresses and names of so many members.
pub(super) fn members(count: u32) -> Vec<(String, String)> {
    const GIVEN: [&str; 8] = ["Alma", "Bruno", "Chiara", "Dario", "Élise", "Farid", "Greta", "Hana"];
    let names =
        SECOND.iter().flat_map(|second| GIVEN.iter().map(move |given| format!("{given} {second}"))).cycle();
    let member = |(number, name): (u32, String)| {
        (format!("member-{number:05}@acme.example"), format!("{name} {number}"))
    };
    (0..count).zip(names).map(member).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_differ() {
        assert_eq!(names(5000).into_iter().collect::<BTreeSet<_>>().len(), 5000);
    }
}
