//! 32 who write and 8 who read, while something breaks.

use super::cast::{Cast, Person};
use super::client::{Ask, Client};
use super::tally::Tally;
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle, sleep};
use std::time::Duration;

/// How many read.
const READERS: usize = 8;
/// How long somebody rests between two rounds: a person may send 500 invitations a day.
const REST: Duration = Duration::from_millis(500);
const READERS_REST: Duration = Duration::from_millis(100);

/// The load of one fault.
pub struct Load<'a> {
    /// Who writes and reads.
    pub cast: &'a Cast,
    /// Where they come in.
    pub front: SocketAddrV4,
    /// What counts their answers.
    pub tally: &'a Arc<Tally>,
    /// What is in the addresses that are invited: another word for each run and fault.
    pub word: String,
    /// Set when something breaks: those who want a seat ask for it then.
    pub broken: AtomicBool,
    /// Set at the end.
    pub over: AtomicBool,
}

/// What was acknowledged.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Addresses whose invitation was acknowledged.
    pub invited: Vec<String>,
    /// Those of them that were taken back.
    pub revoked: Vec<String>,
    /// Organizations and their newest description.
    pub described: Vec<(String, String)>,
    /// Requests that had no final answer within a minute.
    pub given_up: usize,
}

impl Load<'_> {
    /// Runs the load while `work` runs; what was acknowledged, and what came of the work.
    pub fn during<T>(&self, seekers: &[(Person, String)], work: impl FnOnce() -> T) -> (T, Written) {
        thread::scope(|scope| {
            let mut writers: Vec<ScopedJoinHandle<'_, Written>> = Vec::new();
            for (number, (person, organization)) in self.cast.writers.iter().enumerate() {
                writers.push(scope.spawn(move || self.write(number, person, organization)));
            }
            let (rivals, contested) = &self.cast.rivals;
            for (person, other) in rivals.iter().zip(rivals.iter().rev()) {
                scope.spawn(move || self.contest(person, other, contested));
            }
            for (person, organization) in self.cast.writers.iter().take(READERS) {
                scope.spawn(move || self.read(person, organization));
            }
            for (person, invitation) in seekers {
                scope.spawn(move || self.seek(person, invitation));
            }
            let done = work();
            self.over.store(true, Ordering::SeqCst);
            let mut all = Written::default();
            for writer in writers {
                // A thread of ours that panics has told so.
                all.add(writer.join().unwrap_or_default());
            }
            (done, all)
        })
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    fn client(&self, person: &Person) -> Client {
        Client::new(self.front, &person.cookie, self.tally)
    }

    /// Invites, describes the organization, takes every third invitation back.
    fn write(&self, number: usize, person: &Person, organization: &str) -> Written {
        let mut client = self.client(person);
        let mut written = Written::default();
        let at = format!("/api/v1/organizations/{organization}");
        for round in 0.. {
            if self.is_over() {
                break;
            }
            let name = format!("{}-{number:02}-{round}", self.word);
            let email = format!("{name}@load.example");
            let invitation = self.invite(&mut client, &at, &name, &email);
            written.count(invitation.is_some());
            if invitation.is_some() {
                written.invited.push(email.clone());
            }
            if self.describe(&mut client, &at, &name) {
                written.described = vec![(organization.to_owned(), name)];
            } else {
                // What stands there is not known.
                written.described.clear();
                written.count(false);
            }
            if let Some(id) = invitation.filter(|_| round % 3 == 0) {
                let revoked = self.revoke(&mut client, &format!("{at}/invitations/{id}"));
                written.count(revoked);
                if revoked {
                    written.revoked.push(email);
                }
            }
            sleep(REST);
        }
        written
    }

    fn invite(&self, client: &mut Client, at: &str, key: &str, email: &str) -> Option<String> {
        let body = format!(r#"{{"emails":["{email}"],"role":"user"}}"#);
        let path = format!("{at}/invitations");
        let ask = Ask { method: "POST", path: &path, body: Some(&body), key: Some(key), ..Ask::default() };
        let answer = client.insist(&ask).filter(|answer| answer.status == 201)?;
        self.tally.wrote();
        answer.texts("invitation").into_iter().next()
    }

    fn describe(&self, client: &mut Client, at: &str, text: &str) -> bool {
        let body = format!(r#"{{"description":"{text}"}}"#);
        let ask = Ask { method: "PATCH", path: at, body: Some(&body), ..Ask::default() };
        let done = client.insist(&ask).is_some_and(|answer| answer.status == 200);
        if done {
            self.tally.wrote();
        }
        done
    }

    fn revoke(&self, client: &mut Client, path: &str) -> bool {
        // It may have been done by a try whose answer got lost.
        let ask = Ask { method: "DELETE", path, after_a_loss: &[404, 409], ..Ask::default() };
        let done = client.insist(&ask).is_some_and(|answer| matches!(answer.status, 204 | 404 | 409));
        if done {
            self.tally.wrote();
        }
        done
    }

    /// Takes the other's role away and gives it back. Who has lost it themselves is refused.
    fn contest(&self, person: &Person, other: &Person, organization: &str) {
        let mut client = self.client(person);
        let path = format!("/api/v1/organizations/{organization}/members/{}", other.id);
        while !self.is_over() {
            for role in ["user", "admin"] {
                let body = format!(r#"{{"role":"{role}"}}"#);
                let ask = Ask {
                    method: "PATCH",
                    path: &path,
                    body: Some(&body),
                    refusals: &[403, 409],
                    ..Ask::default()
                };
                if client.insist(&ask).is_some_and(|answer| answer.status == 200) {
                    self.tally.wrote();
                }
            }
            sleep(REST);
        }
    }

    fn read(&self, person: &Person, organization: &str) {
        let mut client = self.client(person);
        let paths = [
            format!("/api/v1/organizations/{organization}"),
            format!("/api/v1/organizations/{organization}/invitations?limit=10"),
            "/api/v1/me/organizations?limit=10".to_owned(),
            "/api/v1/session".to_owned(),
        ];
        for path in paths.iter().cycle() {
            if self.is_over() {
                return;
            }
            client.ask(&Ask { method: "GET", path, ..Ask::default() });
            sleep(READERS_REST);
        }
    }

    /// Waits for the fault, and wants a seat then.
    fn seek(&self, person: &Person, invitation: &str) {
        while !self.broken.load(Ordering::SeqCst) {
            if self.is_over() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let path = format!("/api/v1/me/invitations/{invitation}/accept");
        let key = format!("{}-{invitation}", self.word);
        let body = Some("{}");
        let ask =
            Ask { method: "POST", path: &path, body, key: Some(&key), refusals: &[409], after_a_loss: &[] };
        if self.client(person).insist(&ask).is_some_and(|answer| answer.status == 201) {
            self.tally.wrote();
        }
    }
}

impl Written {
    fn count(&mut self, done: bool) {
        self.given_up += usize::from(!done);
    }

    fn add(&mut self, other: Self) {
        self.invited.extend(other.invited);
        self.revoked.extend(other.revoked);
        self.described.extend(other.described);
        self.given_up += other.given_up;
    }
}
