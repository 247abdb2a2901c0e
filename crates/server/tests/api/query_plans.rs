//! What lists, switches and decisions read, read by an index: they take as long with a million rows as with ten.

use crate::{on_both, support::Hq};
use hq_contract::{OrganizationId, OrganizationRef, Role, SessionId, UserId, members::MemberOrder};
use hq_server::{
    access, audit_log,
    db::{Reads, Row, Transaction, sql},
    http::{
        page_token::{Named, Place},
        problem::Failure,
    },
    invitations, me, members, organizations,
    platform::token::Token,
    session,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Value};
use std::sync::Mutex;
use uuid::Uuid;

on_both!(lists_switches_and_decisions_follow_indexes);

/// Asks the database how it would read, and answers nothing.
struct Explained<'tx> {
    tx: &'tx Transaction,
    plans: Mutex<Vec<(String, Vec<String>)>>,
}

impl Reads for Explained<'_> {
    async fn rows<T: Send>(
        &self,
        text: &str,
        values: Vec<Value>,
        _: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Vec<T>, Failure> {
        let backend = self.tx.get_database_backend();
        let (explain, column) = match backend {
            DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
            _ => ("EXPLAIN", 0),
        };
        let rows = self.tx.query_all_raw(sql(backend, &format!("{explain} {text}"), values)).await?;
        let plan = rows.iter().map(|row| row.try_get_by_index(column)).collect::<Result<_, _>>()?;
        self.plans.lock().unwrap().push((text.to_owned(), plan));
        Ok(Vec::new())
    }
}

async fn lists_switches_and_decisions_follow_indexes(hq: Hq) {
    let tx = hq.app.db().begin().await.unwrap();
    if tx.get_database_backend() == DbBackend::Postgres {
        // A small table is read whole, index or not; now only where there is none.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    }
    let db = Explained { tx: &tx, plans: Mutex::default() };
    let (now, one, other) = (hq.app.now(), OrganizationId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
    let place = Some(Place { moment: now, id: other.into() });

    for after in [None, place] {
        for q in [None, Some("acme".to_owned())] {
            let wanted = me::store::Wanted { q, limit: 10, after };
            me::store::organizations(&db, other, &wanted).await.unwrap();
        }
        invitations::store::of_person(&db, "ada@acme.example", now, after, 10).await.unwrap();
        for person in [None, Some(other.to_string())] {
            let wanted = audit_log::store::Wanted { subject: person, ..Default::default() };
            audit_log::store::list(&db, one, &wanted, after, 10).await.unwrap();
        }
        let wanted = audit_log::store::Wanted { action: Some("members".into()), ..Default::default() };
        audit_log::store::list(&db, one, &wanted, after, 10).await.unwrap();
    }
    for reference in [OrganizationRef::Id(one), "acme".parse().unwrap()] {
        organizations::store::seen_by(&db, other, &reference).await.unwrap();
        let (tokens, seen) = ([Token::derived(&["a browser"])], organizations::store::seen(&reference));
        access::sessions::find(&db, &tokens, now, seen, organizations::store::read_seen).await.unwrap();
    }
    let viewer = members::store::Viewer { user: other.into(), details: true };
    let ways = [MemberOrder::Name, MemberOrder::LastActive, MemberOrder::Joined];
    for (sort, reversed) in ways.into_iter().flat_map(|sort| [(sort, false), (sort, true)]) {
        for (q, role, mfa) in [(None, None, None), (Some("ada".to_owned()), Some(Role::Admin), Some(true))] {
            let after = Some(Named { name: "1".into(), id: other.into() });
            let wanted =
                members::store::Wanted { q, role, mfa, sort, reversed, limit: 100, after, offset: 0 };
            members::store::list(&db, viewer, one, &wanted).await.unwrap();
        }
    }
    members::store::one(&db, viewer, one, other).await.unwrap();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &[]);
    session::store::describe(&key, &db, SessionId(one.0), now).await.unwrap();

    let plans = db.plans.into_inner().unwrap();
    assert_eq!(plans.len(), 48);
    for (text, plan) in plans {
        let whole: Vec<_> = plan.iter().filter(|step| reads_whole_table(step)).collect();
        assert!(whole.is_empty(), "{whole:?} of {plan:#?} of {text}");
    }
}

/// Whether a step of a plan goes through all rows of a table, in its order or in an index's (SQLite: "SCAN m", "SCAN m USING
/// INDEX …"; PostgreSQL: "Seq Scan on …").
fn reads_whole_table(step: &str) -> bool {
    let step = step.trim_start_matches([' ', '-', '>']);
    step.starts_with("Seq Scan") || (step.starts_with("SCAN ") && step != "SCAN CONSTANT ROW")
}

#[test]
fn what_goes_through_a_table_is_seen() {
    for step in ["SCAN m", "SCAN u USING INDEX users_name", "  ->  Seq Scan on memberships m  (cost=0)"] {
        assert!(reads_whole_table(step), "{step}");
    }
    for step in ["SEARCH m USING INDEX x (a=?)", "SCAN CONSTANT ROW", "->  Index Scan using x on m"] {
        assert!(!reads_whole_table(step), "{step}");
    }
}
