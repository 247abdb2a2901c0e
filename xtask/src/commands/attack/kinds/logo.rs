//! A small picture that unpacks to a large one.

use super::super::beside::measure;
use super::super::honest::ADDRESS;
use super::super::report::{Check, Row, milliseconds};
use super::super::server::{ADMIN, ORGANIZATION};
use super::super::wire::{Request, source};
use super::{Ground, png};
use crate::outcome::{Explain, Outcome};
use std::time::{Duration, Instant};

/// What its colour profile unpacks to, in MiB.
const UNPACKED: usize = 1000;
/// How often it is sent.
const TIMES: usize = 3;
/// What the server may take for it, in MiB.
const PEAK: u64 = 150;
/// How soon it is taken or refused.
const QUICKLY: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends the picture, as an admin.
pub fn bomb(ground: &Ground) -> Outcome<Row> {
    let picture = png::with_profile(UNPACKED << 20);
    let cookie = ground.server.sign_in(ADDRESS, ADMIN)?;
    let path = format!("{ORGANIZATION}/logo");
    let request =
        Request { body: Some(("image/png", &picture)), ..Request::json("PUT", &path, "").by(&cookie) };
    let (measured, longest) = measure(&ground.server, None, || {
        let mut longest = Duration::ZERO;
        for index in 0..TIMES {
            let begun = Instant::now();
            let answer =
                request.ask(source(21, index), ground.server.address(), PATIENCE).explain("send the logo")?;
            println!(
                "  {} bytes: {} after {} ms",
                picture.len(),
                answer.status,
                milliseconds(begun.elapsed())
            );
            longest = longest.max(begun.elapsed());
        }
        Ok(longest)
    })?;
    let answered = Check {
        found: format!("answered after {:.1} s", longest.as_secs_f64()),
        limit: format!("answer {} s", QUICKLY.as_secs()),
        holds: longest <= QUICKLY,
    };
    let checks = vec![measured.peak(PEAK), answered, measured.reachable()];
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}
