//! How instances are: asked now and then of brokers that can tell.
