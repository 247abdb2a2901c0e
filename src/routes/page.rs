//! What a page of the console declares about itself; the table is in [`super::table`].

use super::{pattern::Pattern, route::Route};
use crate::kit::Chunk;
use hq_contract::Permission;
use hq_text::Key;
use leptos_router::any_nested_route::AnyNestedRoute;

/// A page.
pub struct Page {
    /// The pattern of its path ([`hq_contract::console_paths`]).
    pub path: &'static str,
    /// What it is called: in the navigation, the palette and the document's title.
    pub title: Key,
    /// Who may open it.
    pub audience: Audience,
    /// What somebody needs to be allowed in the organization; others see why they are not.
    pub permission: Option<Permission>,
    /// The navigation that leads to it.
    pub menu: Option<Menu>,
    /// Whether the styles of the first pages are enough for it.
    pub plain: bool,
    /// What it asks the API for when it is opened, with `:org` and so on from its path and `:id` for the organization's
    /// id, and what one has to be allowed for it. `public/boot.js` asks for these beside the code, and so does a link that
    /// leads here.
    pub requests: &'static [(Option<Permission>, &'static str)],
    /// Its code and view, which come when it is opened.
    pub chunk: fn() -> Chunk,
    /// How leptos_router knows it, below the pattern of its layout.
    pub lazy: fn(Pattern) -> AnyNestedRoute,
}

/// Who may open a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Anybody,
    /// Everybody; but who is signed in answers under their own name, and sees which one that is.
    AnybodyByName,
    /// Who is not signed in; others are led to where they wanted to go.
    Visitors,
    /// Who is signed in; others sign in first.
    SignedIn,
}

/// A navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// The settings of an organization.
    Organization,
    /// The profile.
    Profile,
    /// None that stands on a page: only the palette.
    Palette,
}

/// Which of an organization's pages have the settings' navigation beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nothing around the page.
    Plain,
    /// An organization's page, without navigation.
    Organization,
    /// A page of an organization's settings, with the navigation beside it.
    Settings,
}

impl Page {
    /// What a page is that says nothing else.
    pub const fn pattern(&self) -> Pattern {
        Pattern(self.path)
    }

    /// Its code.
    pub fn code(&self) -> Chunk {
        let chunk = (self.chunk)();
        if self.plain { chunk.plain() } else { chunk }
    }

    /// The last fixed segment of its path: forms on the page keep what is typed under it.
    pub fn segment(&self) -> &'static str {
        self.pattern().fixed().last().unwrap_or_default()
    }

    /// What stands around it: a page of an organization has the settings' navigation beside it, but for its home.
    pub fn layout(&self) -> Layout {
        match self.pattern().rest() {
            None => Layout::Plain,
            Some("") => Layout::Organization,
            Some(_) => Layout::Settings,
        }
    }

    /// Whether a route leads here.
    pub fn is_at(&self, route: &Route) -> bool {
        route.pattern() == Some(self.pattern())
    }

    /// Whether a route leads here, or to a page below this one: of one of the things that are listed here, or of a new one.
    pub fn is_around(&self, route: &Route) -> bool {
        self.is_at(route) || route.pattern().and_then(Pattern::list) == Some(self.pattern())
    }

    /// The address of the page, in this organization where it belongs to one.
    pub fn route(&self, org: Option<&str>) -> Route {
        Route::of(self.pattern(), org)
    }
}
