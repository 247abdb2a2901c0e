//! A dataplant's status page. Anybody may see it: it holds no address of an engine, and no reason why one does not answer.

use crate::{
    ambient::rfc3339,
    embedded::{Plant, PlantState, Reached, Slot},
};
use maud::{DOCTYPE, Markup, html};
use std::{fmt, sync::Arc};

/// The words of the page, in one language.
#[derive(Clone, Debug, Default)]
pub struct PageWords {
    /// Which language: a tag of BCP 47.
    pub language: String,
    /// What it is: a dataplant.
    pub dataplant: String,
    /// Its size.
    pub size: String,
    /// Its id.
    pub id: String,
    /// The heading of its storage engines.
    pub engines: String,
    /// It has none.
    pub no_engines: String,
    /// The columns: tables, how they are, when that was seen.
    pub columns: [String; 3],
    /// Primary tables, mart tables, those of machine learning.
    pub tables: [String; 3],
    /// An engine answers.
    pub reachable: String,
    /// It does not.
    pub not_reachable: String,
    /// It is being created.
    pub making: String,
    /// It is there.
    pub ready: String,
    /// It could not be made.
    pub failed: String,
}

/// The words for what a browser asks for: the value of its `Accept-Language` (RFC 9110, 12.5.4), empty where it has none.
#[derive(Clone)]
pub struct Words(pub Arc<dyn Fn(&str) -> PageWords + Send + Sync>);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(…)")
    }
}

/// Where the style sheet is.
pub const STYLE_PATH: &str = "/style.css";
/// The style sheet.
pub const STYLE: &str = include_str!("page.css");

/// The page.
pub fn page(plant: &Plant, reached: &[(Slot, Reached)], words: &PageWords) -> Markup {
    let name = if plant.name.trim().is_empty() { words.dataplant.as_str() } else { plant.name.as_str() };
    html! {
        (DOCTYPE)
        html lang=(words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (name) }
                link rel="stylesheet" href=(STYLE_PATH);
            }
            body {
                main {
                    p.kind { (words.dataplant) }
                    h1 { (name) }
                    p class=(state_class(plant.state)) { (state(plant.state, words)) }
                    dl {
                        dt { (words.size) }
                        dd { (plant.fpu) " FPU" }
                        dt { (words.id) }
                        dd { code { (plant.id) } }
                    }
                    h2 { (words.engines) }
                    @if reached.is_empty() {
                        p { (words.no_engines) }
                    } @else {
                        table {
                            thead { tr { @for column in &words.columns { th scope="col" { (column) } } } }
                            tbody {
                                @for (slot, reached) in reached { (connection(*slot, reached, words)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn connection(slot: Slot, reached: &Reached, words: &PageWords) -> Markup {
    let checked = rfc3339(reached.checked);
    html! {
        tr {
            th scope="row" { (tables(slot, words)) }
            td {
                @match reached.answer {
                    Ok(took) => { span.good { (words.reachable) } " (" (took) " ms)" }
                    Err(_) => span.bad { (words.not_reachable) }
                }
            }
            td { time datetime=(checked) { (moment(&checked)) } }
        }
    }
}

/// `2026-11-26 15:04:05 UTC`
fn moment(rfc3339: &str) -> String {
    let seconds = rfc3339.get(..19).unwrap_or(rfc3339);
    format!("{} UTC", seconds.replace('T', " "))
}

const fn tables(slot: Slot, words: &PageWords) -> &String {
    let [primary, mart, ml] = &words.tables;
    match slot {
        Slot::Primary => primary,
        Slot::Mart => mart,
        Slot::Ml => ml,
    }
}

const fn state(state: PlantState, words: &PageWords) -> &String {
    match state {
        PlantState::Making => &words.making,
        PlantState::Ready => &words.ready,
        PlantState::Failed => &words.failed,
    }
}

const fn state_class(state: PlantState) -> &'static str {
    match state {
        PlantState::Making => "state",
        PlantState::Ready => "state good",
        PlantState::Failed => "state bad",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn plant(name: &str) -> Plant {
        Plant { id: Uuid::nil(), name: name.to_owned(), state: PlantState::Ready, fpu: 2 }
    }

    fn words() -> PageWords {
        PageWords {
            language: "fr".to_owned(),
            dataplant: "Dataplant".to_owned(),
            no_engines: "Aucun moteur.".to_owned(),
            reachable: "Joignable".to_owned(),
            not_reachable: "Injoignable".to_owned(),
            ..PageWords::default()
        }
    }

    #[test]
    fn what_people_typed_is_text() {
        let page = page(&plant("<script>alert(1)</script>"), &[], &words()).into_string();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
        assert!(page.contains("Aucun moteur.") && page.contains("<html lang=\"fr\">"));
    }

    #[test]
    fn a_reason_is_not_told() {
        let failed = Reached { checked: 0, answer: Err("db.internal:5432 refused".to_owned()) };
        let well = Reached { checked: 1_000_000, answer: Ok(7) };
        let page =
            page(&plant("Sales"), &[(Slot::Primary, failed), (Slot::Ml, well)], &words()).into_string();
        assert!(page.contains("Injoignable") && !page.contains("internal"));
        assert!(page.contains("Joignable</span> (7 ms)") && page.contains("1970-01-01 00:00:01 UTC"));
    }
}
