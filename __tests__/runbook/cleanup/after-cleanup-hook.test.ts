import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HookRunner } from '../../../scripts/hooks/hook-runner';
import type { RunEvent } from '../../../scripts/report/event';
import { runAfterCleanup } from '../../../scripts/runbook/hooks/after-cleanup';
import { scenario } from '../../support/scenario';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function cleaned(...commands: string[]) {
  const events: RunEvent[] = [];
  const report = (event: RunEvent) => void events.push(event);
  const it = await scenario();
  const hooks = commands.map((command) => ({
    point: 'afterCleanup' as const,
    command,
    timeoutSeconds: 60,
    env: [],
    files: [],
  }));
  const failed = await runAfterCleanup(it.view({ hooks }), new HookRunner({ report, folder }), report);
  return { failed, warnings: events.filter(({ code }) => code === 'WARNING') };
}

test('it runs, and is told which cluster and what for', async () => {
  expect(await cleaned('echo "$AURORA_HOOK $AURORA_CLUSTER" > log')).toEqual({ failed: false, warnings: [] });
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('afterCleanup aurora-bg-aurora-cluster\n');
});

test('its failure is a warning that says how it ended', async () => {
  const { failed, warnings } = await cleaned('exit 3');
  expect(failed).toBe(true);
  expect(warnings).toEqual([
    expect.objectContaining({ id: 'HOOK_FAILED', message: expect.stringMatching(/afterCleanup .* exit code 3/) }),
  ]);
});

test('where there is none nothing runs', async () => {
  expect(await cleaned()).toEqual({ failed: false, warnings: [] });
});
