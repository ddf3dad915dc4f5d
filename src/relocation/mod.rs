//! Moving a package store to another place, without a package ever being lost or unreachable.
//!
//! ```text
//! prerequisites   may it start?
//! probe           trying what a volume can do, leaving nothing behind
//! survey          what is in a store, and how much of it
//! inventory       every entry of one package, to copy it, to verify it and to see that it changed
//! store           a store, and the folder in it where smpctl works
//! state           what the stores' contents mean for one package, and what is to be done
//! backlog         what has been copied, until it is enough for a batch
//! parallel        many entries of one directory at once
//! turns           how many large files are copied at once on a drive that rotates
//! transfer        copying a package into staging
//! aside           what can be known of an original that was put aside
//! deletions       originals that have been given up, until their files are removed
//! swap            putting the copy, or the package itself, in the place of its link
//! attempt         one attempt: check, link, move, clean up
//! retry           a relocation over its attempts
//! room            the first package that leaves a full volume
//! adopt           a relocation of which there is no record
//! forget          ending a relocation whose store is gone for good
//! preview         what a revert will do, package by package
//! history         what smpctl remembers of a relocation
//! details         what of it is not for every account to read
//! exact_path      paths in files that are read again, text or not
//! sharing         those who serve the packages: suspended, or pointed elsewhere, and put back
//! running         how far it is, for others to read while it runs
//! measure         how large everything is at the end of an attempt
//! event           what the management server is told of an attempt
//! outbox          events that wait to be delivered, and how they are
//! rate            copying no faster than told
//! progress        how an attempt tells what it does
//! ```
//!
//! Nothing here prints. A store is touched only through [`crate::platform::Dir`].

pub mod adopt;
mod aside;
pub mod attempt;
mod backlog;
pub mod deletions;
pub mod details;
pub mod error;
pub mod event;
pub mod exact_path;
pub mod forget;
pub mod history;
pub mod inventory;
pub mod measure;
pub mod outbox;
pub mod package;
mod parallel;
pub mod prerequisites;
pub mod preview;
mod probe;
pub mod progress;
pub mod rate;
pub mod reason;
pub mod retry;
mod room;
pub mod running;
pub mod sharing;
pub mod state;
pub mod store;
pub mod survey;
pub mod swap;
pub mod transfer;
mod turns;
