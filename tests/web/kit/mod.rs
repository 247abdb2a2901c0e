//! The pieces of `src/kit`: what a person sees of remote data, of what they type, and of what they are asked first.

mod debounced;
