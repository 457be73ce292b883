import { aftermath } from '../../support/aftermath';
import { clusterName, createGroups } from '../../support/created-cluster';
import { scenario } from '../../support/scenario';

const v3 = (rest: string) => `8.0.mysql_aurora.3.${rest}`;
const v2 = (rest: string) => `5.7.mysql_aurora.2.${rest}`;
const v84 = (rest: string) => `8.4.mysql_aurora.8.4.${rest}`;

const assumed = [`${v3('10.2')} > ${v84('7')}`];

const upgrades = [
  { what: 'minor', from: v3('04.4'), to: v3('10.2') },
  { what: 'from version 2 to 3', from: v2('11.2'), to: v3('04.0') },
  { what: 'from version 3 to 8.4, a pair that this world assumes', from: v3('10.2'), to: v84('7') },
];

test.each(upgrades)('$what: $from to $to', async ({ from, to }) => {
  const it = await scenario({ version: from, running: from, upgradeTo: to });
  it.rds.control('POST choices', { assumedTargets: assumed });
  if (from.slice(0, 3) !== to.slice(0, 3)) await createGroups(it.client, to);
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: to, previousEngineVersion: from });
  expect(aftermath(it.rds)).toMatchObject({
    clusters: [`${clusterName} ${to} available`, `${clusterName}-old1 ${from} available`],
    deployments: ['SWITCHOVER_COMPLETED'],
    switchovers: 1,
  });
});
