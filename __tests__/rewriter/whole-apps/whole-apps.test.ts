import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyEdit } from '../../../scripts/rewriter/apply-edit';
import { fixtureApp, temporaryFolder } from '../fixture-app';
import { prove, writePatch } from '../proving';
import { wholeApps } from './table';
import type { WholeApp } from './whole-app';

/** `WHOLE_APPS=all npm test -- whole-apps` tries every one. */
const tried = process.env.WHOLE_APPS === 'all' ? wholeApps : wholeApps.filter(({ sampled }) => sampled === true);

const mark = /‹(.*?)›/g;
const filled = (text: string, version = '$1') => text.replace(mark, version);

function build({ files, folder = '', links = {}, submodule }: WholeApp) {
  const top = temporaryFolder();
  const dir = join(top, folder);
  const own = Object.entries(files).map(([path, text]) => [path, filled(text)] as const);
  fixtureApp({}, { dir, git: false });
  const outer = fixtureApp(Object.fromEntries(own.filter(([path]) => path !== 'cdktf.json')), { dir: top, git: false });
  if (files['cdktf.json'] !== undefined) outer.write('cdktf.json', files['cdktf.json']);
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    symlinkSync(to, join(top, path));
  }
  if (submodule !== undefined) {
    const origin = temporaryFolder();
    renameSync(join(top, submodule), join(origin, 'module'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', ...args], {
        cwd: join(origin, 'module'),
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'start');
    outer.git('init', '-q');
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(origin, 'module'), submodule);
  }
  outer.git('init', '-q');
  outer.git('add', '.');
  outer.git('commit', '-qm', 'start');
  return { top, app: { ...outer, dir } };
}

const textsOf = (top: string, { files }: WholeApp) =>
  Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(top, path), 'utf8')]));

it.each(tried.map((each) => [each.name, each] as const))('%s', async (_name, it) => {
  const { top, app } = build(it);
  const request = { ...(it.from ? { from: it.from } : {}), ...(it.to ? { to: it.to } : {}) };
  const outcome = await prove(app, request);
  if (outcome.kind === 'refused') {
    expect({ code: outcome.code, message: outcome.message }).toEqual({ code: it.ends, message: expect.any(String) });
    execFileSync('git', ['apply', writePatch(outcome.patch ?? '')], { cwd: top });
    if (outcome.patchProven) await expect(prove(app, request)).resolves.toMatchObject({ kind: 'already' });
    return;
  }
  if (outcome.kind !== 'edit') throw new Error(outcome.kind);
  expect({ kind: outcome.kind, patch: outcome.patch }).toEqual({ kind: it.ends, patch: expect.any(String) });
  await applyEdit(outcome);
  const marked = Object.entries(it.files).some(([, text]) => text.includes('‹'));
  if (marked)
    expect(textsOf(top, it)).toEqual(
      Object.fromEntries(Object.entries(it.files).map(([path, text]) => [path, filled(text, '15.10')])),
    );
  await expect(prove(app, request)).resolves.toMatchObject({ kind: 'already' });
});

it('there are forty apps and more, each of its own name', () => {
  expect(new Set(wholeApps.map(({ name }) => name)).size).toBe(wholeApps.length);
  expect(wholeApps.length).toBeGreaterThanOrEqual(40);
});
