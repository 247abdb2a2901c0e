//! How many organizations one person creates.

use crate::{on_both, support::Hq};
use futures::future::join_all;
use hq_contract::{ProblemCode, UserId};
use hq_server::db::entity::{organization, user};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
};
use serde_json::json;
use time::Duration;

on_both!(twenty_are_created_a_day, a_hundred_that_are_not_deleted_at_most);

async fn twenty_are_created_a_day(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    let create = |number: usize| {
        let ada = &ada;
        async move {
            let body = json!({"name": format!("Acme {number}")});
            ada.post("/organizations", &body).await.status.as_u16()
        }
    };
    let statuses = join_all((0..24).map(create)).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 20, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 4, "{statuses:?}");
    bob.create("Acme").await;
    hq.advance(Duration::hours(24));
    assert_eq!(create(24).await, 201);
}

/// Makes the person the creator of so many organizations.
async fn give(hq: &Hq, creator: UserId, count: usize) {
    let template = organization::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
    let rows = (0..count).map(|number| {
        let id = hq.app.new_id();
        let row = organization::Model {
            id,
            slug: format!("filled-{number}"),
            creator_id: Some(creator),
            ..template.clone()
        };
        organization::ActiveModel::from(row)
    });
    organization::Entity::insert_many(rows).exec_without_returning(hq.app.db().write()).await.unwrap();
}

async fn a_hundred_that_are_not_deleted_at_most(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    ada.create("Acme").await;
    let db = hq.app.db();
    let find = user::Entity::find().filter(user::Column::EmailCanonical.eq("ada@example.org"));
    let id = find.one(db.read()).await.unwrap().unwrap().id;
    give(&hq, id, 98).await;

    let create = |number: usize| {
        let ada = &ada;
        async move { ada.post("/organizations", &json!({"name": format!("Last {number}")})).await }
    };
    let replies = join_all((0..6).map(create)).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1, "one place was left");
    for refused in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!(refused.status, 409);
        assert_eq!(refused.json()["code"], ProblemCode::TooManyOrganizations.as_str());
    }
    bob.create("Other").await;

    let of_ada = organization::Entity::find().filter(organization::Column::CreatorId.eq(id));
    assert_eq!(of_ada.clone().count(db.read()).await.unwrap(), 100);
    let one = of_ada.one(db.read()).await.unwrap().unwrap();
    let mut gone: organization::ActiveModel = one.into();
    gone.deleted_at = Set(Some(hq.app.now()));
    gone.update(db.write()).await.unwrap();
    assert_eq!(create(9).await.status, 201, "in the place of a deleted one");
}
