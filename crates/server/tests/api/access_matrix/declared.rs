//! The rows, and what endpoints say of who can call them.

use super::{table, world::Kind};
use crate::support::{Backend, Hq};
use hq_contract::{Need, Permission};

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
