#!/usr/bin/env bash
# The web services of an SMP on a real ASP.NET runtime, and smpctl against them. Needs mono, nginx, and PyPI once.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

tests/asmx/install
echo 'the test server itself:'
"${CARGO_TARGET_DIR:-target}/asmx/venv/bin/python" tests/asmx/smoke.py
# One suite, two stores: cargo test ran it on documents.
echo 'topology and hierarchy on live servers:'
SMPCTL_TEST_STORE=live cargo test --locked --test topology --test hierarchy
