"""Takes Kerberos tickets for proxy.py, in a process of its own: on Debian's Python, for which Debian has MIT's GSSAPI.

One JSON object a line: {"id", "token", "bindings"} in, {"token", "name", "complete", "error"} out; `id` is whose
handshake it is, and a token of null forgets it. KRB5_KTNAME and KRB5_CONFIG are in the environment."""

import base64
import json
import sys

import gssapi
from gssapi.raw import ChannelBindings

CHANNEL_BOUND = 2048  # GSS_C_CHANNEL_BOUND_FLAG: what the client bound the ticket to is this channel

contexts = {}


def answer(one):
    if one["token"] is None:
        contexts.pop(one["id"], None)
        return {}
    bindings = one["bindings"] and ChannelBindings(application_data=base64.b64decode(one["bindings"]))
    context = contexts.get(one["id"])
    if context is None:
        context = contexts[one["id"]] = gssapi.SecurityContext(creds=gssapi.Credentials(usage="accept"), usage="accept",
                                                               channel_bindings=bindings or None)
    token = None
    try:
        token = context.step(base64.b64decode(one["token"]))
        said = {"token": base64.b64encode(token or b"").decode(), "complete": context.complete}
    except gssapi.exceptions.GSSError as error:
        # What went wrong is told after the message that tells it to the client.
        contexts.pop(one["id"])
        return {"token": token and base64.b64encode(token).decode(), "error": str(error), "complete": False}
    if context.complete:
        contexts.pop(one["id"])
        said["name"] = str(context.initiator_name)
        if bindings and not int(context.actual_flags) & CHANNEL_BOUND:
            said = {"error": "the ticket is not bound to this channel", "complete": False, "token": None}
    return said


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
