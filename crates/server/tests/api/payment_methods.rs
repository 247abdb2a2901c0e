//! Cards of billing accounts: saved at the provider, chosen, forgotten.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Backend, Books, Browser, Fault, Hq},
};
use hq_contract::{
    BillingAccountId, Nothing, PaymentMethodId, ProblemCode, UserId,
    me::GetMe,
    payment_methods::{
        AddPaymentMethod, DeletePaymentMethod, GetPaymentMethod, ListPaymentMethods, PaymentMethods,
        SetDefaultPaymentMethod, UnsetDefaultPaymentMethod,
    },
};
use hq_server::db::entity::{billing_account, card_payment, payment_method};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _};
use uuid::Uuid;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    // Billing accounts are their owners' alone, and nobody here owns one (payment_methods.rs).
    signed_in("GET /api/v1/billing-accounts/{id}/payment-methods", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/payment-methods", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/payment-methods/{method}/default", 404),
    signed_in("DELETE /api/v1/billing-accounts/{id}/payment-methods/default", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/payment-methods/{method}", 404),
    signed_in("DELETE /api/v1/billing-accounts/{id}/payment-methods/{method}", 404),
]);

on_both!(crate::support::Hq::start_with_cards =>
    a_card_is_saved_on_the_providers_page,
    another_card_is_paid_with_from_then_on,
    a_card_is_chosen_and_forgotten,
    a_card_is_kept_and_not_paid_with,
    an_account_is_its_owners_alone,
    a_page_of_a_former_owner_adds_no_card,
    a_provider_that_does_not_answer_is_asked_later,
    a_card_that_the_provider_no_longer_has_is_forgotten,
    there_are_twenty_cards_at_most,
);

impl Browser {
    /// The id of who is signed in.
    pub async fn me(&self) -> UserId {
        self.call(&GetMe).await.expect("signed in").id
    }
}

impl Books {
    pub const fn id(&self) -> BillingAccountId {
        self.account
    }
}

impl Hq {
    /// Saves a card as people do it: on the provider's page, of which the provider tells then.
    pub async fn save_card(&self, books: &Books, owner: &Browser, last4: &str) -> String {
        self.save_card_of(books.id(), owner, last4).await
    }

    /// The same with an account.
    pub async fn save_card_of(&self, id: BillingAccountId, owner: &Browser, last4: &str) -> String {
        let page = owner.call(&AddPaymentMethod { id, body: Nothing {} }).await.expect("a page");
        let session = self.stripe.as_ref().expect("cards").types_card(&page.url, last4);
        let event = format!("evt_{session}");
        assert_eq!(self.stripe_tells(&event, "checkout.session.completed", &session).await, 200);
        session
    }

    /// Forgets every card of an account.
    pub async fn forget_cards(&self, books: &Books, owner: &Browser) {
        for card in self.cards(books, owner).await.methods {
            owner.call(&DeletePaymentMethod { id: books.id(), method: card.id }).await.expect("gone");
        }
    }

    pub async fn cards(&self, books: &Books, owner: &Browser) -> PaymentMethods {
        owner.call(&ListPaymentMethods { id: books.id() }).await.expect("the owner's")
    }

    /// Leaves the account as a hand-over does: another owner, no cards, no customer.
    pub async fn hand_over(&self, books: &Books, to: UserId) {
        let row = billing_account::ActiveModel {
            id: Set(books.account),
            owner_id: Set(Some(to)),
            payment_method_id: Set(None),
            provider_customer: Set(None),
            ..Default::default()
        };
        row.update(self.app.db().write()).await.expect("handed over");
    }
}

async fn owner(hq: &Hq) -> (Books, Browser) {
    let owner = hq.person("ada@acme.example").await;
    (hq.books(Some(owner.me().await)).await, owner)
}

fn shown(cards: &PaymentMethods) -> Vec<(&str, bool)> {
    cards.methods.iter().map(|card| (card.last4.as_str(), card.is_default)).collect()
}

async fn a_card_is_saved_on_the_providers_page(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    let none = hq.cards(&books, &owner).await;
    assert!(none.cards && none.methods.is_empty());
    let session = hq.save_card(&books, &owner, "4242").await;
    let cards = hq.cards(&books, &owner).await;
    assert_eq!(shown(&cards), [("4242", true)]);
    assert_eq!(cards.methods[0].brand, "visa");
    assert_eq!(cards.methods[0].expires.map(|at| (at.month, at.year)), Some((8, 2031)));
    let one = GetPaymentMethod { id: books.id(), method: cards.methods[0].id };
    assert_eq!(owner.call(&one).await.unwrap(), cards.methods[0]);
    // Told of again, as another event: it is there once.
    assert_eq!(hq.stripe_tells("evt_other", "checkout.session.completed", &session).await, 200);
    assert_eq!(shown(&hq.cards(&books, &owner).await), [("4242", true)]);
    let rows = payment_method::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(rows[0].token.starts_with("pm_"), "what the provider calls it, and no number");
}

async fn another_card_is_paid_with_from_then_on(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    hq.save_card(&books, &owner, "4242").await;
    hq.save_card(&books, &owner, "1881").await;
    assert_eq!(shown(&hq.cards(&books, &owner).await), [("4242", false), ("1881", true)]);
    let asked = hq.stripe.as_ref().unwrap().asked();
    assert_eq!(
        asked.iter().filter(|asked| *asked == "POST /v1/customers").count(),
        1,
        "one customer: {asked:?}"
    );
}

async fn a_card_is_chosen_and_forgotten(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    hq.save_card(&books, &owner, "4242").await;
    hq.save_card(&books, &owner, "1881").await;
    let first = hq.cards(&books, &owner).await.methods[0].id;
    let chosen = SetDefaultPaymentMethod { id: books.id(), method: first, body: Nothing {} };
    for _ in 0..2 {
        assert_eq!(shown(&owner.call(&chosen).await.unwrap()), [("4242", true), ("1881", false)]);
    }
    let forget = DeletePaymentMethod { id: books.id(), method: first };
    owner.call(&forget).await.unwrap();
    assert_eq!(
        shown(&hq.cards(&books, &owner).await),
        [("1881", false)],
        "by bank transfer, until one is chosen"
    );
    assert_eq!(owner.call(&forget).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(owner.call(&chosen).await.unwrap_err().code(), ProblemCode::NotFound);
    let asked = hq.stripe.as_ref().unwrap().asked();
    assert!(asked.iter().any(|asked| asked.ends_with("/detach")), "the provider forgets it too: {asked:?}");
    let row =
        billing_account::Entity::find_by_id(books.account).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(row.payment_method_id, None);
    assert!(card_payment::Entity::find().all(hq.app.db().read()).await.unwrap().is_empty());
}

async fn a_card_is_kept_and_not_paid_with(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    hq.save_card(&books, &owner, "4242").await;
    let due = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let unset = UnsetDefaultPaymentMethod { id: books.id() };
    let other = hq.person("eve@acme.example").await;
    assert_eq!(other.call(&unset).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(shown(&hq.cards(&books, &owner).await), [("4242", true)]);
    for _ in 0..2 {
        assert_eq!(shown(&owner.call(&unset).await.unwrap()), [("4242", false)]);
    }
    let row = billing_account::Entity::find_by_id(books.account).one(hq.app.db().read()).await.unwrap();
    assert_eq!(row.unwrap().payment_method_id, None, "by bank transfer");
    hq_server::card_payments::round(&hq.app).await.unwrap();
    assert!(hq.stripe.as_ref().unwrap().charges().is_empty(), "what was issued before neither");
    assert_eq!(hq.open(&due).await, 12_000);
    let card = hq.cards(&books, &owner).await.methods[0].id;
    let chosen = SetDefaultPaymentMethod { id: books.id(), method: card, body: Nothing {} };
    assert_eq!(shown(&owner.call(&chosen).await.unwrap()), [("4242", true)]);
}

async fn an_account_is_its_owners_alone(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    hq.save_card(&books, &owner, "4242").await;
    let other = hq.person("eve@acme.example").await;
    let theirs = hq.books(Some(other.me().await)).await;
    let card = hq.cards(&books, &owner).await.methods[0].id;
    let id = books.id();
    let missing = BillingAccountId(Uuid::nil());
    let nothing = other.prepare(&ListPaymentMethods { id: missing });
    let nothing = other.send(nothing).await.anonymous();
    let theirs_of = |id| other.prepare(&ListPaymentMethods { id });
    assert_eq!(other.send(theirs_of(id)).await.anonymous(), nothing, "as if there were none");
    for code in [
        other.call(&AddPaymentMethod { id, body: Nothing {} }).await.unwrap_err().code(),
        other.call(&SetDefaultPaymentMethod { id, method: card, body: Nothing {} }).await.unwrap_err().code(),
        other.call(&GetPaymentMethod { id, method: card }).await.unwrap_err().code(),
        other.call(&GetPaymentMethod { id: theirs.id(), method: card }).await.unwrap_err().code(),
        other.call(&DeletePaymentMethod { id, method: card }).await.unwrap_err().code(),
        other
            .call(&SetDefaultPaymentMethod { id: theirs.id(), method: card, body: Nothing {} })
            .await
            .unwrap_err()
            .code(),
        other.call(&DeletePaymentMethod { id: theirs.id(), method: card }).await.unwrap_err().code(),
        owner
            .call(&DeletePaymentMethod { id, method: PaymentMethodId(Uuid::nil()) })
            .await
            .unwrap_err()
            .code(),
    ] {
        assert_eq!(code, ProblemCode::NotFound);
    }
    let nobody = hq.browser();
    assert_eq!(nobody.call(&ListPaymentMethods { id }).await.unwrap_err().code(), ProblemCode::NotSignedIn);
    assert_eq!(shown(&hq.cards(&books, &owner).await), [("4242", true)]);
}

async fn a_page_of_a_former_owner_adds_no_card(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    let page = owner.call(&AddPaymentMethod { id: books.id(), body: Nothing {} }).await.unwrap();
    let heir = hq.person("grace@acme.example").await;
    hq.hand_over(&books, heir.me().await).await;
    let session = hq.stripe.as_ref().unwrap().types_card(&page.url, "4242");
    assert_eq!(hq.stripe_tells("evt_1", "checkout.session.completed", &session).await, 200);
    assert!(hq.cards(&books, &heir).await.methods.is_empty());
    hq.save_card(&books, &heir, "1881").await;
    assert_eq!(shown(&hq.cards(&books, &heir).await), [("1881", true)]);
}

async fn a_provider_that_does_not_answer_is_asked_later(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    let add = AddPaymentMethod { id: books.id(), body: Nothing {} };
    for fault in [Fault::LostBefore, Fault::BrokenBefore, Fault::Busy] {
        hq.stripe.as_ref().unwrap().fails([fault]);
        let refused = owner.call(&add).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Unavailable);
        assert!(refused.headers.contains_key("retry-after"));
    }
    hq.save_card(&books, &owner, "4242").await;
    let card = hq.cards(&books, &owner).await.methods[0].id;
    hq.stripe.as_ref().unwrap().fails([Fault::LostAfter]);
    let forget = DeletePaymentMethod { id: books.id(), method: card };
    assert_eq!(owner.call(&forget).await.unwrap_err().code(), ProblemCode::Unavailable);
    owner.call(&forget).await.expect("given up before: it is forgotten");
    assert!(hq.cards(&books, &owner).await.methods.is_empty());
}

async fn a_card_that_the_provider_no_longer_has_is_forgotten(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    hq.save_card(&books, &owner, "4242").await;
    let rows = payment_method::Entity::find().all(hq.app.db().read()).await.unwrap();
    let token = rows[0].token.clone();
    assert_eq!(hq.stripe_tells("evt_1", "payment_method.detached", "pm_other").await, 200);
    assert_eq!(hq.cards(&books, &owner).await.methods.len(), 1);
    hq.stripe.as_ref().unwrap().client().detach(&token).await.unwrap();
    assert_eq!(hq.stripe_tells("evt_2", "payment_method.detached", &token).await, 200);
    assert!(hq.cards(&books, &owner).await.methods.is_empty());
}

async fn there_are_twenty_cards_at_most(hq: Hq) {
    let (books, owner) = owner(&hq).await;
    for number in 0..20 {
        hq.save_card(&books, &owner, &format!("{number:04}")).await;
    }
    let refused = owner.call(&AddPaymentMethod { id: books.id(), body: Nothing {} }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LimitReached);
}

#[tokio::test]
async fn without_a_provider_there_are_no_cards() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (books, owner) = owner(&hq).await;
    assert!(!hq.cards(&books, &owner).await.cards);
    let refused = owner.call(&AddPaymentMethod { id: books.id(), body: Nothing {} }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoPaymentProvider);
    assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", "pi_1").await, 404);
}
