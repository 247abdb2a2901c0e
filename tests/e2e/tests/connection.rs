use hq_e2e::journey;
use serde_json::json;

#[test]
fn a_stopped_server_costs_no_typed_character_and_a_retry_creates_one() {
    journey("lost_connection", async |hq| {
        hq.with_organization("Acme").await;
        hq.browser.open("/organizations/new").await;
        hq.browser.fill("Name", "Kept through the outage").await;
        hq.server.kill().await;
        hq.browser.press("button", "Done").await;
        hq.browser.see_text("Can’t reach HQ.").await;
        assert_eq!(hq.browser.value("Name").await, "Kept through the outage");

        hq.server.resume().await;
        hq.browser.see_no("button", "Try again").await;
        hq.browser.press("button", "Done").await;
        hq.browser.see("heading", "Kept through the outage").await;
        hq.browser.see_path("/organizations/kept-through-the-outage").await;
        hq.browser.press("button", "Kept through the outage…").await;
        hq.browser.see("option", "Acme…").await;
        let options =
            hq.browser.run("return document.querySelectorAll('[role=option]').length", vec![]).await;
        assert_eq!(options, 2, "one new organization, not two");
    });
}

#[test]
fn a_page_that_does_not_come_says_so_and_comes_when_the_server_is_back() {
    journey("page_lost", async |hq| {
        hq.with_organization("Acme").await;
        hq.browser.press("button", "Menu of Ada Lovelace").await;
        hq.browser.see("menuitem", "Profile").await;
        hq.server.kill().await;
        hq.browser.press("menuitem", "Profile").await;
        hq.browser.see_path("/account").await;
        hq.browser.see_text("Can’t reach HQ.").await;
        hq.browser.press("button", "Try again").await;
        hq.browser.see("button", "Try again").await;

        hq.server.resume().await;
        hq.browser.see("heading", "Preferences").await;
        hq.browser.see_no("button", "Try again").await;
    });
}

#[test]
fn a_page_of_a_release_that_is_gone_asks_to_load_the_page_again() {
    journey("page_gone", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.see("menuitem", "Organization").await;
        browser.devtools("Network.enable", json!({})).await;
        // In whichever files the page lies.
        browser.devtools("Network.setBlockedURLs", json!({"urls": ["*.wasm"]})).await;
        browser.run("window.before = true", vec![]).await;
        browser.press("menuitem", "Organization").await;
        browser.see_text("HQ has been updated.").await;
        // Not by itself: something may be typed elsewhere on the page.
        assert_eq!(browser.run("return window.before", vec![]).await, true);

        browser.devtools("Network.setBlockedURLs", json!({"urls": []})).await;
        browser.press("button", "Reload").await;
        browser.see("heading", "Information").await;
        assert_eq!(browser.path().await, "/organizations/acme/settings");
        assert_eq!(browser.run("return window.before === undefined", vec![]).await, true);
    });
}

#[test]
fn what_may_be_needed_without_a_connection_has_come_by_then() {
    journey("prefetched", async |hq| {
        hq.with_organization("Acme").await;
        hq.browser.reload().await;
        // It is asked for when the page has stood for a second and a half, in whichever files it lies.
        let script =
            "const ends = performance.getEntriesByType('resource').map((entry) => entry.responseEnd);
                      return performance.now() - Math.max(...ends) > 2500";
        let quiet = async || hq.browser.run(script, vec![]).await == true;
        hq.browser.until("nothing is asked for any more", quiet).await;
        hq.server.kill().await;
        hq.browser.press("button", "Menu of Ada Lovelace").await;
        hq.browser.see("menuitem", "Sign out").await;
    });
}
