//! Reading the longest lists as often as one likes.

use super::super::beside::measure;
use super::super::honest::ADDRESS;
use super::super::report::Row;
use super::super::server::{ADMIN, ORGANIZATION, Server, member};
use super::super::wire::{Request, open, skim, source};
use super::Ground;
use super::passwords::Statuses;
use crate::outcome::{Explain, Failure, Outcome};
use std::io::Write;
use std::net::TcpStream;
use std::thread::{ScopedJoinHandle, scope, sleep};
use std::time::{Duration, Instant};

/// How many exports at once.
const AT_ONCE: usize = 40;
/// How many lines the audit log is to have, as far as the time is enough.
const LINES: usize = 20_000;
const FILLING: Duration = Duration::from_secs(15);
const WRITERS: usize = 2;
/// Admins besides the first.
const MORE_ADMINS: usize = 4;
/// How long who is refused waits before they try again.
const AGAIN: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(60);

/// Exports by one person, then by several, half of the time each.
pub fn forty(ground: &Ground) -> Outcome<Row> {
    let admin = ground.server.sign_in(ADDRESS, ADMIN)?;
    let lines = fill(&ground.server, &admin)?;
    println!("  an audit log of {lines} lines");
    let mut admins = vec![admin];
    for index in 0..MORE_ADMINS {
        admins.push(promote(&ground.server, admins.first().map_or("", String::as_str), index)?);
    }
    let (one, half) = (admins.get(..1).unwrap_or_default(), ground.options.load / 2);
    let (measured, ()) = measure(&ground.server, None, || {
        println!("  by one person: {}", export(ground, one, half)?.told());
        println!("  by {}: {}", admins.len(), export(ground, &admins, half)?.told());
        Ok(())
    })?;
    let checks = vec![measured.reachable(), measured.quick()];
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}

/// Changes the organization's description again and again: a line each.
fn fill(server: &Server, cookie: &str) -> Outcome<usize> {
    let begun = Instant::now();
    let write = |writer: usize| -> Outcome<usize> {
        let mut stream = connect(server, writer)?;
        let mut written = 0;
        while written < LINES / WRITERS && begun.elapsed() < FILLING {
            let body = format!(r#"{{"description":"{writer}, {written}"}}"#);
            let request = Request::json("PATCH", ORGANIZATION, &body).by(cookie).kept();
            let answer = request.ask_on(&mut stream, server.address()).explain("fill the audit log")?;
            // Of two at once one may be told to try again.
            written += usize::from(answer.status == 200);
        }
        Ok(written)
    };
    let written = scope(|scope| {
        let write = &write;
        let writers = (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
        joined(writers)
    })?;
    Ok(written.into_iter().sum())
}

/// Makes a member an admin; their cookies.
fn promote(server: &Server, cookie: &str, index: usize) -> Outcome<String> {
    let path = format!("{ORGANIZATION}/members?q={}", member(index));
    let found = Request::get(&path).by(cookie).ask(ADDRESS, server.address(), PATIENCE);
    let found = found.explain("find a member")?;
    let id = found.texts("id").into_iter().next().unwrap_or_default();
    let path = format!("{ORGANIZATION}/members/{id}");
    let request = Request::json("PATCH", &path, r#"{"role":"admin"}"#).by(cookie);
    let answer = request.ask(ADDRESS, server.address(), PATIENCE).explain("make a member an admin")?;
    if answer.status != 200 {
        return Err(Failure::new(format!("A member could not be made an admin ({}).", answer.status)));
    }
    server.sign_in(source(22, index), &member(index))
}

/// Exports all the time, each as soon as the one before has ended; what is not done at the end is left.
fn export(ground: &Ground, cookies: &[String], time: Duration) -> Outcome<Statuses> {
    let path = format!("{ORGANIZATION}/audit-log.csv");
    let end = Instant::now() + time;
    let export = |index: usize, cookie: &str| -> Outcome<Statuses> {
        let mut statuses = Statuses::default();
        while Instant::now() < end {
            let mut stream = connect(&ground.server, index)?;
            let request = Request::get(&path).by(cookie).bytes(ground.server.address());
            stream.write_all(&request).explain("ask for an export")?;
            let status = skim(&mut stream, end).explain("export the audit log")?;
            statuses.count(status);
            if status != 200 {
                sleep(AGAIN);
            }
        }
        Ok(statuses)
    };
    let all = scope(|scope| {
        let export = &export;
        let people = cookies.iter().cycle().take(AT_ONCE).enumerate();
        joined(people.map(|(index, cookie)| scope.spawn(move || export(index, cookie))).collect())
    })?;
    let mut together = Statuses::default();
    all.into_iter().for_each(|statuses| together.join(statuses));
    Ok(together)
}

fn connect(server: &Server, index: usize) -> Outcome<TcpStream> {
    open(source(23, index), server.address(), PATIENCE).explain("connect to the server")
}

/// What all of them brought.
fn joined<T>(threads: Vec<ScopedJoinHandle<Outcome<T>>>) -> Outcome<Vec<T>> {
    let crashed = |_| Failure::new("A client of the attack crashed.");
    threads.into_iter().map(|thread| thread.join().map_err(crashed).flatten()).collect()
}
