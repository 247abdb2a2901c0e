//! Going back or forward finds the place on the page again. A browser scrolls there too, but at once: before what the
//! page shows has come.

use super::{
    Route,
    find::{Pages, read},
};
use crate::browser::{
    events::{self, Listener},
    history, page,
    timers::{Timer, after},
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// How often it is tried, in milliseconds, and how many times: who comes back to a page that stays shorter is at its end.
const EVERY: i32 = 50;
const TRIES: u32 = 100;

/// Where each address was scrolled to last, as long as the tab stays on this site and the same person is signed in.
pub struct Places(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    /// The address of what is shown, nothing while another page is on its way. It is not the browser's, which leptos_router
    /// changes only when the next page is there, and a shorter one has scrolled by then.
    shown: Option<Route>,
    /// In pixels from the top.
    last: Vec<(Route, f64)>,
    /// The address that was gone back to, and its place.
    wanted: Option<(Route, f64)>,
    /// The next try, given up when the person scrolls themselves or begins something else.
    trying: Option<(Timer, Vec<Listener>)>,
    _listeners: Vec<Listener>,
}

impl Places {
    /// Keeps them from now on. Before leptos_router's `<Router>`, which shows another page at once when the browser goes
    /// back: Chromium asks whoever listens to a window in their order, capturing or not.
    #[must_use]
    pub fn keep(pages: Pages) -> Self {
        // What listens goes with the app, and so must not keep it.
        let kept = Rc::new_cyclic(|inner: &Weak<RefCell<Inner>>| {
            let [scrolled, back] = [inner.clone(), inner.clone()];
            let _listeners = vec![
                events::on_scroll(move || {
                    if let Some(inner) = scrolled.upgrade() {
                        inner.borrow_mut().note(page::scrolled());
                    }
                }),
                events::on_back_or_forward(move || {
                    if let Some(inner) = back.upgrade() {
                        inner.borrow_mut().want(&read(pages, &history::path_and_query()));
                    }
                }),
            ];
            RefCell::new(Inner { _listeners, ..Inner::default() })
        });
        Self(kept)
    }

    /// What is shown now is of this address; nothing while another page is on its way.
    pub(super) fn show(&self, route: Option<Route>) {
        self.0.borrow_mut().show(route);
    }

    /// The page at this address is shown: scrolls to where the person was if they came back to it. Who came by a link begins at
    /// its top, wherever they were on it before.
    pub(super) fn find_again(&self, route: &Route) {
        let place = self.0.borrow_mut().found(route);
        if let Some(place) = place {
            try_to_reach(&self.0, place, TRIES);
        }
    }

    /// Forgets them all: the next person has not been anywhere.
    pub(super) fn forget(&self) {
        let mut inner = self.0.borrow_mut();
        (inner.trying, inner.wanted) = (None, None);
        inner.last.clear();
    }
}

fn try_to_reach(inner: &Rc<RefCell<Inner>>, place: f64, tries: u32) {
    page::scroll_to(place);
    let is_short = page::scrolled() + 1.0 < place;
    let again = (is_short && tries > 0).then(|| {
        let [next, given_up] = [Rc::downgrade(inner), Rc::downgrade(inner)];
        let timer = after(EVERY, move || {
            if let Some(inner) = next.upgrade() {
                try_to_reach(&inner, place, tries - 1);
            }
        });
        let hands = events::on_hands(move || {
            if let Some(inner) = given_up.upgrade() {
                inner.borrow_mut().trying = None;
            }
        });
        (timer, hands)
    });
    inner.borrow_mut().trying = again;
}

impl Inner {
    fn show(&mut self, route: Option<Route>) {
        let before = std::mem::replace(&mut self.shown, route);
        let Some(now) = &self.shown else { return };
        // A page that stays where its state changes has no title that would ask for it.
        self.wanted.take_if(|(wanted, _)| wanted != now);
        if before.is_some_and(|before| before != *now && before.is_same_page(now)) {
            // Nothing scrolls, and it is the place of the new state too.
            self.note(page::scrolled());
        }
    }

    /// The place that was gone back to, if that is this page.
    fn found(&mut self, route: &Route) -> Option<f64> {
        self.trying = None;
        let place = self.wanted.take().filter(|(wanted, _)| wanted == route).map(|(_, place)| place);
        if place.is_none() {
            self.last.retain(|(known, _)| known != route);
        }
        place
    }

    fn note(&mut self, place: f64) {
        // How far a page reaches that is still coming is nobody's place.
        let Some(route) = self.shown.as_ref().filter(|_| self.trying.is_none()) else { return };
        match self.last.iter_mut().find(|(known, _)| known == route) {
            Some((_, last)) => *last = place,
            None => self.last.push((route.clone(), place)),
        }
    }

    fn want(&mut self, to: &Route) {
        self.trying = None;
        self.wanted = self.last.iter().find(|(known, _)| known == to).cloned();
    }
}
