//! The journeys. A file here has the name of its feature.

