use hq_e2e::{Journey, journey};

const LIST: &str = "/organizations/acme/dataplants";

/// Orders a dataplant with the sample template, of the embedded broker, and waits until it is there.
async fn order(hq: &Journey, name: &str) {
    let browser = &hq.browser;
    browser.open(LIST).await;
    browser.press("link", "New dataplant").await;
    browser.see("heading", "New dataplant: Template").await;
    browser.press("radio", "Sample…").await;
    browser.press("button", "Next").await;
    browser.see("heading", "New dataplant: Provider and region").await;
    browser.press("button", "Next").await;
    browser.see("heading", "New dataplant: Name and size").await;
    browser.fill("Name", name).await;
    browser.press("button", "Next").await;
    browser.see("heading", "New dataplant: Summary").await;
    browser.press("button", &format!("Create {name}")).await;
    browser.see("heading", name).await;
    browser.see_text("Ready").await;
}

/// Where the page says that it answers.
async fn url(hq: &Journey, name: &str) -> String {
    let link = hq.browser.see("link", &format!("Open {name}")).await;
    link.attr("href").await.unwrap().expect("a link")
}

/// What answers there; nothing where nothing does. A browser knows where names under `localhost` are; the resolver may not.
async fn answer(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").expect("a URL");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let port = host.rsplit_once(':').map_or("80", |(_, port)| port);
    let asked =
        reqwest::Client::new().get(format!("{scheme}://127.0.0.1:{port}/{path}")).header("host", host);
    let page = asked.send().await.ok().filter(|page| page.status().is_success())?;
    page.text().await.ok()
}

#[test]
fn a_dataplant_is_ordered_made_and_answers() {
    journey("dataplants", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("link", "Choose a template").await;
        browser.see("heading", "New dataplant: Template").await;
        order(hq, "Sales").await;
        browser.see_text("Sample sales").await;
        let page = answer(&url(hq, "Sales").await).await.expect("its own page answers there");
        assert!(page.contains("Sales"), "{page}");

        browser.open("/organizations/acme").await;
        browser.see("link", "Sales").await;
        browser.see_no("link", "Choose a template").await;
        browser.reload().await;
        browser.press("link", "Sales").await;
        browser.see("heading", "Sales").await;
    });
}

#[test]
fn a_dataplant_is_deleted_by_the_link_of_the_mail() {
    journey("dataplant_deleted", async |hq| {
        hq.with_organization("Acme").await;
        order(hq, "Sales").await;
        let (browser, answers) = (&hq.browser, url(hq, "Sales").await);
        browser.press("button", "Delete").await;
        browser.see("dialog", "Delete Sales").await;
        browser.fill("Type Sales to confirm", "Sales").await;
        browser.press("button", "Send link").await;
        browser.see_text("Check your email to confirm").await;
        assert!(answer(&answers).await.is_some(), "nothing is deleted yet");

        hq.follow_mail("ada@example.org").await;
        browser.see("heading", "Delete Sales").await;
        browser.press("button", "Delete Sales").await;
        browser.see_path(LIST).await;
        browser.see_text("No dataplants yet").await;
        assert!(answer(&answers).await.is_none(), "its page is gone too");
    });
}

#[test]
fn an_order_outlives_a_reload_and_the_way_back() {
    journey("dataplant_order", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/dataplants/new").await;
        browser.press("radio", "Sample…").await;
        browser.press("button", "Next").await;
        browser.press("button", "Next").await;
        browser.fill("Name", "Sales").await;
        browser.reload().await;
        browser.see("heading", "New dataplant: Name and size").await;
        assert_eq!(browser.value("Name").await, "Sales");
        browser.back().await;
        browser.see("heading", "New dataplant: Provider and region").await;
        browser.open("/organizations/acme/dataplants/new/summary").await;
        browser.see("heading", "New dataplant: Summary").await;
        browser.see("button", "Create Sales").await;
    });
}
