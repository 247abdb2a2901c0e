//! The context.

use super::{organization, organizations::Organizations};
use crate::{
    api::{Answer, Client, Error, Query},
    browser::{random, storage},
    drafts,
    language::Language,
    routes::Router,
};
use hq_contract::{
    EmailAddress, OrganizationId, Permission, SessionId, UserId,
    me::{Me, MyOrganization},
    organizations::{Organization, logo::logo_path},
    pictures::{member_picture_path, my_picture_path},
    session::{GetSession, Session as Answered},
};
use leptos::prelude::*;

/// There while somebody is signed in, and changed by a tab in which somebody signs in or out, so that the others look again.
/// `public/boot.js` sends for what only they may have where it is there.
pub(super) const KEY: &str = "hq.session";

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not known yet.
    #[default]
    Unknown,
    /// It could not be found out.
    Failed(Error),
    /// Nobody.
    SignedOut,
    /// Somebody.
    SignedIn(SignedIn),
}

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Which session it is.
    pub id: SessionId,
    /// Who it is.
    pub user: Me,
}

/// Hears what the server answers when asked who is signed in; nothing when nobody is any more.
type Listener = Box<dyn Fn(Option<&Answered>)>;

/// Who is signed in.
#[derive(Clone, Copy)]
pub struct Session {
    client: Client,
    language: Language,
    router: Router,
    state: RwSignal<State>,
    organizations: RwSignal<Organizations>,
    organization: Query<Organization>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
    /// The address that a new account is expected to have.
    expected: StoredValue<Option<EmailAddress>>,
}

/// Who is signed in.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_session() -> Session {
    use_context().expect("a session")
}

impl Session {
    /// Of nobody, as far as is known.
    pub(super) fn new(client: Client, language: Language, router: Router) -> Self {
        let state = RwSignal::new(State::Unknown);
        let signed_in = Memo::new(move |_| state.with(|state| matches!(state, State::SignedIn(_))));
        Self {
            client,
            language,
            router,
            state,
            organizations: RwSignal::new(Organizations::default()),
            organization: organization::query(router, signed_in),
            listeners: StoredValue::new_local(Vec::new()),
            expected: StoredValue::new(None),
        }
    }

    /// Who is signed in.
    #[must_use]
    pub fn state(self) -> ReadSignal<State> {
        self.state.read_only()
    }

    /// The signed-in person.
    #[must_use]
    pub fn user(self) -> Signal<Option<Me>> {
        Signal::derive(move || {
            self.state.with(|state| match state {
                State::SignedIn(signed_in) => Some(signed_in.user.clone()),
                _ => None,
            })
        })
    }

    /// The person's organizations as far as they have been loaded, recently opened ones first.
    #[must_use]
    pub fn organizations(self) -> RwSignal<Organizations> {
        self.organizations
    }

    /// The organization that the URL names.
    #[must_use]
    pub fn organization(self) -> Query<Organization> {
        self.organization
    }

    /// Does something with whatever else the server answers when asked who is signed in.
    pub fn on_answer(self, act: impl Fn(Option<&Answered>) + 'static) {
        self.listeners.update_value(|listeners| listeners.push(Box::new(act)));
    }

    /// Asks the server who is signed in.
    pub fn load(self) {
        self.client.call(&GetSession, move |answer| match answer {
            Ok(Answer { value: Some(session), .. }) => self.begin(session),
            Ok(_) => self.end(),
            Err(error) => {
                // Somebody who works here stays where they are; the banner says that the server is away.
                self.state.try_update(|state| {
                    if !matches!(state, State::SignedIn(_)) {
                        *state = State::Failed(error);
                    }
                });
            }
        });
    }

    /// Somebody has signed in, in this tab.
    pub fn signed_in(self, session: Answered) {
        self.begin(session);
        storage::set(KEY, &random::uuid());
    }

    /// The person has signed out, in this tab.
    pub fn signed_out(self) {
        self.end();
        drafts::forget_all();
    }

    /// The person has changed their account; other tabs look again.
    pub fn user_changed(self, user: Me) {
        self.state.update(|state| {
            if let State::SignedIn(signed_in) = state {
                signed_in.user = user;
                storage::set(KEY, &random::uuid());
            }
        });
    }

    /// The person has created an organization.
    pub fn organization_created(self, organization: &Organization) {
        self.organizations.update(|organizations| organizations.add(organization));
    }

    /// The organization that the URL names was changed; the URL follows where the slug did.
    pub fn organization_changed(self, answer: Answer<Organization>) {
        self.organizations.update(|organizations| organizations.change(&answer.value));
        self.show(answer);
    }

    /// The person belongs to an organization from now on.
    pub fn organization_joined(self, organization: MyOrganization) {
        self.organizations.update(|organizations| organizations.join(organization));
    }

    /// The person belongs to an organization no more, or it is gone.
    pub fn organization_left(self, id: OrganizationId) {
        self.organizations.update(|organizations| organizations.leave(id));
    }

    /// The id of one of the person's organizations, as far as it is known, by its slug or id.
    #[must_use]
    pub fn id_of(self, named: &str) -> Option<String> {
        self.organizations.with_untracked(|organizations| {
            let mut items = organizations.items.iter();
            let item = items.find(|item| item.slug.as_str() == named || item.id.to_string() == named)?;
            Some(item.id.to_string())
        })
    }

    /// Whether the person may do something in the organization of that id, as far as it is known.
    #[must_use]
    pub fn may(self, id: &str, permission: Permission) -> bool {
        self.organization.with_untracked(|remote| {
            let organization = remote.ready().map(|answer| &answer.value);
            organization.is_some_and(|it| it.id.to_string() == id && it.may(permission))
        })
    }

    /// Where the picture of an organization is, of which `logo` says which one; empty where it has none.
    #[must_use]
    pub fn picture(self, org: OrganizationId, logo: Option<&String>) -> String {
        logo.map_or_else(String::new, |logo| self.client.at(&logo_path(org, logo)))
    }

    /// The person's email; empty while nobody is signed in.
    #[must_use]
    pub fn my_email(self) -> Signal<String> {
        let user = self.user();
        Signal::derive(move || {
            user.with(|user| user.as_ref().map(|user| user.email.to_string()).unwrap_or_default())
        })
    }

    /// Where the person's own picture is; empty where they have none.
    #[must_use]
    pub fn my_picture(self) -> Signal<String> {
        let user = self.user();
        Signal::derive(move || {
            let picture = user.with(|user| user.as_ref().and_then(|user| user.picture.clone()));
            picture.map_or_else(String::new, |picture| self.client.at(&my_picture_path(&picture)))
        })
    }

    /// Where the picture of a member is, of an organization by id or slug, of which `picture` says which one; empty where they
    /// have none.
    #[must_use]
    pub fn member_picture(self, org: &str, user: UserId, picture: Option<&String>) -> String {
        picture.map_or_else(String::new, |picture| self.client.at(&member_picture_path(org, user, picture)))
    }

    /// Signing in, or up, is expected to be for this address.
    pub fn expect_address(self, address: EmailAddress) {
        self.expected.set_value(Some(address));
    }

    /// Signing in, or up, is expected to be for what is typed here, if it is an address: it goes along to the other form.
    pub fn expect_typed(self, typed: &str) {
        if let Ok(address) = EmailAddress::parse(typed) {
            self.expect_address(address);
        }
    }

    /// The address that signing in, or up, is expected to be for, once.
    #[must_use]
    pub fn take_expected_address(self) -> Option<EmailAddress> {
        self.expected.try_update_value(Option::take).flatten()
    }

    /// Shows an organization as the one that the URL names, by its present slug.
    pub(super) fn show(self, answer: Answer<Organization>) {
        let (route, slug) = (self.router.route().get_untracked(), answer.value.slug.as_str());
        if route.organization_name().is_some_and(|named| named != slug) {
            self.router.rename(route.with_organization_named(slug));
        }
        self.organization.set(answer);
    }

    pub(super) const fn client(self) -> Client {
        self.client
    }

    fn begin(self, session: Answered) {
        let Some(before) = self.state.try_with_untracked(|state| match state {
            State::SignedIn(before) => Some(before.user.id),
            _ => None,
        }) else {
            return;
        };
        if before.is_some_and(|before| before != session.user.id) {
            // What somebody else was about to do is not done in this person's name.
            self.client.signed_out();
            self.router.forget_places();
        }
        drafts::keep_only_of(session.user.id);
        self.language.follow(&session.user.language);
        self.answered(Some(&session));
        self.organizations.set(session.organizations.into());
        self.state.set(State::SignedIn(SignedIn { id: session.id, user: session.user }));
        self.client.signed_in();
        // Only where it is not there: a change has the other tabs look again.
        if storage::get(KEY).is_none() {
            storage::set(KEY, &random::uuid());
        }
    }

    fn end(self) {
        storage::remove(KEY);
        if self.state.try_set(State::SignedOut).is_none() {
            self.organizations.set(Organizations::default());
            self.answered(None);
            self.client.signed_out();
            self.router.forget_places();
        }
    }

    fn answered(self, answer: Option<&Answered>) {
        self.expected.set_value(None);
        self.listeners.with_value(|listeners| listeners.iter().for_each(|listener| listener(answer)));
    }
}
