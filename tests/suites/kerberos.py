"""Kerberos, by what smpctl says, what the KDC was asked, and what the server took."""

import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "asmx"))
import trial  # noqa: E402
from realm import Realm  # noqa: E402
from trial import Place, Server, check  # noqa: E402

PASSWORD = "Test-Passw0rd!"
USER = "administrator@SMP.TEST"


def signed(server):
    """How often each scheme signed in, and on how many connections."""
    calls = server.calls()
    return {scheme: len([call for call in calls if call["scheme"] == scheme and call["status"] not in (None, 401)])
            for scheme in ("Kerberos", "NTLM", "Negotiate", "Basic", "connection")}, len({call["connection"] for call in calls})


def place(realm=None, **environment):
    environment = {"SMPCTL_USER": USER, "SMPCTL_PASSWORD": PASSWORD, **environment}
    return Place(**({"KRB5_CONFIG": str(realm.config)} if realm else {}), **environment)


class NameServer(threading.Thread):
    """Tells where the realm's KDC is, as DNS does (RFC 2782), or says nothing."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.asked = port, []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"udp://127.0.0.1:{self.socket.getsockname()[1]}"
        self.start()

    def run(self):
        while True:
            question, where = self.socket.recvfrom(512)
            end = question.index(b"\0", 12) + 5
            labels, at = [], 12
            while question[at]:
                labels.append(question[at + 1:at + 1 + question[at]].decode())
                at += question[at] + 1
            self.asked.append(".".join(labels))
            if self.port is None:
                continue
            kind = struct.unpack(">H", question[end - 4:end - 2])[0]
            target = b"\x09localhost\0"
            found = self.port and kind == 33 and labels[:2] == ["_kerberos", "_tcp"]
            answer = b"\xc0\x0c" + struct.pack(">HHIHHHH", 33, 1, 60, 6 + len(target), 0, 0, self.port) + target if found else b""
            head = question[:2] + struct.pack(">HHHHH", 0x8580 if found else 0x8583, 1, int(bool(found)), 0, 0)
            self.socket.sendto(head + question[12:end] + answer, where)


def names(realm):
    """The KDC is found by DNS; a name server that says nothing costs only time."""
    with Server(kerberos=realm.server()) as server, place() as here:
        known, silent = NameServer(realm.port), NameServer(None)
        here.context(server, **{"sign-in": "kerberos"}).expect("a KDC that DNS knows", 0, "HQ", "site", "list", SSPI_DNS_URL=known.url)
        check("it was asked once for all connections", known.asked.count("_kerberos._tcp.smp.test") == 1, known.asked)
        here.expect("one that it does not know", 5, "no KDC is known for the realm 'OTHER.TEST'", "site", "list",
                    SMPCTL_USER="administrator@OTHER.TEST", SSPI_DNS_URL=NameServer(0).url)
        began = time.monotonic()
        here.context(server).expect("a name server that is silent", 0, "by NTLM", "context", "check", SMPCTL_USER="TEST\\administrator", SSPI_DNS_URL=silent.url)
        check("is not asked for a name without a dot", not silent.asked and time.monotonic() - began < 10, silent.asked)
        if "--full" in sys.argv:
            began = time.monotonic()
            here.expect("nor waited for long", 5, "no KDC is known for the realm 'SMP.TEST'", "context", "check", SSPI_DNS_URL=silent.url)
            check("nor waited for long", time.monotonic() - began < 12, time.monotonic() - began)


def good(realm):
    with Server(kerberos=realm.server()) as server, place(realm) as here:
        here.context(server)
        for user in (USER, "TEST\\administrator", "SMP.TEST\\administrator"):
            server.control("DELETE", "/calls")
            here.expect(f"{user} signs in", 0, "HQ", "site", "list", SMPCTL_USER=user)
            schemes, connections = signed(server)
            check("a ticket a connection, and nothing else", schemes["Kerberos"] == connections >= 1
                  and schemes["connection"] > 10 and not schemes["NTLM"] and not schemes["Basic"], schemes)
        here.expect("check tells how", 0, f"signed in as '{USER}' by Kerberos", "context", "check")
        report = here.expect("check tells how, to machines", 0, '"signedInBy": "Kerberos"', "context", "check", "-o", "json")
        check("there is no reason against it", '"withoutKerberos": null' in report.out, report)
        server.control("DELETE", "/calls")
        here.expect("a change", 0, "Lab", "site", "create", "Lab", "--yes")
        created = [call for call in server.calls() if call["operation"] == "CreateNewResourceLight"]
        check("made once", len(created) == 1, created)
        said = here.expect("all that can be said", 0, "signed in by Kerberos", "site", "list", "-vvv")
        for secret in (PASSWORD, "Authorization", "Negotiate Y"):
            check("no secret in it", secret not in said.all, said)
        for path in here.directory.rglob("*"):
            check("nor in a file", path.is_dir() or PASSWORD.encode() not in path.read_bytes(), path)
        server.control("PUT", "/faults", [{"operation": "GetResourcesOfType", "skip": 1, "times": 1, "do": "unauthorized"}])
        here.expect("signed out in the middle, and in again", 0, "HQ", "site", "list")
        server.control("PUT", "/faults", [])
        refused(realm, server, here)
    with Server(kerberos=realm.server(), tls=None) as server, place(realm) as here:
        here.context(server).expect("without TLS too", 0, "HQ", "site", "list")
        check("by a ticket", signed(server)[0]["Kerberos"] >= 1)
    with Server(kerberos=realm.server(eachRequest=True)) as server, place(realm) as here:
        here.context(server).expect("a server that wants a ticket with each request", 0, "HQ", "site", "list", "--concurrency", "1")
        calls = server.calls()
        unsigned = [call for call in calls if call["scheme"] is None]
        check("it is asked without one twice at most", len(unsigned) <= 2 and len(calls) > 10, [len(unsigned), len(calls)])


def refused(realm, server, here):
    """What the KDC refuses is told at once, and tried nowhere else."""
    before = len(realm.log())
    server.control("DELETE", "/calls")
    wrong = here.expect("a wrong password", 5, "does not accept the account", "site", "list", SMPCTL_PASSWORD="wrong", SMPCTL_USER="SMP.TEST\\administrator")
    check("by Kerberos", "once only, by Kerberos" in wrong.err, wrong)
    failures = [line for line in realm.log()[before:] if "PREAUTH_FAILED" in line]
    check("tried once", len(failures) == 1 and not [call for call in server.calls() if call["scheme"]], failures)
    here.expect("an unknown account", 5, ["does not know the account 'nobody@SMP.TEST'", "the domain's full name"],
                "site", "list", SMPCTL_USER="nobody@SMP.TEST")
    here.expect("an expired password", 5, "password has expired", "site", "list", SMPCTL_USER="SMP.TEST\\expired")
    here.expect("a locked account", 5, "disabled or locked", "site", "list", SMPCTL_USER="SMP.TEST\\locked")
    here.context(server, **{"sign-in": "kerberos"})
    here.expect("a realm without a KDC", 5, ["no KDC is known for the realm 'NOWHERE'", "SSPI_KDC_URL=tcp://"], "site", "list",
                SMPCTL_USER="NOWHERE\\administrator")
    here.expect("an account without a realm", 5, "names no realm", "site", "list", SMPCTL_USER="administrator")
    here.expect("a KDC that is named", 0, "HQ", "site", "list", KRB5_CONFIG="/nonexistent", SSPI_KDC_URL=f"tcp://127.0.0.1:{realm.port}")
    here.expect("one that is named otherwise", 0, "HQ", "site", "list", KRB5_CONFIG="/nonexistent", SSPI_KDC_URL=f"udp://localhost:{realm.port}")
    here.expect("a KDC that is not there", 5, ["the KDC '127.0.0.1:9' cannot be reached", "check the network"], "site", "list",
                SSPI_KDC_URL="tcp://127.0.0.1:9")
    here.expect("a KDC that is none", 5, "cannot be reached", "site", "list", SSPI_KDC_URL=f"tcp://{server.url.split('//')[1]}")
    here.context(server.url.replace("localhost", "127.0.0.1"), **{"sign-in": "kerberos", "ca-certificate": server.ca})
    here.expect("an address has no ticket", 5, ["tickets are for names", "make the server's name"], "site", "list")
    here.context(server)
    both = here.expect("no KDC, so NTLM", 0, ["HQ", "Kerberos is not used: the KDC '127.0.0.1:9' cannot be reached", "signed in by NTLM"],
                       "site", "list", "-v", SSPI_KDC_URL="tcp://127.0.0.1:9", SMPCTL_USER="TEST\\administrator")
    check("that is said once", both.err.count("Kerberos is not used") == 1, both)
    here.expect("and told by check", 0, ["by NTLM", "Kerberos was not used: the KDC '127.0.0.1:9' cannot be reached"],
                "context", "check", SSPI_KDC_URL="tcp://127.0.0.1:9", SMPCTL_USER="TEST\\administrator")


def strangers(realm):
    """Servers that do not prove who they are, or do not take the ticket."""
    for proof, why in (("none", "does not prove that it is 'HTTP/localhost'"), ("wrong", "does not prove that it is 'HTTP/localhost': ")):
        with Server(kerberos=realm.server(proof=proof)) as server, place(realm) as here:
            here.context(server).expect(f"a proof that is {proof}", 5, why, "site", "list")
            check("and nothing is tried after it", not [call for call in server.calls() if call["scheme"] == "NTLM"])
    bound = Server(kerberos=realm.server(), extendedProtection=True)
    with bound as server, place(realm, SMPCTL_USER="TEST\\administrator") as here:
        here.context(server).expect("Extended Protection with MIT's Kerberos", 0, "by NTLM", "context", "check")
    other = Realm({"administrator": PASSWORD}, services=("HTTP/elsewhere",))
    try:
        with Server(kerberos=other.server()) as server, place(other) as here:
            here.context(server, **{"sign-in": "kerberos"})
            here.expect("a server that the KDC does not know", 5, ["the KDC knows no service 'HTTP/localhost'", "setspn -S"], "site", "list")
            here.context(server).expect("so NTLM", 0, ["by NTLM", "the KDC knows no service"], "context", "check", SMPCTL_USER="TEST\\administrator")
            here.expect("Negotiate alone", 0, "by NTLM", "context", "check", SMPCTL_USER="TEST\\administrator")
            other.admin("addprinc -randkey HTTP/localhost")
            here.context(server, **{"sign-in": "kerberos"})
            here.expect("the key of another account", 5, ["does not accept the ticket for 'HTTP/localhost'", "setspn -Q"], "site", "list")
    finally:
        other.stop()


def clocks():
    late = Realm({"administrator": PASSWORD}, wrapper=("faketime", "-f", "+2h"))
    try:
        with Server(kerberos=late.server()) as server, place(late) as here:
            here.context(server, **{"sign-in": "kerberos"})
            here.expect("the clocks of KDC and server differ", 5, ["the clocks differ too much", "set the clocks"], "site", "list")
            here.context(server).expect("so NTLM", 0, ["by NTLM", "the clocks differ too much"], "context", "check", SMPCTL_USER="TEST\\administrator")
    finally:
        late.stop()
    early = Realm({"administrator": PASSWORD})
    try:
        preload = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
        with Server(kerberos=early.server(), tls=None) as server, place(early) as here:
            here.context(server, **{"sign-in": "kerberos"})
            here.expect("this computer's clock alone is wrong", 0, "HQ", "site", "list", LD_PRELOAD=preload, FAKETIME="-2h")
    finally:
        early.stop()


began = time.monotonic()
realm = Realm({"administrator": PASSWORD, "expired": PASSWORD, "locked": PASSWORD})
try:
    realm.admin("modprinc -pwexpire yesterday expired")
    realm.admin("modprinc -allow_tix locked")
    names(realm)
    good(realm)
    strangers(realm)
finally:
    realm.stop()
clocks()
print(f"{trial.passed} checks of Kerberos passed in {time.monotonic() - began:.0f} s")
