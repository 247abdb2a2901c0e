//! Turning the pages of a long list.

use crate::{
    api::List,
    language::{number_text, t, tx, use_language},
    ui::{Icon, glyph},
};
use hq_contract::DEFAULT_LIMIT;
use hq_text::pages;
use leptos::prelude::*;

/// How many items a page has.
const SIZE: u64 = DEFAULT_LIMIT as u64;

/// How many items come before a page, which is counted from 0.
#[must_use]
pub const fn items_before(page: u32) -> u32 {
    page.saturating_mul(DEFAULT_LIMIT)
}

/// The last page of a list of so many items, from 0.
#[must_use]
pub fn last_page(total: u64) -> u32 {
    u32::try_from(total.saturating_sub(1) / SIZE).unwrap_or(u32::MAX)
}

/// Which pages are offered: the first, the last, and those around this one; `None` for those between.
fn offered(page: u32, last: u32) -> Vec<Option<u32>> {
    let near = |other: &u32| *other == 0 || *other == last || other.abs_diff(page) <= 1;
    let mut pages = Vec::new();
    let mut before = None::<u32>;
    for one in [0, page.saturating_sub(1), page, page.saturating_add(1), last]
        .into_iter()
        .filter(|one| *one <= last)
        .filter(near)
    {
        match before {
            Some(before) if before >= one => continue,
            // One page between is no more than the dots in its place.
            Some(before) if one == before + 2 => pages.push(Some(before + 1)),
            Some(before) if one > before + 1 => pages.push(None),
            _ => {}
        }
        pages.push(Some(one));
        before = Some(one);
    }
    pages
}

/// Which items of how many are shown, and links to the other pages (ARIA: `nav`, the open one has `aria-current="page"`); `page` is
/// the one that is asked for, from 0, and `href` leads to another.
#[component]
pub fn Pager<T: Clone + PartialEq + Send + Sync + 'static>(
    list: List<T>,
    #[prop(into)] page: Signal<u32>,
    href: impl Fn(u32) -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    let language = use_language();
    let items = list.items();
    let number = move |n: u64| number_text(language, n);
    let range = tx(move |texts| {
        let (first, shown) = (u64::from(page.get()) * SIZE, items.with(Vec::len) as u64);
        pages::range(texts, &number(first + 1), &number(first + shown), &number(list.total()))
    });
    let offered = Memo::new(move |_| (page.get(), offered(page.get(), last_page(list.total()))));
    let any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let links = move || {
        let (page, all) = offered.get();
        (all.len() > 1).then(|| {
            let last = all.last().copied().flatten().unwrap_or_default();
            let one = move |place: Option<u32>| match place {
                Some(place) => link(place, place == page, href),
                None => view! {
                    <li class="pager-gap" aria-hidden="true">
                        "…"
                    </li>
                }
                .into_any(),
            };
            view! {
                <nav class="pager-pages" aria-label=t(pages::LABEL)>
                    <ul class="pager-list">
                        {(page > 0).then(|| step(page - 1, "prev", href))}
                        {all.into_iter().map(one).collect::<Vec<_>>()}
                        {(page < last).then(|| step(page + 1, "next", href))}
                    </ul>
                </nav>
            }
        })
    };
    (move || {
        any.get().then(|| {
            view! {
                <div class="pager">
                    <p class="pager-range">{range}</p>
                    {links}
                </div>
            }
        })
    })
    .into_any()
}

fn link(place: u32, current: bool, href: impl Fn(u32) -> String + Copy + Send + Sync + 'static) -> AnyView {
    let language = use_language();
    let number = move || number_text(language, u64::from(place) + 1);
    let label = tx(move |texts| pages::page(texts, &number()));
    view! {
        <li>
            <a
                class="pager-link"
                href=move || href(place)
                aria-label=label
                aria-current=current.then_some("page")
            >
                {number}
            </a>
        </li>
    }
    .into_any()
}

fn step(
    place: u32,
    rel: &'static str,
    href: impl Fn(u32) -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    let (label, turned) =
        if rel == "prev" { (t(pages::PREVIOUS), "true") } else { (t(pages::NEXT), "false") };
    view! {
        <li>
            <a
                class="pager-link"
                rel=rel
                href=move || href(place)
                aria-label=label
                title=label
                data-turned=turned
            >
                <Icon glyph=glyph::CHEVRON_RIGHT mirror=true />
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: u32, last: u32) -> String {
        let word = |place: &Option<u32>| place.map_or("…".to_owned(), |place| (place + 1).to_string());
        offered(page, last).iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_ends_and_the_neighbours_are_offered() {
        assert_eq!(shown(0, 0), "1");
        assert_eq!(shown(0, 1), "1 2");
        assert_eq!(shown(1, 2), "1 2 3");
        assert_eq!(shown(0, 200), "1 2 … 201");
        assert_eq!(shown(2, 200), "1 2 3 4 … 201");
        assert_eq!(shown(3, 200), "1 2 3 4 5 … 201", "one page is no gap");
        assert_eq!(shown(4, 200), "1 … 4 5 6 … 201");
        assert_eq!(shown(100, 200), "1 … 100 101 102 … 201");
        assert_eq!(shown(200, 200), "1 … 200 201");
        assert_eq!(shown(7, 2), "1 2 3", "a page that is not there");
    }

    #[test]
    fn the_last_page_is_the_one_of_the_last_item() {
        assert_eq!([0, 1, 50, 51, 100, 10_002].map(last_page), [0, 0, 0, 1, 1, 200]);
        assert_eq!(items_before(2), 100);
        assert_eq!(items_before(u32::MAX), u32::MAX);
    }
}
