//! What holds of the console's doors however fast the machine is; how soon they are usable is measured by
//! `cargo xtask bench pages`.

use hq_e2e::{Browser, Door, Journey, Server, Visitor, journey};
use serde_json::{Value, json};

const DEMO_PASSWORD: &str = "quiet river at noon";
const ORGANIZATION: &str = "acme-robotics";

#[test]
fn every_door_takes_few_requests_and_bytes_of_its_own_code_and_nothing_shifts() {
    journey("doors", async |hq| {
        hq.server = Server::start_with(&["--demo", "--demo-members", "100"]).await;
        hq.browser.go_to(&hq.server.url());
        hq.follow_mail("nina@example.net").await;
        let token = last_segment(&hq.browser.path().await);
        let mut faults = visit(hq, Visitor::Nobody, &[("{token}", &token)]).await;

        hq.sign_up("Nora Newcomer", "nora@example.org").await;
        hq.browser.see("heading", "Welcome, Nora!").await;
        faults.extend(visit(hq, Visitor::Newcomer, &[]).await);

        sign_in(&hq.browser, "nina@example.net", "Welcome, Nina!").await;
        faults.extend(visit(hq, Visitor::Invited, &[]).await);

        sign_in(&hq.browser, "ada@acme.example", "Acme Robotics").await;
        let member = member(&hq.browser, "blaise@acme.example").await;
        faults.extend(visit(hq, Visitor::Admin, &[("{member}", &member)]).await);
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    });
}

/// Opens every door of this visitor and returns what is wrong with them.
async fn visit(hq: &Journey, visitor: Visitor, fill: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for door in Door::all().iter().filter(|door| door.who == visitor) {
        let path = door.path.replace("{organization}", ORGANIZATION);
        let path = fill.iter().fold(path, |path, (name, value)| path.replace(name, value));
        faults.extend(door.faults(&hq.browser.visit_cold(&path, &door.ready).await));
    }
    faults
}

/// Whoever is signed in, from now on it is this person.
async fn sign_in(browser: &Browser, email: &str, heading: &str) {
    browser.devtools("Network.clearBrowserCookies", json!({})).await;
    browser.open("/sign-in").await;
    browser.fill("Work email", email).await;
    browser.fill("Password", DEMO_PASSWORD).await;
    browser.press("button", "Sign in").await;
    browser.see("heading", heading).await;
}

/// The id of a member, as the API tells it to the page.
async fn member(browser: &Browser, email: &str) -> String {
    let script = "const [path, done] = arguments;
                  fetch(path).then((answer) => answer.json()).then((page) => done(page.items[0].id))";
    let path = format!("/api/v1/organizations/{ORGANIZATION}/members?q={email}");
    let id: Value = browser.run_async(script, vec![path.into()]).await;
    id.as_str().expect("the member's id").to_owned()
}

fn last_segment(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}
