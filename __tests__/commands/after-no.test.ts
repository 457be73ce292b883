import { goesOnAfter } from '../../scripts/commands/after-no';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import type { RunEvent } from '../../scripts/report/event';
import { refusal, UpgradeError } from '../../scripts/runtime/errors';

const cluster = (clusterIdentifier: string) => ({ annotation: { clusterIdentifier } }) as DesiredCluster;
const no = refusal('NOT_CONFIRMED', 'orders was not confirmed.', 'Run it again.');
const soak = refusal('SOAK_NOT_OVER', 'orders is kept for 24 h.', 'Wait.');
const noTerminal = refusal('NO_TERMINAL', 'There is no terminal to ask.', 'Use --yes.');
const failed = new UpgradeError({ code: 'SOAK_NOT_OVER', message: 'It failed.', remedy: 'Look.' });

interface Turn {
  error: unknown;
  sweeps?: boolean;
  last?: boolean;
  aborted?: boolean;
  /** What is answered where it is asked; else nobody may be asked. */
  answer?: boolean;
  goesOn: boolean;
}

test.each<[string, Turn]>([
  ['a no, and a yes to the next', { error: no, answer: true, goesOn: true }],
  ['a no, and another to the next', { error: no, answer: false, goesOn: false }],
  ['a no in a sweep is asked about, too', { error: no, sweeps: true, answer: false, goesOn: false }],
  ['a no to the last', { error: no, last: true, goesOn: false }],
  ['a no as the run is interrupted', { error: no, aborted: true, goesOn: false }],
  ['a refusal', { error: soak, goesOn: false }],
  ['a refusal in a sweep', { error: soak, sweeps: true, goesOn: true }],
  ['a refusal of the last in a sweep', { error: soak, sweeps: true, last: true, goesOn: false }],
  ['nobody to ask, in a sweep', { error: noTerminal, sweeps: true, goesOn: false }],
  ['a failure in a sweep', { error: failed, sweeps: true, goesOn: false }],
  ['what is no error of ours', { error: new TypeError('a defect'), sweeps: true, goesOn: false }],
])('%s', async (_, { error, sweeps, last, aborted, answer, goesOn }) => {
  const events: RunEvent[] = [];
  const questions: string[] = [];
  const turn = { cluster: cluster('orders'), next: last ? undefined : cluster('billing'), sweeps };
  const context = {
    report: (event: RunEvent) => void events.push(event),
    signal: aborted ? AbortSignal.abort() : new AbortController().signal,
  };
  const ask = async (question: string) => {
    questions.push(question);
    return answer === true;
  };
  expect(await goesOnAfter(error, turn, context, ask)).toBe(goesOn);
  expect(questions).toEqual(
    answer === undefined ? [] : ['orders was not confirmed.\nGo on with billing? It is confirmed separately.'],
  );
  // What ends the run is told where it ends.
  const { code, message, remedy } = error as UpgradeError;
  expect(events).toEqual(goesOn ? [{ code: 'ERROR', cluster: 'orders', error: code, message, remedy }] : []);
});
