#!/usr/bin/env bash
# The real binary killed, or failed, at every system call that changes a file system (strace.py). With --full also on
# the way back, with more errors, and with EMFILE at every open. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=strace needs=(cargo strace python3)
. tests/suites/volumes.bash
volume ext4 ext4 600M
# The same program with the fault layer, whose count of calls has to agree.
build_layered
python3 tests/suites/strace.py "$smpctl" "$layered" "$base/ext4" "$@"
