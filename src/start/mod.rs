//! What a person sees who is in no organization yet.

mod page;

pub use page::StartPage;
