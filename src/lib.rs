//! smpctl administers Symantec (Broadcom) IT Management Suite.
//!
//! - [`cli`]: what a person types and sees; the folder tree is the command tree. The only place that
//!   prints, prompts or decides an exit code.
//! - [`topology`]: the model of sites, subnets, package servers and management servers; pure, no I/O.
//! - [`backend`]: where a topology lives: the JSON document, or live servers by their web services.
//! - [`relocation`]: moving a package store; knows nothing of sites or servers.
//! - [`servers`]: those who serve a package store, and how they are suspended or switched while it moves.
//! - [`platform`]: what differs per operating system.
//! - [`settings`]: flags over environment over defaults, and the contexts that name live servers.
//!
//! Arrows point down only: cli → {backend, servers}, servers → relocation → platform, backend → topology.

pub mod backend;
pub mod cli;
pub mod platform;
pub mod relocation;
pub mod servers;
pub mod settings;
pub mod topology;
