//! Who may be where: signed-out people at the pages that are open to all, signed-in ones at home.

use crate::{
    api::Error,
    routes::Route,
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
    Elsewhere(Where),
    /// A page that is open to all.
    Open,
    /// A page of a signed-in person.
    Inside(UserId),
}

/// Where somebody is led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// To a page of the console.
    Page(Route),
    /// To the path that was asked for before signing in.
    Path(LocalPath),
}

/// The place for a page and whoever is signed in.
pub fn place(route: &Route, state: &State, organizations: &Organizations) -> Place {
    match state {
        State::Unknown => Place::Waiting,
        State::Failed(error) => Place::Failed(error.clone()),
        State::SignedOut if route.is_public() => Place::Open,
        State::SignedOut => Place::Elsewhere(Where::Page(Route::SignIn(route.as_return()))),
        State::SignedIn(signed_in) => match route {
            Route::SignIn(Some(path)) | Route::SignUp(Some(path)) => {
                Place::Elsewhere(Where::Path(path.clone()))
            }
            Route::SignIn(None) | Route::SignUp(None) => Place::Elsewhere(Where::Page(Route::Home)),
            Route::Home => match organizations.items.first() {
                Some(latest) => Place::Elsewhere(Where::Page(Route::Organization(latest.slug.to_string()))),
                None => Place::Inside(signed_in.user.id),
            },
            // Open to all, but who is signed in answers under their own name, and sees which one that is.
            Route::Join(_) => Place::Inside(signed_in.user.id),
            route if route.is_public() => Place::Open,
            _ => Place::Inside(signed_in.user.id),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed_out(path: &str) -> Place {
        place(&Route::parse(path), &State::SignedOut, &Organizations::default())
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
        assert_eq!(signed_out("/organizations/acme"), Place::Elsewhere(Where::Page(Route::SignIn(asked))));
        assert_eq!(signed_out("/"), Place::Elsewhere(Where::Page(Route::SignIn(None))));
        assert_eq!(signed_out("/verify/x"), Place::Open);
        assert_eq!(signed_out("/join/x"), Place::Open);
    }

    #[test]
    fn signed_in_people_do_not_sign_in_again() {
        let at = |path: &str| place(&Route::parse(path), &signed_in(), &Organizations::default());
        assert!(matches!(at("/sign-in?return_to=%2Faccount"), Place::Elsewhere(Where::Path(_))));
        assert_eq!(at("/sign-up"), Place::Elsewhere(Where::Page(Route::Home)));
        assert!(matches!(at("/"), Place::Inside(_)));
        assert!(matches!(at("/nowhere"), Place::Inside(_)));
        assert!(matches!(at("/join/x"), Place::Inside(_)));
        assert_eq!(at("/verify/x"), Place::Open);
    }
}
