//! What a dataplant is called, under which names it answers, and with which certificates: what its broker has is compared with what it should
//! have, so that nothing is missed, whatever changes: names, domains, certificates, or the time.

use super::store::{
    self,
    exposure::{Certificate, Material},
};
use crate::{
    app::App,
    brokers::{self, InstanceState, Snapshot, order},
    db::entity::{broker_instance, dataplant},
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations,
    platform::{micros::Micros, token::hash},
};
use axum::http::StatusCode;
use hq_broker::osb::extension::{ExposedCertificate, Exposure};
use hq_contract::{CertificateId, DomainName, operations::OperationKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// After so long a broker is sent again what it did not take.
const AGAIN: i64 = 600 * 1_000_000;

/// What a broker has, or is to have: which names and certificates, nothing of the certificates themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposed {
    /// The names.
    pub names: Vec<String>,
    /// Those of them for which there is a certificate.
    pub certified: Vec<String>,
    /// Of which certificates in which version.
    pub fingerprint: String,
    /// What it is called, where that is not what it was ordered as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
}

impl Exposed {
    /// As a column keeps it; nothing is none.
    ///
    /// # Errors
    /// Where it holds what it cannot.
    pub fn read(column: Option<&str>) -> Result<Self, Failure> {
        let read = column.map(serde_json::from_str).transpose();
        Ok(read.map_err(|error| Failure::internal(&error))?.unwrap_or_default())
    }

    /// For a column.
    fn write(&self) -> Option<String> {
        (*self != Self::default()).then(|| serde_json::json!(self).to_string())
    }
}

/// What a dataplant should answer under and with by now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    exposed: Exposed,
    certificates: Vec<CertificateId>,
}

impl Wanted {
    /// Of the names that it was given, those that lie in a domain that is bound to the organization; for each the valid
    /// certificate that lasts longest.
    fn of(names: &[String], bound: &[DomainName], certificates: &[Certificate], now: Micros) -> Self {
        let mut wanted = Self::default();
        let mut chosen: Vec<&Certificate> = Vec::new();
        for name in names.iter().filter(|name| bound.iter().any(|domain| domain.holds(name))) {
            wanted.exposed.names.push(name.clone());
            let fitting = certificates
                .iter()
                .filter(|certificate| certificate.is_valid(now) && certificate.covers(name));
            let Some(best) = fitting.max_by_key(|certificate| (certificate.not_after, certificate.id)) else {
                continue;
            };
            wanted.exposed.certified.push(name.clone());
            if !chosen.iter().any(|other| other.id == best.id) {
                chosen.push(best);
            }
        }
        wanted.certificates = chosen.iter().map(|certificate| certificate.id).collect();
        let versions: Vec<String> =
            chosen.iter().map(|certificate| format!("{} {}", certificate.id, certificate.version)).collect();
        if !versions.is_empty() {
            let parts: Vec<&str> = versions.iter().map(String::as_str).collect();
            wanted.exposed.fingerprint = hex::encode(hash(&parts));
        }
        wanted
    }
}

/// Whether a dataplant takes names and certificates, and may be told them.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn is_taken(app: &App, instance: &broker_instance::Model) -> Result<bool, Failure> {
    let confidential = app.brokers().find(&instance.broker).is_some_and(|registered| registered.confidential);
    Ok(confidential && Snapshot::read(instance)?.offer.takes_certificates)
}

/// What is sent to a broker now, by the names of the parameters; written down before, so that it is known what the broker has
/// afterwards. `name` is what it is called: no parameter of a plan.
///
/// # Errors
/// Where the database fails; 409 `no_secrets_key` where a key cannot be opened.
pub async fn send(
    app: &App,
    row: &dataplant::Model,
    instance: &broker_instance::Model,
    kind: OperationKind,
) -> Result<Map<String, Value>, Failure> {
    let mut wanted = wanted(app, row, instance).await?;
    let mut parameters = Map::new();
    if kind == OperationKind::Create {
        // It is made under the name that it was ordered as: the same request again has to be the same.
        wanted.exposed.called = None;
    } else {
        parameters.insert("name".to_owned(), Value::from(row.name.as_str()));
    }
    let certificates = store::exposure::open(app, row.organization_id, &wanted.certificates).await?;
    store::exposure::keep_sent(app, row.id, wanted.exposed.write()).await?;
    let nothing = kind == OperationKind::Create && wanted.exposed == Exposed::default();
    if nothing || !is_taken(app, instance)? {
        return Ok(parameters);
    }
    let exposed = |Material { chain, private_key }| ExposedCertificate { chain, private_key };
    let certificates = certificates.into_iter().map(exposed).collect();
    let exposure = Exposure { names: wanted.exposed.names, certificates };
    let exposure = serde_json::to_value(&exposure).map_err(|error| Failure::internal(&error))?;
    parameters.insert("exposure".to_owned(), exposure);
    Ok(parameters)
}

async fn wanted(
    app: &App,
    row: &dataplant::Model,
    instance: &broker_instance::Model,
) -> Result<Wanted, Failure> {
    let db = app.db().read();
    let names = if is_taken(app, instance)? { store::names::of(db, row.id).await? } else { Vec::new() };
    let mut wanted = if names.is_empty() {
        Wanted::default()
    } else {
        let bound = store::names::bound(db, row.organization_id).await?;
        let certificates = store::exposure::certificates(db, row.organization_id).await?;
        Wanted::of(&names, &bound, &certificates, app.now())
    };
    let ordered: Value =
        serde_json::from_str(&instance.parameters).map_err(|error| Failure::internal(&error))?;
    let other = ordered.get("name").and_then(Value::as_str) != Some(row.name.as_str());
    wanted.exposed.called = other.then(|| row.name.to_string());
    Ok(wanted)
}

/// Writes down what became of what was sent last.
///
/// # Errors
/// Where the database fails.
pub async fn sent(operation: &Operation, row: &dataplant::Model, taken: bool) -> Result<(), Failure> {
    if taken {
        store::exposure::keep_exposed(operation, row.id, row.sent.clone()).await?;
        // What it was called meanwhile is compared as well, though it has no names.
        if row.exposed.is_some() { store::exposure::look_at(operation, row.id).await } else { Ok(()) }
    } else {
        let after = operation.now() + AGAIN;
        store::exposure::keep_refused(operation, row.id, row.sent.clone(), after).await
    }
}

/// Orders that a broker gets what it should have, if it has something else; whether it was ordered.
///
/// # Errors
/// Where the database fails.
pub async fn refresh(app: &App, row: &dataplant::Model) -> Result<bool, Failure> {
    let is_due = |row: &dataplant::Model, wanted: &Wanted| -> Result<bool, Failure> {
        let wanted = &wanted.exposed;
        let refused = row.refused.is_some() && *wanted == Exposed::read(row.refused.as_deref())?;
        let waits = refused && app.now() < row.expose_after;
        Ok(!waits && *wanted != Exposed::read(row.exposed.as_deref())?)
    };
    let instance = brokers::store::instance(app.db().read(), row.instance_id).await?;
    if !is_due(row, &wanted(app, row, &instance).await?)? {
        return Ok(false);
    }
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    if organizations::store::lock(&operation, row.organization_id).await?.is_none() {
        return Ok(false);
    }
    let Some(row) = store::by_id(operation.tx(), row.id).await? else { return Ok(false) };
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    let ready = instance.state == InstanceState::Ready;
    // While its broker is away it stays as it is: nothing would come of it but waiting.
    let available = brokers::catalogs::available(app, operation.tx()).await?.contains(&instance.broker);
    let told = app.brokers().find(&instance.broker).is_some_and(|registered| registered.confidential);
    if !ready || !available || !told {
        return Ok(false);
    }
    order::expose(&mut operation, &instance, None).await?;
    store::next_version(&operation, row.id).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn certificate(id: u128, version: i64, names: &[&str], valid: (i64, i64)) -> Certificate {
        let names = names.iter().map(ToString::to_string).collect();
        Certificate {
            id: CertificateId(Uuid::from_u128(id)),
            version,
            names,
            not_before: Micros::new(valid.0),
            not_after: Micros::new(valid.1),
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    fn bound() -> Vec<DomainName> {
        vec![DomainName::parse("acme.example").unwrap()]
    }

    #[test]
    fn only_names_in_bound_domains_are_told() {
        let wanted = Wanted::of(
            &names(&["data.acme.example", "other.example", "badacme.example"]),
            &bound(),
            &[],
            Micros::new(5),
        );
        assert_eq!(wanted.exposed.names, ["data.acme.example"]);
        assert_eq!(Wanted::of(&names(&["data.acme.example"]), &[], &[], Micros::new(5)), Wanted::default());
    }

    #[test]
    fn a_wildcard_is_for_one_label() {
        let certificates = [certificate(1, 1, &["*.acme.example"], (0, 9))];
        let given = names(&["acme.example", "data.acme.example", "a.data.acme.example"]);
        let wanted = Wanted::of(&given, &bound(), &certificates, Micros::new(5));
        assert_eq!(wanted.exposed.certified, ["data.acme.example"]);
        assert_eq!(wanted.certificates, [CertificateId(Uuid::from_u128(1))]);
    }

    #[test]
    fn of_several_certificates_the_valid_one_that_lasts_longest_is_taken() {
        let name = ["acme.example"];
        let certificates = [
            certificate(1, 1, &name, (0, 20)),
            certificate(2, 1, &name, (0, 30)),
            certificate(3, 1, &name, (8, 90)),
            certificate(4, 1, &name, (0, 4)),
        ];
        let at = |now| Wanted::of(&names(&name), &bound(), &certificates, Micros::new(now));
        assert_eq!(at(5).certificates, [CertificateId(Uuid::from_u128(2))]);
        assert_eq!(at(8).certificates, [CertificateId(Uuid::from_u128(3))], "it has become valid");
        assert!(at(90).certificates.is_empty());
        assert!(at(90).exposed.certified.is_empty() && at(90).exposed.names.len() == 1);
    }

    #[test]
    fn another_version_is_another_exposure() {
        let of = |version| {
            let certificates = [certificate(1, version, &["acme.example"], (0, 9))];
            Wanted::of(&names(&["acme.example"]), &bound(), &certificates, Micros::new(5)).exposed
        };
        assert_ne!(of(1), of(2));
        assert_eq!(of(1), Exposed::read(of(1).write().as_deref()).unwrap());
        assert_eq!(Exposed::default().write(), None);
    }
}
