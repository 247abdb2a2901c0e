//! The API's documentation, which others' script draws.

use hq_e2e::{Theme, journey};
use serde_json::json;

#[test]
fn the_documentation_is_drawn_without_anything_from_elsewhere() {
    journey("documentation", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        for theme in [Theme::Light, Theme::Dark] {
            browser.theme(theme).await;
            browser.open("/api/docs").await;
            browser.see("heading", "HQ").await;
            browser.see_text("Every refusal is a problem").await;
            let elsewhere = "return performance.getEntriesByType('resource').map(each => each.name)\
                             .filter(name => !name.startsWith(location.origin))";
            assert_eq!(browser.run(elsewhere, vec![]).await, json!([]));
            assert_eq!(browser.complaints().await, Vec::<String>::new());
        }
        browser.press("link", "Read it as a plain page").await;
        browser.see_path("/api/docs/plain").await;
        browser.see("heading", "Schemas").await;
    });
}
