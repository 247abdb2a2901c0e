//! A new organization.

use super::{
    appearance::{ColourField, DescriptionField},
    slug::{SlugCheck, SlugField},
};
use crate::{
    api::{Mutation, unless_about},
    kit::{Draft, Input, InputField, focus_first, optional_description},
    language::{error_message, fold, t},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{Actions, Avatar, Button, Card, Disclosure, Form, FormError, Kind, Lead, PageHead, Switch},
};
use hq_contract::{
    Colour, Description, OrganizationName, Slug,
    organizations::{CreateOrganization, NewOrganization},
};
use hq_text::{common, mfa, organizations, start};
use leptos::prelude::*;

/// The fields that a refusal may be about.
const FIELDS: [&str; 4] = ["/name", "/slug", "/description", "/colour"];

/// The page of a new organization.
#[component]
pub fn NewOrganizationPage() -> AnyView {
    view! {
        <div class="narrow">
            <PageHead>
                <PageTitle title=t(organizations::NEW_TITLE) />
                <Lead text=t(organizations::NEW_LEAD) />
            </PageHead>
            <Card>
                <NewForm />
            </Card>
        </div>
    }
    .into_any()
}

/// The draft: name, slug, the slug that was suggested, description, colour, the colour that was suggested, and whether
/// multi-factor authentication is forced.
type NewOrganizationDraft = [String; 7];

/// What the draft says of a setting that is on.
const ON: &str = "on";

/// The inputs of the form.
#[derive(Clone, Copy)]
struct OrganizationInputs {
    name: Input<OrganizationName>,
    slug: SlugCheck,
    /// The slug that was put into its field for the person.
    suggested: RwSignal<String>,
    description: Input<Option<Description>>,
    colour: RwSignal<String>,
    /// The colour that was chosen for the person.
    own_colour: RwSignal<String>,
    force_mfa: RwSignal<bool>,
}

impl OrganizationInputs {
    fn new(create: Mutation<CreateOrganization>, draft: Draft<NewOrganizationDraft>) -> Self {
        let name = Input::new("", OrganizationName::parse)
            .within(1, OrganizationName::MAX)
            .blank(start::NAME_BLANK)
            .refused_by(create, "/name");
        let slug = Input::new("", Slug::parse)
            .within(Slug::MIN, Slug::MAX)
            .blank(organizations::SLUG_BLANK)
            .refused_by(create, "/slug");
        let description = Input::new("", optional_description)
            .within(0, Description::MAX)
            .refused_by(create, "/description");
        let colour = Colour::for_name("").as_str();
        let inputs = Self {
            name,
            slug: SlugCheck::new(slug, Signal::default()),
            suggested: RwSignal::new(String::new()),
            description,
            colour: RwSignal::new(colour.to_owned()),
            own_colour: RwSignal::new(colour.to_owned()),
            force_mfa: RwSignal::new(false),
        };
        inputs.keep_in(draft);
        inputs.suggest_slugs();
        inputs.suggest_colours();
        inputs
    }

    /// Restores the draft of an earlier visit, and keeps it from now on.
    fn keep_in(self, draft: Draft<NewOrganizationDraft>) {
        let fields = self.fields();
        if let Some([name, slug, suggested, description, colour, own_colour, force]) = draft.load() {
            for (field, text) in
                fields.into_iter().zip([name, slug, suggested, description, colour, own_colour])
            {
                field.set(text);
            }
            self.force_mfa.set(force == ON);
        }
        draft.follow(move || {
            let force = self.force_mfa.get();
            let [name, slug, suggested, description, colour, own_colour] = fields.map(|field| field.get());
            let typed = !name.is_empty() || !slug.is_empty() || !description.is_empty();
            let chosen = colour != own_colour || force;
            let force = if force { ON } else { "" }.to_owned();
            (typed || chosen).then_some([name, slug, suggested, description, colour, own_colour, force])
        });
    }

    const fn fields(self) -> [RwSignal<String>; 6] {
        let Self { name, slug, suggested, description, colour, own_colour, .. } = self;
        [name.value, slug.input.value, suggested, description.value, colour, own_colour]
    }

    /// As long as the colour is left alone it follows the name, so that not all organizations are alike.
    fn suggest_colours(self) {
        Effect::new(move |_| {
            let own = self.name.value.with(|name| Colour::for_name(name.trim()).as_str());
            let left_alone = self
                .colour
                .with_untracked(|colour| self.own_colour.with_untracked(|suggested| colour == suggested));
            self.own_colour.set(own.to_owned());
            if left_alone {
                self.colour.set(own.to_owned());
            }
        });
    }

    /// As long as the slug is left alone it follows the name, and gives way where it is taken.
    fn suggest_slugs(self) {
        Effect::new(move |_| {
            // A name without Latin letters suggests none: the person chooses one.
            let slug = self.name.value.with(|name| Slug::suggest(&fold(name)));
            self.put(slug.map(|slug| slug.to_string()).unwrap_or_default());
        });
        Effect::new(move |_| {
            if let Some(free) = self.slug.suggestion() {
                self.put(free);
            }
        });
    }

    fn put(self, slug: String) {
        if !self.chose_slug() {
            self.suggested.set(slug.clone());
            self.slug.input.value.set(slug);
        }
    }

    /// Whether the slug is one that the person typed.
    fn chose_slug(self) -> bool {
        self.suggested
            .with_untracked(|suggested| self.slug.input.value.with_untracked(|typed| typed != suggested))
    }

    /// The organization, if all is right; otherwise the first wrong field has the focus.
    fn read(self) -> Option<NewOrganization> {
        let (name, slug, description) = (self.name.read(), self.slug.input.read(), self.description.read());
        focus_first(&[
            (name.is_some(), self.name.focus),
            (slug.is_some(), self.slug.input.focus),
            (description.is_some(), self.description.focus),
        ]);
        let (name, slug, description) = (name?, slug?, description?);
        Some(NewOrganization {
            name,
            // The server numbers a slug that nobody insists on, should it be taken meanwhile.
            slug: self.chose_slug().then_some(slug),
            description,
            colour: self.colour.with_untracked(|colour| Colour::from_name(colour)),
            // What is off need not be said.
            force_mfa: self.force_mfa.get_untracked().then_some(true),
        })
    }
}

#[component]
fn NewForm() -> AnyView {
    let (session, router) = (use_session(), use_router());
    let draft = Draft::new("new_organization");
    let create = Mutation::<CreateOrganization>::new(move |answer| {
        draft.forget();
        session.organization_created(&answer.value);
        router.replace(Route::organization(answer.value.slug.to_string()));
    });
    let inputs = OrganizationInputs::new(create, draft);
    let submit = move |()| {
        if let Some(organization) = inputs.read() {
            create.run(&CreateOrganization(organization));
        }
    };
    let cancel = move |()| {
        draft.forget();
        router.go(Route::home());
    };
    let error = create.error();
    let message = error_message(unless_about(error, &FIELDS));
    let name = inputs.name;
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            {preview(inputs)}
            <InputField
                label=t(organizations::NAME)
                input=name
                name="organization"
                autocomplete="organization"
                required=true
                autofocus=true
                hint=name.room()
                on_enter=submit
            />
            <SlugField check=inputs.slug hint=t(organizations::SLUG_HINT) />
            <Disclosure label=t(organizations::MORE)>
                <DescriptionField input=inputs.description />
                <ColourField value=inputs.colour />
                <Switch label=t(mfa::FORCE_SWITCH) value=inputs.force_mfa hint=t(organizations::FORCE_HINT) />
            </Disclosure>
            <Actions>
                <Button label=t(common::CANCEL) on_click=cancel />
                <Button
                    label=t(common::DONE)
                    kind=Kind::Primary
                    submit=true
                    disabled=move || name.value.with(String::is_empty)
                    busy=create.pending()
                />
            </Actions>
        </Form>
    }
    .into_any()
}

/// What the organization will look like; what it says stands in the fields too.
fn preview(inputs: OrganizationInputs) -> AnyView {
    let nameless = t(organizations::PREVIEW_NAME);
    let name = inputs.name.value;
    let named = Memo::new(move |_| name.with(|name| name.trim().to_owned()));
    let shown = Signal::derive(move || {
        Some(named.get()).filter(|name| !name.is_empty()).unwrap_or_else(|| nameless.get())
    });
    let slug = inputs.slug.input.value;
    let address = move || Route::organization(slug.get()).path();
    view! {
        <div
            class="new-preview"
            aria-hidden="true"
            data-empty=move || named.with(String::is_empty).then_some("true")
        >
            <Avatar name=shown colour=inputs.colour square=true />
            <div class="new-preview-text">
                <bdi class="new-preview-name">{shown}</bdi>
                <span class="new-preview-address">{address}</span>
            </div>
        </div>
    }
    .into_any()
}
