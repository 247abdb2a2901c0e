//! Writes down what followed.
