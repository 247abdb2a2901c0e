//! What a dataplant is called, under which names it answers, and its size.

use super::{
    frame::{Next, foot, frame},
    order::Order,
    typed::Typed,
};
use crate::{
    dataplants::{
        access::DataplantAccess,
        labels::{LabelFields, Labels},
        names_field::{NamesField, NamesInput},
    },
    language::{t, use_language},
    providers::{FixedMark, SizeField, SizeInput, field_text},
    routes::{NewDataplantStep, use_router},
    ui::{Card, Form, FormError},
};
use hq_contract::FieldCode;
use hq_text::dataplants;
use leptos::prelude::*;

/// The field whose refusal is told beside it.
const NAME: &str = "/name";

/// The third step.
#[component]
pub fn NameStep(access: DataplantAccess) -> AnyView {
    let order = Order::at(access, NewDataplantStep::Name);
    let fields = Fields::new(order);
    frame(order, move || fields.view(order))
}

/// The inputs of the step.
#[derive(Clone, Copy)]
struct Fields {
    labels: Labels,
    names: NamesInput,
    size: SizeInput,
    /// What the server has refused of what is not told beside a field of its own.
    refused: RwSignal<Option<FieldCode>>,
}

impl Fields {
    fn new(order: Order) -> Self {
        let first = order.typed.get_untracked();
        let sizes =
            Signal::derive(move || order.offer.with(|offer| offer.as_ref().and_then(|offer| offer.fpu)));
        let fields = Self {
            labels: Labels::new(&first.name, &first.description, &first.tags),
            names: NamesInput::new(order.access, &first.names),
            size: SizeInput::new(sizes),
            refused: RwSignal::new(None),
        };
        if !first.fpu.is_empty() {
            fields.size.value.set(first.fpu);
        }
        match first.refused {
            Some((pointer, code)) if pointer == NAME => fields.labels.name.refuse(code),
            Some((pointer, code)) if Typed::step_of(&pointer) == NewDataplantStep::Name => {
                fields.refused.set(Some(code));
            }
            // What is refused of another step is told there.
            Some(_) | None => {}
        }
        fields.keep_in(order);
        fields
    }

    /// What is typed goes into the order.
    fn keep_in(self, order: Order) {
        let Self { labels, names, size, refused } = self;
        Effect::new(move |before: Option<Typed>| {
            let own = if size.is_own() { size.value.get() } else { String::new() };
            let now = Typed {
                fpu: own,
                name: labels.name.value.get(),
                description: labels.description.value.get(),
                tags: labels.tags.all(),
                names: names.input.all(),
                ..Typed::default()
            };
            let changed = before.is_some_and(|before| before != now);
            order.typed.update(|typed| {
                let Typed { fpu, name, description, tags, names, .. } = now.clone();
                *typed = Typed { fpu, name, description, tags, names, ..typed.clone() };
                if changed {
                    typed.forget_refusal(NewDataplantStep::Name);
                }
            });
            if changed {
                refused.set(None);
            }
            now
        });
    }

    /// Whether all is right; the first wrong field has the focus otherwise.
    fn read(self, takes: bool) -> bool {
        let labelled = self.labels.read().is_some();
        let named = !takes || self.names.input.read().is_some();
        let sized = self.size.read().is_some();
        if labelled && !named {
            self.names.input.focus.notify();
        } else if labelled && !sized {
            self.size.focus.notify();
        }
        labelled && named && sized
    }

    fn view(self, order: Order) -> AnyView {
        let name = self.labels.name;
        if untrack(|| name.code().get().is_some()) {
            // The server has refused it: it takes the focus once it stands.
            request_animation_frame(move || name.focus.notify());
        }
        let (router, language) = (use_router(), use_language());
        let takes = Memo::new(move |_| {
            order.offer.with(|offer| offer.as_ref().is_some_and(|offer| offer.takes_certificates))
        });
        let given = move || takes.get_untracked() && order.access.infrastructure.get_untracked();
        let next = move |()| {
            if self.read(given()) {
                order.typed.update(|typed| typed.forget_refusal(NewDataplantStep::Name));
                router.go(untrack(|| order.route(NewDataplantStep::Summary)));
            }
        };
        let refused = Signal::derive(move || {
            let code = self.refused.get()?;
            Some(language.texts().with(|texts| texts.get(field_text(code)).into_owned()))
        });
        let fixed = move || {
            let resizable = order.offer.with(|offer| offer.as_ref().is_none_or(|offer| offer.resizable));
            (!resizable).then(|| view! { <FixedMark /> })
        };
        view! {
            <Form on_submit=next>
                <FormError message=refused />
                <Card title=t(dataplants::STEP_NAME)>
                    <LabelFields labels=self.labels />
                    <NamesField names=self.names takes=takes />
                    <SizeField offer=order.offer input=self.size />
                    {fixed}
                </Card>
                {foot(order, Next::step(None))}
            </Form>
        }
        .into_any()
    }
}
