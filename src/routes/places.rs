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
use leptos::prelude::request_animation_frame;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// How often it is tried, in milliseconds, and how many times: who comes back to a page that stays shorter is at its end.
const EVERY: i32 = 50;
const TRIES: u32 = 100;

/// Where each entry of the history was scrolled to last, as long as the tab stays on this site and the same person is signed in.
pub struct Places {
    inner: Rc<RefCell<Inner>>,
    pages: Pages,
}

#[derive(Default)]
struct Inner {
    /// The address of what is shown, nothing while another page is on its way. It is not the browser's, which leptos_router
    /// changes only when the next page is there, and a shorter one has scrolled by then.
    shown: Option<Route>,
    /// By entry, in pixels from the top.
    last: Vec<(String, f64)>,
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
                events::on_scroll(move || note(&scrolled, pages)),
                events::on_back_or_forward(move || {
                    if let Some(inner) = back.upgrade() {
                        let to = read(pages, &history::path_and_query());
                        inner.borrow_mut().want(to, &history::entry());
                    }
                }),
            ];
            RefCell::new(Inner { _listeners, ..Inner::default() })
        });
        Self { inner: kept, pages }
    }

    /// What is shown now is of this address; nothing while another page is on its way.
    pub(super) fn show(&self, route: Option<Route>) {
        let stays = self.inner.borrow_mut().stays(route);
        if stays {
            // Where nothing scrolls it is the place of the page's new state too, once the browser's address says that.
            let (inner, pages) = (Rc::downgrade(&self.inner), self.pages);
            request_animation_frame(move || note(&inner, pages));
        }
    }

    /// The page at this address is shown: scrolls to where the person was if they came back to it.
    pub(super) fn find_again(&self, route: &Route) {
        let place = self.inner.borrow_mut().found(route);
        if let Some(place) = place {
            try_to_reach(&self.inner, place, TRIES);
        }
    }

    /// Forgets them all: the next person has not been anywhere.
    pub(super) fn forget(&self) {
        let mut inner = self.inner.borrow_mut();
        (inner.trying, inner.wanted) = (None, None);
        inner.last.clear();
    }
}

/// Keeps where the entry of the present address is scrolled to.
fn note(inner: &Weak<RefCell<Inner>>, pages: Pages) {
    if let Some(inner) = inner.upgrade() {
        let at = read(pages, &history::path_and_query());
        inner.borrow_mut().note(&at, &history::entry(), page::scrolled());
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
    /// Shows what is of an address; whether that is another state of the page that was shown.
    fn stays(&mut self, route: Option<Route>) -> bool {
        let before = std::mem::replace(&mut self.shown, route);
        let Some(now) = &self.shown else { return false };
        // A page that stays where its state changes has no title that would ask for it.
        self.wanted.take_if(|(wanted, _)| wanted != now);
        before.is_some_and(|before| before != *now && before.is_same_page(now))
    }

    /// The place that was gone back to, if that is this page.
    fn found(&mut self, route: &Route) -> Option<f64> {
        self.trying = None;
        self.wanted.take().filter(|(wanted, _)| wanted == route).map(|(_, place)| place)
    }

    fn note(&mut self, at: &Route, entry: &str, place: f64) {
        // How far a page reaches that is still coming is nobody's place, nor is the next page's the one of the entry before.
        if self.shown.as_ref() != Some(at) || self.trying.is_some() {
            return;
        }
        match self.last.iter_mut().find(|(known, _)| known == entry) {
            Some((_, last)) => *last = place,
            None => self.last.push((entry.to_owned(), place)),
        }
    }

    fn want(&mut self, to: Route, entry: &str) {
        self.trying = None;
        let place = self.last.iter().find(|(known, _)| known == entry).map(|(_, place)| *place);
        self.wanted = place.map(|place| (to, place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{MembersView, PlanView};

    fn members() -> Route {
        Route::members("acme".into(), MembersView::default())
    }

    fn plan(view: PlanView) -> Route {
        Route::plan("acme".into(), view)
    }

    /// A page with a title, which asks for its place.
    fn arrive(inner: &mut Inner, route: Route) -> Option<f64> {
        inner.stays(None);
        inner.stays(Some(route.clone()));
        inner.found(&route)
    }

    #[test]
    fn each_visit_of_a_page_has_its_own_place() {
        let mut inner = Inner::default();
        for (entry, route, place) in
            [("1", members(), 800.0), ("2", plan(PlanView::Look), 0.0), ("3", members(), 50.0)]
        {
            assert_eq!(arrive(&mut inner, route.clone()), None, "a link begins at the top");
            inner.note(&route, entry, place);
        }
        inner.want(members(), "1");
        assert_eq!(arrive(&mut inner, members()), Some(800.0));
        inner.want(members(), "3");
        assert_eq!(arrive(&mut inner, members()), Some(50.0));
    }

    #[test]
    fn what_nobody_asked_for_is_not_kept_for_the_next_page() {
        let mut inner = Inner::default();
        arrive(&mut inner, plan(PlanView::Look));
        inner.note(&plan(PlanView::Look), "1", 300.0);
        assert!(inner.stays(Some(plan(PlanView::Cancel))), "the page stays");
        // Back within the page: no title asks.
        inner.want(plan(PlanView::Look), "1");
        assert!(inner.stays(Some(plan(PlanView::Look))));
        assert_eq!(arrive(&mut inner, members()), None);
        assert_eq!(arrive(&mut inner, plan(PlanView::Look)), None, "this is a visit by a link");
    }

    #[test]
    fn while_a_page_is_on_its_way_nothing_is_noted() {
        let mut inner = Inner::default();
        arrive(&mut inner, members());
        inner.note(&members(), "1", 300.0);
        inner.stays(None);
        inner.note(&members(), "1", 0.0);
        // The next page is there before its address is.
        inner.stays(Some(plan(PlanView::Look)));
        inner.note(&members(), "1", 0.0);
        inner.want(members(), "1");
        assert_eq!(inner.wanted, Some((members(), 300.0)));
    }
}
