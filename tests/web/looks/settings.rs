//! Settings in two columns.

use super::window;
use wasm_bindgen_test::wasm_bindgen_test;

const FORM: &str = r#"<main class="page"><div class="page-content settings">
    <div class="announcer"><div class="banner"><p class="banner-text">Look</p></div></div>
    <section class="card"><form class="form"><fieldset class="form">
        <div class="field" id="slug">
            <label class="field-label">Slug <span class="field-optional"></span></label>
            <div class="input-frame"><input class="input"></div>
            <p class="field-status"></p>
            <p class="field-hint">Used in links to this organization. Old links keep working, however often it is changed.</p>
            <p class="field-error">It is taken.</p>
        </div>
        <div class="field" id="about">
            <label class="field-label">Description</label><textarea class="input textarea" rows="3"></textarea>
            <p class="field-hint">For people.</p><p class="field-error"></p>
        </div>
        <fieldset class="field swatches" id="colour">
            <legend class="field-label">Colour</legend><div class="swatch-row"><button>Blue</button></div>
        </fieldset>
    </fieldset></form></section>
    <section class="card" id="leave">
        <div class="card-head"><h2 class="card-title">Leave</h2><p class="card-text">You lose access.</p></div>
        <button class="button">Leave Acme</button>
    </section>
    <section class="card" data-danger="true" id="delete">
        <div class="card-head"><h2 class="card-title">Delete</h2><p class="card-text">All of it.</p></div>
        <button class="button">Delete Acme</button>
    </section>
</div></main>"#;

#[wasm_bindgen_test]
async fn labels_and_help_stand_left_of_the_control_where_there_is_room() {
    let wide = window(1280, 900, FORM).await;
    let (label, input) = (wide.place("#slug label"), wide.place("#slug .input-frame"));
    let (hint, error) = (wide.place("#slug .field-hint"), wide.place("#slug .field-error"));
    assert!(label.right() < input.left(), "{} < {}", label.right(), input.left());
    assert!((hint.left() - label.left()).abs() < 1.0 && hint.top() >= label.bottom());
    assert!(hint.right() < input.left(), "the help too");
    assert!((error.left() - input.left()).abs() < 1.0, "what is wrong stands under the control");
    assert!(error.top() - input.bottom() < 10.0, "and close to it, however long the help is");
    let (hint, area) = (wide.place("#about .field-hint"), wide.place("#about .textarea"));
    assert!(
        hint.top() - wide.place("#about label").bottom() < 10.0,
        "help follows its label beside a high control"
    );
    assert!(hint.right() < area.left() && (area.left() - input.left()).abs() < 1.0, "one column of controls");
    let (legend, row) = (wide.place("#colour legend"), wide.place("#colour .swatch-row"));
    assert!(legend.right() < row.left() && (row.left() - input.left()).abs() < 1.0, "groups too");
}

#[wasm_bindgen_test]
async fn on_a_phone_they_stand_one_under_the_other() {
    for width in [320, 780] {
        let narrow = window(width, 740, FORM).await;
        let (label, input) = (narrow.place("#slug label"), narrow.place("#slug .input-frame"));
        assert!(label.bottom() <= input.top() && (label.left() - input.left()).abs() < 1.0, "{width}");
        assert_eq!(narrow.overflow(), 0, "{width}");
    }
}

#[wasm_bindgen_test]
async fn everything_is_of_one_width_and_harm_has_its_border() {
    let wide = window(1600, 900, FORM).await;
    let widths: Vec<f64> =
        [".banner", "form.form", "#leave", "#delete"].map(|each| wide.place(each).width()).into();
    // The form is within its card.
    assert!((widths[0] - widths[2]).abs() < 1.0 && (widths[2] - widths[3]).abs() < 1.0, "{widths:?}");
    assert_ne!(wide.style("#delete", "border-top-color"), wide.style("#leave", "border-top-color"));
    let (text, button) = (wide.place("#leave .card-head"), wide.place("#leave .button"));
    assert!(text.right() <= button.left(), "one thing to do stands beside what it means");
}
