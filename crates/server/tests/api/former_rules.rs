//! The rules of who left: offered when they come back, for three months and once.

use crate::{
    on_both,
    support::{Browser, Hq, rules},
};
use hq_contract::{
    ProblemCode, Role, UserId,
    invitations::AcceptInvitation,
    members::LeaveOrganization,
    organizations::Organization,
    rules::{FormerRules, GetRules, MemberRules, Rule},
};
use hq_server::db::entity::former_rules;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

on_both!(
    former_rules_are_offered_to_who_comes_back,
    what_an_admin_decides_ends_the_offer,
    who_leaves_with_nothing_is_offered_nothing,
    former_rules_are_forgotten_after_three_months,
);

const EMAIL: &str = "bob@example.net";
const WORDS: [&str; 2] = ["allow billing all all", "allow members invite all"];

/// An admin, and a user with two rules.
struct Scene {
    hq: Hq,
    acme: Organization,
    bob: Browser,
    user: UserId,
}

impl Scene {
    async fn new(hq: Hq) -> (Self, Browser) {
        let ada = hq.person("ada@acme.example").await;
        let acme = ada.create("Acme").await;
        let bob = hq.user_with(&ada, &acme, EMAIL, &WORDS).await;
        let user = bob.id().await;
        (Self { hq, acme, bob, user }, ada)
    }

    async fn leave(&self) {
        self.bob.call(&LeaveOrganization { org: self.acme.id }).await.unwrap();
    }

    /// Invites and joins again.
    async fn come_back(&self, ada: &Browser) {
        ada.invite(&self.acme, EMAIL, Role::User).await;
        let token = self.hq.token_from_mail(EMAIL, "/join/").await;
        self.bob.call(&AcceptInvitation { token }).await.unwrap();
    }

    fn get(&self) -> GetRules {
        GetRules { org: self.acme.id, user: self.user }
    }

    /// What they have, and what is offered.
    async fn seen_by(&self, browser: &Browser) -> (Vec<Rule>, Option<Vec<Rule>>) {
        let MemberRules { rules, former } = browser.call(&self.get()).await.unwrap();
        (rules, former.map(|FormerRules { rules, .. }| rules))
    }

    async fn kept(&self) -> u64 {
        former_rules::Entity::find().count(self.hq.app.db().read()).await.unwrap()
    }
}

async fn former_rules_are_offered_to_who_comes_back(hq: Hq) {
    let (scene, ada) = Scene::new(hq).await;
    scene.leave().await;
    assert_eq!(ada.call(&scene.get()).await.unwrap_err().code(), ProblemCode::NotFound);
    scene.come_back(&ada).await;
    assert_eq!(scene.seen_by(&ada).await, (Vec::new(), Some(rules(&WORDS))), "they are offered, not given");
    assert_eq!(scene.seen_by(&scene.bob).await, (Vec::new(), None), "by who may give them");
    for (days, offered) in [(91, true), (2, false)] {
        scene.hq.advance(time::Duration::days(days));
        let ada = scene.hq.sign_in("ada@acme.example").await.0;
        assert_eq!(scene.seen_by(&ada).await.1.is_some(), offered, "for three months");
    }
}

async fn what_an_admin_decides_ends_the_offer(hq: Hq) {
    let (scene, ada) = Scene::new(hq).await;
    scene.leave().await;
    scene.come_back(&ada).await;
    ada.put_rules(&scene.acme, scene.user, rules(&WORDS[..1])).await;
    assert_eq!(scene.seen_by(&ada).await, (rules(&WORDS[..1]), None));
}

async fn who_leaves_with_nothing_is_offered_nothing(hq: Hq) {
    let (scene, ada) = Scene::new(hq).await;
    for offered in [Some(rules(&WORDS)), None] {
        scene.leave().await;
        assert_eq!(scene.kept().await, u64::from(offered.is_some()));
        scene.come_back(&ada).await;
        assert_eq!(scene.seen_by(&ada).await, (Vec::new(), offered));
    }
}

async fn former_rules_are_forgotten_after_three_months(hq: Hq) {
    let (scene, _) = Scene::new(hq).await;
    scene.leave().await;
    for (days, kept) in [(91, 1), (2, 0)] {
        scene.hq.advance(time::Duration::days(days));
        hq_server::jobs::housekeeping::round(&scene.hq.app).await.unwrap();
        assert_eq!(scene.kept().await, kept);
    }
}
