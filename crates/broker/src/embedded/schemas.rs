//! The JSON schemas of parameters (draft 4, as OSB has it), as the catalog tells them. What they say, `parameters` checks.

use super::{catalog::REGION, dataplant::sample, journal::Kind, settings::Slot};
use serde_json::{Map, Value, json};

const DRAFT: &str = "http://json-schema.org/draft-04/schema#";

/// Of a service.
pub fn of(kind: Kind) -> Value {
    let create = object(settings(kind), &["region", "fpu"]);
    let mut changes = settings(kind);
    changes.remove("region");
    changes.remove("high_availability");
    changes.remove("template");
    if kind != Kind::Dataplant {
        changes.insert("suspended".to_owned(), json!({ "type": "boolean" }));
    }
    let update = object(changes, &[]);
    let mut schemas = json!({ "service_instance": {
        "create": { "parameters": create },
        "update": { "parameters": update },
    } });
    if kind != Kind::Dataplant {
        let schema = json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]{0,62}$" });
        let bind = object(Map::from_iter([("schema".to_owned(), schema)]), &[]);
        if let Some(schemas) = schemas.as_object_mut() {
            schemas.insert("service_binding".to_owned(), json!({ "create": { "parameters": bind } }));
        }
    }
    schemas
}

fn settings(kind: Kind) -> Map<String, Value> {
    let sizes = kind.sizes();
    let mut settings = Map::from_iter([
        ("region".to_owned(), json!({ "type": "string", "enum": [REGION] })),
        (
            "fpu".to_owned(),
            json!({ "type": "integer", "minimum": sizes.min, "maximum": sizes.max, "multipleOf": sizes.step }),
        ),
        ("high_availability".to_owned(), json!({ "type": "boolean", "enum": [false] })),
    ]);
    if kind == Kind::Dataplant {
        let templates: Vec<String> = sample::templates().into_iter().map(|template| template.id).collect();
        settings.insert("template".to_owned(), json!({ "type": "string", "enum": templates }));
        let slots = Slot::ALL.map(|slot| (slot.as_str().to_owned(), json!({ "type": "object" })));
        settings.insert("connections".to_owned(), object(Map::from_iter(slots), &[]));
        let text = json!({ "type": "string" });
        let certificate = object(
            Map::from_iter([("chain".to_owned(), text.clone()), ("private_key".to_owned(), text.clone())]),
            &["chain", "private_key"],
        );
        let exposure = Map::from_iter([
            ("names".to_owned(), json!({ "type": "array", "items": text })),
            ("certificates".to_owned(), json!({ "type": "array", "items": certificate })),
        ]);
        settings.insert("exposure".to_owned(), object(exposure, &["names", "certificates"]));
    }
    settings
}

fn object(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = json!({
        "$schema": DRAFT, "type": "object", "properties": properties, "additionalProperties": false,
    });
    if let Some(schema) = schema.as_object_mut().filter(|_| !required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}
