use hq_e2e::{Journey, Key, journey};

const PAGE: &str = "/organizations/acme/settings/domains";

/// The value of the record that the page shows, as somebody copies it.
async fn value(hq: &Journey) -> String {
    let text = hq.browser.text().await;
    let (_, rest) = text.split_once("hq-verification=").expect("the record is shown");
    let secret: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    format!("hq-verification={secret}")
}

async fn add(hq: &Journey, name: &str) {
    let browser = &hq.browser;
    browser.open(PAGE).await;
    browser.fill("Domain name", name).await;
    browser.keys(Key::Enter).await;
    browser.see("heading", name).await;
}

#[test]
fn a_domain_is_proved_by_its_record_and_may_ask_to_join() {
    journey("domains", async |hq| {
        hq.with_organization("Acme").await;
        add(hq, "acme-labs.example").await;
        let browser = &hq.browser;
        browser.see_text("Waiting for the record").await;
        browser.see_text("_hq-challenge.acme-labs.example").await;
        let (name, value) = ("_hq-challenge.acme-labs.example", value(hq).await);

        browser.press("button", "Check now…").await;
        browser.see_text("No TXT record at").await;
        // The provider has written the domain twice; then the value is another one.
        hq.dns.texts("_hq-challenge.acme-labs.example.acme-labs.example", &[&value]);
        browser.press("button", "Check now…").await;
        browser.see_text("your provider appended the domain twice").await;
        hq.dns.texts(name, &["hq-verification=mistyped"]);
        browser.press("button", "Check now…").await;
        browser.see_text("hq-verification=mistyped").await;
        hq.dns.texts(name, &["v=spf1 -all", &value]);
        browser.press("button", "Check now…").await;
        browser.see_text("Verified").await;
        browser.reload().await;
        browser.see_text("Verified").await;

        browser.open("/organizations/acme/settings/authentication").await;
        browser.see("checkbox", "acme-labs.example…").await;
        browser.press("checkbox", "acme-labs.example…").await;
        browser.press("button", "Save").await;
        browser.see_text("Saved").await;
        hq.sign_out("Ada Lovelace").await;
        hq.sign_up("Lise Meitner", "lise@acme-labs.example").await;
        browser.see_text("Acme").await;
        browser.see("button", "Ask to join…").await;
    });
}

#[test]
fn a_domain_that_is_given_up_is_gone() {
    journey("domain_given_up", async |hq| {
        hq.with_organization("Acme").await;
        add(hq, "acme.example").await;
        let browser = &hq.browser;
        let first = value(hq).await;
        browser.press("button", "Remove domain…").await;
        browser.see("dialog", "Remove acme.example").await;
        browser.press("button", "Remove acme.example").await;
        browser.see_text("acme.example removed.").await;
        browser.see_no("heading", "acme.example").await;
        browser.see_text("No domains yet").await;
        add(hq, "acme.example").await;
        assert_ne!(value(hq).await, first, "another record");
        // Two of them are one.
        browser.fill("Domain name", "https://ACME.example/").await;
        browser.keys(Key::Enter).await;
        browser.see_text("acme.example is already in the list.").await;
    });
}
