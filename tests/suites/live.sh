#!/usr/bin/env bash
# The web services of an SMP on a real ASP.NET runtime, and smpctl against them. Needs mono, nginx, and PyPI once.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

"$here/../asmx/install"
echo 'the test server itself:'
"${CARGO_TARGET_DIR:-$here/../../target}/asmx/venv/bin/python" "$here/../asmx/smoke.py"
