//! When two requests that write are the same attempt.

use super::{error::Error, transport::Request};

/// Holds the `Idempotency-Key` of a form's request. The key stays as long as the outcome is unknown and the same request may
/// be sent again; a success, a definite refusal or another body ends that.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    open: Option<(Request, String)>,
}

impl Attempt {
    /// The key for a request (without the key in it).
    pub fn key(&mut self, request: &Request, new_key: impl FnOnce() -> String) -> String {
        match &self.open {
            Some((open, key)) if open == request => key.clone(),
            _ => {
                let key = new_key();
                self.open = Some((request.clone(), key.clone()));
                key
            }
        }
    }

    /// Notes the outcome.
    pub fn settle(&mut self, error: Option<&Error>) {
        if error.is_none_or(Error::is_definite) {
            self.open = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::{Method, Problem, ProblemCode};

    fn post(body: &str) -> Request {
        Request { method: Method::Post, body: Some(body.into()), ..Request::get("/x".into()) }
    }

    #[test]
    fn the_key_lives_as_long_as_the_doubt() {
        let mut made = 0;
        let mut attempt = Attempt::default();
        let mut key = |attempt: &mut Attempt, body: &str| {
            attempt.key(&post(body), || {
                made += 1;
                made.to_string()
            })
        };
        assert_eq!(key(&mut attempt, "a"), "1");
        attempt.settle(Some(&Error::Unreachable));
        assert_eq!(key(&mut attempt, "a"), "1", "sent again");
        assert_eq!(key(&mut attempt, "b"), "2", "another body");
        let refused =
            Error::Problem { problem: Box::new(Problem::new(ProblemCode::SlugTaken)), retry_after: None };
        attempt.settle(Some(&refused));
        assert_eq!(key(&mut attempt, "b"), "3", "refused");
        attempt.settle(None);
        assert_eq!(key(&mut attempt, "b"), "4", "done");
    }
}
