//! The topology half of smpctl, on the built binary: one file a capability.

// Helpers may panic like tests do; clippy knows only functions marked as tests.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/live_store.rs"]
mod live_store;
#[path = "../support/world.rs"]
mod support;

mod as_code;
mod bad_input;
mod concurrency;
mod document;
mod package_server;
mod properties;
mod site;
mod smp;
mod storage_location;
mod subnet;
