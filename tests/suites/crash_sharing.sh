#!/usr/bin/env bash
# A relocation that suspends or switches servers, broken at every call (tests/crash_sharing.rs). With --full in every way.
set -euo pipefail
cd "$(dirname "$0")/../.."
[[ ${1:-} != --full ]] || export SMPCTL_CRASH_FULL=1
cargo test -q --locked --features fault-injection --test crash_sharing -- --nocapture
