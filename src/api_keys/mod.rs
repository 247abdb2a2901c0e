//! The API keys of an organization: made, changed, rotated and revoked by its admins.

mod actions;
mod facts;
mod for_people;
mod form;
mod inputs;
mod issued;
mod list;
mod page;
mod revoke;
mod rotate;
mod row;
mod shared;
mod words;

pub use facts::key_facts;
pub use for_people::for_people;
pub use page::ApiKeysPage;
