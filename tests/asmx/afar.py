"""smpctl on a live server beyond its topology: tasks on Package Servers, storage locations in stages, hierarchies. On a
real ASP.NET runtime, in every version that was published."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SMPCTL = os.environ.get("SMPCTL") or HERE.parent.parent / "target" / "debug" / "smpctl"
COMPLETE, STAYING, FAILED, AGENT = 1 << 30 | 1, 1 << 30 | 2, 1 << 30 | 16, 0x10001
OLD = "2026-01-01T08:00:00"
passed = 0


def told(status, path="D:\\Packages", attempt="2026-02-01T08:00:00", **sizes):
    row = {"Storage path": path, "Last relocation attempt": attempt, "Last relocation status": status}
    names = {"free": "Free size of the volume (MB)", "required": "Volume Size Required By PS (MB)"}
    return row | {names[name]: size for name, size in sizes.items()}


TOPOLOGY = {"name": "SMP-HQ", "addresses": ["10.1.0.10"], "sites": [{"name": "HQ"}, {"name": "Lab"}],
            "subnets": [{"network": "10.1.0.0/16", "site": "HQ"}, {"network": "10.3.0.0/16", "site": "Lab"}],
            "packageServers": [{"name": "PS-01", "addresses": ["10.1.5.7"]}, {"name": "PS-02", "addresses": ["10.3.0.9"]},
                               {"name": "PS-03", "addresses": ["10.3.0.10"]}]}
TASKS = [
    {"name": "Retry", "effect": told(AGENT)},
    {"name": "Relocate", "byTaskOnly": True, "polls": 3,
     "effects": {"PS-01": told(COMPLETE), "PS-02": told(STAYING), "PS-03": told(FAILED)}},
    {"name": "Fails", "failing": ["PS-02"], "effect": told(COMPLETE)},
    {"name": "Hangs", "hanging": ["PS-02"], "effect": told(COMPLETE)},
    {"name": "Twice"}, {"name": "Twice", "guid": "7a1c0c1e-0000-4000-8000-000000000001"},
]


class Server:
    """A server, with smpctl in a place of its own before it."""

    def __init__(self, **configuration):
        self.place = tempfile.TemporaryDirectory()
        path = Path(self.place.name)
        (path / "server.json").write_text(json.dumps(configuration))
        self.process = subprocess.Popen([HERE / "serve", path / "server.json"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the test server did not start")
        self.about = json.loads(line)
        (path / "settings.toml").write_text("[alerts]\nsyslog = false\n")
        self.names = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.place.cleanup()

    def control(self, method, target, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.about["control"] + target, data=data, method=method)
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    def put(self, **content):
        self.control("PUT", "/content", {"topology": TOPOLOGY, "tasks": TASKS} | content)

    def calls(self, operation):
        return [call for call in json.loads(self.control("GET", "/calls"))
                if call.get("operation") == operation and call["status"] != 401]

    def context(self, name="hq", more=""):
        return (f'[contexts.{name}]\nurl = "{self.about["url"]}"\nuser = \'{self.about["user"]}\'\nadministrator = true\n'
                f'ca-certificate = "{self.about["ca"]}"\n{more}\n')

    def start(self, *arguments, contexts=None, wait=True):
        path = Path(self.place.name)
        text = contexts or self.context(more='addresses = ["10.1.0.10"]')
        (path / "contexts.toml").write_text(f'current = "hq"\n{text}[contexts.hq.names]\n{self.names}\n')
        environment = os.environ | {
            "SMPCTL_CONTEXTS": str(path / "contexts.toml"), "SMPCTL_STATE_DIR": str(path / "state"), "NO_COLOR": "1",
            "SMPCTL_CACHE_DIR": str(path / "cache"), "SMPCTL_SETTINGS": str(path / "settings.toml"),
            "SMPCTL_PASSWORD": self.about["password"]}
        return subprocess.Popen([SMPCTL, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=environment)

    def ends(self, code, arguments, *texts, **options):
        """Runs smpctl, which must end with this code and say these texts; its JSON, if that was asked for."""
        global passed
        process = self.start(*(arguments.split() if isinstance(arguments, str) else arguments), **options)
        out, err = process.communicate(timeout=120)
        said = f"{arguments}\n{out}{err}"
        if process.returncode != code:
            sys.exit(f"FAILED: exit code {process.returncode}, not {code}: {said}")
        for text in texts:
            if text not in out + err:
                sys.exit(f"FAILED: not {text!r} in: {said}")
        passed += 1
        return json.loads(out) if "json" in arguments and out else out + err


def same(found, wanted, what):
    global passed
    if found != wanted:
        sys.exit(f"FAILED: {what}: {found!r}, not {wanted!r}")
    passed += 1


def outcomes(report):
    return {line["packageServer"]: line["outcome"] for line in report["packageServers"]}


FAST = "--yes --every 200ms"


def tasks(server):
    server.put(locationStatus={"PS-01": told(AGENT, "C:\\Old", OLD)})
    run, retry = "relocation run --package-server PS-01 PS-02 PS-03", "relocation retry --package-server PS-01"
    server.ends(6, f"{retry} {FAST}", "no name of it is published", "names.retry-task")
    server.ends(6, f"{retry} {FAST} --task Retri", "there is no task named 'Retri'")
    server.ends(6, f"{retry} {FAST} --task PS-01", "there is no task named 'PS-01'")
    server.ends(6, f"{retry} {FAST} --task Twice", "several tasks are named 'Twice'", "7a1c0c1e")
    server.ends(6, f"relocation retry --package-server PS-1 --task Retry {FAST}", "did you mean 'PS-01'?")
    server.ends(2, f"{retry} --task Retry", "there is no terminal to ask on")
    server.ends(0, f"{retry} --task Retry --dry-run", "No other Package Server is meanwhile in:", "site 'HQ'")
    same(len(server.calls("ExecuteTask")), 0, "nothing was started")

    server.names = 'retry-task = "retry"'
    report = server.ends(4, f"{retry} {FAST} -o json", "names.complete-status")
    same(outcomes(report), {"PS-01": "reported"}, "what the agent's bits mean is not known")
    same(report["packageServers"][0]["reported"]["lastStatus"], AGENT, "they are shown")
    server.put(locationStatus={"PS-01": told(AGENT, "C:\\Old", OLD)})
    server.names += '\ncomplete-status = "0x10001"'
    same(outcomes(server.ends(0, f"{retry} {FAST} -o json")), {"PS-01": "complete"}, "they are set")

    server.ends(0, "context check", "the task that retries a relocation: 'Retry'", "what Package Servers tell: 'AeX AC")
    names, server.names = server.names, 'retry-task = "Nothing"\nown-servers = "Nobody"'
    server.ends(0, "context check", "there is no task named 'Nothing'; smpctl cannot retry", "no filter named 'Nobody'")
    server.names = names

    server.put()
    report = server.ends(1, f"{run} --task Relocate {FAST} --event-timeout 1s -o json")
    same(outcomes(report), {"PS-01": "complete", "PS-02": "incomplete", "PS-03": "failed"}, "each as it told")
    server.put()
    report = server.ends(4, f"{run} --task Fails {FAST} --event-timeout 1s -o json")
    same(outcomes(report), {"PS-01": "complete", "PS-02": "silent", "PS-03": "complete"}, "words are not interpreted")
    same([line["taskStatus"] for line in report["packageServers"]], ["Completed", "Failed", "Completed"], "they are shown")
    server.put()
    server.names += '\nfailed-status = "Failed"'
    report = server.ends(1, f"{run} --task Fails {FAST} --event-timeout 1s -o json")
    same(outcomes(report)["PS-02"], "failed", "the settings say that it failed")
    server.put()
    report = server.ends(4, f"{run} --task Hangs {FAST} --timeout 4s -o json", "what runs, runs on")
    same(outcomes(report), {"PS-01": "complete", "PS-02": "running", "PS-03": "complete"}, "one hangs")

    # Ctrl-C ends the watching and says what goes on.
    server.put()
    server.control("DELETE", "/calls")
    process = server.start(*f"relocation run --package-server PS-02 --task Hangs {FAST}".split())
    while not server.calls("GetTaskStatus"):
        time.sleep(0.1)
    process.terminate()
    out, err = process.communicate(timeout=20)
    same((process.returncode, "the task goes on" in err, "running" in out), (130, True, True), "interrupted")
    server.names = ""


def many(server):
    """What many servers told costs a call for many, not one for each."""
    servers = [{"name": f"PS-{number:03}"} for number in range(450)]
    topology = TOPOLOGY | {"packageServers": servers}
    server.put(topology=topology, tasks=[], locationStatus={one["name"]: told(COMPLETE) for one in servers})
    server.control("DELETE", "/calls")
    listed = server.ends(0, "relocation status --all -o json")
    same((len(listed), listed[449]["status"]), (450, "complete"), "all told")
    # Three for their addresses, three for what they told, one for the SMP's own; where none has an address, one resource
    # is asked on its own whether that is so.
    calls = [len(server.calls(operation)) for operation in ("GetResources", "GetDataClassData")]
    same((calls[0] <= 7, calls[1] <= 2), (True, True), f"calls for many: {calls}")


def locations(server):
    here = {"PS-02": told(AGENT, "D:\\Old", OLD, free=4000, required=20000), "PS-01": told(AGENT, "C:\\Old", OLD, free=1)}
    server.put(locationStatus=here)
    to = lambda path: ["storage-location", "set", "--windows", path]
    server.ends(3, [*to("D:\\Packages"), "--yes=3"], "'PS-02'", "4000 MB free", "require 20000 MB", OLD)
    server.ends(0, [*to("D:\\Packages"), "--yes=3", "--force"], "4000 MB free", "set the Windows storage location")
    for how in (["--package-server", "PS-01"], ["--batch", "2"], ["--one-per-site", "--wait"]):
        server.ends(6, [*to("E:\\P"), *how, "--yes"], "not documented", "names.override-policy")

    own = {"PS-01": {"status": AGENT}, "PS-02": {"status": COMPLETE}, "PS-03": {"status": STAYING}}
    server.put(overrides=own, locationStatus=here)
    server.names = 'override-policy = "Package Server Settings for {name}"'
    stages = [*to("E:\\P"), "--one-per-site", "--wait", "--every", "200ms"]
    planned = server.ends(0, [*stages, "--dry-run", "-o", "json"])
    same([line["stage"] for line in planned["packageServers"]], [1, 1, 2], "one of each site")
    server.ends(2, [*stages, "--yes"], "Type the number of all of them to go on")
    report = server.ends(4, [*stages, "--yes=3", "-o", "json"])
    same(outcomes(report), {"PS-01": "reported", "PS-02": "complete", "PS-03": "incomplete"}, "each as it told")
    same(outcomes(server.ends(0, [*stages, "-o", "json"])), dict.fromkeys(own, "unchanged"), "again")
    shown = server.ends(0, "storage-location show --package-server PS-02 -o json")
    same((shown[0]["windows"], shown[0]["windowsFrom"]), ("E:\\P", "package-server"), "it is shown")
    # One batch at a time, where nobody waits.
    reset = ["storage-location", "reset", "--batch", "2", "-o", "json"]
    same(server.ends(0, [*reset, "--yes=2"])["left"], 1, "one is left")
    same(server.ends(0, [*reset, "--yes=1"])["left"], 0, "none is left")

    # One fails, so that nothing more is changed; then it is mended, and the rest goes on.
    server.put(overrides=own | {"PS-02": {"status": FAILED}}, locationStatus=here)
    one = [*to("E:\\P"), "--batch", "1", "--wait", "--every", "200ms", "-o", "json"]
    report = server.ends(1, [*one, "--yes=3"], "one failed")
    same(outcomes(report), {"PS-01": "reported", "PS-02": "failed", "PS-03": "not-tried"}, "it stopped")
    report = server.ends(4, [*one, "--yes=1"])
    same(outcomes(report), {"PS-01": "unchanged", "PS-02": "unchanged", "PS-03": "incomplete"}, "it went on")

    # One says nothing: the time ends, and it is waited for again, before anything else is changed.
    server.put(overrides=own | {"PS-01": {}}, locationStatus=here)
    report = server.ends(4, [*one, "--yes=3", "--timeout", "1s"], "the time of 1.0 s is over")
    same(outcomes(report), {"PS-01": "moving", "PS-02": "not-tried", "PS-03": "not-tried"}, "it moves")
    server.ends(3, [*to("E:\\P"), "--batch", "1", "--yes=1"], "'PS-01'", "--wait")
    server.ends(4, [*one, "--yes=2", "--timeout", "1s"], "Waiting for what was set earlier: 'PS-01'")
    report = server.ends(0, [*to("E:\\P"), "--batch", "1", "--yes=1", "--force", "-o", "json"])
    same(outcomes(report)["PS-02"], "set", "with --force it goes on")

    # What was saved is put back; a server without settings of its own is not touched.
    saved = sorted(Path(server.place.name, "state", "servers").glob("*.policy-*.xml"))[-1]
    back = ["storage-location", "reset", "--restore", str(saved), "--yes=1", "--package-server", "PS-02"]
    server.ends(0, back, "Put back")
    server.ends(6, [*back[:-1], "PS-01"], "not the policy of this server")
    server.put(overrides={"PS-01": {}}, locationStatus=here)
    server.ends(6, [*one, "--yes=3"], "2 of 3 Package Servers have no settings of their own", "nothing was changed")
    server.names = ""


def hierarchies(server):
    server.put()
    with Server(server={"version": "8.1"}, tls="expired", content={"topology": {
            "name": "SMP-BRANCH", "addresses": ["10.2.0.10"]}}) as branch:
        both = lambda more: server.context(more='addresses = ["10.1.0.10"]') + branch.context("branch", (
            f'parent = "hq"\naddresses = ["10.2.0.10"]\n{more}'))
        check = "--context branch --context hq hierarchy check -o json"
        levels = lambda report, name: {finding["check"]: finding["level"] for smp in report["smps"]
                                       if smp["smp"] == name for finding in smp["findings"]}
        found = server.ends(3, check, "it has expired", "nothing more can be said", contexts=both(""))
        same(levels(found, "branch"), {"name-resolution": "pass", "certificate": "fail"}, "seen from outside")
        found = server.ends(3, check, "its parent has '", contexts=both("insecure = true"))
        wanted = {"subnet": "fail", "name-resolution": "pass", "certificate": "fail", "package-server": "fail",
                  "version": "warn", "between-servers": "info"}
        same(levels(found, "branch"), wanted, "the child")
        same(levels(found, "hq")["own-package-servers"], "pass", "it is in no hierarchy")
        server.control("PUT", "/hierarchy-member", True)
        found = server.ends(0, f"{check} hq", "cannot be known", contexts=both("insecure = true"))
        same(levels(found, "hq")["own-package-servers"], "warn", "nothing tells which are its own")
        server.names = 'own-servers = "Constrained Package Servers"'
        found = server.ends(3, f"{check} hq", "none of 'PS-01' is one", contexts=both("insecure = true"))
        server.names = 'own-servers = "Nobody"'
        server.ends(6, f"{check} hq", "there is no filter named 'Nobody'", contexts=both("insecure = true"))
        server.names = ""


full = "--full" in sys.argv
for version in ["8.5", "7.1"] + (["8.1"] if full else []):
    began, before = time.monotonic(), passed
    with Server(server={"version": version, "names": "upper" if version == "7.1" else "plain"},
                content={"topology": TOPOLOGY}) as server:
        tasks(server)
        many(server)
        # What it calls for is the same in every version.
        if version == "8.5" or full:
            locations(server)
        if version == "8.5":
            hierarchies(server)
    print(f"version {version}: {passed - before} checks in {time.monotonic() - began:.0f} s")
with Server(server={"withoutServices": ["TaskManagementService"]}, content={"topology": TOPOLOGY}) as server:
    server.ends(6, f"relocation retry --package-server PS-01 --task Retry {FAST}", "has no web service for tasks")
with Server(server={"withoutOperations": ["ExecuteTask", "ExecuteTask2"]}, content={"topology": TOPOLOGY}) as server:
    server.ends(1, f"relocation retry --package-server PS-01 --task Retry {FAST}", "without which smpctl cannot start tasks")
print(f"{passed} checks passed")
