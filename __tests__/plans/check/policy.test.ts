import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefused } from '../../../scripts/plans/check/verdict';
import { cluster, judge, planFile } from './plan-file';

const policy = join(__dirname, '../../../scripts/plans/check/policy.rego');
const plans = readdirSync(join(__dirname, '../../fixtures/plans'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

const found = (['conftest', 'opa'] as const).find(
  (tool) =>
    spawnSync(tool, ['version'], { stdio: 'ignore' }).status === 0 || spawnSync(tool, ['--version']).status === 0,
);

/** Sentences of `deny`. */
function denied(tool: 'conftest' | 'opa', plan: string, data: string[]): string[] {
  const args =
    tool === 'conftest'
      ? ['test', '--policy', policy, '--output', 'json', ...data.flatMap((file) => ['--data', file]), plan]
      : [
          'eval',
          '--format',
          'json',
          '--input',
          plan,
          ...[policy, ...data].flatMap((file) => ['--data', file]),
          'data.main.deny',
        ];
  const run = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (run.stdout === '') throw new Error(run.stderr);
  const answer = JSON.parse(run.stdout);
  if (tool === 'opa') return answer.result[0].expressions[0].value;
  return (answer[0].failures ?? []).map(({ msg }: { msg: string }) => msg);
}

if (found === undefined) {
  process.stderr.write(
    '\n!!! NOT TESTED: scripts/plans/check/policy.rego, as neither conftest nor opa is on the PATH !!!\n\n',
  );
}

(found === undefined ? describe.skip : describe)(`policy.rego, with ${found ?? 'conftest or opa'}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const data = (value: unknown) => {
    const file = join(folder, 'allowed.json');
    writeFileSync(file, JSON.stringify(value));
    return [file];
  };

  it.each(plans)('%s: denies what plan-check refuses or calls incomplete', (name) => {
    const judged = judge(name);
    expect(denied(found!, planFile(name), []).length > 0).toBe(isRefused(judged) || judged.problem !== undefined);
  });

  it.each([
    ['destroy', { allow_destroy: [cluster] }],
    ['in-place', { allow_in_place: [cluster] }],
  ])('%s: what is meant is allowed', (name, allowed) => {
    expect(denied(found!, planFile(name), data(allowed))).toEqual([]);
  });
});
