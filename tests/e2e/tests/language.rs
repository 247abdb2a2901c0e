use hq_e2e::journey;

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
