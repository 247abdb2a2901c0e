//! The rows, and what endpoints say of who can call them.

use super::{table, world::Kind};
use crate::support::{Backend, Hq};
use hq_contract::{ForPeople, Need, Permission};
use serde_json::Value;

/// Who has a permission is the row's rule, or admins alone. What is about one thing needs more, which its handler asks for.
#[tokio::test]
async fn rows_are_for_whom_endpoints_are() {
    let hq = Hq::start(Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    for row in table() {
        let (method, path) = row.operation.split_once(' ').unwrap();
        let permission = &document["paths"][path][method.to_lowercase()]["x-permission"];
        if permission.is_null() {
            continue;
        }
        let permission: Permission = serde_json::from_value(permission.clone()).unwrap();
        match permission.need() {
            Need::Membership => {}
            Need::Rule(category, action) => {
                let rule = format!("{} {}", category.as_str(), action.as_str());
                assert_eq!(row.rule, Some(rule.as_str()), "{}", row.operation);
            }
            Need::Admin => {
                assert_eq!(row.rule, None, "{}", row.operation);
                let others = [Kind::User, Kind::Unruled, Kind::Ruled].map(|kind| row.status[kind as usize]);
                assert_eq!(others, [403; 3], "{}", row.operation);
            }
        }
    }
}

/// Operations that need a permission which their declaration does not name: for one thing, or for some of what they do.
const NEEDED_INSIDE: [(&str, Permission); 2] = [
    ("DELETE /api/v1/organizations/{org}/dataplants/{id}", Permission::DeleteDataplants),
    ("POST /api/v1/organizations/{org}/invitations", Permission::InviteAdmins),
];

/// What the contract says is for people is what operations refuse to keys.
#[tokio::test]
async fn what_is_for_people_is_refused_to_keys() {
    let hq = Hq::start(Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    for permission in Permission::ALL.into_iter().filter(|permission| permission.need() != Need::Membership) {
        let (mut makes, mut deletes, mut refuses) = (Vec::new(), Vec::new(), false);
        for row in table() {
            let (method, path) = row.operation.split_once(' ').unwrap();
            let operation = &document["paths"][path][method.to_lowercase()];
            let named = serde_json::from_value(operation["x-permission"].clone()).ok() == Some(permission);
            if !named && !NEEDED_INSIDE.contains(&(row.operation, permission)) {
                continue;
            }
            refuses |= operation["responses"].to_string().contains("people_only");
            match method {
                "GET" => {}
                "DELETE" => deletes.push(takes_keys(operation)),
                _ => makes.push(takes_keys(operation)),
            }
        }
        // To take back is left to keys of what makes something, and is all that there is of what only deletes.
        let writes = if makes.is_empty() { &deletes } else { &makes };
        let found = match (refuses, writes.contains(&true)) {
            (false, _) => ForPeople::Nothing,
            (true, true) => ForPeople::Some,
            (true, false) => ForPeople::All,
        };
        assert_eq!(permission.for_people(), found, "{permission:?}");
    }
}

fn takes_keys(operation: &Value) -> bool {
    operation["security"].as_array().into_iter().flatten().any(|by| by.get("api_key").is_some())
}
