//! What something is grouped by.

use leptos::prelude::*;

/// Tags in a list, as they change. With `most`, only the first of them are in sight and a number stands for the others,
/// which are told on hover and to assistive technology: for lists, where the thing's own page has them all.
#[component]
pub fn TagList(
    #[prop(into)] tags: Signal<Vec<String>>,
    #[prop(optional_no_strip)] most: Option<usize>,
) -> AnyView {
    let tags = Memo::new(move |_| tags.get());
    (move || {
        let mut first = tags.get();
        if first.is_empty() {
            return None;
        }
        // A number in the place of a single tag would save nothing.
        let others = match most {
            Some(most) if first.len() > most + 1 => first.split_off(most),
            _ => Vec::new(),
        };
        let first = first.into_iter().map(|tag| {
            view! {
                <li class="tag">
                    <bdi>{tag}</bdi>
                </li>
            }
        });
        Some(view! { <ul class="tags">{first.collect::<Vec<_>>()} {(!others.is_empty()).then(|| more(&others))}</ul> })
    })
    .into_any()
}

fn more(others: &[String]) -> AnyView {
    let (number, names) = (format!("+{}", others.len()), others.join(", "));
    let title = names.clone();
    view! {
        <li class="tag tag-more" title=title>
            <span aria-hidden="true">{number}</span>
            <span class="visually-hidden">{names}</span>
        </li>
    }
    .into_any()
}
