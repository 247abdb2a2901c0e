use hq_e2e::{Browser, Key, Server, journey};
use serde_json::json;

/// So few bytes a second that the console takes a while, and the page itself does not.
const SLOW: i32 = 40_000;
const DEMO_PASSWORD: &str = "quiet river at noon";

#[test]
fn the_form_can_be_filled_in_and_sent_before_the_console_has_come() {
    journey("sign_in_early", async |hq| {
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        let browser = &hq.browser;
        // Whoever comes for the first time, to any page that asks for signing in.
        early(browser, "/organizations/acme-robotics/members").await;
        browser.keys("ada@acme.example").await;
        browser.keys(Key::Tab + DEMO_PASSWORD).await;
        assert_eq!(has_console(browser).await, json!(false), "typed while the console is on its way");
        let sign_up = "return document.querySelector('#frame a[href*=\"/sign-up\"]').search";
        assert_eq!(
            browser.run(sign_up, vec![]).await,
            json!("?return_to=%2Forganizations%2Facme-robotics%2Fmembers")
        );
        browser.keys(Key::Enter).await;
        assert_eq!(has_console(browser).await, json!(false), "sent while the console is on its way");
        browser.see("heading", "Members").await;
        browser.see_path("/organizations/acme-robotics/members").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn what_was_typed_before_the_console_has_come_goes_on_where_it_was() {
    journey("sign_in_typed", async |hq| {
        let browser = &hq.browser;
        early(browser, "/sign-in").await;
        browser.keys("ada@example.org").await;
        browser.run("document.querySelector('#frame [aria-pressed]').click()", vec![]).await;
        browser.keys(Key::Tab + "half a pass").await;
        browser.keys(Key::Left).await;
        assert_eq!(has_console(browser).await, json!(false));
        browser.see("heading", "Sign in").await;
        let shown = "return document.querySelector('main [name=password]').type";
        assert_eq!(browser.run(shown, vec![]).await, json!("text"), "shown before, shown now");
        assert_eq!(browser.value("Work email").await, "ada@example.org");
        assert_eq!(browser.value("Password").await, "half a pass");
        let focus =
            "const at = document.activeElement; return [at.name, at.selectionStart, !!at.closest('main')]";
        assert_eq!(browser.run(focus, vec![]).await, json!(["password", 10, true]));
        // Nothing was sent, and nothing says that anything is wrong.
        assert_eq!(
            browser.run("return document.querySelectorAll('[aria-invalid]').length", vec![]).await,
            json!(0)
        );

        line(browser, -1).await;
        browser.driver().refresh().await.unwrap();
        browser.see("heading", "Sign in").await;
        assert_eq!(browser.value("Password").await, "", "passwords are kept nowhere");
    });
}

#[test]
fn what_was_typed_is_sent_once_a_console_that_did_not_come_has_come_after_all() {
    journey("sign_in_again", async |hq| {
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        let browser = &hq.browser;
        // Of what a stopped server had sent already the browser would make a console still.
        block(browser, &["*_bg-*.wasm"]).await;
        early(browser, "/sign-in").await;
        browser.keys("ada@acme.example").await;
        browser.keys(Key::Tab + DEMO_PASSWORD).await;
        browser.keys(Key::Enter).await;
        browser.see_text("didn’t load").await;
        let email = "return document.querySelector('#frame [name=email]').value";
        assert_eq!(browser.run(email, vec![]).await, json!("ada@acme.example"));

        block(browser, &[]).await;
        line(browser, -1).await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Acme Robotics").await;
    });
}

/// Opens a page over a slow line, with an empty cache and nothing remembered, and waits for its first form.
async fn early(browser: &Browser, path: &str) {
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.clearBrowserCache", json!({})).await;
    browser.open("/livez").await;
    line(browser, SLOW).await;
    // Not until all of it has come.
    browser.run("location.href = arguments[0]", vec![path.into()]).await;
    browser
        .until("the first form", async || {
            browser.run("return document.activeElement?.id === 'frame-email'", vec![]).await == json!(true)
        })
        .await;
}

/// Addresses that cannot be reached from now on.
async fn block(browser: &Browser, urls: &[&str]) {
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.setBlockedURLs", json!({"urls": urls})).await;
}

/// The line from now on carries so many bytes a second (-1: as many as it can).
async fn line(browser: &Browser, speed: i32) {
    let conditions =
        json!({"offline": false, "latency": 0, "downloadThroughput": speed, "uploadThroughput": speed});
    browser.devtools("Network.emulateNetworkConditions", conditions).await;
}

async fn has_console(browser: &Browser) -> serde_json::Value {
    browser.run("return !!document.querySelector('main')", vec![]).await
}

#[test]
fn a_deep_link_asks_for_sign_in_and_returns() {
    journey("deep_link", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;

        browser.open("/organizations/acme/settings").await;
        browser.see("heading", "Sign in").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "not the right one").await;
        browser.press("button", "Sign in").await;
        browser.see_text("Wrong email or password.").await;
        assert_eq!(browser.value("Work email").await, "ada@example.org");
        browser.sign_in("ada@example.org").await;
        browser.see_path("/organizations/acme/settings").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn an_expired_session_is_renewed_over_the_form() {
    journey("expired", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/new").await;
        browser.fill("Name", "Typed before it ended").await;
        // The slug is asked about while typing: after the session has ended, that would be what finds it out.
        browser.see_text("is available.").await;
        browser.driver().delete_all_cookies().await.unwrap();
        browser.press("button", "Done").await;
        browser.see("dialog", "Sign in to continue").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Sign in").await;
        // The request that was refused is sent again by itself.
        browser.see("heading", "Typed before it ended").await;
        browser.see_path("/organizations/typed-before-it-ended").await;
    });
}

#[test]
fn signing_out_in_one_tab_reaches_the_other() {
    journey("sign_out_tabs", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        let first = browser.driver().window().await.unwrap();
        let other = browser.driver().new_tab().await.unwrap();
        browser.driver().switch_to_window(other).await.unwrap();
        browser.open("/organizations/acme").await;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;
        browser.driver().switch_to_window(first).await.unwrap();
        browser.see("heading", "Sign in").await;
    });
}
