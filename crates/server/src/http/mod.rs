//! HTTP: the accept loop and what stands around every route, how a request is read, and what an answer is.

pub mod again;
pub mod allowance;
pub mod assets;
pub mod compressed;
pub mod conditional;
pub mod cookies;
pub mod cors;
pub mod created;
pub mod docs_page;
pub mod edge;
pub mod endpoint;
pub mod export;
pub mod extract;
pub mod headers;
pub mod health;
pub mod numbers;
pub mod origin;
mod origins;
pub mod page_token;
pub mod preferred_language;
pub mod problem;
pub mod request_id;
pub mod serve;
pub mod user_agent;
