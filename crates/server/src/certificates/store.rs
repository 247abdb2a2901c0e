//! Rows of certificates.

pub mod watched;

use super::{Material, check};
use crate::{
    db::entity::{certificate, domain},
    domains,
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros, secrets::Secrets, turns::Turns},
};
use hq_contract::{
    CertificateId, FieldCode, FieldError, OrganizationId, Problem, ProblemCode,
    certificates::{
        Certificate, CertificateFault, CertificateName, Certificates, MAX_CERTIFICATES, NewCertificate,
        Urgency, Warning, unchecked_signature, unusable_key,
    },
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};
use std::sync::LazyLock;

pub(super) const SECOND: i64 = 1_000_000;
pub(super) const DAY: i64 = 24 * 3600 * SECOND;

/// The certificates of an organization, the first to expire before the others.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    secrets: &Secrets,
    now: Micros,
) -> Result<Certificates, Failure> {
    let rows = certificate::Entity::find()
        .filter(certificate::Column::OrganizationId.eq(organization))
        .order_by_asc(certificate::Column::NotAfter)
        .order_by_asc(certificate::Column::Id)
        .all(db)
        .await?;
    let bound = domains::store::bound(db, organization).await?;
    let items = rows.iter().map(|row| present(row, &bound, now)).collect::<Result<Vec<_>, _>>()?;
    let total = items.len() as u64;
    Ok(Certificates { items, next_page: None, total, can_be_kept: secrets.can_seal() })
}

/// A certificate of an organization.
///
/// # Errors
/// 404 where it has no such certificate.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CertificateId,
) -> Result<certificate::Model, Failure> {
    let found = certificate::Entity::find_by_id(id)
        .filter(certificate::Column::OrganizationId.eq(organization))
        .one(db)
        .await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// A certificate as its organization sees it, beside the domains that are bound to it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(
    row: &certificate::Model,
    bound: &[domain::Model],
    now: Micros,
) -> Result<Certificate, Failure> {
    let bound: Vec<_> = bound.iter().map(|row| &row.name).collect();
    let name = |name: String| {
        // Of several that hold it, the nearest.
        let domain = bound.iter().filter(|domain| domain.holds(&name)).max_by_key(|one| one.as_str().len());
        CertificateName { domain: domain.copied().cloned(), name }
    };
    let number = |value: i64| u32::try_from(value).unwrap_or(0);
    Ok(Certificate {
        id: row.id,
        version: number(row.version),
        names: names(row)?.into_iter().map(name).collect(),
        issuer: row.issuer.clone(),
        key_type: row.key_type.clone(),
        fingerprint: row.fingerprint.clone(),
        serial: row.serial.clone(),
        chain_length: number(row.chain_length),
        left_out: number(row.left_out),
        publicly_trusted: row.publicly_trusted,
        not_before: moment(row.not_before).into(),
        not_after: moment(row.not_after).into(),
        expires_in_days: (row.not_after - now).div_euclid(DAY),
        urgency: Urgency::of(row.not_before.seconds(), row.not_after.seconds(), now.seconds()),
        created_at: moment(row.created_at).into(),
        replaced_at: row.replaced_at.map(|at| moment(at).into()),
    })
}

/// The names of a certificate.
///
/// # Errors
/// 500 where the row holds none.
pub fn names(row: &certificate::Model) -> Result<Vec<String>, Failure> {
    serde_json::from_str(&row.names).map_err(|error| Failure::internal(&error))
}

/// What a certificate is called among others: its first name.
///
/// # Errors
/// 500 where the row holds none.
pub fn called(row: &certificate::Model) -> Result<String, Failure> {
    names(row).map(|names| names.into_iter().next().unwrap_or_default())
}

/// Chains whose signatures are computed at once: it takes a while, and others are answered meanwhile.
static TURNS: LazyLock<Turns> = LazyLock::new(|| Turns::new(1));

/// What is sent, checked on a thread of its own.
///
/// # Errors
/// 422 with the faults; 409 `no_secrets_key` where keys cannot be kept; 503 where too many wait.
pub async fn checked(new: &NewCertificate, secrets: &Secrets, now: Micros) -> Result<Material, Failure> {
    if !secrets.can_seal() {
        return Err(ProblemCode::NoSecretsKey.into());
    }
    let new = new.clone();
    TURNS
        .run(move || check(&new, now.seconds()).map_err(|faults| refused(&faults, &new.chain).into()))
        .await?
}

fn refused(faults: &[CertificateFault], chain: &str) -> Problem {
    let field = |fault: &CertificateFault| FieldError {
        pointer: fault.pointer().to_owned(),
        code: FieldCode::Unusable,
    };
    let faulty = Problem::invalid(faults.iter().map(field));
    let detail = faults.iter().find_map(|fault| match fault {
        CertificateFault::UnsupportedKey => {
            unusable_key(chain).map(|key| format!("A key that HQ cannot use: {key}."))
        }
        CertificateFault::UnsupportedSignature => {
            unchecked_signature(chain).map(|how| format!("A signature that HQ cannot check: {how}."))
        }
        _ => None,
    });
    Problem { faults: faults.iter().map(|fault| fault.as_str().to_owned()).collect(), detail, ..faulty }
}

/// Keeps a certificate of a locked organization.
///
/// # Errors
/// 409 `limit_reached`, `certificate_exists`, `no_secrets_key`.
pub async fn add(
    operation: &Operation,
    organization: OrganizationId,
    material: &Material,
) -> Result<certificate::Model, Failure> {
    let count = certificate::Entity::find()
        .filter(certificate::Column::OrganizationId.eq(organization))
        .count(operation.tx())
        .await?;
    if count >= MAX_CERTIFICATES as u64 {
        return Err(ProblemCode::LimitReached.into());
    }
    let id = operation.app().new_id();
    let empty = certificate::Model {
        id,
        organization_id: organization,
        version: 1,
        chain: String::new(),
        sealed_key: Vec::new(),
        names: String::new(),
        issuer: String::new(),
        key_type: String::new(),
        fingerprint: String::new(),
        serial: String::new(),
        chain_length: 0,
        left_out: 0,
        publicly_trusted: false,
        not_before: Micros::new(0),
        not_after: Micros::new(0),
        warned_days: None,
        created_at: operation.now(),
        replaced_at: None,
    };
    let row = filled(operation, empty, material)?;
    let inserted = certificate::Entity::insert(row.clone().into_active_model())
        .on_conflict(
            OnConflict::columns([certificate::Column::OrganizationId, certificate::Column::Fingerprint])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    if inserted == 0 { Err(ProblemCode::CertificateExists.into()) } else { Ok(row) }
}

/// Puts another certificate and its key in the place of one, in one statement.
///
/// # Errors
/// 409 `certificate_exists` where the organization has it beside, `no_secrets_key`.
pub async fn replace(
    operation: &Operation,
    before: certificate::Model,
    material: &Material,
) -> Result<certificate::Model, Failure> {
    let beside = certificate::Entity::find()
        .filter(certificate::Column::OrganizationId.eq(before.organization_id))
        .filter(certificate::Column::Fingerprint.eq(&material.fingerprint))
        .filter(certificate::Column::Id.ne(before.id))
        .count(operation.tx())
        .await?;
    if beside > 0 {
        return Err(ProblemCode::CertificateExists.into());
    }
    let before =
        certificate::Model { version: before.version + 1, replaced_at: Some(operation.now()), ..before };
    let after = filled(operation, before, material)?;
    certificate::Entity::update(after.clone().into_active_model().reset_all()).exec(operation.tx()).await?;
    Ok(after)
}

/// A row with the certificate in it.
fn filled(
    operation: &Operation,
    row: certificate::Model,
    material: &Material,
) -> Result<certificate::Model, Failure> {
    let facts = &material.facts;
    let names = serde_json::to_string(&facts.names).map_err(|error| Failure::internal(&error))?;
    let sealed_key = operation
        .app()
        .secrets()
        .seal(operation.app().random().as_ref(), &place(row.organization_id, row.id), material.key.as_bytes())
        .map_err(|_| Failure::from(ProblemCode::NoSecretsKey))?;
    let mut row = certificate::Model {
        chain: material.chain.clone(),
        sealed_key,
        names,
        issuer: facts.issuer.clone(),
        key_type: facts.key_type.clone(),
        fingerprint: material.fingerprint.clone(),
        serial: facts.serial.clone(),
        chain_length: i64::try_from(material.chain_length).unwrap_or(0),
        left_out: i64::try_from(facts.left_out).unwrap_or(0),
        publicly_trusted: material.publicly_trusted,
        not_before: Micros::new(facts.not_before * SECOND),
        not_after: Micros::new(facts.not_after.min(i64::MAX / SECOND) * SECOND),
        ..row
    };
    // Whoever adds it sees how long it lasts: no mail tells them the same.
    row.warned_days = due(&row, operation.now()).map(|warning| warning.days);
    Ok(row)
}

/// The warning that is due for a certificate.
pub(super) fn due(row: &certificate::Model, now: Micros) -> Option<Warning> {
    Warning::due(row.not_before.seconds(), row.not_after.seconds(), now.seconds())
}

/// Where a sealed key belongs: in no other row it can be opened.
pub(super) fn place(organization: OrganizationId, id: CertificateId) -> Vec<u8> {
    [b"certificate", &organization.as_bytes()[..], &id.as_bytes()[..]].concat()
}

/// The private key of a certificate (PEM), for what serves it.
///
/// # Errors
/// 500 where the key that it was encrypted with is not configured any more.
pub fn private_key(secrets: &Secrets, row: &certificate::Model) -> Result<String, Failure> {
    let key = secrets.open(&place(row.organization_id, row.id), &row.sealed_key);
    let key = key.map_err(|error| Failure::internal(&error))?;
    String::from_utf8(key).map_err(|error| Failure::internal(&error.utf8_error()))
}

/// Removes a certificate and its key.
///
/// # Errors
/// Where the database fails.
pub async fn remove(operation: &Operation, id: CertificateId) -> Result<(), Failure> {
    certificate::Entity::delete_by_id(id).exec(operation.tx()).await?;
    Ok(())
}

/// Removes the certificates of an organization that is erased.
///
/// # Errors
/// Where the database fails.
pub async fn remove_all(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    certificate::Entity::delete_many()
        .filter(certificate::Column::OrganizationId.eq(organization))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// What the audit log shows of a certificate: nothing of its key.
///
/// # Errors
/// 500 where the row holds no names.
pub fn shown(row: &certificate::Model) -> Result<serde_json::Value, Failure> {
    Ok(serde_json::json!({
        "names": names(row)?.join(", "), "issuer": row.issuer, "fingerprint": row.fingerprint,
        "not_after": hq_contract::Timestamp::from(moment(row.not_after)),
    }))
}
