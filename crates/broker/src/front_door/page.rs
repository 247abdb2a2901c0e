//! A dataplant's status page. Anybody may see it: it holds no address of an engine, and no reason why one does not answer.

use crate::{
    ambient::rfc3339,
    embedded::{Plant, PlantState, Reached, Slot},
};
use maud::{DOCTYPE, Markup, html};

/// Where the style sheet is.
pub const STYLE_PATH: &str = "/style.css";
/// The style sheet.
pub const STYLE: &str = include_str!("page.css");

/// The page.
pub fn page(plant: &Plant, reached: &[(Slot, Reached)]) -> Markup {
    let name = if plant.name.trim().is_empty() { "Dataplant" } else { plant.name.as_str() };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (name) }
                link rel="stylesheet" href=(STYLE_PATH);
            }
            body {
                main {
                    p.kind { "Dataplant" }
                    h1 { (name) }
                    p class=(state_class(plant.state)) { (state(plant.state)) }
                    dl {
                        dt { "Size" }
                        dd { (plant.fpu) " FPU" }
                        dt { "Id" }
                        dd { code { (plant.id) } }
                    }
                    h2 { "Storage engines" }
                    @if reached.is_empty() {
                        p { "No storage engine is connected." }
                    } @else {
                        table {
                            thead { tr { th scope="col" { "Tables" } th scope="col" { "Status" } th scope="col" { "Checked" } } }
                            tbody {
                                @for (slot, reached) in reached { (connection(*slot, reached)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn connection(slot: Slot, reached: &Reached) -> Markup {
    let checked = rfc3339(reached.checked);
    html! {
        tr {
            th scope="row" { (tables(slot)) }
            td {
                @match reached.answer {
                    Ok(took) => { span.good { "Reachable" } " in " (took) " ms" }
                    Err(_) => span.bad { "Not reachable" }
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

const fn tables(slot: Slot) -> &'static str {
    match slot {
        Slot::Primary => "Primary",
        Slot::Mart => "Mart",
        Slot::Ml => "Machine learning",
    }
}

const fn state(state: PlantState) -> &'static str {
    match state {
        PlantState::Making => "Being created",
        PlantState::Ready => "Ready",
        PlantState::Failed => "Failed",
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

    #[test]
    fn what_people_typed_is_text() {
        let page = page(&plant("<script>alert(1)</script>"), &[]).into_string();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
        assert!(page.contains("No storage engine is connected."));
    }

    #[test]
    fn a_reason_is_not_told() {
        let failed = Reached { checked: 0, answer: Err("db.internal:5432 refused".to_owned()) };
        let well = Reached { checked: 1_000_000, answer: Ok(7) };
        let page = page(&plant("Sales"), &[(Slot::Primary, failed), (Slot::Ml, well)]).into_string();
        assert!(page.contains("Not reachable") && !page.contains("internal"));
        assert!(page.contains("Reachable</span> in 7 ms") && page.contains("1970-01-01 00:00:01 UTC"));
    }
}
