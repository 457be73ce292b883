import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from '../../scripts/cli/command';
import type { RunEvent } from '../../scripts/report/event';
import { openWorkspace } from '../../scripts/workspace/open-workspace';

describe('an app whose source was written after it was compiled', () => {
  const directory = mkdtempSync(join(tmpdir(), 'aurora-old-build-test-'));
  const before = process.cwd();
  beforeAll(() => process.chdir(directory));
  afterAll(() => {
    process.chdir(before);
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    ['is warned of', 1, ['CODE_NOT_BUILT']],
    ['is not, once it is built', 3, []],
  ])('%s', async (_name, compiled, ids) => {
    writeFileSync('cdktf.json', JSON.stringify({ app: 'node main.js' }));
    writeFileSync('main.js', 'process.exit(1)');
    writeFileSync('main.ts', '');
    utimesSync('main.js', compiled, compiled);
    utimesSync('main.ts', 2, 2);
    const reported: RunEvent[] = [];
    const context = { report: (event: RunEvent) => reported.push(event), signal: new AbortController().signal };
    await expect(openWorkspace({}, context as unknown as CommandContext)).rejects.toMatchObject({
      code: 'SYNTH_FAILED',
    });
    expect(reported.flatMap((event) => (event.code === 'WARNING' ? [event.id] : []))).toEqual(ids);
  });
});

test('with --local an app that does not synthesize is named by its own folder, not by that of its copy', async () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'aurora-local-broken-test-')));
  const before = process.cwd();
  process.chdir(directory);
  try {
    writeFileSync('cdktf.json', JSON.stringify({ app: 'node main.js' }));
    writeFileSync('main.js', 'throw new Error("no version")');
    const context = { report: () => {}, signal: new AbortController().signal };
    const opened = openWorkspace({ local: true }, context as unknown as CommandContext);
    await expect(opened).rejects.toMatchObject({
      code: 'SYNTH_FAILED',
      message: expect.stringContaining(`The app in ${directory} does not synthesize: no version`),
      remedy: 'Run `node main.js` there and fix what it reports.',
    });
    await expect(opened).rejects.not.toMatchObject({ message: expect.stringContaining('aurora-upgrade-local') });
  } finally {
    process.chdir(before);
    rmSync(directory, { recursive: true, force: true });
  }
});
