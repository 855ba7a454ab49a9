// Under the Vitest configuration of the package: nothing here says where the server is.
import {CreateTableCommand, DynamoDBClient, ListTablesCommand} from '@aws-sdk/client-dynamodb';
import {reset, restore, snapshot} from 'stator';
import {afterAll, expect, inject, test} from 'vitest';

const client = new DynamoDBClient();
afterAll(() => client.destroy());

test('the client finds the server of the run', async () => {
  await client.send(new CreateTableCommand({
    TableName: 'Orders',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
    AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
  }));
  expect((await client.send(new ListTablesCommand())).TableNames).toEqual(['Orders']);
});

test('the server of the run can be reset, and its state saved and restored', async () => {
  const tables = async () => (await client.send(new ListTablesCommand())).TableNames;
  await snapshot('with-orders');
  await reset();
  expect(await tables()).toEqual([]);
  await restore('with-orders');
  expect(await tables()).toEqual(['Orders']);
});

test('its address is provided', () => {
  expect(inject('statorUrl')).toBe(process.env.AWS_ENDPOINT_URL_DYNAMODB);
});
