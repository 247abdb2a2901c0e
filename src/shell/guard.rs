//! The route guard: signed-out people see the public pages only, signed-in ones are not asked to sign in again.

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

/// What the guard decides about an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing yet: it is not known who is signed in, and the frame of index.html is still shown.
    Waiting,
    /// Asking who is signed in has failed.
    Failed(Error),
    /// Another page is opened instead.
    Redirect(Destination),
    /// A public page.
    Open,
    /// A page for signed-in people, and who is signed in.
    SignedIn(UserId),
}

/// Where a redirect goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a page of the console.
    Page(Route),
    /// To the path that was asked for before signing in.
    Path(LocalPath),
}

/// Decides about an address among these pages, for whoever is signed in.
pub fn guard(pages: Pages, route: &Route, state: &State, organizations: &Organizations) -> Guard {
    let audience = page_of(pages, route).map_or(Audience::SignedIn, |page| page.audience);
    match state {
        State::Unknown => Guard::Waiting,
        State::Failed(error) => Guard::Failed(error.clone()),
        State::SignedOut if audience == Audience::SignedIn => {
            Guard::Redirect(Destination::Page(Route::sign_in(route.as_return())))
        }
        State::SignedOut => Guard::Open,
        State::SignedIn(signed_in) => match audience {
            Audience::Visitors => Guard::Redirect(match route.return_to() {
                Some(path) => Destination::Path(path),
                None => Destination::Page(Route::home()),
            }),
            Audience::Anybody => Guard::Open,
            Audience::AnybodyByName => Guard::SignedIn(signed_in.user.id),
            Audience::SignedIn => match organizations.items.first().filter(|_| *route == Route::home()) {
                Some(latest) => {
                    Guard::Redirect(Destination::Page(Route::organization(latest.slug.to_string())))
                }
                None => Guard::SignedIn(signed_in.user.id),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{find::read, table::PAGES};

    fn signed_out(path: &str) -> Guard {
        guard(&PAGES, &read(&PAGES, path), &State::SignedOut, &Organizations::default())
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
        assert_eq!(
            signed_out("/organizations/acme"),
            Guard::Redirect(Destination::Page(Route::sign_in(asked)))
        );
        assert_eq!(signed_out("/"), Guard::Redirect(Destination::Page(Route::sign_in(None))));
        assert_eq!(signed_out("/verify/x"), Guard::Open);
        assert_eq!(signed_out("/join/x"), Guard::Open);
    }

    #[test]
    fn signed_in_people_do_not_sign_in_again() {
        let at = |path: &str| guard(&PAGES, &read(&PAGES, path), &signed_in(), &Organizations::default());
        assert!(matches!(at("/sign-in?return_to=%2Faccount"), Guard::Redirect(Destination::Path(_))));
        assert_eq!(at("/sign-up"), Guard::Redirect(Destination::Page(Route::home())));
        assert!(matches!(at("/"), Guard::SignedIn(_)));
        assert!(matches!(at("/nowhere"), Guard::SignedIn(_)));
        assert!(matches!(at("/join/x"), Guard::SignedIn(_)));
        assert_eq!(at("/verify/x"), Guard::Open);
    }
}
