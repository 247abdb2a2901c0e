use hq_e2e::{Journey, Key, Theme, journey, no_picture, picture};

/// How many pictures of the logo stand on the page.
async fn logos(hq: &Journey) -> i64 {
    hq.browser.pictures("/logo?").await
}

#[test]
fn the_logo_is_chosen_seen_everywhere_and_taken_away() {
    journey("logo", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.choose_picture(&no_picture()).await;
        browser.see_text("This isn’t a PNG, JPEG or WebP image.").await;
        browser.choose_picture(&picture()).await;
        browser.see_text("Logo changed.").await;
        browser.until("the logo in the card and in the header", async || logos(hq).await >= 2).await;
        browser.reload().await;
        browser.until("the logo after a reload", async || logos(hq).await >= 2).await;
        browser.press("button", "Acme…").await;
        browser.see("option", "Acme…").await;
        browser.until("the logo in the drop-down", async || logos(hq).await >= 3).await;
        browser.keys(Key::Escape).await;
        browser.press("button", "Remove logo").await;
        browser.see_text("Logo removed.").await;
        browser.until("no logo", async || logos(hq).await == 0).await;
    });
}

#[test]
fn unsaved_changes_are_marked_and_kept() {
    journey("unsaved", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.until("the field", async || browser.value("Name").await == "Acme").await;
        browser.fill("Name", "Acme Robotics").await;
        browser.press("link", "Domain names").await;
        browser.see("heading", "Domain names…").await;
        browser.press("link", "Information (unsaved changes)").await;
        browser.see_text("You left this page before saving.").await;
        assert_eq!(browser.value("Name").await, "Acme Robotics");
        browser.press("button", "Save").await;
        browser.see_text("Saved.").await;
        browser.see("link", "Information").await;
    });
}

#[test]
fn deleting_is_undone_from_the_message() {
    journey("delete_undo", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", "bob@example.net").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.press("button", "Delete Acme").await;
        browser.see_text("1 invitation stops working").await;
        browser.fill("Type “Acme” to confirm…", "Acme").await;
        browser.press("checkbox", "1 invitation stops working…").await;
        browser.press("button", "Delete Acme").await;
        browser.see_text("Acme deleted.").await;
        browser.press("button", "Undo…").await;
        browser.see_path("/organizations/acme").await;
        browser.see("heading", "Acme").await;
    });
}

/// Every page of the settings in French: nothing is wider than the narrowest phone, and no rule of axe is broken.
#[test]
fn the_settings_speak_french() {
    journey("settings_french", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("button", "Language…").await;
        browser.press("menuitemradio", "Français").await;
        browser
            .until("French", async || {
                browser.run("return document.documentElement.lang", vec![]).await == "fr"
            })
            .await;
        for (path, heading) in [
            ("settings", "Informations…"),
            ("settings/authentication", "Authentification…"),
            ("settings/domains", "Noms de domaine…"),
            ("settings/certificates", "Certificats TLS…"),
            ("settings/certificates?add=1", "Ajouter un certificat…"),
            ("settings/audit-log", "Journal d’audit…"),
        ] {
            browser.open(&format!("/organizations/acme/{path}")).await;
            browser.see("heading", heading).await;
            for (theme, width) in [(Theme::Light, 320), (Theme::Dark, 1280)] {
                browser.theme(theme).await;
                browser.size(width, 800).await;
                browser.is_accessible(&format!("{path} in French, {width} px")).await;
                let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
                let overflow = browser.run(overflow, vec![]).await.as_i64().unwrap_or(0);
                assert!(overflow <= 0, "{path} at {width} px scrolls sideways");
            }
            browser.size(1280, 900).await;
        }
    });
}

#[test]
fn the_settings_work_without_a_mouse() {
    journey("settings_keyboard", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings").await;
        browser.until("the field", async || browser.value("Name").await == "Acme").await;
        browser.tab_to("link", "Domain names").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Domain names…").await;
        assert_eq!(browser.focused().await.0, "heading");
        browser.tab_to("textbox", "Domain name").await;
        browser.keys("acme.example").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "acme.example").await;
        browser
            .until("the focus at the new domain", async || browser.focused().await.1 == "acme.example")
            .await;
        browser.tab_to("button", "Check now acme.example").await;
        browser.keys(Key::Enter).await;
        browser.see_text("No TXT record at").await;
        browser.tab_to("button", "Remove domain acme.example").await;
        browser.keys(Key::Enter).await;
        browser.see("dialog", "Remove acme.example").await;
        browser.keys(Key::Escape).await;
        browser.see_no("dialog", "Remove acme.example").await;
        assert_eq!(browser.focused().await.1, "Remove domain acme.example");

        browser.open("/organizations/acme/settings/certificates").await;
        browser.see_text("No certificates yet").await;
        browser.tab_to("button", "Add certificate").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "Add a certificate").await;
        browser.tab_to("textbox", "Certificate chain").await;
        browser.keys("nothing of the kind").await;
        browser.tab_to("button", "Add certificate").await;
        browser.keys(Key::Enter).await;
        browser.see_text("There’s no certificate in this text.").await;
        assert_eq!(browser.focused().await, ("textbox".to_owned(), "Certificate chain".to_owned()));
    });
}

#[test]
fn going_back_finds_the_place_on_the_page_and_a_link_its_top() {
    journey("places", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.size(1000, 500).await;
        // A press would scroll to the link first.
        let go = "document.querySelector(`nav a[href$='${arguments[0]}']`).click()";
        let place = async || browser.run("return Math.round(scrollY)", vec![]).await.as_i64();
        browser.open("/organizations/acme/settings").await;
        browser.see("heading", "Information").await;
        browser
            .until("a page that is long", async || {
                browser.run("scrollTo(0, 400)", vec![]).await;
                place().await == Some(400)
            })
            .await;
        browser.run(go, vec!["/members".into()]).await;
        browser.see("heading", "Members").await;
        browser.until("the top", async || place().await == Some(0)).await;
        browser.back().await;
        browser.see("heading", "Information").await;
        browser.until("the place", async || place().await == Some(400)).await;
        assert_eq!(browser.focused().await.1, "Information", "the title is read out all the same");
        browser.forward().await;
        browser.see("heading", "Members").await;
        browser.run(go, vec!["/settings".into()]).await;
        browser.see("heading", "Information").await;
        browser.until("the top", async || place().await == Some(0)).await;
        // Back to that visit, and not to the one before.
        browser.run(go, vec!["/members".into()]).await;
        browser.see("heading", "Members").await;
        browser.back().await;
        browser.see("heading", "Information").await;
        let reach = "return document.documentElement.scrollHeight - innerHeight";
        let is_long = async || browser.run(reach, vec![]).await.as_i64().is_some_and(|reach| reach > 400);
        browser.until("a page that is long", is_long).await;
        // It would have been tried by then.
        browser.see("heading", "Delete organization").await;
        assert_eq!(place().await, Some(0));
        // And back to the first one.
        browser.back().await;
        browser.see("heading", "Members").await;
        browser.back().await;
        browser.see("heading", "Information").await;
        browser.until("the place of that visit", async || place().await == Some(400)).await;
    });
}
