#!/usr/bin/env bash
# Programs that read every file of a store over and over, through the new path from the moment it is linked and through
# the old one until everything is moved, while it is moved and moved back, across volumes and within one: none of their
# requests may fail or come back short, and a process that stays in a package's directory finds its files until the limit
# (readers.py).
# Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=readers needs=(python3)
. tests/suites/volumes.bash
volume ext4 ext4 1G
volume xfs xfs 1G
export SMPCTL_STATE_DIR=$base/state
python3 tests/suites/readers.py "$smpctl" "$base" "$@"
