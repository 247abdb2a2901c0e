//! A new organization.

use super::{
    appearance::{ColourField, DescriptionField, parse_description},
    slug::{SlugCheck, SlugField},
};
use crate::{
    api::Mutation,
    kit::{Draft, Input, InputField, focus_first},
    language::{error_message, fold, t},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{Actions, Button, Card, Disclosure, Form, FormError, Kind, Lead, PageHead},
};
use hq_contract::{
    Colour, Description, OrganizationName, Slug,
    organizations::{CreateOrganization, NewOrganization},
};
use hq_text::{common, organizations, start};
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

/// The draft: name, slug, the slug that was suggested, description and colour.
type NewOrganizationDraft = [String; 5];

/// The inputs of the form.
#[derive(Clone, Copy)]
struct OrganizationInputs {
    name: Input<OrganizationName>,
    slug: SlugCheck,
    /// The slug that was put into its field for the person.
    suggested: RwSignal<String>,
    description: Input<Option<Description>>,
    colour: RwSignal<String>,
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
        let description =
            Input::new("", parse_description).within(0, Description::MAX).refused_by(create, "/description");
        let inputs = Self {
            name,
            slug: SlugCheck::new(slug, Signal::default()),
            suggested: RwSignal::new(String::new()),
            description,
            colour: RwSignal::new(Colour::default().as_str().to_owned()),
        };
        inputs.keep_in(draft);
        inputs.suggest_slugs();
        inputs
    }

    /// Restores the draft of an earlier visit, and keeps it from now on.
    fn keep_in(self, draft: Draft<NewOrganizationDraft>) {
        let fields = self.fields();
        if let Some(saved) = draft.load() {
            for (field, text) in fields.into_iter().zip(saved) {
                field.set(text);
            }
        }
        let colour = Colour::default().as_str();
        draft.follow(move || {
            let saved = fields.map(|field| field.get());
            let [name, slug, _, description, chosen] = &saved;
            let nothing = name.is_empty() && slug.is_empty() && description.is_empty() && chosen == colour;
            (!nothing).then_some(saved)
        });
    }

    const fn fields(self) -> [RwSignal<String>; 5] {
        let Self { name, slug, suggested, description, colour } = self;
        [name.value, slug.input.value, suggested, description.value, colour]
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
            force_mfa: None,
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
    let error = create.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    let name = inputs.name;
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputField
                label=t(organizations::NAME)
                input=name
                name="organization"
                autocomplete="organization"
                required=true
                on_enter=submit
            />
            <SlugField check=inputs.slug hint=t(organizations::SLUG_HINT) />
            <Disclosure label=t(organizations::MORE)>
                <DescriptionField input=inputs.description />
                <ColourField value=inputs.colour />
            </Disclosure>
            <Actions>
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
