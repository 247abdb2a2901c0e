//! The dataplants on an organization's home.

use super::{access::DataplantAccess, card::DataplantCard, nothing::NoDataplants, page::new};
use crate::{
    api::List,
    kit::AsyncView,
    language::{count, t},
    routes::{DataplantsView, Route},
    ui::{Shape, Skeleton},
};
use hq_contract::dataplants::Dataplant;
use hq_text::dataplants;
use leptos::prelude::*;

/// How many cards are shown.
const SHOWN: usize = 6;

/// The first dataplants that the person may see, the way to all of them and to another one; what they are where there is none.
#[component]
pub fn HomeDataplants(access: DataplantAccess, list: List<Dataplant>) -> AnyView {
    let items = list.items();
    let some = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let button = move || some.get().then(|| new(access));
    let all = Signal::derive(move || Route::dataplants(access.slug.get(), &DataplantsView::default()).path());
    let (more, counted) =
        (Memo::new(move |_| list.total() > SHOWN as u64), count(dataplants::all, move || list.total()));
    let link = move || {
        more.get().then(|| {
            view! {
                <a class="home-all" href=all>
                    {counted}
                </a>
            }
        })
    };
    let shown = move || items.with(|items| items.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let cards = move || {
        view! {
            <ul class="dataplants" aria-label=t(dataplants::TITLE)>
                <For
                    each=shown
                    key=|dataplant| dataplant.id
                    children=move |dataplant| {
                        let id = dataplant.id;
                        let dataplant = list.item(dataplant, move |item| item.id == id);
                        view! {
                            <li>
                                <DataplantCard dataplant=dataplant slug=access.slug under_heading=true />
                            </li>
                        }
                    }
                />
            </ul>
        }
    };
    view! {
        <section class="home-dataplants" aria-labelledby="home-dataplants">
            <div class="home-line" hidden=move || !some.get()>
                <h2 class="home-title" id="home-dataplants">
                    {t(dataplants::TITLE)}
                </h2>
                {button}
            </div>
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Card /> }
                empty=move || view! { <NoDataplants access=access /> }
            >
                {cards()}
            </AsyncView>
            {link}
        </section>
    }
    .into_any()
}
