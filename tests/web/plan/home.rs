//! What the home and the orders tell of the plan.

use super::{current, of_plan, subscription, with};
use crate::{
    acme::{acme, acme_of_a_user_who_may, at, name, visit},
    server::address,
    stage::{Stage, attribute, settle},
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn steps(stage: &Stage) -> Vec<String> {
    stage.all("main .step").iter().map(|step| name(step)).collect()
}

#[wasm_bindgen_test]
async fn get_a_plan_leads_to_choosing_one_and_ticks_itself() {
    let stage = visit(&with(Value::Null, &[]), "").await;
    assert!(steps(&stage)[1].starts_with("Get a plan"), "{:?}", steps(&stage));
    assert_eq!(attribute(&stage.all("main .step")[1], "aria-current"), "step");
    assert!(attribute(&stage.called("main a", "Use a voucher"), "href").ends_with("/plan?do=voucher"));
    stage.called("main .step a", "Choose a plan").click();
    settle().await;
    settle().await;
    assert!(address().starts_with("/organizations/acme/plan/choose"), "{}", address());
    drop(stage);
    let server = with(of_plan("premium", "trial"), &[]);
    let stage = visit(&server, "").await;
    assert!(
        steps(&stage)[1].starts_with("Get a plan") && steps(&stage)[1].contains("done"),
        "{:?}",
        steps(&stage)
    );
    assert!(!stage.has("main .step a", "Choose a plan"));
    assert!(stage.all("main .plan-reactivate").is_empty());
    assert_eq!(server.got(&subscription()).len(), 1, "all of it is read for the note alone");
}

#[wasm_bindgen_test]
async fn where_no_plans_are_sold_there_is_none_to_get() {
    let stage = visit(&acme(), "").await;
    assert!(!steps(&stage).iter().any(|step| step.contains("Get a plan")), "{:?}", steps(&stage));
    assert!(!stage.has("main a", "Use a voucher"));
    assert_eq!(
        attribute(&stage.all("main .step")[1], "aria-current"),
        "step",
        "the next one is the dataplant"
    );
}

#[wasm_bindgen_test]
async fn a_plan_that_was_cancelled_is_reactivated_from_the_home() {
    let server = with(of_plan("premium", "cancelled"), &[]);
    let stage = visit(&server, "").await;
    settle().await;
    assert_eq!(server.got(&subscription()).len(), 2);
    assert!(
        stage.text().contains("The plan is cancelled and runs until December 12, 2026."),
        "{}",
        stage.text()
    );
    let back = at("POST", "/subscription/reactivate");
    server.says(&back, 200, &current(of_plan("premium", "active")));
    stage.press_button("Reactivate").await;
    assert_eq!(server.got(&back).len(), 1);
    assert!(!stage.text().contains("Reactivate your plan"), "{}", stage.text());
    drop(stage);
    server.says(&subscription(), 200, &current(of_plan("premium", "ended")));
    let stage = visit(&server, "").await;
    settle().await;
    assert!(
        attribute(&stage.called("main .plan-reactivate a", "Reactivate"), "href").contains("/plan/choose")
    );
}

#[wasm_bindgen_test]
async fn who_may_not_change_the_plan_is_offered_nothing() {
    let server = acme_of_a_user_who_may(&[Permission::ReadBilling, Permission::InviteMembers]);
    server.says(&subscription(), 200, &current(of_plan("premium", "ended")));
    let stage = visit(&server, "").await;
    settle().await;
    assert!(
        !stage.has("main a", "Choose a plan") && !stage.has("main a", "Use a voucher"),
        "{}",
        stage.text()
    );
    assert!(stage.all("main .plan-reactivate").is_empty());
}

#[wasm_bindgen_test]
async fn orders_say_at_once_what_is_missing_and_the_way_out() {
    let server = with(of_plan("premium", "active"), &[]);
    server.says("GET /api/v1/providers", 200, &json!({"providers": [], "offers": []}));
    server.says(&at("GET", "/storage-defaults"), 200, &json!({"tables": []}));
    let stage = visit(&server, "/dataplants/new").await;
    assert!(stage.text().contains("Dataplant limit reached: 2 of 2."), "{}", stage.text());
    let ask = attribute(&stage.called("main .banner a", "Request a change"), "href");
    assert!(ask.ends_with("/plan?do=quota&kind=dataplants"), "{ask}");
    drop(stage);
    let mut none = super::quotas(&[]);
    none["plan"] = json!(false);
    server.says(&at("GET", "/quotas"), 200, &none);
    for path in ["/dataplants/new", "/storage-engines/new"] {
        let stage = visit(&server, path).await;
        assert!(stage.text().contains("This organization has no plan yet."), "{path}: {}", stage.text());
        let choose = attribute(&stage.called("main .banner a", "Choose a plan"), "href");
        assert!(choose.contains("/plan/choose"), "{choose}");
    }
}

#[wasm_bindgen_test]
async fn a_plan_whose_payer_stops_leads_to_another_payer_from_the_home() {
    let mut own = of_plan("premium", "cancelled");
    own["payer"]["mine"] = json!(false);
    own["payer"]["stops"] = json!(true);
    let stage = visit(&with(own, &[]), "").await;
    settle().await;
    assert!(stage.text().contains("Acme SAS stops paying on December 12, 2026."), "{}", stage.text());
    assert!(!stage.has("main button", "Reactivate"));
    let way = stage.called("main a", "Choose another billing account");
    assert!(attribute(&way, "href").contains("/plan/choose/payer"), "{}", attribute(&way, "href"));
}
