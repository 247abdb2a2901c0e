//! The drafts in the storage of this tab, by person. Forms read and write them with `kit::Draft`; the session deletes
//! them, and the navigation marks pages that have some.

use crate::browser::tab_storage;
use hq_contract::{OrganizationId, Permission, UserId};
use leptos::prelude::*;

const PREFIX: &str = "hq.draft.";

/// The key of a draft: whose it is, on which page of which organization, and of which form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftKey {
    /// The person; none before anybody has signed in.
    pub owner: Option<UserId>,
    /// The organization's page that the form is on, if any.
    pub scope: Option<DraftScope>,
    /// The form, and what it is about.
    pub form: String,
}

/// A page of an organization, and the permission that sending its form needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftScope {
    /// The organization.
    pub org: OrganizationId,
    /// The last segment of the page's path.
    pub page: &'static str,
    /// Without this permission the draft is neither shown nor marked.
    pub needs: Permission,
}

impl DraftKey {
    fn name(&self) -> String {
        let place = self.scope.map_or_else(|| "-.".to_owned(), |scope| scope.prefix());
        [&of(self.owner), &place, self.form.as_str()].concat()
    }

    /// What is kept under the key.
    pub(crate) fn get(&self) -> Option<String> {
        tab_storage::get(&self.name())
    }

    /// Keeps a text under the key, or forgets what is there. Whether that began or ended a draft.
    pub(crate) fn set(&self, text: Option<&str>) -> bool {
        let name = self.name();
        let before = tab_storage::get(&name).is_some();
        tab_storage::set(&name, text);
        before != text.is_some()
    }
}

impl DraftScope {
    fn prefix(self) -> String {
        let Self { org, page, needs } = self;
        format!("{org}.{page}.{}.", needs.as_str())
    }
}

/// Begins every key of a person, or of nobody.
fn of(owner: Option<UserId>) -> String {
    owner.map_or_else(|| format!("{PREFIX}nobody."), |owner| format!("{PREFIX}{owner}."))
}

/// Somebody is signed in: what anybody else has left in this tab is none of their business.
pub fn keep_only_of(owner: UserId) {
    let own = of(Some(owner));
    forget_where(|key| !key.starts_with(&own));
}

/// The person has signed out: nothing stays in this tab.
pub fn forget_all() {
    forget_where(|_| true);
}

/// Something is no more: what was typed about it can be sent nowhere. The names of such forms have its id between points, behind
/// the person and the organization.
pub(crate) fn forget_about(id: &str) {
    forget_where(|key| key.split('.').skip(4).any(|part| part == id));
}

fn forget_where(goes: impl Fn(&str) -> bool) {
    for key in tab_storage::keys().iter().filter(|key| key.starts_with(PREFIX) && goes(key)) {
        tab_storage::set(key, None);
    }
}

/// Which pages hold something that is not sent. A context of an organization's pages.
#[derive(Clone, Copy)]
pub struct Marks {
    changed: RwSignal<()>,
}

/// Makes the context.
pub fn provide_marks() -> Marks {
    let marks = Marks { changed: RwSignal::new(()) };
    provide_context(marks);
    marks
}

impl Marks {
    /// A draft has begun or ended.
    pub(crate) fn notify(self) {
        self.changed.notify();
    }

    /// Whether a person has left something on a page that they may send; follows it.
    #[must_use]
    pub fn on_page(
        self,
        owner: Option<UserId>,
        org: OrganizationId,
        page: &'static str,
        may: &[Permission],
    ) -> bool {
        self.changed.track();
        let keys = tab_storage::keys();
        may.iter().any(|needs| {
            let prefix = [of(owner), DraftScope { org, page, needs: *needs }.prefix()].concat();
            keys.iter().any(|key| key.starts_with(&prefix))
        })
    }
}
