"""Makes a store of packages that anybody may read, and clients that request every file of it in a loop.

    sharing.py make DIR PACKAGES FILES MEGABYTES MANIFEST    a store, and what every file of it holds
    sharing.py ports N                                       N free ports
    sharing.py client KIND TARGET MANIFEST STOP              requests every file again and again until the file STOP
                                                             is there; KIND is http (TARGET an URL), file (a folder)
                                                             or smb (//HOST/SHARE, PORT, CONFIGURATION)

A client prints one line: passes, requests, failed and short responses, connections that the server closed before it
answered (a client asks again, as browsers do). Its exit code is 0 only if it made a request, and none failed or was
short.
"""

import hashlib
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import urllib.parse


def make(root, packages, files, megabytes, manifest):
    source = random.Random(1592)
    pool = source.randbytes(2_000_000)
    average = megabytes * 1_000_000 // files
    found = {}
    for number in range(packages):
        name = "{%08X-0000-4000-8000-00000000CAFE}" % number
        os.makedirs(os.path.join(root, name, "cache", "deep"))
        for file in range(files // packages):
            path = f"{name}/cache/{'deep/' if file % 2 else ''}file {file}.dat"
            size = min(int(source.expovariate(1 / average)), 1_000_000)
            start = source.randrange(0, len(pool) - size)
            content = pool[start : start + size]
            with open(os.path.join(root, path), "wb") as out:
                out.write(content)
            found[path] = [size, hashlib.sha1(content).hexdigest()]
    with open(manifest, "w") as out:
        json.dump(found, out)


def ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    print(*(one.getsockname()[1] for one in sockets))


class Client:
    def __init__(self, target, manifest, stop):
        self.target, self.stop = target, stop
        with open(manifest) as text:
            self.manifest = json.load(text)
        self.passes = self.requests = self.closed = self.failed = self.short = 0
        self.examples = []

    def judge(self, path, content, why=""):
        self.requests += 1
        size, digest = self.manifest[path]
        if content is None:
            self.failed += 1
        elif len(content) != size or hashlib.sha1(content).hexdigest() != digest:
            self.short += 1
            why = f"{len(content)} of {size} bytes"
        else:
            return
        if len(self.examples) < 5:
            self.examples.append(f"{path}: {why}")

    def run(self):
        source = random.Random(os.getpid())
        paths = list(self.manifest)
        done = False
        while not done:
            source.shuffle(paths)
            for batch in range(0, len(paths), 50):
                self.request(paths[batch : batch + 50])
                done = os.path.exists(self.stop)
                if done:
                    break
            else:
                self.passes += 1
        print(
            f"{self.requests} requests ({self.passes} whole passes), {self.failed} failed, {self.short} short"
            + (f"; asked again after a closed connection: {self.closed}" if self.closed else "")
        )
        for example in self.examples:
            print("  " + example)
        return 0 if self.requests and not self.failed and not self.short else 1


class Http(Client):
    def request(self, paths):
        url = urllib.parse.urlsplit(self.target)
        for path in paths:
            for again in (True, False):
                connection = http.client.HTTPConnection(url.netloc, timeout=20)
                try:
                    connection.request("GET", f"{url.path}/{urllib.parse.quote(path)}", headers={"Connection": "close"})
                    response = connection.getresponse()
                    content = response.read()
                    self.judge(path, content if response.status == 200 else None, f"status {response.status}")
                except (http.client.RemoteDisconnected, ConnectionResetError) as error:
                    if again:
                        self.closed += 1
                        continue
                    self.judge(path, None, repr(error))
                except http.client.IncompleteRead as error:
                    self.judge(path, error.partial)
                except OSError as error:
                    self.judge(path, None, repr(error))
                finally:
                    connection.close()
                break


class File(Client):
    def request(self, paths):
        for path in paths:
            try:
                with open(os.path.join(self.target, path), "rb") as file:
                    self.judge(path, file.read())
            except OSError as error:
                self.judge(path, None, repr(error))


class Smb(Client):
    """A session for every fifty files, as one that downloads packages would open them."""

    def request(self, paths):
        share, port, configuration = self.target.split(",")
        with tempfile.TemporaryDirectory() as place:
            names = [os.path.join(place, str(number)) for number in range(len(paths))]
            commands = "".join(f'get "{path}" "{name}"\n' for path, name in zip(paths, names))
            said = subprocess.run(
                ["smbclient", "-s", configuration, share, "-N", "-p", port],
                input=commands, capture_output=True, text=True, timeout=120,
            )
            said = said.stdout + said.stderr
            reasons = [line for line in said.splitlines() if "NT_STATUS" in line] or [said[-200:]]
            for path, name in zip(paths, names):
                content = None
                if os.path.exists(name):
                    with open(name, "rb") as file:
                        content = file.read()
                self.judge(path, content, reasons[0])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", root, packages, files, megabytes, manifest]:
            make(root, int(packages), int(files), int(megabytes), manifest)
        case ["ports", count]:
            ports(int(count))
        case ["client", kind, target, manifest, stop]:
            sys.exit({"http": Http, "file": File, "smb": Smb}[kind](target, manifest, stop).run())
        case _:
            sys.exit(__doc__)
