#!/usr/bin/env python3
"""Signatures as real SDKs make them, checked by the server: authentication_test.py BINARY
[JAVASCRIPT_FOLDER]. What is not installed is skipped, unless STATOR_E2E_REQUIRED is set."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

from stator_process import StatorProcess, client_environment

try:
    import boto3
    import botocore.auth
    import botocore.awsrequest
    import botocore.config
    import botocore.credentials
    from botocore.exceptions import ClientError
except ImportError:
    boto3 = None

BINARY = ""
JAVASCRIPT = None
AWS = os.environ.get("STATOR_E2E_AWS") or shutil.which("aws")
REQUIRED = bool(os.environ.get("STATOR_E2E_REQUIRED"))

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TEMPORARY_KEY, TEMPORARY_SECRET, TOKEN = "ASIAEXAMPLE", "other/secret+", "IQoJb3JpZ2lu/+=="
CREDENTIALS = f"""# As the AWS CLI writes it.
[default]
aws_access_key_id = {KEY}
aws_secret_access_key = {SECRET}

[temporary]
aws_access_key_id = {TEMPORARY_KEY}
aws_secret_access_key = {TEMPORARY_SECRET}
aws_session_token = {TOKEN}
"""
INVALID_TOKEN = "The security token included in the request is invalid."
MISMATCH = "The request signature we calculated does not match the signature you provided."


def need(test, present, what):
    if present:
        return
    if REQUIRED:
        test.fail(f"{what} is not there, and STATOR_E2E_REQUIRED is set")
    test.skipTest(f"{what} is not installed")


class AuthenticationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        file = pathlib.Path(cls.scratch.name) / "credentials"
        file.write_text(CREDENTIALS)
        cls.server = StatorProcess(BINARY, "--port", "0", "--auth", "strict", "--credentials",
                                   str(file))

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.scratch.cleanup()

    def environment(self, key=KEY, secret=SECRET, token=None):
        env = client_environment(self.server.url)
        env.update({"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
                    "AWS_MAX_ATTEMPTS": "1"})
        if token is not None:
            env["AWS_SESSION_TOKEN"] = token
        return env


class Boto3Test(AuthenticationTest):
    def setUp(self):
        need(self, boto3, "boto3")

    def client(self, key=KEY, secret=SECRET, token=None, region="eu-west-1"):
        return boto3.client(
            "dynamodb", endpoint_url=self.server.url, region_name=region, aws_access_key_id=key,
            aws_secret_access_key=secret, aws_session_token=token,
            config=botocore.config.Config(retries={"max_attempts": 1}))

    def refused(self, client):
        with self.assertRaises(ClientError) as caught:
            client.list_tables()
        response = caught.exception.response
        self.assertEqual(400, response["ResponseMetadata"]["HTTPStatusCode"])
        return response["Error"]["Code"], response["Error"]["Message"]

    def test_right_keys_work_in_every_region(self):
        for region in ("us-east-1", "eu-west-1", "local"):
            self.assertEqual([], self.client(region=region).list_tables(Limit=5)["TableNames"])
        temporary = self.client(TEMPORARY_KEY, TEMPORARY_SECRET, TOKEN)
        self.assertEqual([], temporary.list_tables()["TableNames"])

    def test_wrong_secret_is_told_what_to_sign(self):
        code, message = self.refused(self.client(secret="wrong"))
        self.assertEqual("InvalidSignatureException", code)
        self.assertTrue(message.startswith(MISMATCH), message)
        self.assertIn("\n\nThe Canonical String for this request should have been\n'POST\n/\n\n",
                      message)
        self.assertIn("/eu-west-1/dynamodb/aws4_request\n", message)

    def test_unknown_keys_and_tokens_are_refused(self):
        expected = ("UnrecognizedClientException", INVALID_TOKEN)
        self.assertEqual(expected, self.refused(self.client(key="AKIDOTHER")))
        self.assertEqual(expected, self.refused(self.client(TEMPORARY_KEY, TEMPORARY_SECRET)))
        self.assertEqual(expected,
                         self.refused(self.client(TEMPORARY_KEY, TEMPORARY_SECRET, "other")))
        self.assertEqual(expected, self.refused(self.client(token=TOKEN)))

    def presigned(self, secret, expires):
        """The answer to a presigned URL as botocore makes it, whose body is empty."""
        request = botocore.awsrequest.AWSRequest(
            "POST", self.server.url + "/", headers={
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810.ListTables"})
        credentials = botocore.credentials.Credentials(KEY, secret)
        botocore.auth.SigV4QueryAuth(credentials, "dynamodb", "us-east-1",
                                     expires=expires).add_auth(request)
        sent = urllib.request.Request(request.url, data=b"", headers=dict(request.headers))
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(sent)
        return json.loads(caught.exception.read())["__type"].split("#")[1]

    def test_presigned_url_is_checked(self):
        # Past the check comes the complaint about the body.
        self.assertEqual("SerializationException", self.presigned(SECRET, 60))
        self.assertEqual("InvalidSignatureException", self.presigned("wrong", 60))
        self.assertEqual("IncompleteSignatureException", self.presigned(SECRET, 700_000))


class JavaScriptTest(AuthenticationTest):
    def setUp(self):
        installed = JAVASCRIPT and os.path.isdir(os.path.join(JAVASCRIPT, "node_modules"))
        need(self, installed and shutil.which("node"), "the JavaScript SDK")

    def outcome(self, *keys, way="header"):
        program = os.path.join(JAVASCRIPT, "authentication_program.mjs")
        ended = subprocess.run(["node", program, self.server.url, way], capture_output=True,
                               text=True, env=self.environment(*keys), timeout=120, check=False)
        self.assertEqual(0, ended.returncode, ended.stderr)
        return json.loads(ended.stdout)

    def test_right_keys_work(self):
        self.assertEqual({"tables": []}, self.outcome(KEY, SECRET))
        self.assertEqual({"tables": []}, self.outcome(TEMPORARY_KEY, TEMPORARY_SECRET, TOKEN))

    def test_wrong_keys_are_refused(self):
        wrong = self.outcome(KEY, "wrong")
        self.assertEqual(("InvalidSignatureException", 400), (wrong["error"], wrong["status"]))
        self.assertTrue(wrong["message"].startswith(MISMATCH), wrong)
        self.assertEqual({"error": "UnrecognizedClientException", "message": INVALID_TOKEN,
                          "status": 400}, self.outcome("AKIDOTHER", SECRET))

    def test_presigned_url_with_a_body_is_checked(self):
        self.assertEqual({"tables": []}, self.outcome(KEY, SECRET, way="presigned"))
        self.assertEqual({"tables": []}, self.outcome(TEMPORARY_KEY, TEMPORARY_SECRET, TOKEN,
                                                      way="presigned"))
        self.assertEqual("InvalidSignatureException",
                         self.outcome(KEY, "wrong", way="presigned")["error"])

    def test_payload_may_be_unsigned(self):
        self.assertEqual({"tables": []}, self.outcome(KEY, SECRET, way="unsigned-payload"))
        self.assertEqual("InvalidSignatureException",
                         self.outcome(KEY, "wrong", way="unsigned-payload")["error"])

    def test_clock_may_be_fifteen_minutes_off(self):
        minutes = 60_000
        for offset in (14 * minutes, -14 * minutes):
            self.assertEqual({"tables": []}, self.outcome(KEY, SECRET, way=str(offset)))
        for offset, words in ((16 * minutes, "Signature not yet current: "),
                              (-16 * minutes, "Signature expired: ")):
            refused = self.outcome(KEY, SECRET, way=str(offset))
            self.assertEqual(("InvalidSignatureException", 400),
                             (refused["error"], refused["status"]))
            self.assertTrue(refused["message"].startswith(words), refused)
            # The SDK sets its clock by the Date of the refusal.
            self.assertEqual({"tables": []}, self.outcome(KEY, SECRET, way=f"{offset}+"))


class AwsCliTest(AuthenticationTest):
    def setUp(self):
        need(self, AWS and os.access(AWS, os.X_OK), "the AWS CLI")

    def list_tables(self, *keys):
        return subprocess.run(
            [AWS, "dynamodb", "list-tables", "--endpoint-url", self.server.url, "--output", "json"],
            capture_output=True, text=True, env=self.environment(*keys), timeout=120, check=False)

    def test_right_keys_work(self):
        ended = self.list_tables(KEY, SECRET)
        self.assertEqual(0, ended.returncode, ended.stderr)
        self.assertEqual({"TableNames": []}, json.loads(ended.stdout))

    def test_wrong_keys_are_refused(self):
        mismatch = self.list_tables(KEY, "wrong").stderr
        self.assertIn("(InvalidSignatureException)", mismatch)
        self.assertIn(MISMATCH, mismatch)
        self.assertIn("(UnrecognizedClientException)", self.list_tables("OTHER", SECRET).stderr)


class CredentialsTest(unittest.TestCase):
    """Where the keys come from, and what is said when there are none."""

    def run_to_end(self, *flags, env=None):
        ended = subprocess.run([BINARY, "--port", "0", "--auth", "strict", *flags],
                               stdin=subprocess.DEVNULL, capture_output=True, text=True,
                               timeout=60, check=False, env=env or {})
        self.assertEqual((2, ""), (ended.returncode, ended.stdout), ended.stderr)
        self.assertRegex(ended.stderr, r"\Astator: [^\n]+\n\Z")
        return ended.stderr

    def test_environment_has_the_key(self):
        need(self, boto3, "boto3")
        env = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
        with StatorProcess(BINARY, "--port", "0", "--auth", "strict", env=env) as server:
            client = boto3.client("dynamodb", endpoint_url=server.url, region_name="us-east-1",
                                  aws_access_key_id=KEY, aws_secret_access_key=SECRET)
            self.assertEqual([], client.list_tables()["TableNames"])
            self.assertEqual(0, server.stop())

    def test_no_keys_are_refused(self):
        self.assertIn("AWS_ACCESS_KEY_ID", self.run_to_end())
        self.assertIn("AWS_SECRET_ACCESS_KEY", self.run_to_end(env={"AWS_ACCESS_KEY_ID": KEY}))

    def test_file_that_cannot_be_read_is_refused(self):
        self.assertIn("/no/such/file", self.run_to_end("--credentials", "/no/such/file"))
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("[default]\naws_access_key_id = x\n")
            file.flush()
            refusal = self.run_to_end("--credentials", file.name)
        self.assertIn("aws_secret_access_key", refusal)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    if len(sys.argv) > 1:
        JAVASCRIPT = sys.argv.pop(1)
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if REQUIRED else 77)
    unittest.main(warnings="ignore")
