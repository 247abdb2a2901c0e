//! Making a key, and changing one.

use super::{
    inputs::{DAYS, KEEP, KeyDraft, KeyInputs, NEVER},
    issued::Issued,
    shared::{ApiKeyList, focus_row},
    words::{NAME, error_message},
};
use crate::{
    api::{Answer, Error, Mutation},
    kit::{DialogForm, Draft, InputField},
    language::{count, role_key, t, template_keys, template_name, tx, use_language},
    ui::{Choice, Dialog, Radio, Radios, Select, Toasts, Tone},
};
use hq_contract::{
    Permission, ProblemCode, Role,
    api_keys::{ApiKey, CreateApiKey, IssuedApiKey, UpdateApiKey},
    rules::Template,
};
use hq_text::{api_keys, common, invite_rules, members};
use leptos::prelude::*;

/// The dialog, and what it sends.
#[derive(Clone, Copy)]
pub struct KeyForm {
    page: ApiKeyList,
    open: RwSignal<bool>,
    /// The key that is changed; none for a new one.
    key: RwSignal<Option<ApiKey>>,
    draft: StoredValue<Option<Draft<KeyDraft>>>,
    create: Mutation<CreateApiKey>,
    update: Mutation<UpdateApiKey>,
}

impl KeyForm {
    /// Is closed.
    pub fn new(page: ApiKeyList, issued: Issued) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let (open, draft) = (RwSignal::new(false), StoredValue::new(None::<Draft<KeyDraft>>));
        let close = move || {
            if let Some(draft) = draft.get_value() {
                draft.forget();
            }
            open.set(false);
        };
        let create = Mutation::<CreateApiKey>::new(move |answer: Answer<IssuedApiKey>| {
            let IssuedApiKey { key, .. } = &answer.value;
            page.take(key.id, Some(key.clone()));
            close();
            issued.show(answer.value);
        });
        let update = Mutation::<UpdateApiKey>::new(move |answer: Answer<ApiKey>| {
            let key = answer.value;
            let said = language.text_untracked(|texts| api_keys::saved(texts, key.name.as_str()));
            toasts.push(Tone::Success, said);
            close();
            let id = key.id;
            page.take(id, Some(key));
            focus_row(id);
        });
        let form = Self { page, open, key: RwSignal::new(None), draft, create, update };
        form.follow();
        form
    }

    /// Looks for what others have changed.
    fn follow(self) {
        Effect::new(move |_| {
            let code = self.failed().and_then(|error| error.code());
            if code == Some(ProblemCode::NotFound)
                && let Some(draft) = self.draft.get_value()
            {
                draft.forget();
            }
            if matches!(code, Some(ProblemCode::Stale | ProblemCode::NotFound | ProblemCode::LimitReached)) {
                self.page.all.retry();
            }
        });
    }

    fn failed(self) -> Option<Error> {
        self.create.error().get().or_else(|| self.update.error().get())
    }

    /// Begins a key.
    pub fn add(self) {
        self.show(None);
    }

    /// Opens a key.
    pub fn edit(self, key: ApiKey) {
        self.show(Some(key));
    }

    fn show(self, key: Option<ApiKey>) {
        self.create.clear();
        self.update.clear();
        self.key.set(key);
        self.open.set(true);
    }

    fn submit(self, inputs: KeyInputs) {
        let org = self.page.org;
        let Some(before) = self.key.get_untracked() else {
            if let Some(body) = inputs.read() {
                self.create.run(&CreateApiKey { org, body });
            }
            return;
        };
        let Some(body) = inputs.read_change(&before) else { return };
        // The version that the list has by now, so that a second try is about what is there.
        let id = before.id;
        let version = self.page.all.with_untracked(|remote| {
            let items = remote.ready().map(|answer| &answer.value.items)?;
            items.iter().find(|item| item.id == id).map(ApiKey::etag)
        });
        let version = version.unwrap_or_else(|| before.etag());
        self.update.run(&UpdateApiKey { org, id, version, body });
    }
}

/// The dialog.
#[component]
pub fn KeyDialog(form: KeyForm) -> AnyView {
    let title = tx(move |texts| match form.key.get() {
        Some(key) => api_keys::edit_title(texts, key.name.as_str()),
        None => texts.get(api_keys::ADD).into_owned(),
    });
    view! {
        <Dialog open=form.open title=title close_label=t(common::CANCEL)>
            {fields(form)}
        </Dialog>
    }
    .into_any()
}

fn fields(form: KeyForm) -> AnyView {
    let key = form.key.get_untracked();
    let what = key.as_ref().map_or_else(|| "new".to_owned(), |key| key.id.to_string());
    let draft =
        Draft::within(form.page.org, "api-keys", Permission::ManageApiKeys, format!("api_key.{what}"));
    form.draft.set_value(Some(draft));
    let mut inputs = KeyInputs::new(key.as_ref(), draft);
    inputs.name = inputs.name.refused_by(form.create, NAME).refused_by(form.update, NAME);
    let (creating, updating) = (form.create.pending(), form.update.pending());
    let users = Memo::new(move |_| inputs.is_user());
    let is_new = key.is_none();
    let kept = key.map(|key| key.rules.len() as u64);
    view! {
        <DialogForm
            open=form.open
            submit_label=t(if is_new { api_keys::CREATE } else { common::SAVE })
            on_submit=move |()| form.submit(inputs)
            busy=Signal::derive(move || creating.get() || updating.get())
            error=error_message(move || form.failed())
        >
            <InputField
                label=t(api_keys::NAME)
                input=inputs.name
                name="api_key"
                hint=t(api_keys::NAME_HINT)
            />
            {is_new.then(|| expires(inputs.days))}
            <Radios label=t(members::ROLE) value=inputs.role radios=roles() />
            {move || {
                users
                    .get()
                    .then(|| {
                        view! {
                            <Radios label=t(invite_rules::RULES) value=inputs.rules radios=rules(kept) />
                        }
                    })
            }}
        </DialogForm>
    }
    .into_any()
}

fn roles() -> Vec<Radio> {
    let radio = |role: Role, hint| Radio { value: role.as_str(), label: t(role_key(role)), hint: t(hint) };
    vec![radio(Role::User, api_keys::USER_MEANS), radio(Role::Admin, api_keys::ADMIN_MEANS)]
}

/// The templates, and of a key that is there the rules that it has.
fn rules(kept: Option<u64>) -> Vec<Radio> {
    let kept = kept.map(|number| Radio {
        value: KEEP,
        label: t(api_keys::KEEP_RULES),
        hint: count(api_keys::keep_rules_means, move || number),
    });
    let template = |template| {
        let (label, hint) = template_keys(template);
        Radio { value: template_name(template), label: t(label), hint: t(hint) }
    };
    let nothing = Radio {
        value: template_name(Template::Nothing),
        label: t(invite_rules::NONE),
        hint: t(api_keys::NONE_MEANS),
    };
    let templates = [template(Template::ReadEverything), template(Template::ManageDataplants), nothing];
    kept.into_iter().chain(templates).collect()
}

/// When the secret ends.
pub fn expires(value: RwSignal<String>) -> AnyView {
    let mut days = DAYS;
    days.sort_unstable();
    let never = t(api_keys::NEVER);
    let named = days.map(|days| (days.to_string(), count(api_keys::in_days, move || u64::from(days))));
    let choices = Signal::derive(move || {
        let ends = named.iter().map(|(value, label)| Choice { value: value.clone(), label: label.get() });
        ends.chain([Choice { value: NEVER.to_owned(), label: never.get() }]).collect::<Vec<_>>()
    });
    view! { <Select label=t(api_keys::EXPIRES) value=value choices=choices name="expires" /> }.into_any()
}
