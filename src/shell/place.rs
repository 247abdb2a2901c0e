//! Who may be where: signed-out people at the pages that are open to all, signed-in ones at home.

use crate::{
    api::Error,
    routes::{
        Route,
        find::{Pages, page_of},
        page::Audience,
    },
    session::{Organizations, State},
};
use hq_contract::{LocalPath, UserId};

/// What stands in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing yet: who is signed in is being found out, and index.html's frame still stands.
    Waiting,
    /// Why it could not be found out.
    Failed(Error),
    /// This page is not to be seen: on to that path, in its place.
    Elsewhere(Way),
    /// A page that is open to all.
    Open,
    /// A page of a signed-in person.
    Inside(UserId),
}

/// Where somebody is led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a page of the console.
    Page(Route),
    /// To the path that was asked for before signing in.
    Path(LocalPath),
}

/// The place for an address of these pages and whoever is signed in.
pub fn place(pages: Pages, route: &Route, state: &State, organizations: &Organizations) -> Place {
    let audience = page_of(pages, route).map_or(Audience::SignedIn, |page| page.audience);
    match state {
        State::Unknown => Place::Waiting,
        State::Failed(error) => Place::Failed(error.clone()),
        State::SignedOut if audience == Audience::SignedIn => {
            Place::Elsewhere(Way::Page(Route::sign_in(route.as_return())))
        }
        State::SignedOut => Place::Open,
        State::SignedIn(signed_in) => match audience {
            Audience::Visitors => Place::Elsewhere(match route.return_to() {
                Some(path) => Way::Path(path),
                None => Way::Page(Route::home()),
            }),
            Audience::Anybody => Place::Open,
            Audience::AnybodyByName => Place::Inside(signed_in.user.id),
            Audience::SignedIn => match organizations.items.first().filter(|_| *route == Route::home()) {
                Some(latest) => Place::Elsewhere(Way::Page(Route::organization(latest.slug.to_string()))),
                None => Place::Inside(signed_in.user.id),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{find::read, table::PAGES};

    fn signed_out(path: &str) -> Place {
        place(PAGES, &read(PAGES, path), &State::SignedOut, &Organizations::default())
    }

    fn signed_in() -> State {
        let user = serde_json::json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057", "full_name": "Ada", "email": "ada@example.org",
            "language": "en", "created_at": "2026-01-01T00:00:00Z",
        });
        State::SignedIn(crate::session::SignedIn {
            id: "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap(),
            user: serde_json::from_value(user).unwrap(),
        })
    }

    #[test]
    fn signed_out_people_sign_in_and_return() {
        let asked = LocalPath::parse("/organizations/acme").ok();
        assert_eq!(signed_out("/organizations/acme"), Place::Elsewhere(Way::Page(Route::sign_in(asked))));
        assert_eq!(signed_out("/"), Place::Elsewhere(Way::Page(Route::sign_in(None))));
        assert_eq!(signed_out("/verify/x"), Place::Open);
        assert_eq!(signed_out("/join/x"), Place::Open);
    }

    #[test]
    fn signed_in_people_do_not_sign_in_again() {
        let at = |path: &str| place(PAGES, &read(PAGES, path), &signed_in(), &Organizations::default());
        assert!(matches!(at("/sign-in?return_to=%2Faccount"), Place::Elsewhere(Way::Path(_))));
        assert_eq!(at("/sign-up"), Place::Elsewhere(Way::Page(Route::home())));
        assert!(matches!(at("/"), Place::Inside(_)));
        assert!(matches!(at("/nowhere"), Place::Inside(_)));
        assert!(matches!(at("/join/x"), Place::Inside(_)));
        assert_eq!(at("/verify/x"), Place::Open);
    }
}
