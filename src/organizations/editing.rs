//! What is typed into the settings' information, saved and thrown away.

use super::{
    appearance::{colour_key, parse_description},
    draft::{COLOUR, DESCRIPTION, Draft, NAME, SLUG, Values, merge, values},
    slug::SlugCheck,
};
use crate::{
    api::{Answer, Mutation},
    drafts::use_drafts,
    forms::{Input, focus_first},
    language::use_language,
    session::{Session, use_session},
    ui::{Toasts, Tone},
};
use hq_contract::{
    Colour, Description, OrganizationName, ProblemCode, Slug,
    organizations::{Organization, OrganizationPatch, UpdateOrganization},
};
use hq_text::{Texts, organizations, start};
use leptos::prelude::*;

/// What is typed, and over what.
#[derive(Clone, Copy)]
pub struct Editing {
    session: Session,
    organization: Signal<Answer<Organization>>,
    pub save: Mutation<UpdateOrganization>,
    pub name: Input<OrganizationName>,
    pub slug: SlugCheck,
    pub description: Input<Option<Description>>,
    pub colour: RwSignal<String>,
    base: RwSignal<Values>,
    sent: StoredValue<Values>,
    /// The fields that others have changed meanwhile, if they have.
    others: RwSignal<Option<Vec<usize>>>,
    /// Whether what is typed was left behind in an earlier visit.
    left: RwSignal<bool>,
}

impl Editing {
    /// Editing an organization, from where it was left in this tab.
    pub fn new(organization: Signal<Answer<Organization>>) -> Self {
        let (session, toasts, language) = (use_session(), expect_context::<Toasts>(), use_language());
        let (id, latest) = organization.with_untracked(|answer| (answer.value.id, values(&answer.value)));
        let left = Draft::load(id).filter(|draft| draft.typed != latest);
        let was_left = left.is_some();
        let Draft { base, typed } = left.unwrap_or_else(|| Draft { base: latest.clone(), typed: latest });
        let base = RwSignal::new(base);
        let sent = StoredValue::new(typed.clone());
        let [name, slug, description, colour] = typed;
        let saved = StoredValue::new_local(None::<Self>);
        let save = Mutation::<UpdateOrganization>::new(move |answer| {
            if let Some(Some(editing)) = saved.try_get_value() {
                editing.saved(answer);
            }
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(organizations::SAVED).into_owned()),
            );
        });
        let slug = Input::new(&slug, Slug::parse).within(Slug::MIN, Slug::MAX).refused_by(save, "/slug");
        let own = Signal::derive(move || organization.with(|answer| answer.value.slug.to_string()));
        let editing = Self {
            session,
            organization,
            save,
            name: Input::new(&name, OrganizationName::parse)
                .within(1, OrganizationName::MAX)
                .blank(start::NAME_BLANK)
                .refused_by(save, "/name"),
            slug: SlugCheck::new(slug, own),
            description: Input::new(&description, parse_description)
                .within(0, Description::MAX)
                .refused_by(save, "/description"),
            colour: RwSignal::new(colour),
            base,
            sent,
            others: RwSignal::new(None),
            left: RwSignal::new(was_left),
        };
        saved.set_value(Some(editing));
        editing.follow();
        editing
    }

    const fn fields(self) -> [RwSignal<String>; 4] {
        [self.name.value, self.slug.input.value, self.description.value, self.colour]
    }

    fn typed(self) -> Values {
        self.fields().map(|field| field.get())
    }

    fn put(self, values: Values) {
        for (field, value) in self.fields().into_iter().zip(values) {
            if field.with_untracked(|present| *present != value) {
                field.set(value);
            }
        }
    }

    /// Whether something is typed that is not saved.
    pub fn unsaved(self) -> bool {
        self.base.with(|base| self.typed() != *base)
    }

    /// Keeps the draft, takes over what others change, and looks for that when the server says that there is some.
    fn follow(self) {
        let (id, drafts) = (self.organization.with_untracked(|answer| answer.value.id), use_drafts());
        Effect::new(move |_| Draft { base: self.base.get(), typed: self.typed() }.keep(drafts, id));
        Effect::new(move |_| {
            let latest = self.organization.with(|answer| values(&answer.value));
            let base = self.base.get_untracked();
            if base != latest {
                let (typed, others) = merge(&base, &latest, &untrack(|| self.typed()));
                self.base.set(latest);
                self.put(typed);
                self.others.set(Some(others));
                // What the server refused was a change of the former version.
                if self.is_stale() {
                    self.save.clear();
                }
            }
        });
        Effect::new(move |_| {
            if self.is_stale() {
                self.session.organization().retry();
            }
        });
    }

    /// Whether saving failed because others have changed the organization.
    pub fn is_stale(self) -> bool {
        self.save
            .error()
            .with(|error| error.as_ref().is_some_and(|error| error.code() == Some(ProblemCode::Stale)))
    }

    /// Saves what was typed.
    pub fn submit(self) {
        let (name, slug, description) = (self.name.read(), self.slug.input.read(), self.description.read());
        focus_first(&[
            (name.is_some(), self.name.focus),
            (slug.is_some(), self.slug.input.focus),
            (description.is_some(), self.description.focus),
        ]);
        let (Some(name), Some(slug), Some(description)) = (name, slug, description) else { return };
        let (id, version) =
            self.organization.with_untracked(|answer| (answer.value.id, answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return self.session.organization().retry() };
        let (base, typed) = (self.base.get_untracked(), untrack(|| self.typed()));
        let changed = |index: usize| base.get(index) != typed.get(index);
        let colour = self.colour.with_untracked(|colour| Colour::from_name(colour));
        let patch = OrganizationPatch {
            name: changed(NAME).then_some(name),
            slug: changed(SLUG).then_some(slug),
            description: changed(DESCRIPTION).then_some(description),
            colour: colour.filter(|_| changed(COLOUR)),
        };
        self.sent.set_value(typed);
        self.save.run(&UpdateOrganization { id, version, patch });
    }

    /// What was sent is saved; what was typed since is not.
    fn saved(self, answer: Answer<Organization>) {
        let latest = values(&answer.value);
        let (typed, _) = merge(&self.sent.get_value(), &latest, &untrack(|| self.typed()));
        self.base.set(latest);
        self.put(typed);
        self.forget();
        self.session.organization_changed(answer);
    }

    /// Throws away what was typed.
    pub fn discard(self) {
        self.put(self.base.get_untracked());
        self.forget();
        self.save.clear();
        self.name.focus.notify();
    }

    fn forget(self) {
        self.others.set(None);
        self.left.set(false);
    }

    /// What the person should know before saving.
    pub fn notice(self, texts: &Texts) -> String {
        if !self.unsaved() {
            return String::new();
        }
        let Some(others) = self.others.get() else {
            return if self.left.get() {
                texts.get(organizations::LEFT_UNSAVED).into_owned()
            } else {
                String::new()
            };
        };
        let (base, typed) = (self.base.get(), self.typed());
        let meets = others.iter().any(|index| base.get(*index) != typed.get(*index));
        let first = if meets { organizations::CHANGED } else { organizations::CHANGED_APART };
        let mut said = texts.get(first).into_owned();
        for index in others {
            said.push(' ');
            said.push_str(&said_change(texts, index, base.get(index).map_or("", String::as_str)));
        }
        said
    }
}

/// What a field has become.
fn said_change(texts: &Texts, index: usize, value: &str) -> String {
    match index {
        NAME => organizations::changed_name(texts, value),
        SLUG => organizations::changed_slug(texts, value),
        DESCRIPTION if value.is_empty() => texts.get(organizations::CLEARED_DESCRIPTION).into_owned(),
        DESCRIPTION => organizations::changed_description(texts, value),
        _ => {
            let colour = Colour::from_name(value).map(|colour| texts.get(colour_key(colour)));
            organizations::changed_colour(texts, &colour.unwrap_or_default())
        }
    }
}
