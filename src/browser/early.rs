//! Requests that were sent before anybody asked for their answers: by `public/boot.js`, beside the code, and by a link that
//! leads to a page. Answers lie in a `Map` of the window, by address, until they are taken.

use super::window;
use js_sys::{Map, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestInit, Response};

/// The property of the window that holds the map; `public/boot.js` makes it.
const NAME: &str = "hqEarly";
/// What stands in the map as long as `public/boot.js` still asks.
const ASKING: &str = "asking";

fn answers() -> Option<Map> {
    let window = window()?;
    Reflect::get(&window, &JsValue::from_str(NAME)).ok()?.dyn_into().ok()
}

/// Sends a GET for each of these addresses that is not on its way. What was sent before and nobody has taken is forgotten,
/// but for what may still be asked for.
pub fn expect(urls: &[String], maybe: &[String]) {
    let (Some(window), Some(answers)) = (window(), answers()) else { return };
    let stale: Vec<JsValue> = answers
        .keys()
        .into_iter()
        .flatten()
        .filter(|url| url.as_string().is_none_or(|url| !urls.contains(&url) && !maybe.contains(&url)))
        .collect();
    for url in stale {
        answers.delete(&url);
    }
    for url in urls {
        let key = JsValue::from_str(url);
        if answers.get(&key).is_null_or_undefined() {
            let init = RequestInit::new();
            init.set_credentials(RequestCredentials::Include);
            let answer = window.fetch_with_str_and_init(url, &init);
            answers.set(&key, &answer);
        }
    }
}

/// The answer to a GET of this address, if it was sent before; each answer once. While `public/boot.js` still asks, it is noted
/// where the console was faster: an answer is asked for once.
pub fn take(url: &str) -> Option<impl Future<Output = Option<Response>> + use<>> {
    let (answers, key) = (answers()?, JsValue::from_str(url));
    let Ok(answer) = answers.get(&key).dyn_into::<Promise>() else {
        if answers.has(&JsValue::from_str(ASKING)) {
            answers.set(&key, &JsValue::NULL);
        }
        return None;
    };
    answers.delete(&key);
    Some(async move { JsFuture::from(answer).await.ok()?.dyn_into().ok() })
}
