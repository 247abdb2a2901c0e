use hq_e2e::{Server, journey};
use serde_json::json;

/// Words in cells of tables that stand on two lines.
const BROKEN_WORDS: &str = include_str!("../src/broken_words.js");

#[test]
fn the_language_changes_without_losing_what_was_typed() {
    journey("language", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.fill("Name", "Société").await;
        browser.press("button", "Language…").await;
        browser.press("menuitemradio", "Français").await;
        browser.see("heading", "Bienvenue, Ada !").await;
        assert_eq!(browser.value("Nom").await, "Société");
        assert_eq!(browser.run("return document.documentElement.lang", vec![]).await, "fr");
        browser.reload().await;
        browser.see("heading", "Bienvenue, Ada !").await;
    });
}

#[test]
fn french_tables_fit_and_keep_their_words_whole_at_any_width() {
    journey("french_tables", async |hq| {
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        let browser = &hq.browser;
        browser.open("/sign-in").await;
        browser.fill("Work email", "ada@acme.example").await;
        browser.fill("Password", "quiet river at noon").await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Acme Robotics").await;
        browser.press("button", "Language…").await;
        browser.press("menuitemradio", "Français").await;
        browser
            .until("French", async || {
                browser.run("return document.documentElement.lang", vec![]).await == json!("fr")
            })
            .await;
        for path in [
            "/members",
            "/members/invitations",
            "/dataplants?view=table",
            "/storage-engines",
            "/receipts",
            "/settings/audit-log",
        ] {
            browser.size(1280, 900).await;
            browser.open(&format!("/organizations/acme-robotics{path}")).await;
            browser.see("table", "…").await;
            for width in [320, 360, 560, 640, 700, 736, 768, 960, 1280] {
                browser.size(width, 900).await;
                let wider = "return Math.max(0, document.documentElement.scrollWidth - window.innerWidth)";
                assert_eq!(browser.run(wider, vec![]).await, 0, "{path} at {width} px scrolls sideways");
                let broken = browser.run(BROKEN_WORDS, vec![]).await;
                assert_eq!(broken, json!([]), "{path} at {width} px");
            }
        }
    });
}
