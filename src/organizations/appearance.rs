//! Description and colour tag: what helps to tell organizations apart.

use crate::{
    kit::{Input, InputArea},
    language::{t, use_language},
    ui::{ColourChoice, Swatch},
};
use hq_contract::{Colour, Description};
use hq_text::{Key, common, organizations};
use leptos::prelude::*;

/// The field of the description.
#[component]
pub fn DescriptionField(input: Input<Option<Description>>) -> AnyView {
    view! {
        <InputArea
            label=t(organizations::DESCRIPTION)
            input=input
            name="description"
            optional=t(common::OPTIONAL)
            hint=input.room()
        />
    }
    .into_any()
}

/// The choice of the colour tag, whose name of the contract stands in `value`.
#[component]
pub fn ColourField(value: RwSignal<String>) -> AnyView {
    let language = use_language();
    let swatches = move || {
        language.texts().with(|texts| {
            Colour::ALL
                .into_iter()
                .map(|colour| Swatch {
                    value: colour.as_str().to_owned(),
                    label: texts.get(colour_key(colour)).into_owned(),
                })
                .collect::<Vec<_>>()
        })
    };
    view! { <ColourChoice label=t(organizations::COLOUR) value=value swatches=Signal::derive(swatches) /> }
        .into_any()
}

/// The name of a colour.
pub const fn colour_key(colour: Colour) -> Key {
    match colour {
        Colour::Blue => organizations::BLUE,
        Colour::Teal => organizations::TEAL,
        Colour::Green => organizations::GREEN,
        Colour::Amber => organizations::AMBER,
        Colour::Orange => organizations::ORANGE,
        Colour::Red => organizations::RED,
        Colour::Pink => organizations::PINK,
        Colour::Violet => organizations::VIOLET,
    }
}
