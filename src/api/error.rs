//! The error of every request.

use super::{json, transport::RawResponse};
use hq_contract::{FieldCode, Permission, Problem, ProblemCode, accounts::SignUpBegun};

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server could not be reached or sent no response: whether it has done the work is not known.
    Unreachable,
    /// The server refused.
    Problem {
        /// Why.
        problem: Box<Problem>,
        /// In how many seconds to try again.
        retry_after: Option<u32>,
    },
    /// The response is not one that this build of the console understands.
    Unreadable,
}

impl Error {
    /// Reads the error of a response.
    pub(super) fn read(answer: &RawResponse) -> Self {
        match json::read::<Problem>(&answer.body) {
            Ok(problem) => Self::Problem { problem: Box::new(problem), retry_after: answer.retry_after },
            // Not HQ speaks but something between here and HQ, which has lost it.
            Err(_) if answer.status >= 500 => Self::Unreachable,
            Err(_) => Self::Unreadable,
        }
    }

    /// Why the server refused, if it was the server.
    #[must_use]
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem { problem, .. } => Some(problem.code),
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// The missing permission, if that is why the server refused.
    #[must_use]
    pub fn permission(&self) -> Option<Permission> {
        match self {
            Self::Problem { problem, .. } => problem.permission,
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// The sign-up that wants a password, if that is why the server refused.
    #[must_use]
    pub fn sign_up(&self) -> Option<SignUpBegun> {
        match self {
            Self::Problem { problem, .. } => problem.sign_up.clone(),
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// By how many seconds the clock behind a refused code is ahead, if the server knows.
    #[must_use]
    pub fn clock_ahead(&self) -> Option<i64> {
        match self {
            Self::Problem { problem, .. } => problem.clock_ahead,
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// Why the field at `pointer` was refused, if it was.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<FieldCode> {
        match self {
            Self::Problem { problem, .. } => problem.field(pointer),
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// Whether only these fields were refused, which show their errors themselves.
    #[must_use]
    pub fn is_only_about(&self, pointers: &[&str]) -> bool {
        match self {
            Self::Problem { problem, .. } => {
                !problem.fields.is_empty()
                    && problem.fields.keys().all(|pointer| pointers.contains(&pointer.as_str()))
            }
            Self::Unreachable | Self::Unreadable => false,
        }
    }

    /// Whether the server has certainly not done the work: the same request again would be another one.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.code().is_some_and(|code| {
            !matches!(code, ProblemCode::RequestTimeout | ProblemCode::NotSignedIn) && code.status() < 500
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> RawResponse {
        RawResponse { status, retry_after: Some(5), body: body.into(), ..RawResponse::default() }
    }

    #[test]
    fn a_refusal_is_read() {
        let body = serde_json::to_string(&Problem::new(ProblemCode::TooManyRequests)).unwrap();
        let error = Error::read(&answer(429, &body));
        assert_eq!(error.code(), Some(ProblemCode::TooManyRequests));
        assert!(error.is_definite());
        assert!(matches!(error, Error::Problem { retry_after: Some(5), .. }));
    }

    #[test]
    fn a_gateway_without_a_server_is_a_lost_connection() {
        assert_eq!(Error::read(&answer(502, "<html>Bad gateway")), Error::Unreachable);
        assert_eq!(Error::read(&answer(404, "<html>")), Error::Unreadable);
    }

    #[test]
    fn what_the_server_may_have_done_is_not_definite() {
        let problem = |code| Error::Problem { problem: Box::new(Problem::new(code)), retry_after: None };
        assert!(!Error::Unreachable.is_definite());
        assert!(!problem(ProblemCode::Internal).is_definite());
        assert!(!problem(ProblemCode::Unavailable).is_definite());
        assert!(problem(ProblemCode::SlugTaken).is_definite());
    }
}
