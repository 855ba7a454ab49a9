"""Under the pytest plugin of stator-testing: nothing here says where the server is."""
import json
import os

import boto3
import pytest

import stator_testing
from dynamodb_wire import expect_once

ORDERS = {
    "TableName": "Orders",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
}


@pytest.fixture
def leftover(stator):
    stator.client().create_table(**ORDERS)


def test_tables_of_others_are_gone_before_the_test(leftover, dynamodb):
    assert dynamodb.list_tables()["TableNames"] == []


@pytest.mark.parametrize("protected", [False, True])
def test_each_test_starts_without_tables(dynamodb, stator, protected):
    assert dynamodb.list_tables()["TableNames"] == []
    # Not every boto3 knows deletion protection.
    expect_once(stator.url, "CreateTable", {**ORDERS, "DeletionProtectionEnabled": protected})
    dynamodb.put_item(TableName="Orders", Item={"id": {"S": "a"}})
    assert dynamodb.scan(TableName="Orders")["Count"] == 1


def test_resource_cleans_up_too(dynamodb_resource):
    assert list(dynamodb_resource.tables.all()) == []
    table = dynamodb_resource.create_table(**ORDERS)
    table.put_item(Item={"id": "a", "total": 42})
    assert table.get_item(Key={"id": "a"})["Item"]["total"] == 42


def test_code_under_test_finds_the_server_by_the_environment(stator, dynamodb):
    assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == stator.url
    # SDKs before 1.31 do not read it: those get it in code.
    own = boto3.client("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    own.create_table(**ORDERS)
    assert dynamodb.list_tables()["TableNames"] == ["Orders"]


def test_flags_reach_the_server(stator, request):
    assert request.config.getini("stator_flags") == "--log-level debug"
    assert stator.client().list_tables()["TableNames"] == []


def test_another_server_beside_it(stator):
    with stator_testing.start() as other:
        assert other.port != stator.port
        other.client().create_table(**ORDERS)
        assert stator.client().list_tables()["TableNames"] == []
        assert other.stop() == 0


def test_reset_snapshot_and_restore(stator, dynamodb):
    dynamodb.create_table(**ORDERS)
    dynamodb.put_item(TableName="Orders", Item={"id": {"S": "a"}})
    stator.snapshot()
    stator.reset(table="Orders")
    assert dynamodb.scan(TableName="Orders")["Count"] == 0
    stator.reset()
    assert dynamodb.list_tables()["TableNames"] == []
    for _ in range(3):
        stator.restore()
        assert dynamodb.scan(TableName="Orders")["Count"] == 1
        dynamodb.delete_item(TableName="Orders", Key={"id": {"S": "a"}})
    with pytest.raises(ValueError, match="There is no snapshot absent"):
        stator.restore("absent")
    with pytest.raises(ValueError, match="absent"):
        stator.reset(table="absent")


def test_seed_is_loaded(tmp_path):
    (tmp_path / "tables.json").write_text(json.dumps(ORDERS))
    (tmp_path / "Orders.json").write_text(json.dumps([{"id": "a"}, {"id": "b"}]))
    with stator_testing.start(seed=tmp_path) as server:
        assert server.client().scan(TableName="Orders")["Count"] == 2
    (tmp_path / "Orders.json").write_text('[{"id": "a"},\n{"id": 1}]')
    with pytest.raises(stator_testing.StartError, match="Orders.json:2: "):
        stator_testing.start(seed=tmp_path)


def test_data_dir_keeps_data(tmp_path):
    with stator_testing.start(data_dir=tmp_path / "data") as server:
        server.client().create_table(**ORDERS)
    with stator_testing.start(data_dir=tmp_path / "data") as server:
        assert server.client().list_tables()["TableNames"] == ["Orders"]


def test_start_says_why_it_cannot():
    with pytest.raises(stator_testing.StartError, match="--no-such-flag"):
        stator_testing.start("--no-such-flag")
    with pytest.raises(stator_testing.StartError, match="/missing/stator"):
        stator_testing.start(path="/missing/stator")
