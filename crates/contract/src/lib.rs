//! hq-contract
