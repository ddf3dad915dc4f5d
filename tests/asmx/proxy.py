"""What stands in front of the services as IIS does: TLS, Basic and Windows integrated sign-in (NTLM, alone or within
Negotiate, or Kerberos), and the faults of a network.

NTLM authenticates a connection, not a request: what is authenticated here is the connection, and a new one has to sign
in again. The library is pyspnego, and for Kerberos MIT's (gss.py), neither of which smpctl uses."""

import asyncio
import base64
import binascii
import json
import os
import re
import socket
import struct
import time
from pathlib import Path

import h11
import spnego
from spnego.channel_bindings import GssChannelBindings

from faults import DEEP, LAUGHS, soap_fault

# IIS does not care for the case of a path, and some published paths differ in it.
HOP_BY_HOP = {b"connection", b"keep-alive", b"transfer-encoding", b"authorization", b"x-test-account", b"expect",
              b"accept-encoding"}


class Connection:
    """One client's connection, and who signed in on it."""

    def __init__(self, proxy, reader, writer, number):
        self.proxy, self.reader, self.writer, self.number = proxy, reader, writer, number
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=64 << 10)
        self.account = None
        self.context = None
        self.generation = proxy.generation

    async def next_event(self):
        while True:
            event = self.http.next_event()
            if event is not h11.NEED_DATA:
                return event
            if self.http.they_are_waiting_for_100_continue:
                await self.send(h11.InformationalResponse(status_code=100, headers=[]))
            self.http.receive_data(await self.reader.read(1 << 16))

    async def send(self, event):
        data = self.http.send(event)
        if data:
            self.writer.write(data)
            await self.writer.drain()

    async def answer(self, status, text=b"", headers=(), content_type="text/html"):
        if isinstance(text, str):
            text = text.encode()
        head = [("Content-Type", content_type), ("Content-Length", str(len(text))), ("Server", "Test"), *headers]
        if getattr(self, "proof", None):
            head.append(("WWW-Authenticate", self.proof))
        await self.send(h11.Response(status_code=status, headers=head))
        await self.send(h11.Data(data=text))
        await self.send(h11.EndOfMessage())

    def cut(self):
        """Closes without a farewell: the client sees a reset."""
        raw = self.writer.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def serve(self):
        while True:
            event = await self.next_event()
            if not isinstance(event, h11.Request):
                return
            body = bytearray()
            while True:
                part = await self.next_event()
                if isinstance(part, h11.EndOfMessage):
                    break
                if not isinstance(part, h11.Data):
                    return
                body += part.data
            if not await self.handle(event, bytes(body)):
                return
            if self.http.our_state is h11.MUST_CLOSE:
                return
            self.http.start_next_cycle()

    async def handle(self, request, body):
        """Answers one request; false if the connection is gone."""
        headers = {name: value for name, value in request.headers}
        target = request.target.decode("latin-1")
        call = {"method": request.method.decode(), "target": target, "operation": operation_of(target, headers),
                "connection": self.number, "scheme": None, "account": None, "status": None,
                "bytes": len(body), "at": time.time()}
        self.proxy.calls.append(call)
        if self.generation != self.proxy.generation:
            self.account, self.context, self.generation = None, None, self.proxy.generation
        authorization = headers.get(b"authorization", b"").decode("latin-1")
        self.proof, self.once = None, False
        if self.proxy.tickets and authorization.startswith("Negotiate ") and not is_ntlm(authorization):
            account, challenge = await self.ticket(authorization.partition(" ")[2], call)
        else:
            account, challenge = self.sign_in(authorization, call)
        if account is None:
            call["status"] = 401
            await self.refuse(challenge)
            return not (challenge and self.proxy.faults.ends_challenges())
        call["account"] = account
        fault = self.proxy.faults.strike(target, call["operation"])
        if fault is None:
            there = await self.forward(request, body, account, call)
        else:
            there = await self.fail(fault, request, body, account, call)
        if self.once:
            self.account = None
        return there

    async def ticket(self, token, call):
        """The account that a ticket is of, or what to answer."""
        tickets = self.proxy.tickets
        call["scheme"], self.account = "Negotiate", None
        said = await tickets.ask(self.number, token, self.proxy.bindings and self.proxy.bindings.application_data)
        if "error" in said:
            call["refused"] = said["error"]
        if said.get("complete"):
            name, _, realm = said["name"].rpartition("@")
            if realm == tickets.realm:
                self.account = self.proxy.account_of(name)
            self.proof, self.once = f"Negotiate {said['token']}", tickets.each_request
            if tickets.proof != "good":
                self.proof = None if tickets.proof == "none" else f"Negotiate {said['token'][:-8]}AAAAAAA="
            call["scheme"] = "Kerberos"
            return self.account, None
        return None, f"Negotiate {said['token']}" if said.get("token") else None

    def sign_in(self, authorization, call):
        """The account, or what to answer: a challenge, or None for a refusal."""
        proxy = self.proxy
        if not proxy.schemes:
            return proxy.anonymous, None
        scheme, _, value = authorization.partition(" ")
        call["scheme"] = scheme or ("connection" if self.account else None)
        if not scheme:
            return self.account, None
        self.account = None
        if scheme.lower() not in [one.lower() for one in proxy.schemes]:
            return None, None
        try:
            token = base64.b64decode(value, validate=True)
        except binascii.Error:
            return None, None
        if scheme.lower() == "basic":
            user, _, password = token.decode("utf-8", "replace").partition(":")
            return proxy.basic(user, password), None
        try:
            # A first message starts anew, whatever went before on this connection.
            if self.context is None or token[8:12] == b"\x01\x00\x00\x00" or token[:1] == b"\x60":
                # Some clients put a bare NTLM message under Negotiate, and IIS takes it.
                self.context = proxy.acceptor("ntlm" if token.startswith(b"NTLMSSP\0") else "negotiate")
            answer = self.context.step(token, channel_bindings=proxy.bindings)
            if not self.context.complete:
                return None, f"{scheme} {base64.b64encode(answer).decode()}"
            self.account = proxy.account_named(self.context.client_principal)
            self.context = None
            return self.account, None
        except Exception as error:  # whatever is wrong with a token, the answer is the same
            call["refused"] = f"{type(error).__name__}: {error}"
            self.context = None
            return None, None

    async def refuse(self, challenge):
        if challenge:
            offers = [("WWW-Authenticate", challenge)]
            if self.proxy.faults.ends_challenges() == "announced":
                offers.append(("Connection", "close"))
        else:
            offers = [("WWW-Authenticate", 'Basic realm="test"' if one.lower() == "basic" else one)
                      for one in self.proxy.schemes]
        await self.answer(401, "<html><body>401 - Unauthorized: Access is denied due to invalid credentials.</body></html>",
                          offers)

    async def forward(self, request, body, account, call, cut=None, content_type=None, drip=None):
        status, headers, reader, writer, http = await self.proxy.ask(request, body, account)
        call["status"] = status
        if cut == "response":
            writer.close()
            self.cut()
            return False
        if self.proof:
            headers.append((b"www-authenticate", self.proof.encode()))
        if content_type:
            headers = [(name, value) for name, value in headers if name != b"content-type"]
            headers.append((b"content-type", content_type.encode()))
        await self.send(h11.Response(status_code=status, headers=headers))
        if cut == "head":
            writer.close()
            self.cut()
            return False
        sent = 0
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                http.receive_data(await reader.read(1 << 18))
                continue
            if isinstance(event, h11.EndOfMessage):
                break
            data = bytes(event.data)
            if cut == "body":
                await self.send(h11.Data(data=data[:max(1, len(data) // 2)]))
                writer.close()
                self.cut()
                return False
            for part in ([data] if drip is None else [data[at:at + 1] for at in range(len(data))]):
                await self.send(h11.Data(data=part))
                if drip is not None:
                    await asyncio.sleep(drip)
            sent += len(data)
        call["answered"] = sent
        writer.close()
        await self.send(h11.EndOfMessage())
        return True

    async def fail(self, fault, request, body, account, call):
        kind = fault["do"]
        call["fault"] = kind
        if kind == "delay":
            await asyncio.sleep(fault.get("seconds", 1))
            return await self.forward(request, body, account, call)
        if kind == "close":
            await self.forward(request, body, account, call)
            return False
        if kind == "status":
            call["status"] = fault.get("status", 500)
            await self.answer(call["status"], fault.get("text", ""), fault.get("headers", []), fault.get("contentType", "text/html"))
        elif kind == "unauthorized":
            self.account, self.context, call["status"] = None, None, 401
            await self.refuse(None)
        elif kind == "cut":
            if fault.get("at", "request") == "request":
                self.cut()
                return False
            return await self.forward(request, body, account, call, cut=fault["at"])
        elif kind == "contentType":
            return await self.forward(request, body, account, call, content_type=fault["value"])
        elif kind == "drip":
            return await self.forward(request, body, account, call, drip=fault.get("seconds", 0.2))
        elif kind == "answer":
            await self.answer(200, fault["text"], (), fault.get("contentType", "text/xml; charset=utf-8"))
        elif kind == "fault":
            await self.answer(500, soap_fault(fault["type"], fault.get("message", fault["type"])), (), "text/xml; charset=utf-8")
        elif kind == "redirect":
            location = fault.get("location", "elsewhere")
            location = self.proxy.elsewhere + call["target"] if location == "elsewhere" else location
            await self.answer(fault.get("status", 302), "", [("Location", location)])
        elif kind == "laughs":
            await self.answer(200, LAUGHS, (), "text/xml")
        elif kind == "deep":
            await self.answer(200, DEEP, (), "text/xml")
        elif kind == "huge":
            await self.huge(fault.get("bytes", 2 << 30))
        else:
            await self.answer(500, f"the test asks for an unknown fault '{kind}'", (), "text/plain")
        return True

    async def huge(self, size):
        await self.send(h11.Response(status_code=200, headers=[("Content-Type", "text/xml"), ("Transfer-Encoding", "chunked")]))
        await self.send(h11.Data(data=b"<?xml version=\"1.0\"?><a>"))
        part = b"<b>0123456789</b>" * 4096
        for _ in range(size // len(part)):
            await self.send(h11.Data(data=part))
        await self.send(h11.Data(data=b"</a>"))
        await self.send(h11.EndOfMessage())


class Tickets:
    """Takes Kerberos tickets with a keytab: gss.py, asked one thing after the other."""

    def __init__(self, options):
        self.options, self.process, self.lock = options, None, asyncio.Lock()
        self.realm, self.each_request = options["realm"], options.get("eachRequest", False)
        self.proof = options.get("proof", "good")

    async def ask(self, number, token, bindings):
        async with self.lock:
            if self.process is None:
                environment = {"KRB5_KTNAME": self.options["keytab"], "KRB5_CONFIG": self.options["config"], "KRB5RCACHENAME": "none:"}
                self.process = await asyncio.create_subprocess_exec(
                    "setpriv", "--pdeathsig", "TERM", "/usr/bin/python3", str(Path(__file__).with_name("gss.py")),
                    stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={**os.environ, **environment})
            line = {"id": number, "token": token, "bindings": bindings and base64.b64encode(bindings).decode()}
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            return json.loads(await self.process.stdout.readline())


def is_ntlm(authorization):
    """Whether a message under Negotiate is of NTLM, alone or within SPNEGO."""
    try:
        return b"NTLMSSP\0" in base64.b64decode(authorization.partition(" ")[2], validate=True)
    except binascii.Error:
        return False


class Proxy:
    """The front of one server."""

    def __init__(self, upstream, paths, accounts, schemes, faults, tls=None, bindings=None, kerberos=None):
        self.upstream, self.faults, self.tls = upstream, faults, tls
        self.paths = {path.lower(): path for path in paths}
        self.accounts, self.schemes = accounts, schemes
        self.bindings = GssChannelBindings(application_data=bindings) if bindings else None
        self.calls, self.connections, self.generation = [], 0, 0
        self.elsewhere = ""
        self.tickets = Tickets(kerberos) if kerberos else None
        first = accounts[0]
        self.anonymous = f"{first['domain']}\\{first['user']}"

    def acceptor(self, scheme):
        # Negotiate without Kerberos is NTLM within SPNEGO; pyspnego's own, so that no system library decides.
        options = spnego.NegotiateOptions.use_ntlm if scheme == "ntlm" else spnego.NegotiateOptions.use_negotiate
        return spnego.server(protocol=scheme, options=options)

    def account_named(self, principal):
        for account in self.accounts:
            if principal.lower() == f"{account['domain']}\\{account['user']}".lower():
                return f"{account['domain']}\\{account['user']}"
        return None

    def account_of(self, name):
        for account in self.accounts:
            if name == account["user"]:
                return f"{account['domain']}\\{account['user']}"
        return None

    def basic(self, user, password):
        for account in self.accounts:
            names = [account["user"], f"{account['domain']}\\{account['user']}", f"{account['user']}@{account['domain']}"]
            if user.lower() in [name.lower() for name in names] and password == account["password"]:
                return f"{account['domain']}\\{account['user']}"
        return None

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            await Connection(self, reader, writer, self.connections).serve()
        except (h11.RemoteProtocolError, h11.LocalProtocolError, OSError, asyncio.CancelledError):
            pass  # The client went away, or the server ends.
        finally:
            writer.close()

    async def ask(self, request, body, account):
        """Sends the request on to the services; the head of the answer, and what its body is read from."""
        reader, writer = await asyncio.open_unix_connection(self.upstream, limit=1 << 20)
        http = h11.Connection(h11.CLIENT)
        headers = [(name, value) for name, value in request.headers if name not in HOP_BY_HOP | {b"content-length"}]
        headers += [(b"x-test-account", account.encode()), (b"connection", b"close")]
        if body or request.method == b"POST":
            headers.append((b"content-length", str(len(body)).encode()))
        writer.write(http.send(h11.Request(method=request.method, target=self.real(request.target), headers=headers)))
        if body:
            writer.write(http.send(h11.Data(data=body)))
        writer.write(http.send(h11.EndOfMessage()))
        await writer.drain()
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                http.receive_data(await reader.read(1 << 18))
            elif isinstance(event, h11.Response):
                break
            elif not isinstance(event, h11.InformationalResponse):
                raise ConnectionError("the services gave no answer")
        kept = [(name, value) for name, value in event.headers if name not in HOP_BY_HOP]
        return event.status_code, kept, reader, writer, http

    def real(self, target):
        """The target under its real path; the tests' own way in is no page of this site."""
        path, mark, rest = target.decode("latin-1").partition("?")
        page = re.match(r".*?\.(asmx|aspx)", path, re.IGNORECASE)
        if page is None or page[0].lower() not in self.paths:
            return b"/nothing-here"
        return (self.paths[page[0].lower()] + path[len(page[0]):] + mark + rest).encode("latin-1")


def operation_of(target, headers):
    """The operation called: from the SOAPAction, the action of SOAP 1.2, or a POST form's path."""
    action = headers.get(b"soapaction", b"").decode("latin-1").strip('"')
    if not action:
        found = re.search(r'action="?([^";]+)', headers.get(b"content-type", b"").decode("latin-1"))
        action = found[1] if found else ""
    if action:
        return re.split(r"[/#]", action)[-1]
    path, _, query = target.partition("?")
    if query.lower() == "wsdl":
        return "WSDL"
    return path.rsplit("/", 1)[-1]
