#!/usr/bin/env python3
"""HTTP as no SDK speaks it: raw_http_test.py BINARY. Each case is sent to the real server as bytes.
Where no other source is named, dynalite and dynoxide agree on the answers."""
import gzip
import json
import os
import socket
import sys
import unittest
import urllib.parse
import zlib

from stator_process import StatorProcess

BINARY = ""
AUTHORIZATION = ("AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/dynamodb/aws4_request, "
                 "SignedHeaders=host, Signature=00")
HEADERS = {
    "Host": "localhost",
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.ListTables",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": AUTHORIZATION,
}
PRESIGNED = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "AKIDLOCAL%2F20260101%2Fus-east-1%2Fdynamodb%2Faws4_request",
    "X-Amz-Signature": "00",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Date": "20260101T000000Z",
}
NO_TABLES = b'{"TableNames":[]}'
NOT_FOUND = b"<UnknownOperationException/>\n"
CORAL = "com.amazon.coral.service#"
MISSING_TOKEN = ("MissingAuthenticationTokenException", "Request is missing Authentication Token")


class Answer:
    """A response; `rest` are the bytes that came behind it."""

    def __init__(self, data, head_only=False):
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1])
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value
        length = 0 if head_only else int(self.headers.get("content-length", 0))
        self.body, self.rest = rest[:length], rest[length:]


def request(method="POST", target="/", body=b"{}", without=(), add=(), **changes):
    """The bytes of a request: the usual headers, less `without`, changed (X_Y means X-Y), and the
    lines of `add` behind them."""
    headers = {name: value for name, value in HEADERS.items() if name not in without}
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    lines = [f"{method} {target} HTTP/1.1", *(f"{n}: {v}" for n, v in headers.items()), *add]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (body or b"")


class RawHttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = StatorProcess(BINARY, "--port", "0")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def connect(self):
        address = urllib.parse.urlsplit(self.server.url)
        connection = socket.create_connection((address.hostname, address.port), timeout=60)
        self.addCleanup(connection.close)
        return connection

    def exchange(self, data, head_only=False):
        """Sends the bytes, tells the server that there are no more, and reads to the end."""
        connection = self.connect()
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
        answer = Answer(received, head_only)
        if "x-amz-crc32" in answer.headers and not head_only:
            self.assertEqual(zlib.crc32(answer.body), int(answer.headers["x-amz-crc32"]))
        return answer

    def serves(self, data):
        answer = self.exchange(data)
        self.assertEqual((200, NO_TABLES), (answer.status, answer.body), data)
        return answer

    def refuses(self, data, name, message=None, key="message"):
        answer = self.exchange(data)
        expected = {"__type": CORAL + name}
        if message is not None:
            expected[key] = message
        self.assertEqual((400, expected), (answer.status, json.loads(answer.body)), data)

    def is_not_found(self, data):
        answer = self.exchange(data)
        self.assertEqual((404, NOT_FOUND), (answer.status, answer.body), data)
        self.assertNotIn("content-type", answer.headers)


class FrontTest(RawHttpTest):
    def test_other_methods_are_not_found(self):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            self.is_not_found(request(method))
        answer = self.exchange(request("HEAD", body=b""), head_only=True)
        self.assertEqual((404, b""), (answer.status, answer.rest))

    def test_get_is_the_health_line(self):
        answer = self.exchange(request("GET", body=b"", Host="db.example:8000"))
        self.assertEqual((200, b"healthy: db.example:8000 "), (answer.status, answer.body))

    def test_preflight(self):
        answer = self.exchange(request("OPTIONS", body=b"", Origin="http://a",
                                       Access_Control_Request_Headers="x-amz-target"))
        self.assertEqual((200, b"", "*", "x-amz-target", "172800"), (
            answer.status, answer.body, answer.headers["access-control-allow-origin"],
            answer.headers["access-control-allow-headers"],
            answer.headers["access-control-max-age"]))

    def test_content_types(self):
        for good in ("application/json", "application/x-amz-json-1.0; charset=utf-8",
                     "application/x-amz-json-1.0 ; charset=utf-8"):
            answer = self.serves(request(Content_Type=good))
            self.assertEqual(good.split(";")[0].strip(), answer.headers["content-type"])
        self.serves(request(add=["Content-Type: text/plain"]))
        for bad in ("", "text/plain", "application/x-amz-json-1.1", "application/cbor",
                    "application/x-www-form-urlencoded"):
            self.is_not_found(request(Content_Type=bad))
        self.is_not_found(request(without=["Content-Type"]))

    def test_targets(self):
        unknown = "UnknownOperationException"
        for target in ("", "ListTables", "DynamoDB_20120810.Nope", "DynamoDB_20120810.listTables",
                       "dynamodb_20120810.ListTables"):
            self.refuses(request(X_Amz_Target=target), unknown)
        self.refuses(request(without=["X-Amz-Target"]), unknown)
        self.refuses(request(without=["X-Amz-Target", "Authorization"]), unknown)
        self.serves(request(X_Amz_Target="DynamoDB_20120810.ListTables "))

    def test_any_host_path_and_query_will_do(self):
        for target in ("/", "/?a=b", "http://elsewhere/", "/?" + "a" * 15_000):
            self.serves(request(target=target))
        self.serves(request(Host="dynamodb.us-east-1.amazonaws.com"))
        self.serves(request(without=["Host"]))

    def test_bodies(self):
        self.serves(request(body=b" {} "))
        for body in (b"", b"{", b"{}x", b"{}{}", b"hello", b'{"a":1,}', b"\xef\xbb\xbf{}", b"\0",
                     b'{"Limit":01}', b'{"Limit":NaN}', b"{'Limit':1}", b'{"a":"\xff"}'):
            self.refuses(request(body=body), "SerializationException")
        self.refuses(request(body=None), "SerializationException")
        # Before target and authorization are looked at, unless there is none at all.
        self.refuses(request(body=b"{", X_Amz_Target="x"), "SerializationException")
        self.refuses(request(body=b"{", without=["Authorization"]), "SerializationException")
        self.refuses(request(body=b"", without=["Authorization"]), *MISSING_TOKEN)
        self.refuses(request(body=b'{"Limit":"x"}', without=["Authorization"]), *MISSING_TOKEN)


class AuthorizationTest(RawHttpTest):
    def test_missing_and_foreign(self):
        self.refuses(request(without=["Authorization"]), *MISSING_TOKEN)
        for value in ("", "Basic abc", "Bearer x", "AWS a:b", "AWS4",
                      AUTHORIZATION.replace("AWS4", "aws4")):
            self.refuses(request(Authorization=value), *MISSING_TOKEN)

    def test_half_a_header(self):
        parts = {"Credential": "Credential=a/b/c/d/e", "Signature": "Signature=00",
                 "SignedHeaders": "SignedHeaders=host"}
        for present in range(8):
            chosen = [part for bit, part in enumerate(parts.values()) if present >> bit & 1]
            value = " ".join(["AWS4-HMAC-SHA256", ", ".join(chosen)]).strip()
            missing = [name for bit, name in enumerate(parts) if not present >> bit & 1]
            if not missing:
                self.serves(request(Authorization=value))
                continue
            self.refuses(request(Authorization=value), "IncompleteSignatureException", "".join(
                f"Authorization header requires '{name}' parameter. "
                for name in missing) + "Authorization=" + value)

    def test_date(self):
        self.refuses(request(without=["X-Amz-Date"]), "IncompleteSignatureException",
                     "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
                     "header. Authorization=" + AUTHORIZATION)
        self.serves(request(without=["X-Amz-Date"], Date="Thu, 01 Jan 2026 00:00:00 GMT"))

    def test_header_twice(self):
        self.serves(request(add=["Authorization: " + AUTHORIZATION]))
        self.serves(request(add=["Authorization: Basic x"]))
        self.refuses(request(Authorization="Basic x", add=["Authorization: " + AUTHORIZATION]),
                     *MISSING_TOKEN)
        half, other = AUTHORIZATION.split(", ", 1)
        self.refuses(request(Authorization=half, add=["Authorization: " + other]),
                     "IncompleteSignatureException",
                     "Authorization header requires 'Signature' parameter. Authorization header "
                     "requires 'SignedHeaders' parameter. Authorization=" + half)

    def presigned(self, without=None, header=False):
        query = "&".join(f"{n}={v}" for n, v in PRESIGNED.items() if n != without)
        dropped = () if header else ("Authorization", "X-Amz-Date")
        return request(target="/?" + query, without=dropped)

    def test_presigned(self):
        self.serves(self.presigned())
        for name in PRESIGNED:
            if name != "X-Amz-Algorithm":
                self.refuses(self.presigned(name), "IncompleteSignatureException",
                             f"AWS query-string parameters must include '{name}'. "
                             "Re-examine the query-string parameters.")
        self.refuses(self.presigned("X-Amz-Algorithm"), *MISSING_TOKEN)
        self.refuses(self.presigned(header=True), "InvalidSignatureException",
                     "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as "
                     "HTTP header.")


class ConnectionTest(RawHttpTest):
    """RFC 9112 rather than the service: nothing is recorded of these."""

    def test_pipelined_requests_are_answered_in_order(self):
        received = self.exchange(request() + request("GET", body=b"") + request(body=b"{"))
        second = Answer(received.rest)
        third = Answer(second.rest)
        self.assertEqual([200, 200, 400], [received.status, second.status, third.status])
        self.assertEqual((b"healthy: localhost ", b""), (second.body, third.rest))

    def test_connection_is_kept_unless_it_is_to_close(self):
        self.assertEqual("keep-alive", self.serves(request()).headers["connection"])
        closed = self.exchange(request(add=["Connection: close"]) + request())
        self.assertEqual(("close", b""), (closed.headers["connection"], closed.rest))
        old = self.serves(request().replace(b"HTTP/1.1", b"HTTP/1.0"))
        self.assertEqual("close", old.headers["connection"])

    def test_expect_continue(self):
        connection = self.connect()
        head, _, body = request(Expect="100-continue").partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\n\r\n")
        self.assertEqual(b"HTTP/1.1 100 Continue\r\n\r\n", connection.recv(100))
        connection.sendall(body)
        answer = Answer(connection.recv(65536))
        self.assertEqual((200, NO_TABLES), (answer.status, answer.body))

    def test_checksum_is_of_the_bytes_sent(self):
        # exchange() compares it; here the body is compressed.
        answer = self.exchange(request(Accept_Encoding="gzip",
                                       X_Amz_Target="DynamoDB_20120810.DescribeLimits"))
        plain = self.exchange(request(X_Amz_Target="DynamoDB_20120810.DescribeLimits"))
        if answer.headers.get("content-encoding") == "gzip":
            self.assertEqual(plain.body, gzip.decompress(answer.body))
        else:
            self.assertEqual(plain.body, answer.body)

    def test_bodies_in_chunks_and_compressed(self):
        self.serves(request(body=None, Transfer_Encoding="chunked") + b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")
        self.serves(request(body=gzip.compress(b"{}"), Content_Encoding="gzip"))

    def test_what_is_no_http_ends_the_connection(self):
        for data in (b"GET\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\r\n\r\n", request(add=["no colon"]),
                     request(add=["Bad : name"]), request(add=["Content-Length: 3"]),
                     request(Transfer_Encoding="gzip"),
                     request().replace(b"HTTP/1.1", b"HTTP/2.0")):
            answer = self.exchange(data)
            self.assertEqual((400, "close"), (answer.status, answer.headers["connection"]), data)

    def test_head_that_is_too_long_is_refused(self):
        answer = self.exchange(request(target="/?" + "a" * 70_000))
        self.assertEqual((431, "close"), (answer.status, answer.headers["connection"]))


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
