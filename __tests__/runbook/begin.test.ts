import type { RunEvent } from '../../scripts/report/event';
import { run } from '../../scripts/runbook/run';
import type { Ports } from '../../scripts/runbook/step';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { scenario } from '../support/scenario';

test('what ends a run before its first change is thrown before that change is announced', async () => {
  const it = await scenario();
  const events: RunEvent[] = [];
  const ended = run(it.view(), stepsUntil('proven'), {
    ports: { ...(await it.sources()), code: { check: async () => ({}) } } as unknown as Ports,
    clock: it.clock,
    report: (event) => events.push(event),
    confirm: async () => true,
    begin() {
      throw new Error('no terminal');
    },
  });
  await expect(ended).rejects.toThrow('no terminal');
  const codes = events.map(({ code }) => code);
  expect(codes).toContain('STEP_DONE');
  expect(codes).not.toContain('STEP_ACT');
  expect(codes).not.toContain('STEP_WAIT');
});
