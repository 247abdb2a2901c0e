use hq_e2e::{Key, journey};

#[test]
fn the_first_organization_is_a_name_and_enter() {
    journey("start", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        browser.see("heading", "Create an organization").await;
        assert!(!browser.see("button", "Done").await.is_enabled().await.unwrap(), "there is no name yet");

        browser.fill("Name", "   ").await;
        browser.keys(Key::Enter).await;
        browser.see_text("Enter a name.").await;
        browser.fill("Name", &"x".repeat(70)).await;
        browser.keys(Key::Enter).await;
        browser.see_text("Use at most 64 characters.").await;

        browser.fill("Name", "Acme Data").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Acme Data").await;
        browser.see_path("/organizations/acme-data").await;
        browser.see("button", "Acme Data…").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_double_click_on_done_creates_one() {
    journey("start_twice", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.fill("Name", "Acme").await;
        let done = browser.see("button", "Done").await;
        browser.driver().action_chain().double_click_element(&done).perform().await.unwrap();
        browser.see("heading", "Acme").await;
        browser.press("button", "Acme…").await;
        browser.see("option", "Acme…").await;
        assert!(!browser.text().await.contains("acme-2"));
    });
}
