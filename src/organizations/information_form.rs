//! What is typed into the settings' information, saved and thrown away.

use super::{
    appearance::colour_key,
    slug::SlugCheck,
    values::{COLOUR, DESCRIPTION, NAME, SLUG, Values, changed, merge, values},
};
use crate::{
    api::{Answer, Mutation},
    kit::{Draft, Editing, Input, focus_first, is_stale, optional_description},
    language::use_language,
    session::{Session, use_session},
    ui::{Toasts, Tone},
};
use hq_contract::{
    Colour, Description, OrganizationName, Permission, Slug,
    organizations::{Organization, OrganizationPatch, UpdateOrganization},
};
use hq_text::{Texts, drafts, organizations, start};
use leptos::prelude::*;

/// The fields of the information.
#[derive(Clone, Copy)]
pub struct InformationForm {
    session: Session,
    organization: Signal<Answer<Organization>>,
    pub save: Mutation<UpdateOrganization>,
    pub name: Input<OrganizationName>,
    pub slug: SlugCheck,
    pub description: Input<Option<Description>>,
    pub colour: RwSignal<String>,
    editing: Editing<Values>,
}

impl InformationForm {
    /// Editing an organization, from where it was left in this tab.
    pub fn new(organization: Signal<Answer<Organization>>) -> Self {
        let (session, toasts, language) = (use_session(), expect_context::<Toasts>(), use_language());
        let (org, [name, slug, description, colour]) =
            organization.with_untracked(|answer| (answer.value.id, values(&answer.value)));
        let made = StoredValue::new_local(None::<Self>);
        let save = Mutation::<UpdateOrganization>::new(move |answer: Answer<Organization>| {
            if let Some(Some(form)) = made.try_get_value() {
                form.editing.was_saved(values(&answer.value));
            }
            session.organization_changed(answer);
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(organizations::SAVED).into_owned()),
            );
        });
        let slug = Input::new(&slug, Slug::parse).within(Slug::MIN, Slug::MAX).refused_by(save, "/slug");
        let own = Signal::derive(move || organization.with(|answer| answer.value.slug.to_string()));
        let name = Input::new(&name, OrganizationName::parse)
            .within(1, OrganizationName::MAX)
            .blank(start::NAME_BLANK)
            .refused_by(save, "/name");
        let description = Input::new(&description, optional_description)
            .within(0, Description::MAX)
            .refused_by(save, "/description");
        let colour = RwSignal::new(colour);
        let fields = [name.value, slug.value, description.value, colour];
        let editing = Editing::new(
            Draft::within(org, "settings", Permission::UpdateOrganization, "information"),
            Memo::new(move |_| organization.with(|answer| values(&answer.value))),
            Signal::derive(move || fields.map(|field| field.get())),
            move |values| put(fields, values),
            merge,
        );
        let slug = SlugCheck::new(slug, own);
        let form = Self { session, organization, save, name, slug, description, colour, editing };
        made.set_value(Some(form));
        form.mend();
        form
    }

    /// Where others have saved first, looks for what that was; once it is here, saving can be tried again.
    fn mend(self) {
        Effect::new(move |_| {
            if is_stale(self.save) {
                self.session.organization().retry();
            }
        });
        Effect::new(move |_| {
            self.editing.saved().track();
            if untrack(|| is_stale(self.save)) {
                self.save.clear();
            }
        });
    }

    /// Whether something is typed that is not saved.
    pub fn unsaved(self) -> bool {
        self.editing.unsaved()
    }

    /// Whether saving failed because others have changed the organization.
    pub fn is_stale(self) -> bool {
        is_stale(self.save)
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
        let changed = self.changed();
        let colour = self.colour.with_untracked(|colour| Colour::from_name(colour));
        let patch = OrganizationPatch {
            name: changed.contains(&NAME).then_some(name),
            slug: changed.contains(&SLUG).then_some(slug),
            description: changed.contains(&DESCRIPTION).then_some(description),
            colour: colour.filter(|_| changed.contains(&COLOUR)),
        };
        self.editing.sending();
        self.save.run(&UpdateOrganization { id, version, patch });
    }

    fn changed(self) -> Vec<usize> {
        let (saved, typed) = (self.editing.saved(), self.editing.typed());
        saved.with_untracked(|saved| typed.with_untracked(|typed| changed(saved, typed)))
    }

    /// Throws away what was typed.
    pub fn discard(self) {
        self.editing.discard();
        self.save.clear();
        self.name.focus.notify();
    }

    /// What the person should know before saving.
    pub fn notice(self, texts: &Texts) -> String {
        let Some(before) = self.editing.conflict() else {
            let left = self.editing.was_restored();
            return if left { texts.get(drafts::LEFT).into_owned() } else { String::new() };
        };
        let (saved, typed) = (self.editing.saved().get(), self.editing.typed().get());
        let others = changed(&before, &saved);
        let own = changed(&saved, &typed);
        let meets = others.iter().any(|index| own.contains(index));
        let first = if meets { organizations::CHANGED } else { organizations::CHANGED_APART };
        let mut text = texts.get(first).into_owned();
        for index in others {
            text.push(' ');
            text.push_str(&change_text(texts, index, saved.get(index).map_or("", String::as_str)));
        }
        text
    }
}

/// Fills the fields that hold something else.
fn put(fields: [RwSignal<String>; 4], values: Values) {
    for (field, value) in fields.into_iter().zip(values) {
        if field.with_untracked(|present| *present != value) {
            field.set(value);
        }
    }
}

/// What a field has become.
fn change_text(texts: &Texts, index: usize, value: &str) -> String {
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
