"""DynamoDB requests without an SDK: one JSON body over one keep-alive connection."""
import http.client
import json
import urllib.parse

AUTHORIZATION = ("AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/dynamodb/aws4_request, "
                 "SignedHeaders=host, Signature=00")


STREAM_OPERATIONS = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")


def target(operation):
    """X-Amz-Target of an operation."""
    api = "DynamoDBStreams_20120810" if operation in STREAM_OPERATIONS else "DynamoDB_20120810"
    return f"{api}.{operation}"


class Connection:
    """One connection to the server; opened by the first call."""

    def __init__(self, url, timeout=60):
        address = urllib.parse.urlsplit(url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port,
                                                      timeout=timeout)

    def call(self, operation, body):
        """The status and the JSON of the answer."""
        self._connection.request("POST", "/", json.dumps(body), {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": target(operation),
            "X-Amz-Date": "20260101T000000Z",
            "Authorization": AUTHORIZATION,
        })
        response = self._connection.getresponse()
        return response.status, json.loads(response.read())

    def expect(self, operation, body):
        """The JSON of an answer that must be a success."""
        status, answer = self.call(operation, body)
        if status != 200:
            raise AssertionError(f"{operation}: {status} {answer}")
        return answer

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def expect_once(url, operation, body):
    """Connection.expect() on a connection of its own."""
    with Connection(url) as connection:
        return connection.expect(operation, body)


def create_table(url, name, key="id"):
    """A table with one string key, billed per request."""
    expect_once(url, "CreateTable", {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}]})
