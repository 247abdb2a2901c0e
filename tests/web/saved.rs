//! Files that the console has the browser save.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Follows a link, unless it saves a file: these are noted, and no file is written.
const CLICK: &str = "this.download ? window.hqSaved.push([this.download, this.href]) : HTMLElement.prototype.click.call(this)";
const NOTED: &str = "hqSaved";

/// Notes what is saved while it lives.
pub struct Saved(());

impl Saved {
    /// From now on.
    pub fn watch() -> Self {
        Reflect::set(&window(), &NOTED.into(), &Array::new()).unwrap();
        Reflect::set(&links(), &"click".into(), &Function::new_no_args(CLICK)).unwrap();
        Self(())
    }

    /// Name and text of each file that was saved, in order.
    pub async fn files(&self) -> Vec<(String, String)> {
        let noted: Array = Reflect::get(&window(), &NOTED.into()).unwrap().unchecked_into();
        let mut files = Vec::new();
        for file in noted.iter().map(JsCast::unchecked_into::<Array>) {
            let [name, address] = [0, 1].map(|index| file.get(index).as_string().unwrap());
            files.push((name, text(&address).await));
        }
        files
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        Reflect::delete_property(&links().unchecked_into::<Object>(), &"click".into()).unwrap();
    }
}

async fn text(address: &str) -> String {
    let answer = JsFuture::from(window().fetch_with_str(address)).await.unwrap();
    let text = answer.unchecked_into::<Response>().text().unwrap();
    JsFuture::from(text).await.unwrap().as_string().unwrap()
}

fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}

/// What all links are made of.
fn links() -> JsValue {
    let link = Reflect::get(&window(), &"HTMLAnchorElement".into()).unwrap();
    Reflect::get(&link, &"prototype".into()).unwrap()
}
