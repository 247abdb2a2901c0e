//! People: the rows of their accounts, which many features read, lock and refer to. What a feature knows of a person besides is its own.

pub mod store;
