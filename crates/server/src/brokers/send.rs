//! Asks a broker.
