#!/usr/bin/env bash
# smpctl signs in by Kerberos: MIT's KDC gives the tickets, MIT's GSSAPI takes them in front of the test server. Needs
# mono, nginx, krb5-kdc, krb5-admin-server, python3-gssapi, faketime, and PyPI once.
set -euo pipefail
cd "$(dirname "$0")/../.."
for needed in krb5kdc kadmin.local kdb5_util faketime; do
    command -v "$needed" >/dev/null || { echo "there is no $needed; .ci/run installs what the suites need" >&2; exit 1; }
done
/usr/bin/python3 -c 'import gssapi' || { echo 'there is no python3-gssapi' >&2; exit 1; }
tests/asmx/install
"${CARGO_TARGET_DIR:-target}/asmx/venv/bin/python" tests/suites/kerberos.py "$@"
