//! What stylesheets promise: pieces measured in a window of a size of its own.

use crate::stage::wait;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomRect, HtmlElement, HtmlIFrameElement};

mod bars;
mod loading;
mod pieces;
mod settings;
mod targets;

/// The stylesheets, in the order of index.html.
const STYLES: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/reset.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/shell.css"),
    include_str!("../../style/ui/badge.css"),
    include_str!("../../style/ui/banner.css"),
    include_str!("../../style/ui/button.css"),
    include_str!("../../style/ui/card.css"),
    include_str!("../../style/ui/chips.css"),
    include_str!("../../style/ui/dialog.css"),
    include_str!("../../style/ui/field.css"),
    include_str!("../../style/ui/form.css"),
    include_str!("../../style/ui/loaded.css"),
    include_str!("../../style/ui/page.css"),
    include_str!("../../style/ui/save_bar.css"),
    include_str!("../../style/ui/settings.css"),
    include_str!("../../style/ui/toast.css"),
    include_str!("../../style/features/settings.css"),
);

/// A window of its own size with a piece of a page in it; leaves the page when dropped.
pub struct Window {
    frame: HtmlIFrameElement,
}

/// Opens one.
pub async fn window(width: u32, height: u32, html: &str) -> Window {
    let page = web_sys::window().unwrap().document().unwrap();
    let frame: HtmlIFrameElement = page.create_element("iframe").unwrap().unchecked_into();
    frame.set_width(&width.to_string());
    frame.set_height(&height.to_string());
    // A frame of its own would take room from the window in it.
    frame
        .set_attribute("style", "border: 0; position: fixed; inset: 0 auto auto 0; max-width: none")
        .unwrap();
    frame.set_srcdoc(&format!(
        "<!doctype html><html lang=en><head><style>{STYLES}</style></head><body>{html}</body></html>"
    ));
    let loaded = js_sys::Promise::new(&mut |resolve, _| {
        let go_on = Closure::once_into_js(move || resolve.call0(&resolve));
        frame.set_onload(Some(go_on.unchecked_ref()));
        page.body().unwrap().append_child(&frame).unwrap();
    });
    JsFuture::from(loaded).await.unwrap();
    let window = Window { frame };
    // Motion that has not ended yet would be measured on its way.
    wait(300).await;
    window
}

impl Drop for Window {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

impl Window {
    pub fn document(&self) -> Document {
        self.frame.content_document().unwrap()
    }

    /// The first element that fits.
    pub fn find(&self, selector: &str) -> HtmlElement {
        let found = self.document().query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    /// Where it is.
    pub fn place(&self, selector: &str) -> DomRect {
        self.find(selector).get_bounding_client_rect()
    }

    /// What a property of it is.
    pub fn style(&self, selector: &str, property: &str) -> String {
        let own = self.frame.content_window().unwrap();
        let style = own.get_computed_style(&self.find(selector)).unwrap().unwrap();
        style.get_property_value(property).unwrap()
    }

    /// How much wider the page is than its window.
    pub fn overflow(&self) -> i32 {
        let root = self.document().document_element().unwrap();
        (root.scroll_width() - root.client_width()).max(0)
    }
}
