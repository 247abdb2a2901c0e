//! Asks a broker for what a row says.

use super::{Owners, Registered, Snapshot, store};
use crate::{
    app::App,
    db::entity::{broker_binding, broker_instance, broker_operation},
    http::problem::Failure,
};
use hq_broker::{
    BrokerError, BrokerResult, Fault, Identity, Reply, Uncertain,
    osb::{
        BindRequest, BindResource, Binding, Context, ErrorBody, Fetched, PLATFORM, Poll, PreviousValues,
        ProvisionRequest, Provisioned, UpdateRequest,
    },
    outcome::{self, Asked, Polled},
    schema::{self, SchemaOf},
};
use hq_contract::{
    ProblemCode,
    operations::{OperationKind, Progress},
};
use serde_json::{Map, Value};
use std::time::Duration;
use tokio::{task::spawn_blocking, time::timeout};

/// How long a broker may take to answer. One by HTTP has the same time of its own ([`hq_broker::http::Settings`]); one in this
/// process has none.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a broker was asked, and what it answered.
pub(super) enum Answer {
    Provision(BrokerResult<Reply<Provisioned>>),
    Update(BrokerResult<Reply<Provisioned>>),
    Deprovision(BrokerResult<Reply<Provisioned>>),
    Bind(BrokerResult<Reply<Binding>>),
    Fetch(BrokerResult<Binding>),
    Unbind(BrokerResult<Reply<Binding>>),
    Poll(outcome::Operation, Polled),
    /// HQ lacks something of its own for the request, which was not sent.
    Unsent,
}

impl Answer {
    /// For [`outcome::after`].
    pub const fn asked(&self) -> Option<Asked<'_>> {
        Some(match self {
            Self::Provision(result) => Asked::Provision(result),
            Self::Update(result) => Asked::Update(result),
            Self::Deprovision(result) => Asked::Deprovision(result),
            Self::Bind(result) => Asked::Bind(result),
            Self::Fetch(result) => Asked::FetchBinding(result),
            Self::Unbind(result) => Asked::Unbind(result),
            Self::Poll(operation, result) => Asked::Poll(*operation, result),
            Self::Unsent => return None,
        })
    }

    /// How the broker failed, if it did.
    pub fn error(&self) -> Option<&BrokerError> {
        match self {
            Self::Provision(result) | Self::Update(result) | Self::Deprovision(result) => {
                result.as_ref().err()
            }
            Self::Bind(result) | Self::Unbind(result) => result.as_ref().err(),
            Self::Fetch(result) => result.as_ref().err(),
            Self::Poll(_, result) => result.as_ref().err(),
            Self::Unsent => None,
        }
    }

    /// Whether nobody could be asked.
    pub fn is_not_sent(&self) -> bool {
        self.error().is_some_and(|error| error.fault == Fault::NotSent)
    }

    /// What the broker calls the operation from then on, and where the thing answers, as far as it says so.
    pub fn accepted(&self) -> Option<(Option<String>, Option<String>)> {
        match self {
            Self::Provision(Ok(Reply::Accepted(made)))
            | Self::Update(Ok(Reply::Accepted(made)))
            | Self::Deprovision(Ok(Reply::Accepted(made))) => {
                Some((made.operation.clone(), made.dashboard_url.clone()))
            }
            Self::Bind(Ok(Reply::Accepted(made))) | Self::Unbind(Ok(Reply::Accepted(made))) => {
                Some((made.operation.clone(), None))
            }
            _ => None,
        }
    }

    /// Where the thing answers, if the broker says so now.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Provision(Ok(Reply::Done(made) | Reply::Accepted(made)))
            | Self::Update(Ok(Reply::Done(made) | Reply::Accepted(made))) => made.dashboard_url.as_deref(),
            _ => None,
        }
    }

    /// The credentials, if it told them.
    pub const fn binding(&self) -> Option<&Binding> {
        match self {
            Self::Bind(Ok(Reply::Done(binding))) | Self::Fetch(Ok(binding)) => Some(binding),
            _ => None,
        }
    }
}

/// What is worked on.
pub(super) struct Work {
    pub operation: broker_operation::Model,
    pub instance: broker_instance::Model,
    pub binding: Option<broker_binding::Model>,
    pub snapshot: Snapshot,
    pub kind: OperationKind,
}

impl Work {
    /// Of an operation.
    ///
    /// # Errors
    /// Where the database fails; 500 where a row holds what it cannot.
    pub async fn load(app: &App, operation: broker_operation::Model) -> Result<Self, Failure> {
        let db = app.db().read();
        let instance = store::instance(db, operation.instance_id).await?;
        let binding = match operation.binding_id {
            Some(id) => Some(store::binding(db, id).await?),
            None => None,
        };
        let snapshot = Snapshot::read(&instance)?;
        let kind = operation.kind;
        Ok(Self { operation, instance, binding, snapshot, kind })
    }

    fn poll(&self) -> Poll {
        Poll {
            service_id: self.instance.service_id.clone(),
            plan_id: self.instance.plan_id.clone(),
            operation: self.operation.token.clone(),
        }
    }

    fn identity(&self) -> Identity {
        Identity { user: self.operation.user_id.map(Into::into), request: self.operation.id.into() }
    }

    fn context(&self, parameters: &Map<String, Value>) -> Context {
        Context {
            platform: PLATFORM.to_owned(),
            organization_guid: Some(self.instance.organization_id.to_string()),
            instance_name: parameters.get("name").and_then(Value::as_str).map(str::to_owned),
        }
    }

    /// What it is to the state machine.
    pub const fn operation(&self) -> outcome::Operation {
        match self.kind {
            OperationKind::Create => outcome::Operation::Provision,
            OperationKind::Resize | OperationKind::Expose => outcome::Operation::Update,
            OperationKind::Bind => outcome::Operation::Bind,
            OperationKind::Unbind => outcome::Operation::Unbind,
            OperationKind::Delete => outcome::Operation::Deprovision,
            OperationKind::CleanUp if self.binding.is_some() => outcome::Operation::Unbind,
            OperationKind::CleanUp => outcome::Operation::Deprovision,
        }
    }
}

/// Asks a broker, and waits only for so long: after that nobody knows what came of it, as with one by HTTP.
pub(super) async fn in_time<T>(asked: impl Future<Output = BrokerResult<T>>) -> BrokerResult<T> {
    let late = BrokerError::new(Fault::Uncertain(Uncertain::NoAnswer));
    timeout(PATIENCE, asked).await.unwrap_or(Err(late))
}

/// Asks: how far it is, where the broker has taken it up; for it, where it has not. `never_sent`: what is to be removed was
/// never asked for, and so cannot be there.
///
/// # Errors
/// Where the database fails.
pub(super) async fn ask(
    app: &App,
    owners: Owners,
    registered: &Registered,
    work: &Work,
    never_sent: bool,
) -> Result<Answer, Failure> {
    if work.operation.state == Progress::Running {
        return Ok(how_far(registered, work).await);
    }
    let gone = BrokerError::new(Fault::Gone);
    Ok(match (work.operation(), &work.binding) {
        (outcome::Operation::Provision, _) => match secrets(app, owners, registered, work).await? {
            Some(secrets) => Answer::Provision(provision(app, registered, work, secrets).await?),
            None => Answer::Unsent,
        },
        (outcome::Operation::Update, _) => match secrets(app, owners, registered, work).await? {
            Some(secrets) => Answer::Update(update(app, registered, work, secrets).await?),
            None => Answer::Unsent,
        },
        (outcome::Operation::Deprovision, _) if never_sent => Answer::Deprovision(Err(gone)),
        (outcome::Operation::Unbind, _) if never_sent => Answer::Unbind(Err(gone)),
        (outcome::Operation::Deprovision, _) => {
            let (poll, identity) = (work.poll(), work.identity());
            let asked = registered.broker.deprovision(work.instance.id.into(), &poll, &identity);
            Answer::Deprovision(in_time(asked).await)
        }
        (outcome::Operation::Bind, Some(binding)) => {
            Answer::Bind(bind(app, registered, work, binding).await?)
        }
        (outcome::Operation::Unbind, Some(binding)) => {
            let (poll, identity) = (work.poll(), work.identity());
            let asked =
                registered.broker.unbind(work.instance.id.into(), binding.id.into(), &poll, &identity);
            Answer::Unbind(in_time(asked).await)
        }
        (outcome::Operation::Bind | outcome::Operation::Unbind, None) => Answer::Unsent,
    })
}

async fn how_far(registered: &Registered, work: &Work) -> Answer {
    let (broker, poll, instance) = (&registered.broker, work.poll(), work.instance.id);
    let polled = match &work.binding {
        Some(binding) => broker.last_binding_operation(instance.into(), binding.id.into(), &poll),
        None => broker.last_operation(instance.into(), &poll),
    };
    Answer::Poll(work.operation(), in_time(polled).await)
}

/// Looks at what was made or changed; nothing where that cannot be told now.
pub(super) async fn look(registered: &Registered, work: &Work) -> Option<Fetched> {
    in_time(registered.broker.instance(work.instance.id.into(), &work.poll())).await.ok()
}

/// Reads credentials that were made asynchronously.
pub(super) async fn fetch(registered: &Registered, work: &Work) -> Answer {
    match &work.binding {
        Some(binding) => {
            let poll = work.poll();
            let asked = registered.broker.binding(work.instance.id.into(), binding.id.into(), &poll);
            Answer::Fetch(in_time(asked).await)
        }
        None => Answer::Unsent,
    }
}

/// What the feature sends besides what lies in the row; none where something that it needs cannot be had. Secrets go to
/// nobody who would hear them in clear on the way.
async fn secrets(
    app: &App,
    owners: Owners,
    registered: &Registered,
    work: &Work,
) -> Result<Option<Map<String, Value>>, Failure> {
    let Some(owner) = owners.iter().find(|owner| owner.kind() == work.instance.owner_kind) else {
        return Ok(Some(Map::new()));
    };
    match owner.parameters(app, registered, &work.instance, work.kind).await {
        Ok(parameters) => Ok(Some(parameters)),
        Err(Failure::Refused(problem, _)) if problem.code != ProblemCode::Unavailable => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Holds parameters against the plan's schema before they are sent: what does not fit is refused here, in the schema's own
/// words, and nothing has to be cleaned up.
async fn fits(
    app: &App,
    work: &Work,
    of: SchemaOf,
    parameters: &Map<String, Value>,
) -> Result<Result<(), BrokerError>, Failure> {
    let (broker, service) = (&work.instance.broker, &work.instance.service_id);
    let plan = super::catalogs::plan(app.db().read(), broker, service, &work.instance.plan_id).await?;
    let Some(plan) = plan.filter(|plan| plan.schemas.is_some()) else { return Ok(Ok(())) };
    let parameters = parameters.clone();
    // A broker's schema may be slow; others are answered meanwhile.
    let checked = spawn_blocking(move || schema::check(&plan, of, &parameters)).await;
    let checked = checked.map_err(|error| Failure::internal(&error))?;
    Ok(checked.map_err(|wrong| {
        let description = Some(format!("The plan's schema refuses this: {}", wrong.join("; ")));
        BrokerError::refused(400, ErrorBody { error: None, description })
    }))
}

async fn provision(
    app: &App,
    registered: &Registered,
    work: &Work,
    secrets: Map<String, Value>,
) -> Result<BrokerResult<Reply<Provisioned>>, Failure> {
    let mut parameters = object(&work.instance.parameters);
    let context = work.context(&parameters);
    parameters.remove("name");
    parameters.extend(secrets);
    if let Err(refused) = fits(app, work, SchemaOf::Create, &parameters).await? {
        return Ok(Err(refused));
    }
    let organization = work.instance.organization_id.to_string();
    let request = ProvisionRequest {
        service_id: work.instance.service_id.clone(),
        plan_id: work.instance.plan_id.clone(),
        context,
        organization_guid: organization.clone(),
        space_guid: organization,
        parameters,
        maintenance_info: work.snapshot.maintenance_info.clone(),
    };
    let identity = work.identity();
    Ok(in_time(registered.broker.provision(work.instance.id.into(), &request, &identity)).await)
}

async fn update(
    app: &App,
    registered: &Registered,
    work: &Work,
    secrets: Map<String, Value>,
) -> Result<BrokerResult<Reply<Provisioned>>, Failure> {
    let mut parameters = object(&work.operation.parameters);
    parameters.extend(secrets);
    // What people call it by now, where the feature says so; otherwise as it was ordered.
    let called = parameters.remove("name").map(|name| Map::from_iter([("name".to_owned(), name)]));
    let context = work.context(&called.unwrap_or_else(|| object(&work.instance.parameters)));
    if let Err(refused) = fits(app, work, SchemaOf::Update, &parameters).await? {
        return Ok(Err(refused));
    }
    let request = UpdateRequest {
        service_id: work.instance.service_id.clone(),
        plan_id: None,
        context,
        parameters,
        previous_values: PreviousValues { plan_id: Some(work.instance.plan_id.clone()) },
        maintenance_info: None,
    };
    let identity = work.identity();
    Ok(in_time(registered.broker.update(work.instance.id.into(), &request, &identity)).await)
}

async fn bind(
    app: &App,
    registered: &Registered,
    work: &Work,
    binding: &broker_binding::Model,
) -> Result<BrokerResult<Reply<Binding>>, Failure> {
    let parameters = object(&binding.parameters);
    if let Err(refused) = fits(app, work, SchemaOf::Bind, &parameters).await? {
        return Ok(Err(refused));
    }
    let request = BindRequest {
        service_id: work.instance.service_id.clone(),
        plan_id: work.instance.plan_id.clone(),
        context: work.context(&object(&work.instance.parameters)),
        bind_resource: Some(BindResource { app_guid: Some(binding.owner_id.to_string()) }),
        parameters,
    };
    let identity = work.identity();
    let asked = registered.broker.bind(work.instance.id.into(), binding.id.into(), &request, &identity);
    Ok(in_time(asked).await)
}

/// The parameters of a row: an object, as HQ wrote it.
pub(super) fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
