import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import type { Choices } from '../../../scripts/embedded-rds/world/on-demand/choices';
import { clusterId } from '../clusters/cluster-world';
import { autoScalingClient } from '../support/clients';
import { deployed, seededRds } from '../support/seeded-rds';
import { readersOf, scaleReaders, targets } from './readers';

/** With a target and a policy on production from the start, and a target that somebody registers for green. */
async function switchOver(choice: Choices['scalableTargetsAtSwitchover']) {
  const rds = seededRds({ choices: { scalableTargetsAtSwitchover: choice } });
  const scaling = autoScalingClient(rds);
  await scaleReaders(scaling);
  const deployment = await deployed(rds);
  const { green } = deployment;
  await scaling.send(new RegisterScalableTargetCommand({ ...readersOf(green), MinCapacity: 2, MaxCapacity: 9 }));
  const before = await targets(scaling);
  await deployment.switchOver();
  return { green, before, after: await targets(scaling) };
}

it('green begins without the target of blue', async () => {
  const { green, before } = await switchOver('dropped');
  expect(before).toEqual([`cluster:${clusterId} 1-3 cpu`, `cluster:${green} 2-9 `]);
});

it.each<[Choices['scalableTargetsAtSwitchover'], (green: string) => string[]]>([
  ['dropped', () => []],
  ['kept', (green) => [`cluster:${clusterId} 1-3 cpu`, `cluster:${green} 2-9 `]],
  ['moved', () => [`cluster:${clusterId} 2-9 `, `cluster:${clusterId}-old1 1-3 cpu`]],
])('with the choice %s a switchover leaves these', async (choice, expected) => {
  const { green, after } = await switchOver(choice);
  expect(after).toEqual(expected(green));
});

it('the choice is shown and changed by the control API, and refused when it is none', () => {
  const rds = seededRds();
  expect(rds.control('GET choices')).toMatchObject({ scalableTargetsAtSwitchover: 'dropped' });
  rds.control('POST choices', { scalableTargetsAtSwitchover: 'kept' });
  expect(rds.world.choices.scalableTargetsAtSwitchover).toBe('kept');
  expect(() => rds.control('POST choices', { scalableTargetsAtSwitchover: 'burnt' })).toThrow(
    'scalableTargetsAtSwitchover must be one of dropped, kept, moved.',
  );
  expect(() => rds.control('POST choices', { constructor: 'kept' })).toThrow('There is no choice constructor');
});
