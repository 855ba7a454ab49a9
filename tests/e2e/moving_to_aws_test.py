#!/usr/bin/env python3
"""The commands of docs/moving-to-aws.md, as they are printed there: moving_to_aws_test.py BINARY DOCS.

They run in one shell with the real AWS CLI. In AWS's place are a second server, and a folder for S3.
Imports and exports, which only AWS has, are checked by the CLI alone and then answered as DynamoDB's
API reference shows it.
"""
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from dynamodb_wire import expect_once
from stator_process import StatorProcess, client_environment

BINARY = DOCS = ""
AWS = os.environ.get("STATOR_E2E_AWS") or shutil.which("aws")

TABLE = {
    "TableName": "Orders", "BillingMode": "PROVISIONED",
    "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 3},
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind}
                             for name, kind in (("customer", "S"), ("date", "N"), ("state", "B"))],
    "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"},
                  {"AttributeName": "date", "KeyType": "RANGE"}],
    "LocalSecondaryIndexes": [{
        "IndexName": "of-customer", "Projection": {"ProjectionType": "KEYS_ONLY"},
        "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"},
                      {"AttributeName": "state", "KeyType": "RANGE"}]}],
    "GlobalSecondaryIndexes": [{
        "IndexName": "by-state",
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 2},
        "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}]}],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}}

IMPORT, BATCHES = "A new table, by import", "Some thousand items, by Batch"
EXPORT_ID = "01693685827463-2d8752fd"

# Stands in for AWS: whatever names an endpoint goes there, and all else here.
STAND_IN = """#!/usr/bin/env python3
import json, os, pathlib, shutil, subprocess, sys
words, aws = sys.argv[1:], os.environ["REAL_AWS"]
if "--endpoint-url" in words:
    os.execv(aws, [aws, *words])
if words[:3] == ["s3", "cp", "--recursive"]:
    folders = [word.replace("s3:/", os.environ["S3"], 1) for word in words[3:]]
    shutil.copytree(*folders, dirs_exist_ok=True)
    sys.exit()
answers = json.loads(pathlib.Path(os.environ["ANSWERS"]).read_text())
operation = words[1]
if operation in answers:
    # The CLI's own check of the parameters; a server that does not know the operation gets them.
    ended = subprocess.run([aws, *words, "--endpoint-url", os.environ["CLOUD"]], text=True,
                           capture_output=True)
    if "UnknownOperationException" not in ended.stderr:
        sys.exit(f"{words}: {ended.stderr}")
    if operation == "import-table":
        table = words[words.index("--table-creation-parameters") + 1]
        subprocess.run([aws, "dynamodb", "create-table", "--cli-input-json", table,
                        "--endpoint-url", os.environ["CLOUD"]], check=True,
                       stdout=subprocess.DEVNULL)
    query = words[words.index("--query") + 1].split(".")[1:] if "--query" in words else []
    value, = answers[operation].values()
    print(value[query[0]] if query else json.dumps(answers[operation]))
else:
    os.execv(aws, [aws, *words, "--endpoint-url", os.environ["CLOUD"]])
"""


def item(number):
    """An item with every type of attribute."""
    return {"customer": {"S": f"c-{number % 9}"}, "date": {"N": str(number)},
            "state": {"B": "AAH+/w=="}, "note": {"S": "tab\t, quote \", \u00fc\u2028 \U0001f600"},
            "paid": {"BOOL": True}, "left": {"NULL": True}, "exact": {"N": "0.1234567890123456789"},
            "sets": {"L": [{"SS": ["a", "b"]}, {"NS": ["-1", "2.5"]}, {"BS": ["/w=="]}]},
            "deep": {"M": {"empty": {"M": {}}, "Item": {"L": []}, "text": {"S": ""}}}}


class MovingToAwsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)
        self.work = self.scratch / "work"
        self.work.mkdir()
        self.here, self.cloud = self.start(), self.start()
        self.items = [item(number) for number in range(60)]

    def start(self, *flags):
        server = StatorProcess(BINARY, "--port", "0", *flags)
        self.addCleanup(server.__exit__)
        return server

    def environment(self):
        bin_folder = self.scratch / "bin"
        bin_folder.mkdir()
        (bin_folder / "aws").write_text(STAND_IN)
        (bin_folder / "aws").chmod(0o755)
        answers = {
            "import-table": {"ImportTableDescription": {
                "ImportArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Orders/import/1-a"}},
            "describe-import": {"ImportTableDescription": {"ImportStatus": "COMPLETED"}},
            "update-continuous-backups": {"ContinuousBackupsDescription": {}},
            "export-table-to-point-in-time": {"ExportDescription": {
                "ExportArn": f"arn:aws:dynamodb:us-east-1:123456789012:table/Orders/export/{EXPORT_ID}"}},
            "describe-export": {"ExportDescription": {
                "ExportManifest": f"AWSDynamoDB/{EXPORT_ID}/manifest-summary.json"}}}
        (self.scratch / "answers").write_text(json.dumps(answers))
        return {**client_environment(self.here.url), "PATH": f"{bin_folder}:{os.environ['PATH']}",
                "REAL_AWS": AWS, "S3": str(self.scratch / "s3"), "CLOUD": self.cloud.url,
                "ANSWERS": str(self.scratch / "answers")}

    def move(self, table, skipped):
        """Makes the table, fills it and runs the page's commands from its top to its end, without
        those of the section of this name. Returns what they print."""
        expect_once(self.here.url, "CreateTable", table)
        for one in self.items:
            expect_once(self.here.url, "PutItem", {"TableName": "Orders", "Item": one})
        sections = re.split(r"^##+ (?=.*\n\n)", pathlib.Path(DOCS).read_text(), flags=re.M)
        kept = [section for section in sections if not section.startswith(skipped)]
        self.assertEqual(len(sections) - 1, len(kept))
        script = "BUCKET=my-bucket\n" + "".join(
            re.findall(r"^```sh\n(.*?)^```$", "".join(kept), re.M | re.S))
        script = script.replace("http://127.0.0.1:8000", self.here.url)
        ended = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=self.work,
                               env=self.environment(), stdin=subprocess.DEVNULL, check=False,
                               capture_output=True, text=True, timeout=240)
        self.assertEqual((0, ""), (ended.returncode, ended.stderr), ended.stdout)
        return ended.stdout

    def put_export_into_s3(self):
        """What an export leaves in the bucket (developer guide, "DynamoDB table export output
        format"): manifests, checksums, and a file for each partition."""
        folder = self.scratch / "s3" / "my-bucket" / "AWSDynamoDB" / EXPORT_ID
        (folder / "data").mkdir(parents=True)
        parts = {"a7f": self.items[:25], "b2c": self.items[25:], "empty": []}
        lines = []
        for name, items in parts.items():
            text = "".join(json.dumps({"Item": one}) + "\n" for one in items)
            (folder / "data" / f"{name}.json.gz").write_bytes(gzip.compress(text.encode()))
            lines.append(json.dumps({
                "itemCount": len(items), "md5Checksum": "x", "etag": "x",
                "dataFileS3Key": f"AWSDynamoDB/{EXPORT_ID}/data/{name}.json.gz"}) + "\n")
        (folder / "manifest-files.json").write_text("".join(lines))
        (folder / "manifest-summary.json").write_text(json.dumps({
            "version": "2020-06-30", "outputFormat": "DYNAMODB_JSON", "itemCount": 60,
            "tableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Orders",
            "manifestFilesS3Key": f"AWSDynamoDB/{EXPORT_ID}/manifest-files.json"}))
        for name in ("manifest-files.checksum", "manifest-summary.checksum"):
            (folder / name).write_text("checksum")
        (folder / "_started").write_text("")

    def scan(self, server):
        return sorted(expect_once(server.url, "Scan", {"TableName": "Orders"})["Items"],
                      key=lambda one: int(one["date"]["N"]))

    def schema(self, server):
        """Of a table's description what CreateTable was given."""
        table = expect_once(server.url, "DescribeTable", {"TableName": "Orders"})["Table"]
        self.assertEqual("ACTIVE", table["TableStatus"])
        chosen = {name: table[name] for name in TABLE if name in table}
        chosen["AttributeDefinitions"].sort(key=lambda one: one["AttributeName"])
        for part in (chosen, *chosen["GlobalSecondaryIndexes"]):
            del part["ProvisionedThroughput"]["NumberOfDecreasesToday"]
        for index in (*chosen["GlobalSecondaryIndexes"], *chosen.get("LocalSecondaryIndexes", ())):
            for name in set(index) - {"IndexName", "KeySchema", "Projection",
                                      "ProvisionedThroughput"}:
                del index[name]
        return chosen

    def test_some_thousand_items_go_by_batches_and_come_back(self):
        self.put_export_into_s3()
        self.assertIn("60\n", self.move(TABLE, skipped=IMPORT))
        expected = self.schema(self.here)
        self.assertEqual(7, expected["ProvisionedThroughput"]["ReadCapacityUnits"])
        self.assertEqual(self.items, self.scan(self.cloud))
        self.assertEqual(expected, self.schema(self.cloud))
        for seeds in ("export", "seeds"):
            with self.subTest(seeds=seeds):
                server = self.start("--seed", str(self.work / seeds))
                self.assertEqual(self.items, self.scan(server))
                self.assertEqual(expected, self.schema(server))

    def test_import_is_given_files_in_its_format(self):
        self.put_export_into_s3()
        table = {name: value for name, value in TABLE.items() if name != "LocalSecondaryIndexes"}
        self.move(table, skipped=BATCHES)
        items = []
        for file in (self.scratch / "s3" / "my-bucket" / "Orders").iterdir():
            for line in gzip.decompress(file.read_bytes()).decode().split("\n")[:-1]:
                one, = json.loads(line).items()
                self.assertEqual("Item", one[0])
                items.append(one[1])
        self.assertEqual(self.items, sorted(items, key=lambda one: int(one["date"]["N"])))
        # What the page adds after the import.
        expected = self.schema(self.here)
        expected["StreamSpecification"]["StreamViewType"] = "NEW_AND_OLD_IMAGES"
        self.assertEqual(expected, self.schema(self.cloud))
        described = expect_once(self.cloud.url, "DescribeTimeToLive", {"TableName": "Orders"})
        self.assertEqual("expires", described["TimeToLiveDescription"]["AttributeName"])


def version_two(aws):
    """Version 1 spoils binary attributes, as the page says."""
    said = subprocess.run([aws, "--version"], capture_output=True, text=True, check=False).stdout
    return said.startswith("aws-cli/2")


if __name__ == "__main__":
    BINARY, DOCS = sys.argv[1:3]
    del sys.argv[1:3]
    if not (os.access(BINARY, os.X_OK) and AWS and version_two(AWS) and shutil.which("jq")):
        print(f"{BINARY}, version 2 of the AWS CLI or jq is not there")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
