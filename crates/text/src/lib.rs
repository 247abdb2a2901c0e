//! hq-text
