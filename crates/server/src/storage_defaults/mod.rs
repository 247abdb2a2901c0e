//! Which storage engines new dataplants take.

pub mod store;
