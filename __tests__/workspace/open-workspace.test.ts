import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
