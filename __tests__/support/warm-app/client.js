// The `app` of a project copy: asks the warm process to synthesize, and does it itself where that one cannot.
//   node client.js <socket> main.ts
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { connect } = require('node:net');
const { dirname } = require('node:path');

const [socket, file] = process.argv.slice(2);
/** Milliseconds; the warm process is started at the same time as its first client, and loads for one or two seconds. */
const patience = 20_000;
const begun = Date.now();

function byItself() {
  const run = spawnSync(process.execPath, ['--require', 'tsx/cjs', file], { stdio: 'inherit' });
  process.exit(run.status ?? 1);
}

function ask() {
  let answer = '';
  const connection = connect(socket);
  connection.setEncoding('utf8');
  connection.on('connect', () => {
    connection.write(`${JSON.stringify({ file, cwd: process.cwd(), env: process.env })}\n`);
  });
  connection.on('data', (text) => {
    answer += text;
  });
  connection.on('error', () => {
    if (existsSync(dirname(socket)) && Date.now() - begun < patience) setTimeout(ask, 100);
    else byItself();
  });
  connection.on('end', () => {
    if (answer !== 'true') byItself();
  });
}

ask();
