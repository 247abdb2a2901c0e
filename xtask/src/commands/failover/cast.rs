//! Who writes and reads: members of the demo's cast, each with an organization of their own.

use super::cluster::Cluster;
use crate::commands::attack::wire::{self, Answer, Request};
use crate::outcome::{Explain, Failure, Outcome};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Who invites, changes and takes back, each in their own organization.
pub const WRITERS: usize = 30;
/// Two admins of one organization who take the role away from each other.
pub const RIVALS: usize = 2;
/// Who wants a seat in an organization that has one left.
pub const SEEKERS: usize = 12;
/// Everybody's password in the demo.
const PASSWORD: &str = "quiet river at noon";
/// How many sign in at once.
const AT_ONCE: usize = 4;
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their address.
    pub email: String,
    /// What their browser sends.
    pub cookie: String,
    /// Their account's id.
    pub id: String,
}

/// Everybody.
#[derive(Debug)]
pub struct Cast {
    /// With the id of their organization.
    pub writers: Vec<(Person, String)>,
    /// Both, and their organization's id.
    pub rivals: (Vec<Person>, String),
    /// Each with the id of their invitation.
    pub seekers: Vec<(Person, String)>,
    /// The organization with the seats.
    pub crowded: String,
}

impl Cast {
    /// How many members the demo has to add.
    pub const SIZE: usize = WRITERS + RIVALS + SEEKERS;

    /// Signs everybody in, and makes their organizations.
    pub fn gather(front: SocketAddrV4, cluster: &Cluster<'_>) -> Outcome<Self> {
        let mut people = sign_in_all(front)?;
        for (email, id) in cluster.sql("hq", "SELECT email, id FROM users")?.iter().filter_map(|row| {
            let [email, id] = row.as_slice() else { return None };
            Some((email, id))
        }) {
            if let Some(person) = people.iter_mut().find(|person| person.email == *email) {
                person.id.clone_from(id);
            }
        }
        let seekers = people.split_off(WRITERS + RIVALS);
        let rivals = people.split_off(WRITERS);
        let mut writers = Vec::new();
        for (number, person) in people.into_iter().enumerate() {
            let organization = found(front, &person, &format!("Writer {number:02}"))?;
            writers.push((person, organization));
        }
        let (host, _) = writers.first().ok_or_else(|| Failure::new("There is no writer."))?;
        let crowded = found(front, host, "Crowded")?;
        let invitations = invite(front, host, &crowded, "user", &seekers)?;
        let [first, second] = rivals.as_slice() else { return Err(Failure::new("There are no two rivals.")) };
        let contested = found(front, first, "Contested")?;
        let invitation = invite(front, first, &contested, "admin", std::slice::from_ref(second))?;
        for id in invitation {
            post(front, second, &format!("/api/v1/me/invitations/{id}/accept"), "{}")?;
        }
        Ok(Self {
            writers,
            rivals: (rivals, contested),
            seekers: seekers.into_iter().zip(invitations).collect(),
            crowded,
        })
    }
}

/// Passwords take their time: some at once.
fn sign_in_all(front: SocketAddrV4) -> Outcome<Vec<Person>> {
    let next = AtomicUsize::new(0);
    let work = || -> Outcome<Vec<(usize, Person)>> {
        let mut signed_in = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= Cast::SIZE {
                return Ok(signed_in);
            }
            let email = format!("member-{number:05}@acme.example");
            let body = format!(r#"{{"email":"{email}","password":"{PASSWORD}"}}"#);
            let answer =
                Request::json("POST", "/api/v1/session", &body).ask(Ipv4Addr::LOCALHOST, front, PATIENCE);
            let answer = created(answer, "sign in")?;
            signed_in.push((number, Person { email, cookie: answer.cookies(), id: String::new() }));
        }
    };
    let mut people = thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        let mut people = Vec::new();
        for worker in workers {
            people.extend(worker.join().map_err(|_| Failure::new("A thread panicked."))??);
        }
        Ok::<_, Failure>(people)
    })?;
    people.sort_by_key(|(number, _)| *number);
    Ok(people.into_iter().map(|(_, person)| person).collect())
}

/// Creates an organization; its id.
fn found(front: SocketAddrV4, person: &Person, name: &str) -> Outcome<String> {
    let answer = post(front, person, "/api/v1/organizations", &format!(r#"{{"name":"{name}"}}"#))?;
    answer.texts("id").into_iter().next().ok_or_else(|| Failure::new("An organization has no id."))
}

/// Invites; the ids of the invitations.
fn invite(
    front: SocketAddrV4,
    person: &Person,
    organization: &str,
    role: &str,
    whom: &[Person],
) -> Outcome<Vec<String>> {
    let emails: Vec<_> = whom.iter().map(|person| format!("\"{}\"", person.email)).collect();
    let body = format!(r#"{{"emails":[{}],"role":"{role}"}}"#, emails.join(","));
    let answer = post(front, person, &format!("/api/v1/organizations/{organization}/invitations"), &body)?;
    Ok(answer.texts("invitation"))
}

fn post(front: SocketAddrV4, person: &Person, path: &str, body: &str) -> Outcome<Answer> {
    let request = Request::json("POST", path, body).by(&person.cookie);
    created(request.ask(Ipv4Addr::LOCALHOST, front, PATIENCE), path)
}

fn created(answer: std::io::Result<wire::Answer>, what: &str) -> Outcome<Answer> {
    let answer = answer.explain(format!("set the stage ({what})"))?;
    if answer.status == 201 {
        return Ok(answer);
    }
    let said = String::from_utf8_lossy(&answer.body);
    Err(Failure::new(format!("Setting the stage, {what} was answered {}: {said}", answer.status)))
}
