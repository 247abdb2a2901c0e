//! Files of images in the hand, for forms that take one.

use crate::stage::{Stage, attribute, settle};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, DragEventInit, File, HtmlElement, HtmlInputElement};

/// The start of a picture.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest of it";

/// A file in the hand.
fn held(bytes: &[u8]) -> DataTransfer {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence(&parts, "image.png").unwrap();
    let data = DataTransfer::new().unwrap();
    data.items().add_with_file(&file).unwrap();
    data
}

/// Chooses a file in the input of that name.
pub async fn choose(stage: &Stage, name: &str, bytes: &[u8]) {
    let input: HtmlInputElement = stage.find(&format!("input[name={name}]")).unchecked_into();
    input.set_files(held(bytes).files().as_ref());
    crate::stage::fire(&input, "change");
    settle().await;
    settle().await;
}

/// Drops a file on the card of that heading; whether the browser would open it.
pub async fn drop_file(stage: &Stage, heading: &str, bytes: &[u8]) -> bool {
    let init = DragEventInit::new();
    init.set_data_transfer(Some(&held(bytes)));
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = DragEvent::new_with_event_init_dict("drop", &init).unwrap();
    let passed = stage.called("section.card h2", heading).dispatch_event(&event).unwrap();
    settle().await;
    settle().await;
    passed
}

/// Where the pictures of an avatar in some place are.
pub fn shown(stage: &Stage, place: &str) -> Vec<String> {
    let pictures: Vec<HtmlElement> = stage.all(&format!("{place} .avatar img"));
    let addresses = pictures.iter().map(|picture| attribute(picture, "src"));
    addresses.filter(|address| !address.is_empty()).collect()
}
