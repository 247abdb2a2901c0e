//! Whether the server can be reached.

use super::{
    error::Error,
    transport::{RawResponse, Request, Transport, Unreachable},
};
use crate::browser::{events, timers};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// How long the banner waits after the first failure, in milliseconds: most are over by then.
const SILENCE: i32 = 1000;
/// The first pause between two checks while the server cannot be reached.
const FIRST_PAUSE: i32 = 1000;
/// The longest.
const LONGEST_PAUSE: i32 = 15_000;

/// Whether the server can be reached. After a failed request it asks `/livez` until that answers.
#[derive(Clone, Copy)]
pub struct Connection {
    transport: StoredValue<Rc<dyn Transport>, LocalStorage>,
    livez: StoredValue<String>,
    lost: RwSignal<bool>,
    recoveries: RwSignal<u32>,
    /// How often the server was away for real before it could be reached again, and not only a single request lost.
    returns: RwSignal<u32>,
    checking: RwSignal<bool>,
    pause: StoredValue<i32>,
    timer: StoredValue<Option<timers::Timer>, LocalStorage>,
    silence: StoredValue<Option<timers::Timer>, LocalStorage>,
}

impl Connection {
    pub(super) fn new(transport: Rc<dyn Transport>, base: &str) -> Self {
        let connection = Self {
            transport: StoredValue::new_local(transport),
            livez: StoredValue::new(format!("{base}/livez")),
            lost: RwSignal::new(false),
            recoveries: RwSignal::new(0),
            returns: RwSignal::new(0),
            checking: RwSignal::new(false),
            pause: StoredValue::new(FIRST_PAUSE),
            timer: StoredValue::new_local(None),
            silence: StoredValue::new_local(None),
        };
        let network = events::on_network(move |there| {
            if !there {
                connection.lost.set(true);
            }
            if !there || connection.lost.get_untracked() {
                connection.check();
            }
        });
        StoredValue::new_local(network);
        connection
    }

    /// Whether the server cannot be reached right now.
    #[must_use]
    pub fn lost(self) -> Signal<bool> {
        self.lost.into()
    }

    /// Whether the connection is being checked.
    #[must_use]
    pub fn checking(self) -> Signal<bool> {
        self.checking.into()
    }

    /// Runs `act` whenever the server can be reached again, for example to repeat a failed request: also where it could be all the
    /// time, and only that request was lost.
    pub fn on_recovery(self, act: impl Fn() + 'static) {
        on_next(self.recoveries, act);
    }

    /// Runs `act` whenever the server is back after it could not be reached.
    pub fn on_return(self, act: impl Fn() + 'static) {
        on_next(self.returns, act);
    }

    /// Takes an error back that says that the server cannot be reached, once it can: it is not said any longer than it is true.
    pub(super) fn forget_on_return(self, error: RwSignal<Option<Error>>) {
        self.on_return(move || {
            if error.with_untracked(|error| *error == Some(Error::Unreachable)) {
                error.set(None);
            }
        });
    }

    /// A request got no response: checks the connection.
    pub fn report_unreachable(self) {
        if self.checking.get_untracked() || self.lost.get_untracked() {
            return;
        }
        let give_up = timers::after(SILENCE, move || {
            self.lost.try_set(true);
        });
        self.silence.set_value(Some(give_up));
        self.check();
    }

    /// Checks now whether the server can be reached.
    pub fn check(self) {
        if self.checking.get_untracked() {
            return;
        }
        self.checking.set(true);
        self.timer.set_value(None);
        let request = Request::get(self.livez.get_value());
        let reply = self.transport.with_value(|transport| transport.send(request, true));
        spawn_local(async move {
            let answer = reply.await;
            // The app may be gone when the answer comes.
            if self.checking.try_set(false).is_none() {
                self.checked(&answer);
            }
        });
    }

    fn checked(self, answer: &Result<RawResponse, Unreachable>) {
        let there = answer.as_ref().is_ok_and(|answer| answer.status < 500);
        self.silence.set_value(None);
        if there {
            self.pause.set_value(FIRST_PAUSE);
            if self.lost.get_untracked() {
                self.returns.update(|times| *times = times.wrapping_add(1));
            }
            self.lost.set(false);
            self.recoveries.update(|times| *times = times.wrapping_add(1));
        } else {
            self.lost.set(true);
            let pause = self.pause.get_value();
            self.pause.set_value(LONGEST_PAUSE.min(pause * 2));
            self.timer.set_value(Some(timers::after(pause, move || {
                if self.checking.try_get_untracked().is_some() {
                    self.check();
                }
            })));
        }
    }
}

/// Runs `act` at each number after the present one.
fn on_next(number: RwSignal<u32>, act: impl Fn() + 'static) {
    let at_first = number.get_untracked();
    Effect::new(move |before: Option<u32>| {
        let now = number.get();
        if now != before.unwrap_or(at_first) {
            act();
        }
        now
    });
}
