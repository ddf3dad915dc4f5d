"""What the suites that run smpctl against the test server share: a server, a place for smpctl, and a check of what it
says."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SMPCTL = os.environ.get("SMPCTL") or str(HERE.parent.parent / "target/debug/smpctl")
CONTENT = {"topology": {"name": "SMP-HQ", "addresses": ["10.1.0.10"], "sites": [{"name": "HQ"}],
                        "subnets": [{"network": "10.1.0.0/16", "site": "HQ"}],
                        "packageServers": [{"name": "PS-01", "addresses": ["10.1.2.5"]}]}}
passed = 0


def check(what, holds, told=""):
    global passed
    if not holds:
        sys.exit(f"FAILED: {what}\n{told}")
    passed += 1


class Server:
    """The test server of tests/asmx."""

    def __init__(self, **configuration):
        configuration.setdefault("content", CONTENT)
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(configuration, file)
        self.process = subprocess.Popen([HERE / "serve", file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        os.unlink(file.name)
        if not line:
            sys.exit("the test server did not start")
        self.about = json.loads(line)
        self.url, self.ca = self.about["url"], self.about["ca"]

    def control(self, method, target, value=None):
        data = None if value is None else json.dumps(value).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(self.about["control"] + target, data, method=method)) as answer:
            return json.loads(answer.read() or b"null")

    def calls(self):
        return self.control("GET", "/calls")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)


class Said:
    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err
        self.all = out + err

    def __str__(self):
        return f"$ smpctl {' '.join(self.command)}\n{self.out}{self.err}(exit code {self.code})"


class Place:
    """Where one smpctl has its settings, and what it runs with."""

    def __init__(self, **environment):
        self.directory = Path(tempfile.mkdtemp(prefix="smpctl-trial-"))
        kept = {name: value for name, value in os.environ.items()
                if not re.match(r"SMPCTL_|(https?|all|no)_proxy$|SSPI_|KRB5", name, re.IGNORECASE)}
        self.environment = {**kept, "SMPCTL_CONTEXTS": str(self.directory / "contexts.toml"), "NO_COLOR": "1",
                            "SMPCTL_STATE_DIR": str(self.directory / "state"), "SMPCTL_CACHE_DIR": str(self.directory / "cache"),
                            "KRB5_CONFIG": "/nonexistent", **environment}

    def context(self, server, **settings):
        """Writes the one context there is."""
        settings = {"url": server.url if isinstance(server, Server) else server, "administrator": True,
                    "addresses": ["10.1.0.10"], **settings}
        if isinstance(server, Server) and server.ca:
            settings.setdefault("ca-certificate", server.ca)
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items() if value is not None]
        (self.directory / "contexts.toml").write_text("current = \"hq\"\n[contexts.hq]\n" + "\n".join(lines) + "\n")
        return self

    def run(self, *command, timeout=60, **environment):
        environment = {**self.environment, **environment}
        done = subprocess.run([SMPCTL, *command], env=environment, capture_output=True, text=True, timeout=timeout,
                              stdin=subprocess.DEVNULL, start_new_session=True)
        return Said(command, done.returncode, done.stdout, done.stderr)

    def expect(self, what, code, text, *command, **more):
        """Runs smpctl and checks its exit code and that it says the text, or all of several."""
        said = self.run(*command, **more)
        for part in [text] if isinstance(text, str) else text:
            check(f"{what}: exit code {code} and '{part}' expected", said.code == code and part in said.all, said)
        check(f"{what}: nothing panics", "panicked" not in said.all, said)
        return said

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.directory)
