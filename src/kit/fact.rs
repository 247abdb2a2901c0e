//! Facts, a line each.

use crate::language::t;
use hq_text::Key;
use leptos::prelude::*;

/// One fact of a list, where there is something to say.
pub fn fact(label: Key, value: Signal<String>) -> AnyView {
    let value = Memo::new(move |_| value.get());
    (move || {
        let value = value.get();
        (!value.is_empty()).then(|| {
            view! {
                <div class="fact">
                    <dt>{t(label)}</dt>
                    <dd>
                        <bdi>{value}</bdi>
                    </dd>
                </div>
            }
        })
    })
    .into_any()
}
