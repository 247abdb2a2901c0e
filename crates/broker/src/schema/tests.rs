use super::*;
use serde_json::json;

fn plan(schemas: Value) -> Plan {
    serde_json::from_value(json!({ "id": "p", "name": "p", "description": "", "schemas": schemas })).unwrap()
}

fn creating(schema: Value) -> Plan {
    plan(json!({ "service_instance": { "create": { "parameters": schema } } }))
}

fn checked(schema: Value, parameters: Value) -> Result<(), Vec<String>> {
    check(&creating(schema), SchemaOf::Create, parameters.as_object().unwrap())
}

fn sizes() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "additionalProperties": false,
        "required": ["fpu"],
        "properties": {
            "fpu": { "type": "integer", "minimum": 2, "maximum": 64, "exclusiveMaximum": true },
            "region": { "type": "string", "enum": ["paris", "oslo"] },
        },
    })
}

#[test]
fn what_fits_is_taken() {
    assert_eq!(checked(sizes(), json!({ "fpu": 2, "region": "oslo" })), Ok(()));
    assert_eq!(check(&plan(Value::Null), SchemaOf::Create, &Map::new()), Ok(()));
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let wrong = checked(sizes(), json!({ "fpu": 64, "region": "secret", "key": "secret" })).unwrap_err();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(wrong.iter().any(|wrong| wrong.starts_with("/fpu: ")), "{wrong:?}");
    assert!(wrong.iter().any(|wrong| wrong.starts_with("/region: ")), "{wrong:?}");
    assert!(wrong.iter().all(|wrong| !wrong.contains("secret")), "{wrong:?}");
    assert_eq!(checked(sizes(), json!({})).unwrap_err().len(), 1);
}

#[test]
fn each_kind_of_request_has_its_own() {
    let only = |type_: &str| json!({ "parameters": { "properties": { "a": { "type": type_ } } } });
    let plan = plan(json!({
        "service_instance": { "create": only("integer"), "update": only("boolean") },
        "service_binding": { "create": only("string") },
    }));
    for (of, fitting) in [
        (SchemaOf::Create, json!({ "a": 1 })),
        (SchemaOf::Update, json!({ "a": true })),
        (SchemaOf::Bind, json!({ "a": "x" })),
    ] {
        for other in SchemaOf::ALL {
            let fits = check(&plan, other, fitting.as_object().unwrap()).is_ok();
            assert_eq!(fits, other == of, "{fitting} for {other:?}");
        }
    }
}

#[test]
fn a_schema_without_its_version_is_of_draft_4_or_else_of_the_newest() {
    let old = json!({ "properties": { "a": { "minimum": 3, "exclusiveMinimum": true } } });
    let new = json!({ "properties": { "a": { "exclusiveMinimum": 3 } } });
    for schema in [old, new] {
        assert!(checked(schema.clone(), json!({ "a": 3 })).is_err(), "{schema}");
        assert_eq!(checked(schema, json!({ "a": 4 })), Ok(()));
    }
}

#[test]
fn nothing_is_fetched() {
    let file = std::env::temp_dir().join("schema.json");
    for outside in [
        "http://127.0.0.1:1/schema".to_owned(),
        "https://example.com/schema".to_owned(),
        format!("file://{}", file.display()),
        "file:///etc/passwd".to_owned(),
        "other.json".to_owned(),
    ] {
        for field in ["$ref", "$schema"] {
            let schema = json!({ "properties": { "a": { "type": "integer" } }, field: outside });
            let wrong = checked(schema, json!({})).unwrap_err();
            assert!(wrong[0].contains("cannot be used"), "{wrong:?}");
        }
    }
    let inside = json!({ "definitions": { "n": { "type": "integer" } }, "properties": { "a": { "$ref": "#/definitions/n" } } });
    assert!(checked(inside, json!({ "a": "x" })).is_err());
}

#[test]
fn a_schema_that_is_no_schema_takes_nothing() {
    for schema in [
        json!(5),
        json!([]),
        json!({ "type": "thing" }),
        json!({ "properties": { "a": { "pattern": "(" } } }),
    ] {
        assert!(checked(schema.clone(), json!({ "a": "x" })).is_err(), "{schema}");
    }
}

#[test]
fn references_may_not_come_back() {
    let circles = [
        json!({ "$ref": "#" }),
        json!({
            "definitions": { "a": { "$ref": "#/definitions/b" }, "b": { "$ref": "#/definitions/a" } },
            "$ref": "#/definitions/a",
        }),
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicRef": "#" }),
        json!({ "$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveRef": "#" }),
        json!({ "allOf": [{ "$ref": "#" }] }),
        json!({ "properties": { "default": { "$ref": "#" } } }),
    ];
    for schema in circles {
        let wrong = checked(schema.clone(), json!({})).unwrap_err();
        assert!(wrong[0].contains("refers to itself"), "{schema}: {wrong:?}");
    }
    let moved = json!({ "properties": { "a": { "id": "http://a.example/", "$ref": "#/b" } }, "b": {} });
    assert!(checked(moved, json!({})).unwrap_err()[0].contains("an address of its own"));
    let named = json!({ "$id": "http://a.example/", "properties": { "id": { "type": "string" } } });
    assert_eq!(checked(named, json!({ "id": "x" })), Ok(()));
}

#[test]
fn a_part_can_be_referred_to_from_several_places() {
    let schema = json!({
        "definitions": { "a/b": { "type": "integer" } },
        "properties": { "a": { "$ref": "#/definitions/a~1b" }, "b": { "$ref": "#/definitions/a~1b" } },
    });
    assert_eq!(checked(schema.clone(), json!({ "a": 1, "b": 2 })), Ok(()));
    assert_eq!(checked(schema, json!({ "a": "x", "b": "y" })).unwrap_err().len(), 2);
}

#[test]
fn long_parameters_need_a_simple_schema() {
    let listed: Vec<Value> = (0..1_000).map(|n| json!({ "type": "integer", "minimum": n })).collect();
    let schema = json!({ "properties": { "a": { "items": { "anyOf": listed } } } });
    assert_eq!(checked(schema.clone(), json!({ "a": [1_001] })), Ok(()));
    let long = json!({ "a": vec![1_001; 5_000] });
    assert!(checked(schema, long.clone()).unwrap_err()[0].contains("too much"));
    assert_eq!(checked(sizes_of_lists(), long), Ok(()));
}

fn sizes_of_lists() -> Value {
    json!({ "properties": { "a": { "items": { "type": "integer" } } } })
}
