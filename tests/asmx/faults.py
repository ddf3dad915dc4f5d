"""What goes wrong, when a test asks for it. A fault is a JSON object:

    {"operation": "FormAssociation", "skip": 2, "times": 1, "do": "cut", "at": "body"}

It strikes calls of the operation (or whose path contains "path"), after letting `skip` of them pass, `times` times (for
ever if not given). What is done:

    delay         seconds            waits before anything is sent on
    status        status, text, contentType, headers ([[name, value]])
    challenge     how                the connection ends after a challenge, in the middle of a handshake:
                                     "announced" or "silently"
    close                            the connection ends after the answer, without a word before
    unauthorized                     401, and the connection's sign-in is forgotten
    cut           at                 closes the connection: "request" (nothing was sent on), "response" (it was, and no
                                     answer came), "head" (after the answer's head), "body" (in the midst of its body)
    contentType   value              the answer under another content type
    answer        text, contentType  another answer
    fault         type, message      a SOAP fault with this exceptionType
    redirect      location, status   "location" may be "elsewhere": the recorder, another host
    huge          bytes              an answer that long (2 GiB)
    laughs                           a billion laughs
    deep                             elements nested a hundred thousand deep
    drip          seconds            the answer, a byte at a time, with so much time between
"""

from xml.sax.saxutils import escape

LAUGHS = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">" + "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10)) + "]><lolz>&lol9;</lolz>"
DEEP = "<a>" * 100_000


class Faults:
    def __init__(self, rules=()):
        self.set(rules)

    def set(self, rules):
        self.rules = [dict(rule, seen=0, struck=0) for rule in rules]

    def strike(self, path, operation):
        """The fault for this call, if one is due."""
        for rule in self.rules:
            if rule["do"] == "challenge" or rule.get("operation", operation) != operation or rule.get("path", "").lower() not in path.lower():
                continue
            rule["seen"] += 1
            if rule["seen"] > rule.get("skip", 0) and rule["struck"] < rule.get("times", float("inf")):
                rule["struck"] += 1
                return rule
        return None

    def ends_challenges(self):
        """How connections end after a challenge: "announced" or "silently"; None if they do not."""
        return next((rule.get("how", "silently") for rule in self.rules if rule["do"] == "challenge"), None)


def soap_fault(kind, message):
    return ('<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
            f"<soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>{escape(message)}</faultstring>"
            f"<detail><exceptionType>{escape(kind)}</exceptionType></detail></soap:Fault></soap:Body></soap:Envelope>")
