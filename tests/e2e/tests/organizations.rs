use hq_e2e::{Journey, Key, journey};

async fn second(hq: &Journey) {
    let browser = &hq.browser;
    browser.press("button", "Acme…").await;
    browser.press("link", "New organization").await;
    browser.see("heading", "New organization").await;
    browser.fill("Name", "Beta").await;
    browser.press("button", "Done").await;
    browser.see("heading", "Beta").await;
}

#[test]
fn people_switch_between_their_organizations() {
    journey("switch", async |hq| {
        hq.with_organization("Acme").await;
        second(hq).await;
        let browser = &hq.browser;
        browser.see_path("/organizations/beta").await;
        browser.press("button", "Beta…").await;
        browser.press("option", "Acme…").await;
        browser.see("heading", "Acme").await;
        browser.see_path("/organizations/acme").await;

        browser.back().await;
        browser.see("heading", "Beta").await;
        browser.forward().await;
        browser.see("heading", "Acme").await;
        browser.reload().await;
        browser.see("heading", "Acme").await;
        browser.see("button", "Acme…").await;
        // What was opened last is where the console begins.
        browser.open("/").await;
        browser.see_path("/organizations/acme").await;
    });
}

#[test]
fn switching_keeps_the_page() {
    journey("switch_page", async |hq| {
        hq.with_organization("Acme").await;
        second(hq).await;
        let browser = &hq.browser;
        browser.open("/organizations/beta/settings").await;
        browser.press("button", "Beta…").await;
        browser.press("option", "Acme…").await;
        browser.see_path("/organizations/acme/settings").await;
        browser.until("the field with Acme's name", async || browser.value("Name").await == "Acme").await;
    });
}

#[test]
fn two_tabs_show_two_organizations() {
    journey("two_tabs", async |hq| {
        hq.with_organization("Acme").await;
        second(hq).await;
        let browser = &hq.browser;
        let first = browser.driver().window().await.unwrap();
        let other = browser.driver().new_tab().await.unwrap();
        browser.driver().switch_to_window(other).await.unwrap();
        browser.open("/organizations/acme").await;
        browser.see("heading", "Acme").await;
        browser.driver().switch_to_window(first).await.unwrap();
        browser.see("heading", "Beta").await;
        browser.reload().await;
        browser.see("button", "Beta…").await;
    });
}

#[test]
fn same_names_get_different_slugs_and_a_slug_is_checked_while_typing() {
    journey("slugs", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/new").await;
        browser.fill("Name", "Acme").await;
        browser.until("the suggestion acme-2", async || browser.value("Slug").await == "acme-2").await;
        browser.fill("Slug", "acme").await;
        browser.see_text("taken").await;
        browser.fill("Slug", "Not one").await;
        browser.see_text("Use lower-case letters").await;
        browser.fill("Slug", "my-own").await;
        browser.press("button", "Done").await;
        browser.see_path("/organizations/my-own").await;
    });
}

#[test]
fn an_organization_of_others_looks_like_none() {
    journey("foreign", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.see("heading", "Information…").await;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;

        hq.sign_up("Bob Builder", "bob@example.org").await;
        browser.see("heading", "Welcome, Bob!").await;
        let mut texts = Vec::new();
        for path in ["/organizations/acme", "/organizations/nowhere"] {
            browser.open(path).await;
            browser.see("heading", "Page not found").await;
            texts.push(browser.text().await);
        }
        assert_eq!(texts[0], texts[1]);
    });
}

#[test]
fn renaming_shows_everywhere_at_once() {
    journey("rename", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Organization").await;
        browser.see_path("/organizations/acme/settings").await;
        browser.fill("Name", "Acme Data").await;
        browser.press("button", "Save").await;
        browser.see("button", "Acme Data…").await;
        browser.reload().await;
        browser.until("the new name", async || browser.value("Name").await == "Acme Data").await;
    });
}

#[test]
fn a_new_slug_moves_the_page_and_the_old_one_leads_on() {
    journey("new_slug", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.fill("Slug", "acme-data").await;
        browser.press("button", "Save").await;
        browser.see_path("/organizations/acme-data/settings").await;
        browser.open("/organizations/acme").await;
        browser.see("heading", "Acme").await;
        browser.see_path("/organizations/acme-data").await;
    });
}

#[test]
fn of_two_tabs_the_second_is_told_what_changed_and_keeps_what_it_typed() {
    journey("stale", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.fill("Name", "From the first tab").await;
        let first = browser.driver().window().await.unwrap();
        let other = browser.driver().new_tab().await.unwrap();
        browser.driver().switch_to_window(other).await.unwrap();
        browser.open("/organizations/acme/settings").await;
        browser.fill("Name", "From the second tab").await;
        browser.press("button", "Save").await;
        browser.see("button", "From the second tab…").await;

        browser.driver().switch_to_window(first).await.unwrap();
        browser.press("button", "Save").await;
        browser.see_text("From the second tab").await;
        assert_eq!(browser.value("Name").await, "From the first tab", "what was typed is kept");
    });
}

#[test]
fn a_deleted_organization_is_gone_until_it_is_restored() {
    journey("delete_organization", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.press("button", "Delete Acme").await;
        browser.see_text("It has no other members").await;
        browser.fill("Type “Acme” to confirm", "Acne").await;
        browser.keys(Key::Enter).await;
        browser.see_text("Type or paste the name.").await;
        browser.fill("Type “Acme” to confirm", "Acme").await;
        browser.keys(Key::Enter).await;
        browser.see_path("/account/organizations").await;
        browser.see_text("Can be restored until").await;
        browser.open("/organizations/acme").await;
        browser.see("heading", "Page not found").await;
        browser.open("/account/organizations").await;
        browser.press("button", "Restore Acme").await;
        browser.see_text("Acme restored.").await;
        browser.press("link", "Acme").await;
        browser.see_path("/organizations/acme").await;
        browser.see("heading", "Acme").await;
    });
}
