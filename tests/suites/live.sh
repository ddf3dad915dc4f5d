#!/usr/bin/env bash
# The web services of an SMP on a real ASP.NET runtime, and smpctl against them. Needs mono, nginx, and PyPI once.
# `--full` adds more versions and shapes of a server.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

tests/asmx/install
echo 'the test server itself:'
"${CARGO_TARGET_DIR:-target}/asmx/venv/bin/python" tests/asmx/smoke.py

echo 'what smpctl says when the server, a proxy or the network fails:'
"${CARGO_TARGET_DIR:-target}/asmx/venv/bin/python" tests/suites/faults.py

# One suite, two stores: cargo test ran it on documents.
live() {
    local began=$SECONDS
    echo "topology and hierarchy on live servers, ${1:-as they are by default}:"
    SMPCTL_TEST_SERVER=${1:+$PWD/$1} SMPCTL_TEST_STORE=live cargo test --locked --quiet --test topology --test hierarchy
    echo "in $((SECONDS - began)) s"
}

echo 'tasks, storage locations in stages and hierarchies on live servers:'
SMPCTL=${SMPCTL:-${CARGO_TARGET_DIR:-target}/debug/smpctl} python3 tests/asmx/afar.py "$@"

live
live tests/asmx/variants/7.1.json
if [ "${1:-}" = --full ]; then
    live tests/asmx/variants/8.1.json
    live tests/asmx/variants/unknown.json
fi

echo 'the tour in docs/live-tour.md:'
tests/asmx/tour | diff docs/live-tour.md - || { echo 'it is another one now: `tests/asmx/tour > docs/live-tour.md`'; exit 1; }
echo 'as it is written there'
