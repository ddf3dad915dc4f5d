"""A Kerberos realm of its own, on loopback: MIT's KDC, its files in a directory that goes with it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

REALM = "SMP.TEST"


def is_listening(process, port, patience=20):
    """Waits until a process takes connections on a port; whether it does in time."""
    until = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def free_port():
    """A port that TCP and UDP have free."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Realm:
    """REALM with the accounts given, by name: their passwords. `wrapper` runs before the KDC (faketime)."""

    def __init__(self, accounts, services=("HTTP/localhost",), wrapper=()):
        self.directory = Path(tempfile.mkdtemp(prefix="smpctl-realm-"))
        self.port = free_port()
        self.config, self.keytab = self.directory / "krb5.conf", self.directory / "http.keytab"
        (self.directory / "kdc.conf").write_text(
            f"[kdcdefaults]\n kdc_listen = 127.0.0.1:{self.port}\n kdc_tcp_listen = 127.0.0.1:{self.port}\n"
            f"[realms]\n {REALM} = {{\n  database_name = {self.directory}/principal\n  key_stash_file = {self.directory}/stash\n"
            f"  acl_file = {self.directory}/acl\n  supported_enctypes = aes256-cts-hmac-sha1-96:normal\n  max_life = 10h\n }}\n"
            f"[logging]\n kdc = FILE:{self.directory}/kdc.log\n")
        self.config.write_text(
            f"[libdefaults]\n default_realm = {REALM}\n dns_lookup_kdc = false\n rdns = false\n"
            f"[realms]\n {REALM} = {{\n  kdc = 127.0.0.1:{self.port}\n }}\n[domain_realm]\n TEST = {REALM}\n")
        self.environment = {**os.environ, "KRB5_CONFIG": str(self.config), "KRB5_KDC_PROFILE": str(self.directory / "kdc.conf")}
        self.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "master")
        for name, password in accounts.items():
            self.admin(f"addprinc -pw {password} +requires_preauth {name}")
        for service in services:
            self.admin(f"addprinc -randkey {service}")
            self.admin(f"ktadd -k {self.keytab} {service}")
        log = open(self.directory / "kdc.out", "wb")
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *wrapper, "krb5kdc", "-n"], env=self.environment,
                                        stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if not is_listening(self.process, self.port):
            raise SystemExit(f"the KDC does not start:\n{(self.directory / 'kdc.log').read_text()}")

    def run(self, *command):
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise SystemExit(f"`{' '.join(command)}` failed:\n{done.stdout}")

    def admin(self, query):
        self.run("kadmin.local", "-r", REALM, "-q", query)

    def log(self):
        """What the KDC was asked, a line each."""
        return [line for line in (self.directory / "kdc.log").read_text().splitlines() if "_REQ" in line]

    def server(self, **more):
        """What the test server's configuration says of this realm."""
        return {"realm": REALM, "keytab": str(self.keytab), "config": str(self.config), **more}

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.directory)
