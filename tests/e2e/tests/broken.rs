use hq_e2e::{Browser, journey};

const MESSAGE: &str = "Something went wrong on this page.";

/// From here on the browser makes no element, which the console relies on: it panics as soon as it needs one.
async fn make_no_elements(browser: &Browser) {
    browser.run("Document.prototype.createElement = () => { throw new Error('no elements') }", vec![]).await;
}

/// Says so over the page, and offers to load it again, after which all is well.
async fn says_so_and_loads_again(browser: &Browser) {
    browser.see_text(MESSAGE).await;
    browser.press("link", "Reload it").await;
    browser.see("button", "Menu of Ada Lovelace").await;
    browser.until("no message", async || !browser.text().await.contains(MESSAGE)).await;
}

#[test]
fn a_console_that_breaks_at_a_press_says_so_and_is_loaded_again() {
    journey("broken_at_a_press", async |hq| {
        hq.with_organization("Acme").await;
        make_no_elements(&hq.browser).await;
        hq.browser.press("button", "Menu of Ada Lovelace").await;
        says_so_and_loads_again(&hq.browser).await;
    });
}

#[test]
fn a_console_that_breaks_at_an_answer_says_so_and_is_loaded_again() {
    journey("broken_at_an_answer", async |hq| {
        hq.with_organization("Acme").await;
        hq.browser.open("/organizations/new").await;
        hq.browser.fill("Name", "Globex").await;
        make_no_elements(&hq.browser).await;
        hq.browser.press("button", "Done").await;
        says_so_and_loads_again(&hq.browser).await;
    });
}
