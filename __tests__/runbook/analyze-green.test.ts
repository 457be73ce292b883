import type { DatabaseLook } from '../../scripts/database/answers';
import type { Ports } from '../../scripts/runbook/step';
import { analyzeGreen } from '../../scripts/runbook/upgrade/analyze-green';
import { looked } from '../support/looked';
import type { Typed } from '../support/request-of';
import { green, viewOf } from '../support/view-of';

const major = { engineVersion: '15.6', upgradeTo: '17.4' };
const bare = { PG_ANALYZE: { rows: [{ name: 'public.big', total: 1 }] } };
const of = (rows: Parameters<typeof looked>[1]) => looked('switchover-green', rows, { to: '17.4' });

const viewWith = (greenAtSwitchover: DatabaseLook, request: Typed = { analyze: true }, code: object = major) =>
  viewOf({ code, underway: {}, request, facts: { green: green('17.4'), greenAtSwitchover } });

test.each([
  ['no table lacks them', viewWith(of({})), { state: 'done', because: 'no large table lacks statistics' }],
  ['it was not asked for', viewWith(of(bare), {}), { state: 'done', because: 'not asked for (--analyze)' }],
  ['the major version stays', viewWith(of(bare), { analyze: true }, { engineVersion: '15.10' }), { state: 'done' }],
  [
    'tables lack them',
    viewWith(of(bare)),
    { state: 'act', will: ['ANALYZE in app of green: writes statistics, and nothing else'], once: true },
  ],
  [
    'green cannot be asked',
    viewWith({ kind: 'not-checked', reason: 'No route.', remedy: 'Open it.' }),
    { state: 'refuse', error: { code: 'GREEN_NOT_ANALYZED', message: expect.stringMatching(/No route\./) } },
  ],
])('statistics of green, where %s', (_, view, expected) => {
  expect(analyzeGreen.assess(view)).toMatchObject(expected);
});

test('what it needs is read only where it is asked for', () => {
  expect(analyzeGreen.needs(viewWith(of(bare), {}))).toEqual([]);
  expect(analyzeGreen.needs(viewWith(of(bare)))).toEqual(['green', 'greenAtSwitchover']);
});

test('every database of green is analyzed, and what stands in the way ends the run', async () => {
  const seen: (readonly string[])[] = [];
  const ports = (failed?: { reason: string; remedy: string }) =>
    ({
      databases: {
        look: async () => of(bare),
        analyzeGreen: async (_: unknown, databases: readonly string[]) => {
          seen.push(databases);
          return failed;
        },
      },
    }) as unknown as Ports;
  await analyzeGreen.execute!(viewWith(of(bare)), ports(), []);
  expect(seen).toEqual([['app']]);
  const failed = analyzeGreen.execute!(viewWith(of(bare)), ports({ reason: 'It took longer.', remedy: 'Do it.' }), []);
  await expect(failed).rejects.toMatchObject({
    code: 'GREEN_NOT_ANALYZED',
    remedy: expect.stringMatching(/^Do it\. Then/),
  });
});
