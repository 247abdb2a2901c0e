//! The last two admins do at once whatever takes an admin away: one always remains.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, rounds},
};
use hq_contract::{
    ETag, Role, UserId,
    me::{AccountDeletion, DeleteAccount},
    members::{
        InvitationsOfRemoved, LeaveOrganization, MemberPatch, NewAdmin, RemoveMember, TransferAdministration,
        UpdateMember,
    },
    organizations::Organization,
};
use hq_server::{
    db::{
        Transaction,
        entity::{membership, session, user},
    },
    platform::micros::Micros,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _,
};
use std::collections::BTreeSet;

on_both!(of_the_last_two_admins_one_always_remains);

/// Rounds in all: each pair of acts comes some thirty times, half of them with the versions that were read.
const ROUNDS: usize = 2_000;

/// No longer an admin, no longer a member, the last admin, and somebody else was quicker.
const WAYS_TO_LOSE: [u16; 4] = [403, 404, 409, 412];

/// What takes an admin away.
#[derive(Clone, Copy, Debug)]
enum Act {
    RemoveOther,
    RemoveOneself,
    DemoteOther,
    DemoteOneself,
    Leave,
    TransferToOther,
    TransferToUser,
    DeleteAccount,
}

impl Act {
    const ALL: [Self; 8] = [
        Self::RemoveOther,
        Self::RemoveOneself,
        Self::DemoteOther,
        Self::DemoteOneself,
        Self::Leave,
        Self::TransferToOther,
        Self::TransferToUser,
        Self::DeleteAccount,
    ];
}

struct Admin {
    browser: Browser,
    id: UserId,
    account: Account,
    cookie: Option<String>,
}

/// What deleting an account takes away.
struct Account {
    user: user::Model,
    sessions: Vec<session::Model>,
}

impl Account {
    async fn read(hq: &Hq, id: UserId) -> Self {
        let db = hq.app.db().read();
        let user = user::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
        let sessions = session::Entity::find().filter(session::Column::UserId.eq(id)).all(db).await.unwrap();
        Self { user, sessions }
    }

    async fn put_back(&self, tx: &Transaction) {
        self.user.clone().into_active_model().reset_all().update(tx).await.unwrap();
        session::Entity::delete_many()
            .filter(session::Column::UserId.eq(self.user.id))
            .exec(tx)
            .await
            .unwrap();
        for session in &self.sessions {
            session.clone().into_active_model().reset_all().insert(tx).await.unwrap();
        }
    }
}

impl Admin {
    async fn new(hq: &Hq, browser: Browser) -> Self {
        let id = browser.id().await;
        Self { id, account: Account::read(hq, id).await, cookie: browser.cookie(), browser }
    }
}

/// An organization with two admins and a user.
struct Scene {
    acme: Organization,
    admins: [Admin; 2],
    user: UserId,
}

impl Scene {
    async fn new(hq: &Hq) -> Self {
        let ada = hq.person("ada@example.org").await;
        let acme = ada.create("Acme").await;
        let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
        let user = hq.joined(&ada, &acme, "carl@example.net", Role::User).await.id().await;
        let admins = [Admin::new(hq, ada).await, Admin::new(hq, bob).await];
        Self { acme, admins, user }
    }

    /// What became of an act of one of the two: the status of the refusal, if it was refused.
    async fn act(&self, actor: usize, act: Act, version: &str) -> Result<(), u16> {
        let org = self.acme.id;
        let (Admin { browser, id, .. }, other) = (&self.admins[actor], self.admins[1 - actor].id);
        let version = ETag(version.to_owned());
        let remove = async |user| {
            let invitations = InvitationsOfRemoved::Keep;
            browser.call(&RemoveMember { org, user, version: version.clone(), invitations }).await.map(drop)
        };
        let demote = async |user| {
            let patch = MemberPatch { role: Some(Role::User) };
            browser.call(&UpdateMember { org, user, version: version.clone(), patch }).await.map(drop)
        };
        let transfer = async |user| {
            browser.call(&TransferAdministration { org, body: NewAdmin { user } }).await.map(drop)
        };
        let outcome = match act {
            Act::RemoveOther => remove(other).await,
            Act::RemoveOneself => remove(*id).await,
            Act::DemoteOther => demote(other).await,
            Act::DemoteOneself => demote(*id).await,
            Act::Leave => browser.call(&LeaveOrganization { org }).await.map(drop),
            Act::TransferToOther => transfer(other).await,
            Act::TransferToUser => transfer(self.user).await,
            Act::DeleteAccount => {
                let deletion = AccountDeletion { password: PASSWORD.into(), code: None };
                browser.call(&DeleteAccount(deletion)).await.map(drop)
            }
        };
        outcome.map_err(|refused| refused.problem.status)
    }

    async fn admins_left(&self, hq: &Hq) -> u64 {
        let rows = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(self.acme.id))
            .filter(membership::Column::Role.eq("admin"));
        rows.count(hq.app.db().read()).await.unwrap()
    }

    /// Both are admins again, and the user is a user.
    async fn put_back(&self, hq: &Hq) {
        let tx = hq.app.db().begin().await.unwrap();
        membership::Entity::delete_many()
            .filter(membership::Column::OrganizationId.eq(self.acme.id))
            .exec(&tx)
            .await
            .unwrap();
        let [ada, bob] = &self.admins;
        for admin in [ada, bob] {
            admin.account.put_back(&tx).await;
            admin.browser.set_cookie(admin.cookie.clone());
        }
        for (user, role) in [(ada.id, Role::Admin), (bob.id, Role::Admin), (self.user, Role::User)] {
            let row = membership::ActiveModel {
                organization_id: Set(self.acme.id),
                user_id: Set(user),
                role: Set(role),
                joined_at: Set(Micros::default()),
                opened_at: Set(Micros::default()),
                version: Set(1),
                rules: Set("[]".into()),
                rules_count: Set(0),
                rules_version: Set(1),
            };
            row.insert(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

async fn of_the_last_two_admins_one_always_remains(hq: Hq) {
    let scene = Scene::new(&hq).await;
    let mut refusals = BTreeSet::new();
    for round in 0..rounds(ROUNDS) {
        scene.put_back(&hq).await;
        let kinds = Act::ALL.len();
        let acts = [Act::ALL[round % kinds], Act::ALL[round / kinds % kinds]];
        // Once with the version that both have read, once with whatever there is: the guards have to hold by themselves.
        let version = if (round / (kinds * kinds)).is_multiple_of(2) { "\"1-1\"" } else { "*" };
        let outcomes: [_; 2] =
            tokio::join!(scene.act(0, acts[0], version), scene.act(1, acts[1], version)).into();
        let what = format!("round {round}, {acts:?}, If-Match {version}: {outcomes:?}");
        assert!(scene.admins_left(&hq).await >= 1, "no admin is left: {what}");
        assert!(outcomes.iter().any(Result::is_ok), "whoever was first was right to: {what}");
        for status in outcomes.into_iter().filter_map(Result::err) {
            assert!(WAYS_TO_LOSE.contains(&status), "{what}");
            refusals.insert(status);
        }
    }
    assert_eq!(refusals, BTreeSet::from(WAYS_TO_LOSE), "each way to lose was met");
}
