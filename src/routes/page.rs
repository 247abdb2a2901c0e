//! What a page of the console declares about itself; the table is in [`super::table`].

use super::{pattern::Pattern, route::Route};
use crate::{kit::Chunk, ui::Symbol};
use hq_contract::Permission;
use hq_text::{Key, shell};
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
    /// What stands for it there.
    pub icon: Symbol,
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
    /// An organization's, in this section.
    Organization(Section),
    /// The profile.
    Profile,
    /// None that stands on a page: only the palette.
    Palette,
}

/// What pages of an organization have in common; the navigation has them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What one works with, and with whom.
    Work,
    /// The plan, and what it costs.
    Plan,
    /// How the organization is set up.
    Settings,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 3] = [Self::Work, Self::Plan, Self::Settings];

    /// The word over its pages; the first has none.
    pub const fn title(self) -> Option<Key> {
        match self {
            Self::Work => None,
            Self::Plan => Some(shell::SECTION_PLAN),
            Self::Settings => Some(shell::SECTION_SETTINGS),
        }
    }
}

/// What stands around a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nothing.
    Plain,
    /// The organization that it belongs to, and the way to its other pages.
    Organization,
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

    /// What stands around it.
    pub fn layout(&self) -> Layout {
        if self.pattern().is_in_organization() { Layout::Organization } else { Layout::Plain }
    }

    /// The section of the organization's navigation that it stands in.
    pub const fn section(&self) -> Option<Section> {
        match self.menu {
            Some(Menu::Organization(section)) => Some(section),
            _ => None,
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
