import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { readWorkflow } from '../support/workflow-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hand-on-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const acting = ['aurora-upgrade', 'aurora-cleanup', 'aurora-reconcile', 'aurora-abort'];

const stepsOf = (workflow: string, name: string) =>
  Object.values(readWorkflow(workflow).jobs).flatMap(({ steps = [] }) => steps.filter((step) => step.name === name));

/** As GitHub runs `shell: bash`. */
async function run(script: string, cwd: string, env: Record<string, string>): Promise<void> {
  const file = join(folder, 'step.sh');
  writeFileSync(file, script);
  const { exitCode, output } = await runCommand('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd,
    env,
  });
  if (exitCode !== 0) throw new Error(output);
}

test.each(acting)('the summary of %s is code, whatever the log says', async (workflow) => {
  const steps = stepsOf(workflow, 'Summary');
  expect(steps).not.toEqual([]);
  for (const { run: script } of steps) {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before');
    writeFileSync(join(folder, 'aurora.log'), '▶ upgrade\n```\n# Approved by nobody\n</code></pre>\n~~~~\n\nend');
    await run(script!, folder, { RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: summary });
    const [before, blank, ...lines] = readFileSync(summary, 'utf8').trimEnd().split('\n');
    // An indented block begins after a blank line, and ends with the first line that is not indented.
    expect([before, blank]).toEqual(['before', '']);
    expect(lines).toHaveLength(7);
    expect(lines.filter((line) => line.trim() !== '' && !line.startsWith('    '))).toEqual([]);
  }
});

describeWith(['git'], 'changed code', () => {
  test.each(acting.slice(0, 3))('of %s arrives in the branch, however large it is', async (workflow) => {
    const [handOn] = stepsOf(workflow, 'Save the changed code');
    const [push] = stepsOf('aurora-pull-request', 'Push the branch');
    const place = mkdtempSync(join(folder, 'repository-'));
    const work = join(place, 'work');
    const temporary = join(place, 'temporary');
    for (const directory of [work, temporary]) mkdirSync(directory);
    const git = (script: string, cwd = work) => run(script, cwd, {});
    await git(`git init --quiet --bare ../remote.git && git init --quiet . && git remote add origin ../remote.git`);
    const large = join(work, 'compiled.js');
    // Random: it must not be small because it can be packed.
    const text = () => randomBytes(300_000).toString('hex');
    writeFileSync(large, text());
    await git(`git add . && git -c user.name=t -c user.email=t@localhost commit --quiet -m start`);
    const changed = text();
    writeFileSync(large, changed);
    const outputs = join(place, 'outputs');
    writeFileSync(outputs, '');
    await run(handOn!.run!, work, { RUNNER_TEMP: temporary, GITHUB_OUTPUT: outputs });
    expect(readFileSync(outputs, 'utf8')).toMatch(/^base=\w{40}\nchanged=yes\n$/);

    const downloaded = join(place, 'downloaded');
    mkdirSync(downloaded);
    copyFileSync(join(temporary, 'aurora.patch'), join(downloaded, 'aurora.patch'));
    await git('git checkout --quiet -- .');
    await run(push!.run!, work, { RUNNER_TEMP: downloaded, BRANCH: 'aurora/x', TITLE: 'The code' });
    await git('git clone --quiet --branch aurora/x ../remote.git ../clone');
    expect(readFileSync(join(place, 'clone/compiled.js'), 'utf8')).toBe(changed);

    await run(handOn!.run!, work, { RUNNER_TEMP: temporary, GITHUB_OUTPUT: outputs });
    expect(
      readFileSync(outputs, 'utf8')
        .split('\n')
        .filter((line) => line === 'changed=yes'),
    ).toHaveLength(1);
  });
});
