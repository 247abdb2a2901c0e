//! A request to a broker: its address, its headers, its sending, and what is read of the answer.

use super::address::NotAllowed;
use super::answer::{Answer, Body};
use super::{Auth, HttpBroker};
use crate::osb::{IDENTITY_HEADER, PLATFORM, Poll, REQUEST_HEADER, VERSION, VERSION_HEADER};
use crate::{BrokerError, BrokerResult, Fault, Identity, Uncertain, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde_json::json;
use std::error::Error;
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// The most of an answer that is read.
const ANSWER: usize = 256 * 1_024;
/// The most of a catalog that is read.
pub(super) const CATALOG: usize = 2 * 1_024 * 1_024;
/// The longest time that `Retry-After` is taken for.
const LATEST: Duration = Duration::from_secs(86_400);

/// A request that is being put together.
pub(super) struct Call<'a> {
    broker: &'a HttpBroker,
    request: RequestBuilder,
    limit: usize,
}

impl HttpBroker {
    /// A request to that path under the broker's address, with that query.
    pub(super) fn call(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> Call<'_> {
        let url = address(&self.base, path, query);
        let request = self
            .client
            .request(method, url)
            .header(VERSION_HEADER, VERSION)
            .header(ACCEPT, "application/json");
        let request = match &self.auth {
            Auth::Basic { name, password } => request.basic_auth(name, Some(password)),
            Auth::Bearer(token) => request.bearer_auth(token),
        };
        Call { broker: self, request, limit: ANSWER }
    }
}

impl Call<'_> {
    /// For whom, and for which operation.
    pub(super) fn by(mut self, identity: &Identity) -> Self {
        if let Some(user) = identity.user {
            let value = STANDARD.encode(json!({ "user_id": user }).to_string());
            self.request = self.request.header(IDENTITY_HEADER, format!("{PLATFORM} {value}"));
        }
        self.named(&identity.request.to_string())
    }

    /// Without a person: by what it is found in the logs.
    pub(super) fn about(self, thing: Uuid) -> Self {
        self.named(&thing.to_string())
    }

    pub(super) fn named(mut self, name: &str) -> Self {
        self.request = self.request.header(REQUEST_HEADER, name);
        self
    }

    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.request = self.request.json(body);
        self
    }

    /// So much of the answer is read.
    pub(super) fn up_to(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    pub(super) async fn send(self) -> BrokerResult<Answer> {
        if !self.broker.may_be_asked() {
            return Err(BrokerError::new(Fault::AddressRefused));
        }
        let response = self.request.send().await.map_err(|error| not_answered(&error))?;
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers());
        Ok(Answer { status, retry_after, body: read(response, self.limit).await })
    }
}

/// Of which service and plan.
pub(super) fn kind(poll: &Poll) -> [(&str, &str); 2] {
    [("service_id", poll.service_id.as_str()), ("plan_id", poll.plan_id.as_str())]
}

/// And, of polls, which operation.
pub(super) fn query(poll: &Poll) -> Vec<(&str, &str)> {
    let mut query = kind(poll).to_vec();
    query.extend(poll.operation.as_deref().map(|operation| ("operation", operation)));
    query
}

fn address(base: &Url, path: &[&str], query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().push("v2").extend(path);
    }
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
        // The specification says percent-encoded, not the plus signs of forms; a plus sign itself is one of them already.
        let query = url.query().unwrap_or_default().replace('+', "%20");
        url.set_query(Some(&query));
    }
    url
}

async fn read(mut response: Response, limit: usize) -> Body {
    if response
        .content_length()
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Body::TooLarge;
    }
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > limit => return Body::TooLarge,
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Body::Whole(bytes),
            Err(_) => return Body::BrokenOff,
        }
    }
}

/// Where the connection was not made, TLS included, nothing of the request was sent. Everything else is unknown.
fn not_answered(error: &reqwest::Error) -> BrokerError {
    if causes(error).any(|cause| cause.is::<NotAllowed>()) {
        return BrokerError::new(Fault::AddressRefused);
    }
    let sent = !(error.is_connect() || error.is_builder());
    let fault = if sent { Fault::Uncertain(Uncertain::NoAnswer) } else { Fault::NotSent };
    let cause = causes(error).last().map(ToString::to_string);
    let description = cause.and_then(|cause| text::plain(&cause, text::DESCRIPTION));
    BrokerError { description, ..BrokerError::new(fault) }
}

fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause: &&'a (dyn Error + 'static)| <dyn Error>::source(*cause))
}

/// Seconds, or a date (RFC 9110, 10.2.3). A date is held against the answer's own `Date`: the broker's clock may be another
/// than ours.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let said = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let after = if said.bytes().all(|byte| byte.is_ascii_digit()) {
        said.parse().map_or(LATEST, Duration::from_secs)
    } else {
        let then = httpdate::parse_http_date(said).ok()?;
        let now = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()?;
        then.duration_since(now).unwrap_or_default()
    };
    Some(after.min(LATEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(said: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, said.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        retry_after(&headers).map(|after| after.as_secs())
    }

    #[test]
    fn a_broker_says_when_in_seconds_or_by_a_date() {
        let date = Some("Thu, 26 Nov 2026 15:00:00 GMT");
        assert_eq!(after("7", None), Some(7));
        assert_eq!(after("0", None), Some(0));
        assert_eq!(after("Thu, 26 Nov 2026 15:01:30 GMT", date), Some(90));
        assert_eq!(after("Thu, 26 Nov 2026 14:00:00 GMT", date), Some(0));
        assert_eq!(after("Thu, 26 Nov 2026 15:01:30 GMT", None), None);
    }

    #[test]
    fn nonsense_says_nothing_and_for_ever_is_a_day() {
        for said in ["-1", "soon", "1.5", "Fri, 99 Nov 2026"] {
            assert_eq!(after(said, Some("Thu, 26 Nov 2026 15:00:00 GMT")), None, "{said}");
        }
        assert_eq!(after("99999999999999999999999", None), Some(86_400));
        assert_eq!(after("18446744073709551615", None), Some(86_400));
    }

    #[test]
    fn what_is_sent_in_an_address_is_percent_encoded() {
        let poll = Poll {
            service_id: "a b".to_owned(),
            plan_id: "c+d&e=f".to_owned(),
            operation: Some("ü/../?#%".to_owned()),
        };
        for base in ["https://broker.example/osb", "https://broker.example/osb/"] {
            let url = address(&Url::parse(base).unwrap(), &["service_instances", "a/../b"], &query(&poll));
            assert_eq!(
                url.as_str(),
                "https://broker.example/osb/v2/service_instances/a%2F..%2Fb?\
                 service_id=a%20b&plan_id=c%2Bd%26e%3Df&operation=%C3%BC%2F..%2F%3F%23%25"
            );
        }
    }
}
