//! What a line says of before and after, field by field.

use crate::http::problem::Failure;
use hq_contract::audit_log::AuditChange;
use serde_json::{Map, Value};

/// The fields of a line's detail. `before` and `after` are put side by side and what is the same in both is left out; other
/// fields stand as they were from then on.
///
/// # Errors
/// 500 where the line holds no JSON.
pub fn changes(detail: &str) -> Result<Vec<AuditChange>, Failure> {
    let mut detail: Value = serde_json::from_str(detail).map_err(|error| Failure::internal(&error))?;
    let mut take = |name: &str| {
        let part = detail.as_object_mut().and_then(|detail| detail.remove(name)).unwrap_or_default();
        flat(&part)
    };
    let (before, after) = (take("before"), take("after"));
    let mut changes = Vec::new();
    for (field, value) in &before {
        let now = after.iter().find(|(other, _)| other == field).map(|(_, now)| now.clone());
        if now.as_ref() != Some(value) {
            changes.push(AuditChange { field: field.clone(), before: Some(value.clone()), after: now });
        }
    }
    let new = after.into_iter().filter(|(field, _)| before.iter().all(|(other, _)| other != field));
    let others = flat(&detail).into_iter();
    changes.extend(new.chain(others).map(|(field, value)| AuditChange {
        field,
        before: None,
        after: Some(value),
    }));
    Ok(changes)
}

/// The values inside, with the way to each; nothing for `null`.
fn flat(value: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    if let Value::Object(object) = value {
        walk("", object, &mut fields);
    }
    fields
}

fn walk(way: &str, object: &Map<String, Value>, fields: &mut Vec<(String, String)>) {
    for (name, value) in object {
        let way = if way.is_empty() { name.clone() } else { format!("{way}.{name}") };
        match value {
            Value::Null => {}
            Value::Object(inner) => walk(&way, inner, fields),
            Value::String(text) => fields.push((way, text.clone())),
            other => fields.push((way, other.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(detail: Value) -> Vec<(String, Option<String>, Option<String>)> {
        changes(&detail.to_string()).unwrap().into_iter().map(|c| (c.field, c.before, c.after)).collect()
    }

    #[test]
    fn only_what_changed_is_told_and_what_else_is_known() {
        let detail = serde_json::json!({
            "before": {"name": "Acme", "slug": "acme", "description": null, "join": {"enabled": true}},
            "after": {"name": "Acme", "slug": "acme-2", "description": "New", "join": {"enabled": false}},
            "email": "ada@example.org", "rules": [1],
        });
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(detail),
            [
                ("join.enabled".into(), some("true"), some("false")),
                ("slug".into(), some("acme"), some("acme-2")),
                ("description".into(), None, some("New")),
                ("email".into(), None, some("ada@example.org")),
                ("rules".into(), None, some("[1]")),
            ]
        );
        assert_eq!(told(serde_json::json!({})), []);
    }

    #[test]
    fn what_was_cleared_has_no_value_after() {
        let detail = serde_json::json!({"before": {"description": "Old"}, "after": {"description": null}});
        assert_eq!(told(detail), [("description".into(), Some("Old".into()), None)]);
    }
}
