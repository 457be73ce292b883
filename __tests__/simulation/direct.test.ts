import type { CallFault, FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import { type BeginningName, beginningOf, partsOf, upgradeOf } from '../../scripts/simulation/beginnings';
import type { Command } from '../../scripts/simulation/command';
import { directConnection } from '../../scripts/simulation/direct/direct-connection';
import { type Ending, type Outside, startProcess, type Together } from '../../scripts/simulation/process';
import type { Site } from '../../scripts/simulation/site';
import { type Heard, plain, sdkSources, toldBy } from './sdk-process';

/** A run with everything that it heard, and the world that it leaves. */
async function recorded(name: BeginningName, command: Command, faults: FaultRule[], overSdk: boolean) {
  const site = await beginningOf(name);
  site.world.faults.push(...structuredClone(faults));
  const heard: Heard[] = [];
  const outside: Outside = {
    async call({ operation, input }, perform) {
      const answered = perform();
      const { output, error } = answered;
      const said = { operation, input: plain(input) };
      heard.push(error === undefined ? { ...said, output } : { ...said, error: toldBy(error) });
      return answered;
    },
    // Not of whole seconds, so that times that lose their milliseconds are other times.
    sleep: async (milliseconds) => site.clock.advance(milliseconds + 137),
    confirm: () => true,
    wrote: () => {},
  };
  const sourcesOf: Together['sourcesOf'] = overSdk
    ? () => sdkSources(site, command.name, (it) => void heard.push(it))
    : directConnection;
  const ending = await startProcess(site, command, outside, { sourcesOf });
  return { heard, end: endOf(site, ending) };
}

const endOf = ({ world, clock, code }: Site, ending: Ending) => ({
  world,
  now: clock.now(),
  versions: code.versions,
  ending: ending.kind === 'error' ? ending.code : ending.kind,
});

/** The n-th call and every 17th after it are struck, so that every operation meets one. */
const struck = (effect: CallFault['effect'], when: 'before' | 'after', first: number): FaultRule[] =>
  Array.from({ length: 9 }, (_, i) => ({ kind: 'call', operation: '*', effect, when, call: first + i * 17 }));

const cases: [title: string, BeginningName, Command['name'], FaultRule[]][] = [
  ['an upgrade', 'bumped, fresh', 'upgrade', []],
  ['a declared major upgrade', 'declared, fresh', 'upgrade', []],
  ['an abort', 'bumped, green stands', 'abort', []],
  ['a cleanup', 'declared, upgraded a day ago', 'cleanup', []],
  ['throttled', 'bumped, green stands', 'upgrade', struck('throttling', 'before', 3)],
  ['failing inside', '--to, switched over', 'upgrade', struck('internal-failure', 'after', 5)],
  ['behind a bad gateway', 'bumped, green stands', 'abort', struck('bad-gateway', 'after', 2)],
  ['cut off', 'bumped, green stands', 'upgrade', struck('connection-reset', 'after', 7)],
  ['read too early', 'declared, upgraded a day ago', 'cleanup', struck('not-found-yet', 'before', 9)],
  ['denied', 'bumped, green stands', 'upgrade', struck('access-denied', 'before', 30)],
  [
    'with a cancelled switchover',
    'bumped, green stands',
    'upgrade',
    [{ kind: 'course', effect: 'switchover-cancelled' }],
  ],
];

test.each(cases)('calls and end are the same over the SDK and without it: %s', async (_, name, what, faults) => {
  const command: Command = what === 'upgrade' ? upgradeOf(partsOf(name).way) : { name: what };
  const direct = await recorded(name, command, faults, false);
  const sdk = await recorded(name, command, faults, true);
  expect(direct.heard.length).toBeGreaterThan(10);
  expect(direct.heard.map(({ operation }) => operation)).toEqual(sdk.heard.map(({ operation }) => operation));
  expect(direct.heard).toEqual(sdk.heard);
  expect(direct.end).toEqual(sdk.end);
});
