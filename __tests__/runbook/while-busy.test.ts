import type { RunEvent } from '../../scripts/report/event';
import { run } from '../../scripts/runbook/run';
import type { Ports, Step } from '../../scripts/runbook/step';
import { whileBusy } from '../../scripts/runbook/while-busy';
import { scenario } from '../support/scenario';

afterEach(() => jest.useRealTimers());

test('what takes long is told every 15 seconds, and nothing once it is over', async () => {
  jest.useFakeTimers();
  const told: number[] = [];
  const work = whileBusy(
    (seconds) => told.push(seconds),
    new Promise<string>((resolve) => setTimeout(() => resolve('planned'), 40_000)),
  );
  await jest.advanceTimersByTimeAsync(40_000);
  expect(await work).toBe('planned');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([15, 30]);
});

test('a step that is busy says with what', async () => {
  const it = await scenario();
  const sources = await it.sources();
  jest.useFakeTimers();
  let over = false;
  const step: Step = {
    id: 'prove-plan',
    title: 'Verify that the plan is empty',
    busyWith: 'Terraform',
    needs: () => [],
    outline: () => '',
    doneWhen: 'Terraform has answered',
    assess: () => (over ? { state: 'done', because: 'planned' } : { state: 'act', will: ['plan'] }),
    async execute() {
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      over = true;
      return {};
    },
  };
  const events: RunEvent[] = [];
  const running = run(it.view(), [step], {
    ports: sources as Ports,
    clock: it.clock,
    report: (event) => events.push(event),
    confirm: async () => true,
  });
  await jest.advanceTimersByTimeAsync(20_000);
  await running;
  expect(events.filter(({ code }) => code === 'STEP_BUSY')).toEqual([
    expect.objectContaining({ step: 'prove-plan', with: 'Terraform', elapsedSeconds: 15 }),
  ]);
});
