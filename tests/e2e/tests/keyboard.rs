use hq_e2e::{Key, journey};

#[test]
fn everything_works_without_a_mouse() {
    journey("keyboard", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        browser.until("the focus in the first field", async || browser.focused().await.1 == "Name").await;
        browser.keys("Acme").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Acme").await;
        assert_eq!(browser.focused().await.0, "heading", "a new page has the focus at its heading");

        // A second one, by the drop-down.
        browser.reload().await;
        browser.see("heading", "Acme").await;
        browser.tab_to("button", "Acme").await;
        browser.keys(Key::Enter).await;
        browser.see("combobox", "Find an organization").await;
        assert_eq!(browser.focused().await.0, "combobox");
        browser.tab_to("link", "New organization").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "New organization").await;
        browser.until("the focus in the first field", async || browser.focused().await.1 == "Name").await;
        browser.keys("Beta").await;
        browser.keys(Key::Enter).await;
        browser.see_path("/organizations/beta").await;

        // Back to the first: type, arrow, Enter.
        browser.reload().await;
        browser.see("heading", "Beta").await;
        browser.tab_to("button", "Beta").await;
        browser.keys(Key::Enter).await;
        browser.see("combobox", "Find an organization").await;
        browser.keys("acm").await;
        browser.see("option", "Acme…").await;
        browser.keys(Key::Down).await;
        browser.keys(Key::Enter).await;
        browser.see_path("/organizations/acme").await;

        // Escape closes and gives the focus back.
        browser.tab_to("button", "Acme").await;
        browser.keys(Key::Enter).await;
        browser.see("combobox", "Find an organization").await;
        browser.keys(Key::Escape).await;
        browser.see_no("combobox", "Find an organization").await;
        assert_eq!(browser.focused().await.1, "Acme");

        // Sign out by the user menu.
        browser.tab_to("button", "Menu of Ada Lovelace").await;
        browser.keys(Key::Enter).await;
        browser.see("menuitem", "Sign out").await;
        browser.keys(Key::End).await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Sign in").await;
    });
}
