//! hq-server
