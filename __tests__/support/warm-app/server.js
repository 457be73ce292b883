// The warm process: has loaded tsx, cdktf and the AWS bindings. One connection a synthesis: the folder, the file and the
// environment come in, each ended by a zero byte and all of them by another; a line `true` or `false` goes out. Ends with the
// process that forked it.
//   node server.js <folder> [what stays loaded …]
const { createServer } = require('node:net');
const { realpathSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const [folder, ...others] = process.argv.slice(2);
require('tsx/cjs');
// cdktf takes a stack trace of each construct, and only prints it in errors: what fails here is run again elsewhere.
process.setSourceMapsEnabled(false);
const packages = dirname(dirname(realpathSync(require.resolve('cdktf/package.json'))));
require('cdktf');
for (const name of ['provider', 'rds-cluster', 'rds-cluster-instance']) require(`@cdktf/provider-aws/lib/${name}`);
const { runHere } = require('./in-this-process.js');

const kept = [packages, __dirname, ...others];
const keep = (file) => kept.some((each) => file.startsWith(each));
const server = createServer((connection) => {
  let asked = '';
  connection.setEncoding('utf8');
  connection.on('error', () => {});
  connection.on('data', (text) => {
    asked += text;
    if (!asked.endsWith('\0\0')) return;
    const [cwd, file, ...env] = asked.slice(0, -2).split('\0');
    const pairs = env.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]);
    connection.end(`${runHere(file, cwd, Object.fromEntries(pairs), keep)}\n`);
  });
});
server.listen(0, '127.0.0.1', () => {
  // Whole from the first moment that it is there.
  writeFileSync(join(folder, 'port.new'), `${server.address().port}\n`);
  renameSync(join(folder, 'port.new'), join(folder, 'port'));
});
process.on('disconnect', () => process.exit());
