// Under the Jest preset: nothing here says where the server is.
const {CreateTableCommand, DescribeTableCommand, DynamoDBClient, PutItemCommand, GetItemCommand} =
    require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient();
afterAll(() => client.destroy());

test('the client finds the server of the run', async () => {
  const TableName = 'Orders1';
  await client.send(new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
    AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
  }));
  expect((await client.send(new DescribeTableCommand({TableName}))).Table.TableStatus)
      .toBe('ACTIVE');
  const item = {id: {S: 'a'}, total: {N: '42'}};
  await client.send(new PutItemCommand({TableName, Item: item}));
  const {Item} = await client.send(new GetItemCommand({TableName, Key: {id: {S: 'a'}}}));
  expect(Item).toEqual(item);
});
