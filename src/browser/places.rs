//! Going back finds the place on the page again. A browser scrolls there too, but at once: before the page has come.

use super::{
    events::{Listener, listen, listen_first},
    timers::{Timer, after},
    window,
};
use std::{cell::RefCell, rc::Rc};

/// How often it is tried, in milliseconds, and how many times: a page that takes longer is left at its top.
const EVERY: i32 = 50;
const TRIES: u32 = 100;
/// With these the person scrolls themselves, or begins something else.
const BY_HAND: [&str; 4] = ["wheel", "touchstart", "pointerdown", "keydown"];

/// Where each address was scrolled to last, in pixels from the top, as long as the tab stays on this site.
#[derive(Clone, Default)]
pub struct Places(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    last: Vec<(String, f64)>,
    /// The address that was gone back to, and its place.
    wanted: Option<(String, f64)>,
    /// The next try.
    trying: Option<Timer>,
    listeners: Vec<Listener>,
}

impl Places {
    /// Keeps them from now on.
    #[must_use]
    pub fn keep() -> Self {
        let places = Self::default();
        let [scrolled, back] = [places.clone(), places.clone()];
        let by_hand = BY_HAND.map(|name| {
            let places = places.clone();
            listen(name, move |_| places.0.borrow_mut().trying = None)
        });
        let all = [
            listen("scroll", move |_| scrolled.scrolled()),
            // Before leptos_router hears it, which may show the page at once.
            listen_first("popstate", move |_| back.gone_back()),
        ];
        places.0.borrow_mut().listeners = all.into_iter().chain(by_hand).collect();
        places
    }

    /// The page is here, and its title has been read out: scrolls to where the person was if they came back to it.
    pub fn find_again(&self) {
        let wanted = self.0.borrow_mut().wanted.take();
        if let Some((address, place)) = wanted
            && address == here()
        {
            self.try_to_reach(place, TRIES);
        }
    }

    fn try_to_reach(&self, place: f64, tries: u32) {
        let Some(window) = window() else { return };
        window.scroll_to_with_x_and_y(0.0, place);
        let is_short = window.scroll_y().is_ok_and(|reached| reached + 1.0 < place);
        let again = (is_short && tries > 0).then(|| {
            let places = self.clone();
            after(EVERY, move || places.try_to_reach(place, tries - 1))
        });
        self.0.borrow_mut().trying = again;
    }

    fn scrolled(&self) {
        let mut inner = self.0.borrow_mut();
        // How far a page reaches that is still coming is nobody's place.
        if inner.trying.is_some() {
            return;
        }
        let (address, place) =
            (here(), window().and_then(|window| window.scroll_y().ok()).unwrap_or_default());
        match inner.last.iter_mut().find(|(known, _)| *known == address) {
            Some((_, last)) => *last = place,
            None => inner.last.push((address, place)),
        }
    }

    fn gone_back(&self) {
        let (mut inner, address) = (self.0.borrow_mut(), here());
        inner.trying = None;
        let place = inner.last.iter().find(|(known, place)| *known == address && *place > 0.0);
        inner.wanted = place.cloned();
    }
}

fn here() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}
