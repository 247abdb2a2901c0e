//! Giving a key another secret.

use super::{
    form::expires,
    inputs::{DAYS, days_of},
    issued::Issued,
    shared::ApiKeyList,
    words::error_message,
};
use crate::{
    api::{Answer, Mutation},
    kit::DialogForm,
    language::{count, t, tx},
    ui::{Choice, Dialog, Select},
};
use hq_contract::{
    ProblemCode,
    api_keys::{ApiKey, IssuedApiKey, NewSecret, RotateApiKey},
};
use hq_text::{api_keys, common};
use leptos::prelude::*;

/// For so many hours the former secret can stay good.
const HOURS: [u32; 3] = [1, 24, 168];
/// What most rotations need: whatever uses the key is given the new secret within a day.
const FIRST: u32 = 24;

/// The dialog, and what it sends.
#[derive(Clone, Copy)]
pub struct Rotating {
    page: ApiKeyList,
    open: RwSignal<bool>,
    key: RwSignal<Option<ApiKey>>,
    rotate: Mutation<RotateApiKey>,
}

impl Rotating {
    /// Is closed. Nobody can close it while it is sent: the answer tells a secret.
    pub fn new(page: ApiKeyList, issued: Issued) -> Self {
        let open = RwSignal::new(false);
        let rotate = Mutation::<RotateApiKey>::new(move |answer: Answer<IssuedApiKey>| {
            let IssuedApiKey { key, .. } = &answer.value;
            page.take(key.id, Some(key.clone()));
            open.set(false);
            issued.show(answer.value);
        });
        let error = rotate.error();
        Effect::new(move |_| {
            if error.get().is_some_and(|error| error.code() == Some(ProblemCode::NotFound)) {
                page.all.retry();
            }
        });
        Self { page, open, key: RwSignal::new(None), rotate }
    }

    /// Asks how.
    pub fn ask(self, key: ApiKey) {
        self.rotate.clear();
        self.key.set(Some(key));
        self.open.set(true);
    }
}

/// Until when the former secret is good, and the new one.
#[component]
pub fn RotateDialog(rotating: Rotating) -> AnyView {
    let title = tx(move |texts| {
        let name = rotating.key.with(|key| key.as_ref().map(|key| key.name.to_string()));
        api_keys::rotate_title(texts, &name.unwrap_or_default())
    });
    view! {
        <Dialog open=rotating.open title=title close_label=t(common::CANCEL)>
            {form(rotating)}
        </Dialog>
    }
    .into_any()
}

fn form(rotating: Rotating) -> AnyView {
    let overlap = RwSignal::new(FIRST.to_string());
    let days = RwSignal::new(DAYS[0].to_string());
    let (rotate, error) = (rotating.rotate, rotating.rotate.error());
    let submit = move |()| {
        let Some(id) = rotating.key.with_untracked(|key| key.as_ref().map(|key| key.id)) else { return };
        let body = NewSecret {
            overlap_hours: overlap.with_untracked(|hours| hours.parse().unwrap_or_default()),
            expires_in_days: days.with_untracked(|days| days_of(days)),
        };
        rotate.run(&RotateApiKey { org: rotating.page.org, id, body });
    };
    view! {
        <DialogForm
            open=rotating.open
            submit_label=t(api_keys::ROTATE_SUBMIT)
            on_submit=submit
            busy=rotate.pending()
            error=error_message(move || error.get())
        >
            <p>{t(api_keys::ROTATE_TEXT)}</p>
            <Select label=t(api_keys::OVERLAP) value=overlap choices=overlaps() name="overlap" />
            {expires(days)}
        </DialogForm>
    }
    .into_any()
}

fn overlaps() -> Signal<Vec<Choice>> {
    let none = t(api_keys::OVERLAP_NONE);
    let named =
        HOURS.map(|hours| (hours.to_string(), count(api_keys::overlap_hours, move || u64::from(hours))));
    Signal::derive(move || {
        let none = Choice { value: "0".to_owned(), label: none.get() };
        let some = named.iter().map(|(value, label)| Choice { value: value.clone(), label: label.get() });
        [none].into_iter().chain(some).collect()
    })
}
