#!/usr/bin/env python3
"""What a person at a terminal does with DynamoDB: aws_cli_program.py URL write|verify.

Phase `write` leaves a table behind that `verify` finds again after a restart. Each step is one
`aws dynamodb` command as the documentation shows them.
"""
import json
import os
import subprocess
import sys
import unittest

AWS = os.environ.get("STATOR_E2E_AWS", "/usr/bin/aws")
TABLE = "E2eCli_MusicCollection"
ARTIST = "No One You Know"

check = unittest.TestCase()
check.maxDiff = None


class AwsCli:
    def __init__(self, url):
        self.command = [AWS, "dynamodb", "--endpoint-url", url, "--output", "json"]

    def start(self, operation, *arguments, **options):
        """Starts `aws dynamodb OPERATION`: arguments as written, options turned into JSON."""
        command = [self.command[0], *self.command[1:2], operation, *self.command[2:], *arguments]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"),
                        value if isinstance(value, str) else json.dumps(value)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def run(self, operation, *arguments, **options):
        """Runs a command that succeeds; its output, or {} when it has none."""
        return self.finish(self.start(operation, *arguments, **options))

    def finish(self, process):
        output, errors = process.communicate(timeout=120)
        check.assertEqual(0, process.returncode, f"{process.args}: {errors}")
        return json.loads(output) if output.strip() else {}

    def fail(self, error, operation, *arguments, **options):
        """Runs a command that the server refuses with this error, as the CLI words it."""
        process = self.start(operation, *arguments, **options)
        output, errors = process.communicate(timeout=120)
        check.assertEqual((254, ""), (process.returncode, output), f"{process.args}: {errors}")
        check.assertIn(error, errors)


def song(number):
    return {"Artist": {"S": ARTIST}, "SongTitle": {"S": f"Song {number:02d}"},
            "Year": {"N": str(1980 + number)}, "Genre": {"S": "Rock" if number % 2 else "Jazz"}}


def key(number):
    return {name: song(number)[name] for name in ("Artist", "SongTitle")}


def create_table(aws):
    created = aws.run(
        "create-table", "--attribute-definitions", "AttributeName=Artist,AttributeType=S",
        "AttributeName=SongTitle,AttributeType=S", "--key-schema",
        "AttributeName=Artist,KeyType=HASH", "AttributeName=SongTitle,KeyType=RANGE",
        "--provisioned-throughput", "ReadCapacityUnits=10,WriteCapacityUnits=5",
        table_name=TABLE)["TableDescription"]
    check.assertEqual(TABLE, created["TableName"])
    aws.run("wait", "table-exists", table_name=TABLE)
    aws.fail("An error occurred (ResourceInUseException) when calling the CreateTable operation",
             "create-table", "--attribute-definitions", "AttributeName=Id,AttributeType=S",
             "--key-schema", "AttributeName=Id,KeyType=HASH", table_name=TABLE,
             billing_mode="PAY_PER_REQUEST")


def check_description(aws, item_count):
    table = aws.run("describe-table", table_name=TABLE)["Table"]
    check.assertEqual("ACTIVE", table["TableStatus"])
    check.assertEqual(10, table["ProvisionedThroughput"]["ReadCapacityUnits"])
    check.assertEqual(5, table["ProvisionedThroughput"]["WriteCapacityUnits"])
    check.assertEqual([{"AttributeName": "Artist", "KeyType": "HASH"},
                       {"AttributeName": "SongTitle", "KeyType": "RANGE"}], table["KeySchema"])
    check.assertEqual(item_count, table["ItemCount"])
    check.assertIn(TABLE, aws.run("list-tables")["TableNames"])


def put_songs(aws):
    # The CLI spends most of a second on its own start; several at a time.
    condition = "attribute_not_exists(Artist) AND attribute_not_exists(SongTitle)"
    for first in (1, 5, 9):
        for process in [aws.start("put-item", table_name=TABLE, item=song(number),
                                  condition_expression=condition)
                        for number in range(first, first + 4)]:
            check.assertEqual({}, aws.finish(process))
    aws.fail("An error occurred (ConditionalCheckFailedException) when calling the PutItem "
             "operation: The conditional request failed",
             "put-item", table_name=TABLE, item=song(3), condition_expression=condition)


def read_songs(aws):
    check.assertEqual({"Item": song(3)}, aws.run("get-item", "--consistent-read",
                                                 table_name=TABLE, key=key(3)))
    check.assertEqual({}, aws.run("get-item", table_name=TABLE,
                                  key={"Artist": {"S": "Nobody"}, "SongTitle": {"S": "x"}}))
    page = aws.run(
        "query", "--no-scan-index-forward", table_name=TABLE,
        key_condition_expression="Artist = :a AND SongTitle BETWEEN :t1 AND :t2",
        expression_attribute_values={":a": {"S": ARTIST}, ":t1": {"S": "Song 02"},
                                     ":t2": {"S": "Song 04"}})
    check.assertEqual([song(4), song(3), song(2)], page["Items"])
    page = aws.run(
        "scan", table_name=TABLE, filter_expression="Genre = :g AND #y > :y",
        projection_expression="SongTitle, #y", expression_attribute_names={"#y": "Year"},
        expression_attribute_values={":g": {"S": "Jazz"}, ":y": {"N": "1987"}})
    check.assertEqual([{"SongTitle": song(n)["SongTitle"], "Year": song(n)["Year"]}
                       for n in (8, 10, 12)], page["Items"])
    check.assertEqual((3, 12), (page["Count"], page["ScannedCount"]))


def page_through(aws):
    """--page-size makes the CLI follow LastEvaluatedKey; --max-items hands it to the caller."""
    everything = aws.run("scan", "--page-size", "5", table_name=TABLE)
    check.assertEqual([song(number) for number in range(1, 13)], everything["Items"])
    first = aws.run("scan", "--max-items", "7", table_name=TABLE)
    check.assertEqual([song(number) for number in range(1, 8)], first["Items"])
    rest = aws.run("scan", table_name=TABLE, starting_token=first["NextToken"])
    check.assertEqual([song(number) for number in range(8, 13)], rest["Items"])


def change_songs(aws):
    # YEAR is a reserved word.
    aws.fail("An error occurred (ValidationException) when calling the UpdateItem operation: "
             "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: "
             "Year",
             "update-item", table_name=TABLE, key=key(6), update_expression="SET Year = :y",
             expression_attribute_values={":y": {"N": "2000"}})
    changed = aws.run(
        "update-item", table_name=TABLE, key=key(6), return_values="ALL_NEW",
        update_expression="SET #y = :y, Awards = :none REMOVE Genre",
        expression_attribute_names={"#y": "Year"},
        expression_attribute_values={":y": {"N": "2000"}, ":none": {"L": []}})
    check.assertEqual({"Attributes": changed_song()}, changed)
    check.assertEqual({"Attributes": song(7)},
                      aws.run("delete-item", table_name=TABLE, key=key(7),
                              return_values="ALL_OLD"))
    aws.fail("An error occurred (ConditionalCheckFailedException) when calling the DeleteItem "
             "operation: The conditional request failed",
             "delete-item", table_name=TABLE, key=key(7),
             condition_expression="attribute_exists(Artist)")


def changed_song():
    changed = dict(song(6), Year={"N": "2000"}, Awards={"L": []})
    del changed["Genre"]
    return changed


def check_survivors(aws):
    check_description(aws, item_count=11)
    expected = [changed_song() if n == 6 else song(n) for n in range(1, 13) if n != 7]
    page = aws.run("query", table_name=TABLE, key_condition_expression="Artist = :a",
                   expression_attribute_values={":a": {"S": ARTIST}})
    check.assertEqual(expected, page["Items"])


def drop_table(aws):
    aws.run("delete-table", table_name=TABLE)
    aws.run("wait", "table-not-exists", table_name=TABLE)
    check.assertNotIn(TABLE, aws.run("list-tables")["TableNames"])
    aws.fail("An error occurred (ResourceNotFoundException) when calling the DescribeTable "
             "operation: ", "describe-table", table_name=TABLE)


def main():
    url, phase = sys.argv[1:]
    if not os.access(AWS, os.X_OK):
        print(f"{AWS} is not there")
        sys.exit(77)
    aws = AwsCli(url)
    if phase == "write":
        create_table(aws)
        check_description(aws, item_count=0)
        put_songs(aws)
        read_songs(aws)
        page_through(aws)
        change_songs(aws)
        check_survivors(aws)
    else:
        check_survivors(aws)
        drop_table(aws)
    print(f"AWS CLI: {phase} passed")


if __name__ == "__main__":
    main()
