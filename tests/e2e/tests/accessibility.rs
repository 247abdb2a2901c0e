use hq_e2e::{Browser, Key, Server, Theme, journey};
use serde::Deserialize;
use std::collections::HashMap;

/// Looks at a page in both themes, wide and narrow, and at its targets, and where the focus goes.
async fn look(browser: &Browser, what: &str) {
    look_in(browser, 800, what).await;
}

/// The same in a window so high: where a bar stays at its foot, that lies over whatever is there, and is no fault.
async fn look_in(browser: &Browser, height: u32, what: &str) {
    for theme in [Theme::Light, Theme::Dark] {
        browser.theme(theme).await;
        for width in [1280, 320] {
            browser.size(width, height).await;
            browser.is_accessible(&format!("{what}, {theme:?}, {width} px")).await;
            let overflow = browser
                .run("return Math.max(0, document.documentElement.scrollWidth - window.innerWidth)", vec![])
                .await;
            assert_eq!(overflow, 0, "{what} at {width} px scrolls sideways");
        }
    }
    // In any colours: they make no target larger, and take a bar from nowhere.
    for width in [320, 1280] {
        browser.size(width, 800).await;
        browser.is_within_reach(&format!("{what}, {width} px")).await;
    }
    browser.size(1280, 900).await;
}

/// Opens a page, wide and narrow, on which nothing may move while it loads, and looks at it.
async fn visit(browser: &Browser, path: &str, heading: &str) {
    open_still(browser, path).await;
    browser.see("heading", heading).await;
    look(browser, path).await;
}

/// The same with the page that a link led to.
async fn visit_again(browser: &Browser, heading: &str) {
    let path = browser.path().await;
    visit(browser, &path, heading).await;
}

/// The pages that an admin sees; those without a heading are for `cargo xtask firefox` alone. Plans are not sold on this server:
/// `plan.rs` and the journey below see their other pages.
fn pages() -> Vec<Listed> {
    let all: HashMap<&str, Vec<Listed>> =
        serde_json::from_str(include_str!("../../firefox/pages.json")).unwrap();
    all.into_iter().find(|(who, _)| *who == "admin").unwrap().1
}

#[derive(Deserialize)]
struct Listed {
    path: &'static str,
    heading: Option<&'static str>,
}

/// Opens a page, wide and narrow: nothing of it moves.
async fn open_still(browser: &Browser, path: &str) {
    for width in [320, 1280] {
        browser.size(width, 800).await;
        browser.open_unmoved(path, &format!("{path}, {width} px")).await;
    }
}

#[test]
fn pages_for_everybody_are_accessible() {
    journey("accessible_public", async |hq| {
        let browser = &hq.browser;
        for (path, heading) in [
            ("/sign-in", "Sign in"),
            ("/sign-up", "Create your account"),
            ("/reset-password", "Reset your password"),
            ("/verify/unknown", "Confirm your address"),
            ("/reset-password/unknown", "Choose a new password"),
            ("/secure-account/unknown", "Unknown link"),
            ("/email-changes/unknown", "Unknown link"),
            ("/join/unknown", "Unknown link"),
            ("/join/unknown/report", "Unknown link"),
        ] {
            visit(browser, path, heading).await;
        }
        browser.open("/sign-up").await;
        browser.press("button", "Create account").await;
        browser.see_text("Fill this in.").await;
        look(browser, "sign-up with errors").await;
        browser.open("/verify/unknown").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Unknown link").await;
        look(browser, "an unknown link").await;
        browser.open("/sign-up").await;
        browser.fill("Full name", "Ada Lovelace").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        browser.driver().delete_all_cookies().await.unwrap();
        hq.follow_mail("ada@example.org").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Choose your password").await;
        look(browser, "a link in another browser").await;
    });
}

#[test]
fn pages_of_a_signed_in_person_are_accessible() {
    journey("accessible_signed_in", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        look(browser, "start").await;
        browser.fill("Name", "Acme").await;
        browser.press("button", "Done").await;
        browser.see("heading", "Acme").await;
        // What comes once the page has stood for a while.
        browser.see_text("only one admin").await;
        browser.see_text("Recent changes").await;
        look(browser, "home").await;
        browser.press("button", "Search").await;
        browser.see("option", "New organization").await;
        look(browser, "the palette").await;
        browser.keys(Key::Escape).await;
        for page in pages() {
            let path = page.path.replace("{organization}", "acme");
            if let Some(heading) = page.heading {
                visit(browser, &path, heading).await;
            }
        }
        browser.open("/organizations/acme").await;
        browser.open("/organizations/acme/members").await;
        browser.press("link", "Ada Lovelace").await;
        browser.see("heading", "Ada Lovelace").await;
        visit_again(browser, "Ada Lovelace").await;
        browser.press("button", "Start from…").await;
        browser.press("menuitem", "Read everything").await;
        browser.see_text("Unsaved changes").await;
        // The message lies over what is looked at.
        browser.press("button", "Dismiss").await;
        look_in(browser, 4000, "a member's rules").await;
        browser.press("button", "Add new rule Dataplants").await;
        browser.see("button", "Add rule").await;
        look_in(browser, 4000, "a new rule").await;
        browser.keys(Key::Escape).await;
        browser.press("button", "Discard").await;
        browser.open("/organizations/acme").await;
        browser.press("button", "Acme…").await;
        browser.see("option", "Acme…").await;
        look(browser, "drop-down").await;
        browser.open("/organizations/acme").await;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.see("menuitem", "Sign out").await;
        look(browser, "user menu").await;
    });
}

#[test]
fn pages_of_a_plan_are_accessible() {
    journey("accessible_plan", async |hq| {
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        hq.with_organization("Fab").await;
        let browser = &hq.browser;
        for (path, heading) in [
            ("/organizations/fab/plan", "No plan yet"),
            ("/organizations/fab/plan?do=voucher", "Use a voucher"),
            ("/organizations/fab/plan/choose", "Choose a plan: Plan"),
            ("/organizations/fab/plan/choose/support?plan=premium", "Choose a plan: Support"),
            ("/organizations/fab/plan/choose/resources?plan=premium", "Choose a plan: Resources"),
            ("/organizations/fab/plan/choose/payer?plan=premium", "Choose a plan: Billing account"),
        ] {
            visit(browser, path, heading).await;
        }
        browser.press("button", "Create and continue").await;
        browser.see_text("Enter the name for receipts.").await;
        look(browser, "a billing account with errors").await;
    });
}

#[test]
fn pages_of_an_organization_that_pays_are_accessible() {
    journey("accessible_paying", async |hq| {
        // The demo's first organization has had its plan for months.
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        let browser = &hq.browser;
        browser.open("/sign-in").await;
        browser.fill("Work email", "ada@acme.example").await;
        browser.fill("Password", "quiet river at noon").await;
        browser.press("button", "Sign in").await;
        browser.see_no("heading", "Sign in").await;
        for (path, heading) in [
            ("/organizations/acme-robotics/plan", "Premium"),
            ("/organizations/acme-robotics/plan?do=cancel", "Cancel Premium"),
            ("/organizations/acme-robotics/plan/choose/payment?fpu=4", "Choose a plan: Payment"),
            ("/organizations/acme-robotics/plan/choose/summary?fpu=4", "Choose a plan: Summary"),
            ("/organizations/acme-robotics/billing", "Day by day"),
            ("/organizations/acme-robotics/receipts", "Receipts"),
        ] {
            visit(browser, path, heading).await;
        }
        browser.open("/billing-accounts").await;
        browser.press("link", "Acme Robotics SAS").await;
        for tab in ["Contact", "Billing information", "Payment methods", "Receipts", "Plans"] {
            browser.press("link", tab).await;
            browser.see("heading", tab).await;
            visit_again(browser, tab).await;
        }
    });
}

#[test]
fn pages_of_a_dataplant_are_accessible() {
    journey("accessible_dataplants", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/dataplants/new/name").await;
        browser.fill("Name", "Sales").await;
        browser.press("button", "Next").await;
        browser.see("heading", "New dataplant: Summary").await;
        look(browser, "what an order comes to").await;
        browser.press("button", "Create Sales").await;
        browser.see("heading", "Sales").await;
        browser.see_text("Ready").await;
        visit_again(browser, "Sales").await;
        browser.press("button", "Resize").await;
        browser.see("dialog", "Resize Sales").await;
        look(browser, "another size").await;
        browser.keys(Key::Escape).await;
        browser.press("button", "Delete").await;
        browser.see("dialog", "Delete Sales").await;
        look(browser, "asking for a deletion").await;
        for path in [
            "/organizations/acme/dataplants",
            "/organizations/acme/dataplants?view=table",
            "/organizations/acme",
        ] {
            open_still(browser, path).await;
            browser.see("link", "Sales").await;
            look(browser, path).await;
        }
        browser.press("button", "Acme…").await;
        browser.see("option", "Acme…").await;
        browser.keys(Key::Right).await;
        browser.see("option", "Sales…").await;
        look(browser, "the drop-down, unfolded").await;
    });
}

/// A file of the made-up certificates.
fn pem(file: &str) -> String {
    let path = format!("{}/../fixtures/certificates/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn full_pages_of_the_settings_are_accessible() {
    journey("accessible_settings", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/settings/domains").await;
        browser.fill("Domain name", "acme.example").await;
        browser.keys(Key::Enter).await;
        browser.see("heading", "acme.example").await;
        hq.dns.texts("_hq-challenge.acme.example", &["hq-verification=something"]);
        browser.press("button", "Check now…").await;
        browser.see_text("hq-verification=something").await;
        browser.fill("Domain name", "not a domain").await;
        browser.keys(Key::Enter).await;
        browser.see_text("Enter a domain name such as example.org").await;
        look(browser, "a domain without its record, and an error").await;

        browser.open("/organizations/acme/settings/certificates?add=1").await;
        browser.fill("Certificate chain", &pem("many-names.pem")).await;
        browser.fill("Private key", &pem("other.key")).await;
        browser.press("button", "Add certificate").await;
        browser.see_text("This key belongs to another certificate.").await;
        look(browser, "a certificate with another's key").await;
        browser.fill("Private key", &pem("chain.key")).await;
        browser.press("button", "Add certificate").await;
        browser.see_text("added.").await;
        look(browser, "certificates").await;

        browser.open("/organizations/acme/settings").await;
        browser.see_text("only one admin").await;
        look(browser, "information with a health note").await;
        browser.press("button", "Delete Acme").await;
        browser.see_text("1 TLS certificate").await;
        look(browser, "the checklist of deleting").await;
    });
}

#[test]
fn the_servers_own_pages_are_accessible() {
    journey("accessible_server", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        for path in ["/mailbox", "/api/docs/plain"] {
            browser.open(path).await;
            look(browser, path).await;
        }
    });
}

#[test]
fn pages_of_somebody_who_is_invited_are_accessible() {
    journey("accessible_invited", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", "bob@example.net").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/members/invitations").await;
        browser.see_text("bob@example.net").await;
        look(browser, "invitations with one").await;
        hq.sign_out("Ada Lovelace").await;
        hq.follow_mail("bob@example.net").await;
        browser.see("heading", "Create your account to join Acme").await;
        visit_again(browser, "Create your account to join Acme").await;
        let link = browser.path().await;
        hq.sign_up("Bob Noyce", "bob@example.net").await;
        browser.see_text("Ada Lovelace invited you to join Acme").await;
        look(browser, "start with an invitation").await;
        visit(browser, "/", "Welcome, Bob!").await;
        visit(browser, &link, "Ada Lovelace invited you to join Acme").await;
    });
}
