"""What smpctl says when a server, a proxy or the network fails: against the test server's real faults. A part of live.sh."""

import base64
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "asmx"))
import trial  # noqa: E402
from realm import free_port, is_listening  # noqa: E402
from trial import Place, Server, check  # noqa: E402

PASSWORD = "Test-Passw0rd!"
USER = "TEST\\administrator"
READ = "GetResourcesOfType"


def place(**environment):
    return Place(**{"SMPCTL_USER": USER, "SMPCTL_PASSWORD": PASSWORD, **environment})


def reads(server, here):
    """Faults in an answer to a question: the exit code, the sentence, and how often the server was asked."""
    def fault(what, code, text, /, *, asked=None, seconds=None, operation=READ, **rule):
        server.control("PUT", "/faults", [{"operation": operation, **rule}])
        server.control("DELETE", "/calls")
        began = time.monotonic()
        said = here.expect(what, code, text, "site", "list")
        took = time.monotonic() - began
        calls = [call for call in server.calls() if call.get("fault") and call["operation"] == operation]
        check(f"{what}: asked {asked} times", asked is None or len(calls) == asked, (len(calls), str(said)))
        check(f"{what}: in {seconds} s", seconds is None or took < seconds, f"{took} s")
        check(f"{what}: no password is shown", PASSWORD not in said.all, said)

    for at in ("request", "response", "head", "body"):
        fault(f"cut at the {at}", 1, "the connection to", do="cut", at=at, asked=4, seconds=30)
        fault(f"cut at the {at} once", 0, "HQ", do="cut", at=at, times=1, asked=1)
    fault("another content type", 1, "it sends 'text/html' where a SOAP answer is expected", do="contentType", value="text/html", asked=1)
    fault("no content type", 1, "where a SOAP answer is expected", do="contentType", value="application/octet-stream", asked=1)
    fault("a page in place of an answer", 1, "it sends 'text/html'", do="answer", text="<html>Log in here</html>", contentType="text/html")
    fault("half an answer", 1, "is not read", do="answer", text="<soap:Envelope xmlns:soap='x'><soap:Body>")
    fault("compressed, which nobody asked for", 1, "is not read", do="answer", text="\x1f\x8b\x08\x00\x00", contentType="text/xml")
    fault("403", 5, "lacks the right to call", do="status", status=403, asked=1)
    fault("404", 1, "has no web service at", do="status", status=404, asked=1)
    fault("a proxy's 407", 5, ["wants an account and its password", "NO_PROXY"], do="status", status=407, asked=1)
    fault("500 with a page", 1, "HTTP status 500: Runtime Error", do="status", status=500, text="<html><head><title>Runtime Error</title></head></html>", asked=1)
    fault("500 with a fault", 1, "refuses 'GetResourcesOfType': it is broken", do="fault", type="System.Exception", message="it is broken", asked=1)
    fault("a fault that denies", 5, "may not", do="fault", type="ASDKInsufficientPermissionException", message="may not", asked=1)
    fault("503", 1, "HTTP status 503", do="status", status=503, asked=4, seconds=30)
    fault("503 for two seconds", 0, "HQ", do="status", status=503, headers=[["Retry-After", "1"]], times=1, asked=1)
    fault("503 for an hour", 1, "HTTP status 503: it may be asked again in 3600 seconds", do="status", status=503, headers=[["Retry-After", "3600"]], asked=1)
    fault("503 until a day", 1, "HTTP status 503", do="status", status=503, headers=[["Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"]], asked=4)
    fault("429", 0, "HQ", do="status", status=429, times=1, asked=1)
    fault("signed out each time", 5, "does not accept the account", do="unauthorized", seconds=30)
    fault("signed out once", 0, "HQ", do="unauthorized", times=1)
    fault("sent to another host", 1, ["sends smpctl on to 'http://127.0.0.1:", "make it the context's `url`"], do="redirect", asked=1)
    here_plain = server.url.replace("https://", "http://")
    fault("sent to itself without TLS", 1, f"sends smpctl on to '{here_plain}/x'", do="redirect", location=f"{here_plain}/x", asked=1)
    fault("sent in circles", 1, "sends smpctl on to", do="redirect", location="?", seconds=30)
    check("nobody elsewhere heard anything", server.control("GET", "/elsewhere") == [])
    fault("a billion laughs", 1, "document type declaration", do="laughs", seconds=30)
    fault("deep", 1, "nested more than", do="deep", seconds=30)
    fault("an answer of 2 GiB", 1, "is larger than 2 MiB", do="huge", seconds=60)
    fault("connections that end after each answer", 0, "HQ", do="close")


def slow(server, here):
    server.control("PUT", "/faults", [{"operation": READ, "do": "delay", "seconds": 3}])
    began = time.monotonic()
    here.expect("slow headers", 1, ["did not answer within 1 seconds", "timeout-seconds"], "site", "list")
    server.control("PUT", "/faults", [{"operation": READ, "do": "drip", "seconds": 0.2}])
    here.expect("a slow body", 1, "did not answer within 1 seconds", "site", "list")
    check("in time", time.monotonic() - began < 60, time.monotonic() - began)


def handshakes(server, here):
    server.control("PUT", "/faults", [{"do": "challenge"}])
    # Whether the end of the connection is seen before or after the next message is sent is chance.
    said = here.context(server).run("site", "list")
    check("cut between the messages of a handshake", (said.code, "was cut" in said.err) == (1, True)
          or (said.code, "in the middle of each handshake" in said.err) == (5, True), said)
    server.control("PUT", "/faults", [{"do": "challenge", "how": "announced"}])
    for scheme in ("ntlm", "negotiate"):
        here.context(server, **{"sign-in": scheme})
        here.expect(f"{scheme}: a connection for each of its messages", 5, "closes the connection in the middle of each handshake", "site", "list")
    server.control("PUT", "/faults", [])
    here.context(server)
    server.control("DELETE", "/calls")
    here.expect("a wrong password", 5, ["does not accept the account 'TEST\\administrator'", "once only, by NTLM"], "site", "list", SMPCTL_PASSWORD="wrong")
    check("tried once", len([call for call in server.calls() if call["scheme"] == "NTLM"]) == 2)
    here.expect("nobody", 5, "wants an account (Negotiate, NTLM, Basic)", "site", "list", SMPCTL_USER="", SMPCTL_PASSWORD="")
    here.expect("a name that is none", 5, "is no name of an account", "site", "list", SMPCTL_USER="a@b\\c")


def writes(server, here):
    """A change whose answer is lost is never made twice, and is found again."""
    for at in ("response", "body"):
        server.control("PUT", "/faults", [{"operation": "CreateNewResourceLight", "do": "cut", "at": at}])
        server.control("DELETE", "/calls")
        here.expect(f"a change whose answer is cut at the {at}", 6, "was cut", "site", "create", f"Lab-{at}", "--yes")
        made = [call for call in server.calls() if call["operation"] == "CreateNewResourceLight"]
        check("made once", len(made) == 1, made)
        server.control("PUT", "/faults", [])
        here.expect("it is there", 0, f"Lab-{at}", "site", "list")
        here.expect("and made again it is unchanged", 0, "nchanged", "site", "create", f"Lab-{at}", "--yes")


def certificates():
    for kind, text in (("self-signed", ["nobody who is trusted here has issued it", "--ca-certificate"]), ("other-host", "another name"),
                       ("expired", "it has expired"), ("old", ["no TLS connection to", "TLS 1.2 and 1.3"])):
        with Server(tls=kind) as server, place() as here:
            if kind == "expired":
                time.sleep(1.5)
            here.context(server).expect(f"a certificate that is {kind}", 1, text, "site", "list")
            check("nobody signed in", not [call for call in server.calls() if call["scheme"]])
            if kind != "old":
                here.context(server, insecure=True)
                for _ in range(2):
                    here.expect("--insecure warns each time", 0, ["HQ", "anybody in between can read and change everything"], "site", "list")
    with Server(tls=None) as server, place() as here:
        here.context(server.url.replace("http", "https")).expect("TLS at a plain port", 1, "no TLS connection to", "site", "list")
    with Server() as server, place() as here:
        here.context(server, **{"ca-certificate": None})
        here.expect("an authority that is not named", 1, "nobody who is trusted here has issued it", "site", "list")
        here.context(server.url.replace("https", "http"))
        here.expect("plain HTTP at a TLS port", 1, "localhost", "site", "list")


class Gateway:
    """Tinyproxy."""

    def __init__(self, *more):
        self.directory = tempfile.TemporaryDirectory(prefix="smpctl-gateway-")
        self.port, self.log = free_port(), Path(self.directory.name) / "log"
        file = Path(self.directory.name) / "conf"
        file.write_text("\n".join([f"Port {self.port}", "Listen 127.0.0.1", f'LogFile "{self.log}"', "LogLevel Connect", "Timeout 30", *more]) + "\n")
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", "tinyproxy", "-d", "-c", str(file)], stdout=subprocess.DEVNULL)
        if not is_listening(self.process, self.port, 10):
            sys.exit("tinyproxy does not start")

    def asked(self):
        return self.log.read_text().count("Request (file descriptor") if self.log.exists() else 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.directory.cleanup()


def gateways():
    with Server() as server, Server(tls=None) as plain, Gateway() as open_, Gateway("BasicAuth clerk s3cret") as closed, place() as here:
        at = lambda gateway, who="": f"http://{who}127.0.0.1:{gateway.port}"
        here.context(server)
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            before = open_.asked()
            here.expect(f"through {name}", 0, "HQ", "site", "list", **{name: at(open_)})
            check(f"{name} is used", open_.asked() > before)
        before = open_.asked()
        here.expect("NO_PROXY", 0, "HQ", "site", "list", HTTPS_PROXY=at(open_), NO_PROXY="localhost")
        here.expect("HTTP_PROXY is not for TLS", 0, "HQ", "site", "list", HTTP_PROXY=at(open_))
        check("they leave the proxy alone", open_.asked() == before)
        here.expect("a proxy that wants a password", 5, ["the proxy before the server wants an account", "http://ACCOUNT:PASSWORD@"], "site", "list", HTTPS_PROXY=at(closed))
        # This proxy answers as if the server itself had refused.
        here.expect("a wrong one", 1, ["the proxy opens no way to", "check the account and the password in HTTPS_PROXY"], "site", "list", HTTPS_PROXY=at(closed, "clerk:wrong@"))
        said = here.expect("the right one", 0, "HQ", "site", "list", "-vvv", HTTPS_PROXY=at(closed, "clerk:s3cret@"))
        encoded = base64.b64encode(b"clerk:s3cret").decode()
        check("and it is not shown", "s3cret" not in said.all and encoded not in said.all, said)
        check("the server does not get it", encoded not in str(server.calls()))
        here.expect("a proxy that is not there", 1, ["cannot reach", "HTTPS_PROXY"], "site", "list", HTTPS_PROXY="http://127.0.0.1:9")
        here.context(plain, **{"sign-in": "ntlm"})
        before = open_.asked()
        here.expect("plain HTTP through a proxy that wants a password", 5, "the proxy before the server wants an account", "site", "list", HTTP_PROXY=at(closed))


class Terminal:
    """A shell on a terminal, in tmux."""

    def __init__(self, here):
        self.socket = f"smpctl-{os.getpid()}"
        names = [name for name in here.environment if name.startswith("SMPCTL_")]
        self.tmux("new-session", "-d", "-s", "t", "-x", "200", "-y", "60", "env", *(f"{name}={here.environment[name]}" for name in names),
                  "NO_COLOR=1", "PS1=$ ", "sh")

    def tmux(self, *command):
        return subprocess.run(["tmux", "-L", self.socket, *command], capture_output=True, text=True, check=True).stdout

    def type(self, text, until):
        # What is on the screen already must not be taken for the answer.
        self.tmux("send-keys", "-R", "-t", "t")
        self.tmux("send-keys", "-t", "t", *([text] if text == "C-c" else ["-l", text]))
        if text != "C-c":
            self.tmux("send-keys", "-t", "t", "Enter")
        end = time.monotonic() + 20
        while True:
            screen = self.tmux("capture-pane", "-p", "-t", "t")
            if until in screen:
                return screen
            if time.monotonic() > end:
                sys.exit(f"FAILED: '{until}' does not appear on the terminal:\n{screen.strip()}")
            time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server")


def sources():
    """Where passwords come from, and that `context add` tries them."""
    with Server() as server, Place() as here:
        add = ("context", "add", "hq", "--url", server.url, "--user", USER, "--ca-certificate", server.ca)
        here.expect("no password", 5, ["there is no password for the account", "SMPCTL_PASSWORD"], *add)
        here.expect("a wrong password", 5, "does not accept the account", *add, SMPCTL_PASSWORD="wrong")
        here.expect("nothing was added", 0, "No contexts yet", "context", "list")
        here.expect("into the keyring", 0, ["by NTLM", "Added context 'hq'"], *add, "--keyring", SMPCTL_PASSWORD=PASSWORD)
        here.expect("out of the keyring", 0, "HQ", "site", "list")
        here.expect("forgotten", 0, "Forgot the password", "context", "password", "hq", "--forget")
        here.expect("so it is gone", 5, "there is no password for the account", "site", "list")
        here.expect("kept again", 0, "Kept the password", "context", "password", "hq", SMPCTL_PASSWORD=PASSWORD)
        here.expect("removed with it", 0, "Forgot context", "context", "remove", "hq", "--yes")
        here.expect("added as one that trusts anybody", 0, ["Added", "anybody in between"], *add, "--insecure", SMPCTL_PASSWORD=PASSWORD)
        here.expect("its password went with the old one", 5, "there is no password for the account", "site", "list")
        file = here.directory / "credentials"
        file.write_text(f"{USER}\n{PASSWORD}\n")
        here.context(server, **{"credentials-file": str(file)})
        for mode in (0o640, 0o604, 0o644):
            file.chmod(mode)
            here.expect(f"a file of mode {mode:o}", 5, [f"can be read by others (mode 0{mode:o})", "chmod 600"], "site", "list")
        file.chmod(0o600)
        here.expect("a file of one's own", 0, "HQ", "site", "list")
        here.expect("the environment comes first", 5, "does not accept", "site", "list", SMPCTL_USER=USER, SMPCTL_PASSWORD="wrong")
        here.context(server, user=USER)
        with Terminal(here) as terminal:
            terminal.type(f"{trial.SMPCTL} site list; echo code $?", "Password of 'TEST\\administrator'")
            check("the password is not shown", PASSWORD not in terminal.type(PASSWORD, "code 0"))
            terminal.type(f"{trial.SMPCTL} site list; echo code $?", "Password of")
            check("once only", "once only" in terminal.type("wrong", "code 5"))
            terminal.type(f"{trial.SMPCTL} site list; echo code $?", "Password of")
            terminal.type("C-c", "$")
            time.sleep(0.3)
            terminal.type("echo code $?", "code 130")
            terminal.type(f"{trial.SMPCTL} context add two --url {server.url} --ca-certificate {server.ca}; echo code $?", "Account that signs in")
            terminal.type(USER, "Password of")
            terminal.type(PASSWORD, "Added context 'two'")


def services():
    with Server() as server, place() as here:
        here.context(server, **{"largest-answer-mib": 2})
        reads(server, here)
        here.context(server)
        handshakes(server, here)
        writes(server, here)
        here.context(server, **{"timeout-seconds": 1})
        slow(server, here)


# Each waits most of the time.
began = time.monotonic()
with ThreadPoolExecutor() as threads:
    for part in [threads.submit(part) for part in (services, certificates, gateways, sources)]:
        part.result()
print(f"{trial.passed} checks of faults and proxies passed in {time.monotonic() - began:.0f} s")
