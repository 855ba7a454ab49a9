// The package `stator` under Node's own test runner: `node --test`.
import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createRequire} from 'node:module';
import net from 'node:net';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';

import {CreateTableCommand, DynamoDBClient, ListTablesCommand} from '@aws-sdk/client-dynamodb';
import {start} from 'stator';

const require = createRequire(import.meta.url);
const run = promisify(execFile);

const ORDERS = {
  TableName: 'Orders',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}],
  AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
};

function isListening(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}

describe('start()', () => {
  let server;
  let client;
  before(async () => {
    server = await start();
    client = new DynamoDBClient(server.clientConfig);
  });
  after(async () => {
    client.destroy();
    await server.stop();
  });

  it('serves the SDK', async () => {
    await client.send(new CreateTableCommand(ORDERS));
    assert.deepEqual((await client.send(new ListTablesCommand())).TableNames, ['Orders']);
  });

  it('says where it is', () => {
    assert.equal(server.url, `http://127.0.0.1:${server.port}`);
    assert.equal(server.env.AWS_ENDPOINT_URL_DYNAMODB, server.url);
  });

  it('resets, saves and restores', async () => {
    const tables = async () => (await client.send(new ListTablesCommand())).TableNames;
    await server.snapshot();
    await server.reset({table: 'Orders'});
    assert.deepEqual(await tables(), ['Orders']);
    await server.reset();
    assert.deepEqual(await tables(), []);
    await server.restore();
    assert.deepEqual(await tables(), ['Orders']);
    await assert.rejects(server.restore('absent'), /There is no snapshot absent/);
    await assert.rejects(server.reset({table: 'absent'}), /absent/);
  });

  it('starts another one apart from the first', async () => {
    const other = await start();
    try {
      assert.notEqual(other.port, server.port);
      const its = new DynamoDBClient(other.clientConfig);
      assert.deepEqual((await its.send(new ListTablesCommand())).TableNames, []);
      its.destroy();
    } finally {
      await other.stop();
    }
  });
});

it('stop() ends the server, and may be called again', async () => {
  const server = await start();
  await server.stop();
  await server.stop();
  assert.equal(await isListening(server.port), false);
});

it('start() says why it cannot', async () => {
  await assert.rejects(start({flags: ['--no-such-flag']}),
                       /did not start: it ended with 2: stator: .*--no-such-flag/);
  await assert.rejects(start({binary: '/missing/stator'}), /did not start: .*ENOENT/);
});

it('the server ends with the process that started it, however that ends', async () => {
  const script = "require('stator').start().then((s) => console.log(s.pid))" +
      '.then(() => setInterval(() => {}, 1000))';
  const parent = spawn(process.execPath, ['-e', script], {stdio: ['ignore', 'pipe', 'inherit']});
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line).trim());
  process.kill(pid, 0);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      assert.equal(error.code, 'ESRCH');
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
});

it('a running server does not keep a process from ending', async () => {
  await run(process.execPath, ['-e', "require('stator').start()"], {timeout: 30000});
});

it('the command of the package is the server', async () => {
  const cli = require.resolve('stator/package.json').replace('package.json', 'cli.js');
  const {stdout} = await run(process.execPath, [cli, '--version']);
  assert.match(stdout, /^stator \d+\.\d+\.\d+\n$/);
});
