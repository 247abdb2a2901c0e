use hq_e2e::journey;
use serde_json::json;

const PAGE: &str = "/organizations/acme/settings/api-keys";

/// The status that a script gets with a key, which has neither a cookie nor an origin of the page.
const CALL: &str = "const done = arguments[arguments.length - 1];
fetch(arguments[0], {credentials: 'omit', headers: {authorization: `Bearer ${arguments[1]}`}})
    .then(answer => done(answer.status), error => done(String(error)));";

#[test]
fn a_script_calls_with_a_key_until_it_is_revoked() {
    journey("api_keys", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open(PAGE).await;
        browser.see_text("No API keys yet").await;
        browser.press("button", "New API key").await;
        browser.fill("Name", "Nightly deploy").await;
        browser.press("button", "Create API key").await;
        browser.see("heading", "Secret of Nightly deploy").await;
        let first =
            browser.run("return document.querySelector('dialog[open] code').textContent", vec![]).await;
        let call = async |secret: &serde_json::Value| {
            browser.run_async(CALL, vec![json!("/api/v1/organizations/acme"), secret.clone()]).await
        };
        assert_eq!(call(&first).await, 200);
        browser.press("button", "Done").await;
        let kept = "return JSON.stringify([document.body.innerHTML, {...localStorage}, {...sessionStorage}])";
        let kept = browser.run(kept, vec![]).await.to_string();
        assert!(!kept.contains(first.as_str().unwrap()), "the secret is shown once");

        browser.press("button", "Actions for Nightly deploy").await;
        browser.press("menuitem", "Rotate…").await;
        browser.press("button", "Rotate API key").await;
        browser.see("heading", "Secret of Nightly deploy").await;
        let second =
            browser.run("return document.querySelector('dialog[open] code').textContent", vec![]).await;
        assert_eq!((call(&first).await, call(&second).await), (json!(200), json!(200)), "both for a while");
        browser.press("button", "Done").await;

        browser.press("button", "Actions for Nightly deploy").await;
        browser.press("menuitem", "Revoke…").await;
        browser.press("button", "Revoke Nightly deploy").await;
        browser.see_text("Nightly deploy was revoked.").await;
        assert_eq!((call(&first).await, call(&second).await), (json!(401), json!(401)));
        browser.see_text("No API keys yet").await;
    });
}
