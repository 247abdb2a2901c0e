//! Which domains are to be looked for by now, and by which server.

use crate::{
    app::App,
    db::{entity::domain, sql},
    http::problem::Failure,
    platform::micros::Micros,
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// Domains by how they answered the last time. Those that did not may take long to fail again: they wait for each other
/// only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The DNS answered, or was not asked yet.
    Answering,
    /// It did not.
    Failing,
}

impl Lane {
    /// How many are looked for at once.
    pub const fn at_once(self) -> usize {
        match self {
            Self::Answering => 12,
            Self::Failing => 4,
        }
    }

    /// How many are taken up in a round; what is left waits for the next.
    const fn round(self) -> i64 {
        match self {
            Self::Answering => 36,
            Self::Failing => 12,
        }
    }
}

/// The most that one organization gets of a round.
const SHARE: i64 = 4;

/// The domains of a lane that are due, of organizations that are not deleted: the first of each organization, then the second
/// of each, so that who has many keeps nobody waiting.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App, lane: Lane) -> Result<Vec<domain::Model>, Failure> {
    const DUE: &str = "SELECT * FROM (\
            SELECT d.*, ROW_NUMBER() OVER (PARTITION BY d.organization_id ORDER BY d.next_check_at, d.id) AS place \
            FROM domains d JOIN organizations o ON o.id = d.organization_id \
            WHERE d.next_check_at <= ? AND (d.failures > 0) = ? AND o.deleted_at IS NULL \
            AND (d.state <> 'pending' OR d.next_check_at <= d.watched_until)) due \
        WHERE place <= ? ORDER BY place, next_check_at LIMIT ?";
    let db = app.db().read();
    let values = [app.shared_now().into(), (lane == Lane::Failing).into(), SHARE.into(), lane.round().into()];
    let statement = sql(db.get_database_backend(), DUE, values);
    Ok(domain::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// Takes a domain that is due for itself until `until`; false where another server was first.
///
/// # Errors
/// Where the database fails.
pub async fn take(db: &impl ConnectionTrait, row: &domain::Model, until: Micros) -> Result<bool, Failure> {
    let taken = domain::Entity::update_many()
        .col_expr(domain::Column::NextCheckAt, Expr::value(until))
        .filter(domain::Column::Id.eq(row.id))
        .filter(domain::Column::NextCheckAt.eq(row.next_check_at))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}
