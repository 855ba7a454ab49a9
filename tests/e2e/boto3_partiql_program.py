#!/usr/bin/env python3
"""PartiQL through boto3: boto3_partiql_program.py URL PHASE.

`write` leaves items behind that `verify` reads after a restart.
"""
import sys
import unittest

try:
    import boto3
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

TABLE = "E2eBoto3.Music"
check = unittest.TestCase()
check.maxDiff = None


def run(client, statement, *parameters, **more):
    if parameters:
        more["Parameters"] = list(parameters)
    return client.execute_statement(Statement=statement, **more)


def code_of(call, *arguments, **more):
    with check.assertRaises(ClientError) as raised:
        call(*arguments, **more)
    return raised.exception.response["Error"]["Code"]


def titles(page):
    return [item["SongTitle"]["S"] for item in page["Items"]]


def create(client):
    client.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"},
                   {"AttributeName": "SongTitle", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": "Artist", "AttributeType": "S"},
                              {"AttributeName": "SongTitle", "AttributeType": "S"},
                              {"AttributeName": "Genre", "AttributeType": "S"}],
        GlobalSecondaryIndexes=[{"IndexName": "ByGenre", "Projection": {"ProjectionType": "ALL"},
                                 "KeySchema": [{"AttributeName": "Genre", "KeyType": "HASH"},
                                               {"AttributeName": "SongTitle",
                                                "KeyType": "RANGE"}]}])
    client.get_waiter("table_exists").wait(TableName=TABLE)


def insert(client):
    for artist in ("Acme Band", "No One You Know"):
        for number in range(5):
            run(client, f"INSERT INTO \"{TABLE}\" VALUE {{'Artist':?,'SongTitle':?,"
                        f"'Genre':'Rock','Plays':{number},'Awards':{{'Won':[{number}]}}}}",
                {"S": artist}, {"S": f"Song {number}"})
    duplicate = f"INSERT INTO \"{TABLE}\" VALUE {{'Artist':'Acme Band','SongTitle':'Song 0'}}"
    # DynamoDB Local leaves "Exception" away.
    check.assertIn(code_of(run, client, duplicate), ("DuplicateItemException", "DuplicateItem"))


def change(client):
    changed = run(client, f"UPDATE \"{TABLE}\" SET Plays=Plays+10 SET Awards.Won="
                          "list_append(Awards.Won, ?) WHERE Artist='Acme Band' AND "
                          "SongTitle='Song 1' AND Plays=1 RETURNING ALL NEW *", {"L": [{"N": "9"}]})
    check.assertEqual(changed["Items"][0]["Plays"], {"N": "11"})
    check.assertEqual(changed["Items"][0]["Awards"], {"M": {"Won": {"L": [{"N": "1"}, {"N": "9"}]}}})
    refused = f"UPDATE \"{TABLE}\" SET Plays=0 WHERE Artist='Acme Band' AND SongTitle='None'"
    check.assertEqual(code_of(run, client, refused), "ConditionalCheckFailedException")
    gone = run(client, f"DELETE FROM \"{TABLE}\" WHERE Artist='Acme Band' AND SongTitle='Song 4' "
                       "RETURNING ALL OLD *")
    check.assertEqual(titles(gone), ["Song 4"])


def select(client):
    where = f"SELECT * FROM \"{TABLE}\" WHERE Artist='Acme Band'"
    check.assertEqual(titles(run(client, where)), [f"Song {number}" for number in range(4)])
    check.assertEqual(titles(run(client, where + " AND SongTitle BETWEEN 'Song 1' AND 'Song 2'")),
                      ["Song 1", "Song 2"])
    check.assertEqual(run(client, f"SELECT Awards.Won[0], Plays FROM \"{TABLE}\" "
                                  "WHERE Artist=? AND SongTitle=?",
                          {"S": "Acme Band"}, {"S": "Song 2"})["Items"],
                      [{"Won[0]": {"N": "2"}, "Plays": {"N": "2"}}])
    of_index = f"SELECT SongTitle FROM \"{TABLE}\".\"ByGenre\" WHERE Genre='Rock' AND Plays>2"
    check.assertEqual(sorted(titles(run(client, of_index))), ["Song 1", "Song 3", "Song 3", "Song 4"])
    read = []
    more = {}
    while True:
        page = run(client, f"SELECT SongTitle FROM \"{TABLE}\" WHERE Artist IN "
                           "('No One You Know','Acme Band') ORDER BY Artist DESC", Limit=4, **more)
        read += titles(page)
        if "NextToken" not in page:
            break
        more = {"NextToken": page["NextToken"]}
    check.assertEqual(read, [f"Song {number}" for number in (0, 1, 2, 3, 4, 0, 1, 2, 3)])


def batch(client):
    key = f"FROM \"{TABLE}\" WHERE Artist='Acme Band' AND SongTitle="
    answer = client.batch_execute_statement(Statements=[
        {"Statement": f"SELECT Plays {key}?", "Parameters": [{"S": "Song 0"}]},
        {"Statement": f"SELECT * {key}'None'"}, {"Statement": f"SELECT * FROM \"{TABLE}\""}])
    check.assertEqual(answer["Responses"][0]["Item"], {"Plays": {"N": "0"}})
    check.assertNotIn("Item", answer["Responses"][1])
    check.assertEqual(answer["Responses"][2]["Error"]["Code"], "ValidationError")


def transaction(client):
    where = "WHERE Artist='Acme Band' AND SongTitle='Song 0'"
    statements = [
        {"Statement": f"EXISTS(SELECT * FROM \"{TABLE}\" {where} AND Plays=0)"},
        {"Statement": f"INSERT INTO \"{TABLE}\" VALUE {{'Artist':'New','SongTitle':'First'}}"}]
    for _ in range(2):  # the second time it is the same transaction
        client.execute_transaction(TransactStatements=statements, ClientRequestToken="once")
    failing = [{"Statement": f"UPDATE \"{TABLE}\" SET Plays=1 {where} AND Plays=7"},
               {"Statement": f"DELETE FROM \"{TABLE}\" WHERE Artist='New' AND SongTitle='First'"}]
    with check.assertRaises(ClientError) as raised:
        client.execute_transaction(TransactStatements=failing)
    check.assertEqual(raised.exception.response["Error"]["Code"], "TransactionCanceledException")


def verify(client):
    read = client.execute_transaction(TransactStatements=[
        {"Statement": f"SELECT * FROM \"{TABLE}\" WHERE Artist='New' AND SongTitle='First'"},
        {"Statement": f"SELECT Plays FROM \"{TABLE}\" WHERE Artist=? AND SongTitle=?",
         "Parameters": [{"S": "Acme Band"}, {"S": "Song 1"}]}])
    check.assertEqual(read["Responses"],
                      [{"Item": {"Artist": {"S": "New"}, "SongTitle": {"S": "First"}}},
                       {"Item": {"Plays": {"N": "11"}}}])
    client.delete_table(TableName=TABLE)


def main():
    url, phase = sys.argv[1:3]
    client = boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1",
                          aws_access_key_id="AKIDLOCAL", aws_secret_access_key="secret")
    if phase == "write":
        create(client)
        insert(client)
        change(client)
        select(client)
        batch(client)
        transaction(client)
    else:
        verify(client)


if __name__ == "__main__":
    main()
