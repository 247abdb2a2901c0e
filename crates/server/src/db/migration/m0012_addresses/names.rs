//! Names with characters that show nothing lose them; what was nothing else gives way to what stands for it.

use super::visible;
use crate::{db::sql, platform::search};
use hq_contract::{Description, Note, OrganizationName, PersonName, without_invisible};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, Value},
};
use uuid::Uuid;

/// Makes every kept text one that could be typed today.
pub async fn clean(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    for (id, name, address) in texts(db, "users", "full_name", "email").await? {
        if PersonName::parse(&name).is_err() {
            let stand_in = address.split('@').next().unwrap_or_default();
            let name = clean_name(&name, stand_in, |name| PersonName::parse(name).is_ok());
            const SET: &str = "UPDATE users SET full_name = ?, name_search = ? WHERE id = ?";
            update(db, SET, [search::fold(&name).into(), id.into()], name).await?;
        }
    }
    for (id, name, address) in texts(db, "sign_ups", "full_name", "email").await? {
        if PersonName::parse(&name).is_err() {
            let stand_in = address.split('@').next().unwrap_or_default();
            let name = clean_name(&name, stand_in, |name| PersonName::parse(name).is_ok());
            update(db, "UPDATE sign_ups SET full_name = ? WHERE id = ?", [id.into()], name).await?;
        }
        let seen = visible(&address);
        if seen != address {
            update(db, "UPDATE sign_ups SET email = ? WHERE id = ?", [id.into()], seen).await?;
        }
    }
    for (id, name, slug) in texts(db, "organizations", "name", "slug").await? {
        if OrganizationName::parse(&name).is_err() {
            let name = clean_name(&name, &slug, |name| OrganizationName::parse(name).is_ok());
            const SET: &str = "UPDATE organizations SET name = ?, name_search = ? WHERE id = ?";
            update(db, SET, [search::fold(&name).into(), id.into()], name).await?;
        }
    }
    let blank = |text: &str| Note::parse(text).is_err();
    forget_blank(db, "organizations", "description", |text| Description::parse(text).is_err()).await?;
    forget_blank(db, "invitations", "note", blank).await?;
    forget_blank(db, "join_requests", "note", blank).await
}

fn clean_name(name: &str, stand_in: &str, is_name: fn(&str) -> bool) -> String {
    let clean = without_invisible(name);
    if is_name(&clean) { clean } else { stand_in.to_owned() }
}

/// Of every row its id, a text, and what may stand in for it.
async fn texts(
    db: &impl ConnectionTrait,
    table: &str,
    text: &str,
    stand_in: &str,
) -> Result<Vec<(Uuid, String, String)>, DbErr> {
    let all = format!("SELECT id, {text}, {stand_in} FROM {table} WHERE {text} IS NOT NULL");
    let rows = db.query_all_raw(sql(db.get_database_backend(), &all, [])).await?;
    rows.iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?)))
        .collect()
}

async fn update<const N: usize>(
    db: &impl ConnectionTrait,
    text: &str,
    others: [Value; N],
    first: String,
) -> Result<(), DbErr> {
    let values = std::iter::once(Value::from(first)).chain(others);
    db.execute_raw(sql(db.get_database_backend(), text, values)).await?;
    Ok(())
}

async fn forget_blank(
    db: &impl ConnectionTrait,
    table: &str,
    column: &str,
    is_blank: impl Fn(&str) -> bool,
) -> Result<(), DbErr> {
    for (id, text, _) in texts(db, table, column, column).await? {
        if is_blank(&text) {
            let forget = format!("UPDATE {table} SET {column} = NULL WHERE id = ?");
            db.execute_raw(sql(db.get_database_backend(), &forget, [id.into()])).await?;
        }
    }
    Ok(())
}
