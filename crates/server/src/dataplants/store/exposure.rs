//! Rows of what brokers know of names and certificates.

use crate::{
    app::App,
    certificates,
    dataplants::exposure::Exposed,
    db::{
        entity::{certificate, dataplant},
        sql,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{CertificateId, DataplantId, OrganizationId, ProblemCode};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DerivePartialModel, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};

/// A certificate, without what is heavy or secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Which one.
    pub id: CertificateId,
    /// In which version.
    pub version: i64,
    /// For which names.
    pub names: Vec<String>,
    /// From when it is valid.
    pub not_before: Micros,
    /// Until when.
    pub not_after: Micros,
}

impl Certificate {
    /// Whether it is valid at a moment.
    #[must_use]
    pub fn is_valid(&self, now: Micros) -> bool {
        self.not_before <= now && now < self.not_after
    }

    /// Whether it is for a name: a wildcard is for one label in its place (RFC 6125, 6.4.3).
    #[must_use]
    pub fn covers(&self, name: &str) -> bool {
        let above = name.split_once('.').map(|(_, above)| above);
        self.names.iter().any(|own| match own.strip_prefix("*.") {
            Some(domain) => above.is_some_and(|above| above.eq_ignore_ascii_case(domain)),
            None => own.eq_ignore_ascii_case(name),
        })
    }
}

/// A certificate with its key.
pub struct Material {
    /// The chain (PEM).
    pub chain: String,
    /// The key (PEM).
    pub private_key: String,
}

/// The certificates of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn certificates(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Certificate>, Failure> {
    let rows: Vec<Names> = certificate::Entity::find()
        .filter(certificate::Column::OrganizationId.eq(organization))
        .into_partial_model()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|Names { id, version, names, not_before, not_after }| {
            let names = serde_json::from_str(&names).map_err(|error| Failure::internal(&error))?;
            Ok(Certificate { id, version, names, not_before, not_after })
        })
        .collect()
}

/// What a certificate is for, and when.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "certificate::Entity")]
struct Names {
    id: CertificateId,
    version: i64,
    names: String,
    not_before: Micros,
    not_after: Micros,
}

/// Certificates with their keys, those that are there still, in the order of these ids.
///
/// # Errors
/// Where the database fails; 409 `no_secrets_key` where a key cannot be opened.
pub async fn open(
    app: &App,
    organization: OrganizationId,
    ids: &[CertificateId],
) -> Result<Vec<Material>, Failure> {
    let rows = certificate::Entity::find()
        .filter(certificate::Column::OrganizationId.eq(organization))
        .filter(certificate::Column::Id.is_in(ids.iter().copied()))
        .all(app.db().read())
        .await?;
    let mut opened = Vec::with_capacity(rows.len());
    for row in ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id)) {
        let private_key = certificates::store::private_key(app.secrets(), row);
        let private_key = private_key.map_err(|_| Failure::from(ProblemCode::NoSecretsKey))?;
        opened.push(Material { chain: row.chain.clone(), private_key });
    }
    Ok(opened)
}

/// The dataplants that are there and have names, or whose brokers know some.
///
/// # Errors
/// Where the database fails.
pub async fn named(db: &impl ConnectionTrait) -> Result<Vec<dataplant::Model>, Failure> {
    const NAMED: &str = "SELECT d.* FROM dataplants d JOIN broker_instances i ON i.id = d.instance_id \
        WHERE i.state = 'ready' AND (d.exposed IS NOT NULL \
            OR EXISTS (SELECT 1 FROM dataplant_names n WHERE n.dataplant_id = d.id)) ORDER BY d.id";
    let statement = sql(db.get_database_backend(), NAMED, []);
    Ok(dataplant::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// Keeps what is being sent.
///
/// # Errors
/// Where the database fails.
pub async fn keep_sent(app: &App, id: DataplantId, sent: Option<String>) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Sent, Expr::value(sent))
        .filter(dataplant::Column::Id.eq(id))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Lets a dataplant be looked at for what its broker does not know yet, though it has no names.
///
/// # Errors
/// Where the database fails.
pub async fn look_at(operation: &Operation, id: DataplantId) -> Result<(), Failure> {
    let nothing = serde_json::json!(Exposed::default()).to_string();
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Exposed, Expr::value(nothing))
        .filter(dataplant::Column::Id.eq(id))
        .filter(dataplant::Column::Exposed.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Keeps what a broker has taken.
///
/// # Errors
/// Where the database fails.
pub async fn keep_exposed(
    operation: &Operation,
    id: DataplantId,
    exposed: Option<String>,
) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Exposed, Expr::value(exposed))
        .col_expr(dataplant::Column::Refused, Expr::value(Option::<String>::None))
        .filter(dataplant::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Keeps what a broker did not take, and before when it is not sent again.
///
/// # Errors
/// Where the database fails.
pub async fn keep_refused(
    operation: &Operation,
    id: DataplantId,
    refused: Option<String>,
    after: Micros,
) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Refused, Expr::value(refused))
        .col_expr(dataplant::Column::ExposeAfter, Expr::value(after))
        .filter(dataplant::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(())
}
