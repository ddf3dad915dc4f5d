#!/usr/bin/env bash
# A relocation that suspends or switches servers, broken at every call (tests/crash_sharing.rs). With --full in every way.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=crash-sharing needs=(cargo)
. tests/suites/volumes.bash
[[ ${1:-} != --full ]] || export SMPCTL_CRASH_FULL=1
build_layered
SMPCTL_LAYERED=$layered cargo test -q --locked --features fault-injection --test crash_sharing -- --nocapture
