use super::*;
use serde_json::json;

fn plan(id: &str) -> Value {
    json!({ "id": id, "name": id, "description": "A plan." })
}

fn service(id: &str, plans: &[Value]) -> Value {
    json!({ "id": id, "name": id, "description": "A service.", "bindable": true, "plans": plans })
}

fn with(mut offer: Value, field: &str, value: Value) -> Value {
    offer[field] = value;
    offer
}

fn read(services: &[Value]) -> (Catalog, Vec<LeftOut>) {
    Catalog::read(json!({ "services": services })).unwrap()
}

/// The ids of plans, and the reasons of those that are left out.
fn outcome(services: &[Value]) -> (Vec<String>, Vec<String>) {
    let (catalog, left_out) = read(services);
    let plans =
        catalog.services.iter().flat_map(|service| &service.plans).map(|plan| plan.id.clone()).collect();
    (plans, left_out.into_iter().map(|left_out| left_out.reason).collect())
}

/// Why a plan beside a good one is left out.
fn reason(bad: Value) -> String {
    let (plans, reasons) = outcome(&[service("s", &[plan("good"), bad])]);
    assert_eq!(plans, ["good"]);
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    reasons.concat()
}

fn hq(extension: Value) -> Value {
    let mut whole = json!({
        "provider": { "id": "gcp", "name": "Google Cloud" },
        "regions": [{ "id": "europe-west9", "name": "Paris", "country": "FR", "latitude": 48.9, "longitude": 2.4 }],
        "fpu": { "min": 2, "max": 64, "step": 2 },
    });
    for (field, value) in extension.as_object().unwrap() {
        whole[field] = value.clone();
    }
    with(plan("bad"), "metadata", json!({ "hq": whole }))
}

#[test]
fn a_plain_catalog_is_read_whole() {
    let (plans, reasons) = outcome(&[service("a", &[plan("1"), plan("2")]), service("b", &[plan("3")])]);
    assert_eq!(plans, ["1", "2", "3"]);
    assert_eq!(reasons, [""; 0]);
    assert_eq!(outcome(&[]).0, [""; 0]);
}

#[test]
fn what_is_no_catalog_is_none() {
    for answer in
        [json!([]), json!("services"), json!({}), json!({ "services": {} }), json!({ "services": null })]
    {
        assert_eq!(Catalog::read(answer.clone()), None, "{answer}");
    }
}

#[test]
fn hqs_own_words_are_understood() {
    let (catalog, left_out) = read(&[service("s", &[hq(json!({}))])]);
    assert_eq!(left_out, []);
    let extension = catalog.services[0].plans[0].hq().unwrap();
    assert_eq!(extension.regions[0].name, "Paris");
    assert_eq!(extension.fpu.max, 64);
}

#[test]
fn unknown_fields_nulls_and_foreign_metadata_do_not_matter() {
    let mut plan = plan("1");
    plan["costs"] = json!([{ "amount": { "usd": 99.0 }, "unit": "MONTHLY" }]);
    plan["free"] = Value::Null;
    plan["schemas"] = Value::Null;
    plan["metadata"] = json!({ "displayName": 5, "bullets": [null, 1], "hq": null });
    let mut service = service("s", &[plan]);
    service["tags"] = Value::Null;
    service["metadata"] = json!(["anything"]);
    service["dashboard_client"] = json!({ "id": 1 });
    let (catalog, left_out) = read(&[service]);
    assert_eq!(left_out, []);
    assert!(catalog.services[0].plans[0].free, "so it is where nothing is said");
}

#[test]
fn services_that_cannot_be_used_are_left_out() {
    let good = service("good", &[plan("1")]);
    let cases = [
        (json!("service"), "it is no object"),
        (json!({ "id": "x", "name": "x" }), "it has no list of plans"),
        (with(service("x", &[plan("2")]), "bindable", Value::Null), "missing field `bindable`"),
        (service("x", &[]), "it has no plan"),
        (service("x", &[with(plan("2"), "id", json!(""))]), "none of its plans can be used"),
        (service("", &[plan("2")]), "its id is empty"),
        (service("a\nb", &[plan("2")]), "its id has control characters"),
        (service(&"x".repeat(256), &[plan("2")]), "its id has more than 255 bytes"),
        (with(service("x", &[plan("2")]), "name", json!(" \u{200b}")), "its name is empty"),
        (service("good", &[plan("2")]), "another service before it has the id good"),
    ];
    for (bad, expected) in cases {
        let (plans, reasons) = outcome(&[good.clone(), bad, service("also good", &[plan("3")])]);
        assert_eq!(plans, ["1", "3"], "{expected}");
        assert!(reasons.iter().any(|reason| reason.contains(expected)), "{expected}: {reasons:?}");
    }
}

#[test]
fn plans_that_cannot_be_used_are_left_out() {
    assert_eq!(reason(json!(5)), "it is no object");
    assert_eq!(reason(plan("")), "its id is empty");
    assert_eq!(reason(plan("good")), "another plan before it has the id good");
    assert_eq!(reason(with(plan("x"), "name", json!("\u{0}"))), "its name is empty");
    assert!(reason(json!({ "id": "x", "name": "x" })).contains("description"));
    assert!(reason(with(plan("x"), "maximum_polling_duration", json!(-1))).contains("-1"));
}

#[test]
fn ids_of_plans_are_unique_in_the_whole_catalog() {
    let (plans, reasons) = outcome(&[service("a", &[plan("1")]), service("b", &[plan("1"), plan("2")])]);
    assert_eq!(plans, ["1", "2"]);
    assert_eq!(reasons, ["another plan before it has the id 1"]);
}

#[test]
fn sizes_places_and_prices_make_sense() {
    assert_eq!(reason(hq(json!({ "fpu": { "min": 2, "max": 4, "step": 0 } }))), "its sizes have a step of 0");
    assert_eq!(
        reason(hq(json!({ "fpu": { "min": 8, "max": 4, "step": 2 } }))),
        "its smallest size is 8, its largest 4"
    );
    assert!(reason(hq(json!({ "fpu": { "min": -2, "max": 4, "step": 2 } }))).contains("-2"));
    let region = |region: Value| reason(hq(json!({ "regions": [region] })));
    assert_eq!(region(json!({ "id": "x", "name": "X", "latitude": 91.0 })), "its region x is not on Earth");
    assert_eq!(region(json!({ "id": "x", "name": "X", "longitude": -181 })), "its region x is not on Earth");
    assert_eq!(region(json!({ "id": "x", "name": "" })), "a region of it has no name");
    assert_eq!(region(json!({ "id": "x\u{202e}", "name": "X" })), "a region of it has no id");
    assert_eq!(
        region(json!({ "id": "x", "name": "X", "country": "France" })),
        "its region x is in France, which is no country"
    );
    let twice = json!({ "id": "x", "name": "X" });
    assert_eq!(reason(hq(json!({ "regions": [twice, twice] }))), "it has the region x twice");
    let price = json!({ "price": { "currency": "euro", "fpu_month_minor": 1 } });
    assert_eq!(reason(hq(price)), "its price is in euro, which is no currency");
}

#[test]
fn schemas_that_cannot_be_used_leave_their_plan_out() {
    let of = |schema: Value| {
        with(plan("x"), "schemas", json!({ "service_instance": { "create": { "parameters": schema } } }))
    };
    let large =
        json!({ "$schema": "http://json-schema.org/draft-04/schema#", "description": "x".repeat(65_537) });
    assert!(reason(of(large)).contains("more than 64 kB"));
    let outside =
        json!({ "$schema": "http://json-schema.org/draft-04/schema#", "$ref": "http://127.0.0.1:1/x" });
    assert!(reason(of(outside)).contains("cannot be used"));
    assert!(reason(of(json!({ "type": "nonsense" }))).contains("cannot be used"));
}

#[test]
fn there_are_five_hundred_plans_at_most_and_a_hundred_reasons() {
    let many: Vec<Value> = (0..600).map(|id| plan(&id.to_string())).collect();
    let (plans, reasons) = outcome(&[service("s", &many), service("t", &[plan("t")])]);
    assert_eq!(plans.len(), 500);
    assert_eq!(reasons.len(), 2);
    assert!(reasons[0].contains("500 plans"));
    let (plans, reasons) = outcome(&[service("s", &vec![json!(null); 5_000]), service("t", &[plan("t")])]);
    assert_eq!(plans, ["t"]);
    assert_eq!(reasons.len(), 100);
}

#[test]
fn texts_are_plain_and_short() {
    let mut bad = plan("p");
    bad["name"] = json!(format!("\u{202e}{}", "n".repeat(200)));
    bad["description"] = json!("d\u{0}".repeat(5_000));
    bad["metadata"] = json!({ "displayName": "Big\r\n\u{1b}plan" });
    let mut service = service("s", &[bad]);
    service["tags"] = json!(vec!["t".repeat(300); 99]);
    let (catalog, left_out) = read(&[service]);
    assert_eq!(left_out, []);
    let plan = &catalog.services[0].plans[0];
    assert_eq!(plan.name, "n".repeat(128));
    assert_eq!(plan.description, "d".repeat(2_000));
    assert_eq!(plan.metadata.as_ref().unwrap().display_name.as_deref(), Some("Big plan"));
    assert_eq!(catalog.services[0].tags, vec!["t".repeat(128); 50]);
}

#[test]
fn templates_are_plain_too() {
    let template =
        |id: &str, name: &str| json!({ "id": id, "name": name, "description": "d\u{0}".repeat(5_000) });
    let templates = [template("a", "Big\u{202e}one"), template("b\u{200b}", "B"), template("c", " ")];
    let about = json!({ "hq": { "kind": "dataplant", "templates": templates } });
    let (catalog, left_out) = read(&[with(service("s", &[plan("p")]), "metadata", about)]);
    assert_eq!(left_out, []);
    let kept = &catalog.services[0].hq().unwrap().templates;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].name, "Bigone");
    assert_eq!(kept[0].description, "d".repeat(2_000));
}

#[test]
fn reasons_are_plain_too() {
    let (_, left_out) =
        read(&[with(service("s", &[]), "name", json!(format!("\u{202e}{}", "x".repeat(999))))]);
    assert_eq!(left_out[0].service, "x".repeat(128));
}
