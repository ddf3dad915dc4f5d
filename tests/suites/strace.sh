#!/usr/bin/env bash
# The real binary killed, or failed, at every system call that changes a file system (strace.py). With --full also on
# the way back, with more errors, and with EMFILE at every open. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=strace needs=(cargo strace python3)
. tests/suites/volumes.sh
volume ext4 ext4 600M
# The same program with the fault layer, whose count of calls has to agree.
export CARGO_TARGET_DIR=target/crash CARGO_PROFILE_DEV_OPT_LEVEL=1
cargo build -q --locked --features fault-injection
python3 tests/suites/strace.py "$smpctl" target/crash/debug/smpctl "$base/ext4" "$@"
