// The warm process: has loaded tsx, cdktf and the AWS bindings. One connection a synthesis: a line of JSON comes in, `true` or
// `false` goes out. Ends with the process that forked it.
const { createServer } = require('node:net');
const { realpathSync } = require('node:fs');
const { dirname } = require('node:path');

require('tsx/cjs');
const packages = dirname(dirname(realpathSync(require.resolve('cdktf/package.json'))));
require('cdktf');
for (const name of ['provider', 'rds-cluster', 'rds-cluster-instance']) require(`@cdktf/provider-aws/lib/${name}`);
const { runHere } = require('./in-this-process.js');

const keep = (file) => file.startsWith(packages) || file.startsWith(__dirname);
const server = createServer((connection) => {
  let asked = '';
  connection.setEncoding('utf8');
  connection.on('error', () => {});
  connection.on('data', (text) => {
    asked += text;
    if (!asked.endsWith('\n')) return;
    const { file, cwd, env } = JSON.parse(asked);
    connection.end(String(runHere(file, cwd, env, keep)));
  });
});
server.listen(process.argv[2]);
process.on('disconnect', () => process.exit());
