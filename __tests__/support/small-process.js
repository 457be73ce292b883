// Starts commands on behalf of a test: what a process of jest's costs to fork grows with its memory, to 20 ms and more, while
// this one stays small. Asked over IPC, one answer a question,
// within two minutes. An app of plain JavaScript it runs itself, where that is the same.
const { spawn } = require('node:child_process');
const { runHere } = require('./warm-app/in-this-process.js');

process.on('message', ({ id, command, cwd, env }) => {
  const [, script] = /^node (\S+\.js)$/.exec(command) ?? [];
  if (script && runHere(script, cwd, env, (file) => file.startsWith(__dirname))) {
    process.send({ id, code: 0, stdout: '', stderr: '' });
    return;
  }
  const child = spawn(command, { cwd, env, shell: true, timeout: 120_000 });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      printed[stream] += text;
    });
  }
  child.on('close', (code) => process.send({ id, code, ...printed }));
});
