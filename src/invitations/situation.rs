//! In which situation somebody opens an invitation's link.

use hq_contract::{
    ProblemCode,
    invitations::{InvitationObstacle, InvitationState, LinkedInvitation, Viewer},
};

/// What the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// The invited person is signed in: join or decline.
    Answer,
    /// The address has an account, and nobody is signed in.
    SignIn,
    /// The address has no account, and the link came by mail: it is confirmed.
    SignUp,
    /// The link was passed on, so whether the address has an account is not told: sign in, or sign up and confirm it.
    SignInOrUp,
    /// Every seat is taken.
    SeatsFull,
    /// Who invited may no longer offer it.
    InviterLostRight,
    /// The organization forces two-step sign-in, and the invited person has not set it up.
    MfaMissing,
    /// Somebody with another address is signed in.
    OtherAccount,
    /// Who is signed in belongs to the organization.
    Member,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// It was declined.
    Declined,
    /// Who is invited has reported it.
    Reported,
    /// It was accepted.
    Used,
    /// A newer mail has another link.
    Replaced,
    /// The organization was deleted.
    Deleted,
    /// There is no such link.
    Unknown,
}

impl Situation {
    /// The situation that the server describes.
    pub const fn of(invitation: &LinkedInvitation) -> Self {
        match (invitation.viewer, invitation.state, invitation.obstacle) {
            (Viewer::Member, ..) => Self::Member,
            (_, InvitationState::Accepted, _) => Self::Used,
            (_, InvitationState::Declined, _) => Self::Declined,
            (_, InvitationState::Reported, _) => Self::Reported,
            (_, InvitationState::Revoked, _) => Self::Revoked,
            (_, InvitationState::Expired, _) => Self::Expired,
            (_, InvitationState::Replaced, _) => Self::Replaced,
            (_, InvitationState::OrganizationDeleted, _) => Self::Deleted,
            (Viewer::SomebodyElse, InvitationState::Pending, _) => Self::OtherAccount,
            (_, InvitationState::Pending, Some(InvitationObstacle::SeatsFull)) => Self::SeatsFull,
            (_, InvitationState::Pending, Some(InvitationObstacle::InviterLostRight)) => {
                Self::InviterLostRight
            }
            (Viewer::Invitee, InvitationState::Pending, Some(InvitationObstacle::MfaMissing)) => {
                Self::MfaMissing
            }
            (Viewer::Invitee, InvitationState::Pending, None) => Self::Answer,
            // Nobody is asked for it before it is known who they are.
            (Viewer::Nobody, InvitationState::Pending, None | Some(InvitationObstacle::MfaMissing)) => {
                match (invitation.account, invitation.mailed) {
                    (Some(true), _) => Self::SignIn,
                    (Some(false), true) => Self::SignUp,
                    (None, _) | (Some(false), false) => Self::SignInOrUp,
                }
            }
        }
    }

    /// The situation that a refusal tells of: what the page said has changed meanwhile. Nothing where the same can be
    /// tried again.
    pub const fn of_refusal(code: ProblemCode) -> Option<Self> {
        Some(match code {
            ProblemCode::AlreadyMember => Self::Member,
            ProblemCode::AccountExists => Self::SignIn,
            ProblemCode::WrongAccount => Self::OtherAccount,
            ProblemCode::SeatsFull => Self::SeatsFull,
            ProblemCode::InviterLostRight => Self::InviterLostRight,
            ProblemCode::MfaMissing => Self::MfaMissing,
            ProblemCode::LinkExpired => Self::Expired,
            ProblemCode::LinkUsed => Self::Used,
            ProblemCode::InvitationRevoked => Self::Revoked,
            ProblemCode::InvitationDeclined => Self::Declined,
            ProblemCode::InvitationReplaced => Self::Replaced,
            ProblemCode::OrganizationDeleted => Self::Deleted,
            ProblemCode::LinkUnknown | ProblemCode::NotFound => Self::Unknown,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn situation(viewer: &str, state: &str, obstacle: Option<&str>) -> Situation {
        told(&json!({"viewer": viewer, "state": state, "obstacle": obstacle}))
    }

    /// The situation of an invitation of which something is different.
    fn told(different: &Value) -> Situation {
        let mut invitation = json!({
            "organization": {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "Acme"}, "colour": "teal", "slug": null,
            "inviter": null, "email": "bo@example.org", "role": "user", "note": null,
            "expires_at": "2026-01-01T00:00:00Z", "state": "pending",
            "obstacle": null, "account": true, "mailed": true, "viewer": "nobody",
        });
        let fields = invitation.as_object_mut().unwrap();
        for (name, value) in different.as_object().unwrap() {
            fields.insert(name.clone(), value.clone());
        }
        fields.retain(|name, value| name != "account" || !value.is_null());
        Situation::of(&serde_json::from_value(invitation).unwrap())
    }

    #[test]
    fn who_belongs_there_is_told_so_whatever_became_of_the_link() {
        for state in ["pending", "accepted", "declined", "revoked", "expired", "replaced"] {
            assert_eq!(situation("member", state, Some("seats_full")), Situation::Member);
        }
    }

    #[test]
    fn a_closed_invitation_does_not_ask_for_another_account() {
        assert_eq!(situation("somebody_else", "revoked", None), Situation::Revoked);
        assert_eq!(situation("somebody_else", "pending", Some("seats_full")), Situation::OtherAccount);
    }

    #[test]
    fn a_link_that_was_passed_on_tells_of_no_account() {
        assert_eq!(told(&json!({"account": false})), Situation::SignUp);
        assert_eq!(told(&json!({"account": null, "mailed": false})), Situation::SignInOrUp);
        let blocked = json!({"account": null, "mailed": false, "obstacle": "inviter_lost_right"});
        assert_eq!(told(&blocked), Situation::InviterLostRight);
    }

    #[test]
    fn nobody_signs_in_for_what_cannot_be_accepted() {
        assert_eq!(situation("nobody", "pending", Some("seats_full")), Situation::SeatsFull);
        assert_eq!(situation("nobody", "pending", None), Situation::SignIn);
        assert_eq!(situation("invitee", "pending", None), Situation::Answer);
        assert_eq!(situation("invitee", "pending", Some("mfa_missing")), Situation::MfaMissing);
    }
}
