//! The link that is open: what it offers, and how that stands for who looks.

use crate::{
    api::{Answer, Error, Mutation, Query, Remote},
    session::use_session,
};
use hq_contract::{
    EmailAddress, ProblemCode,
    billing_accounts::{AcceptTransfer, ConfirmTransfer, GetTransfer, TransferOffer, TransferToken},
};
use leptos::prelude::*;

/// What the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Situation {
    /// Who the link is for is signed in.
    Answer,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody else is.
    WrongAccount,
    /// This side has done its part, and waits for the other.
    Done,
    /// Both have.
    Over,
    /// There is no such link.
    Unknown,
    /// Its time is over.
    Expired,
    /// The hand-over happened.
    Used,
    /// It was cancelled or began again.
    Cancelled,
}

impl Situation {
    /// What a refusal says of the link; nothing where the same can be tried again.
    fn of_refusal(error: &Error) -> Option<Self> {
        match error.code()? {
            ProblemCode::LinkUnknown | ProblemCode::NotFound => Some(Self::Unknown),
            ProblemCode::LinkExpired => Some(Self::Expired),
            ProblemCode::LinkUsed => Some(Self::Used),
            ProblemCode::LinkCancelled => Some(Self::Cancelled),
            ProblemCode::WrongAccount => Some(Self::WrongAccount),
            _ => None,
        }
    }
}

/// The link that is open.
#[derive(Clone, Copy)]
pub(super) struct TransferLink {
    token: StoredValue<String>,
    query: Query<TransferOffer>,
    confirm: Mutation<ConfirmTransfer>,
    accept: Mutation<AcceptTransfer>,
    acted: RwSignal<bool>,
}

impl TransferLink {
    /// The link of a token. Reading it changes nothing.
    pub(super) fn new(token: String) -> Self {
        let token = StoredValue::new(token);
        let query = Query::new(move || Some(GetTransfer { token: token.get_value() }));
        let acted = RwSignal::new(false);
        // Whether the other side has done its part too, the link says: then it is used up.
        let done = move |answer: Answer<TransferOffer>| {
            query.set(answer);
            acted.set(true);
            query.retry();
        };
        Self { token, query, confirm: Mutation::new(done), accept: Mutation::new(done), acted }
    }

    /// The link's secret.
    pub(super) fn token(self) -> String {
        self.token.get_value()
    }

    /// What is asked for.
    pub(super) const fn query(self) -> Query<TransferOffer> {
        self.query
    }

    /// What it offers, as far as that is known.
    pub(super) fn offer(self) -> Option<TransferOffer> {
        self.query.ready_untracked().map(|answer| answer.value)
    }

    /// Does this side's part.
    pub(super) fn act(self) {
        let Some(offer) = self.offer() else { return };
        let (id, body) = (offer.billing_account, TransferToken { token: self.token() });
        if offer.is_owners {
            self.confirm.run(&ConfirmTransfer { id, body });
        } else {
            self.accept.run(&AcceptTransfer { id, body });
        }
    }

    /// Whether that is under way.
    pub(super) fn acting(self) -> Signal<bool> {
        let (confirms, accepts, reads) =
            (self.confirm.pending(), self.accept.pending(), self.query.fetching());
        Signal::derive(move || confirms.get() || accepts.get() || (self.acted.get() && reads.get()))
    }

    /// Why it failed, where it can be tried again.
    pub(super) fn failure(self) -> Option<Error> {
        self.refusal().filter(|error| Situation::of_refusal(error).is_none())
    }

    fn refusal(self) -> Option<Error> {
        let (confirm, accept) = (self.confirm.error(), self.accept.error());
        confirm.get().or_else(|| accept.get())
    }

    /// The situation, once it is known.
    pub(super) fn situation(self) -> Option<Situation> {
        if self.acted.get() {
            if self.query.fetching().get() {
                return Some(Situation::Answer);
            }
            let used =
                self.query.failed().get().and_then(|error| error.code()) == Some(ProblemCode::LinkUsed);
            return Some(if used { Situation::Over } else { Situation::Done });
        }
        if let Some(refused) = self.refusal().as_ref().and_then(Situation::of_refusal) {
            return Some(refused);
        }
        self.query.with(|remote| match remote {
            Remote::Loading => None,
            Remote::Failed(error) => Situation::of_refusal(error),
            Remote::Ready(answer) => Some(of_offer(&answer.value)),
        })
    }
}

fn of_offer(offer: &TransferOffer) -> Situation {
    let Some(user) = use_session().user().get() else { return Situation::SignedOut };
    // Whether it is the holder's own link only the server knows.
    match (offer.is_owners, may_be_same(&user.email, &offer.to)) {
        (false, false) => Situation::WrongAccount,
        (true, _) | (false, true) if offer.done => Situation::Done,
        (true, _) | (false, true) => Situation::Answer,
    }
}

/// Whether both can be the same address. What domains look alike in the DNS, the server says.
fn may_be_same(one: &EmailAddress, other: &EmailAddress) -> bool {
    let plain = |address: &EmailAddress| address.as_str().is_ascii() && !address.as_str().contains("xn--");
    let low = |address: &EmailAddress| address.as_str().to_lowercase();
    low(one) == low(other) || !(plain(one) && plain(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_surely_differ_are_kept_apart() {
        let same = |one, other| {
            may_be_same(&EmailAddress::parse(one).unwrap(), &EmailAddress::parse(other).unwrap())
        };
        assert!(same("Ada@Example.org", "ada@example.org"));
        assert!(!same("ada@example.org", "bob@example.org"));
        assert!(same("ada@bücher.example", "ada@xn--bcher-kva.example"), "the server decides");
    }
}
