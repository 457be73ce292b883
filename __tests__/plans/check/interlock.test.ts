import type { Cluster, Deployment } from '../../../scripts/aws/rds/types';
import { interlock, type OnAws } from '../../../scripts/plans/check/interlock';
import { isRefused } from '../../../scripts/plans/check/verdict';
import { deploymentName, deploymentsOf } from '../../../scripts/view/identity';
import { tagKey } from '../../../scripts/view/tag-key';
import { cluster, judge } from './plan-file';

const arn = `arn:aws:rds:ap-northeast-1:123456789012:cluster:${cluster}`;
const production = { identifier: cluster, arn, resourceId: 'cluster-NEW', engineVersion: '15.6' } as Cluster;

const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  identifier: 'bgd-1',
  name: 'by-hand',
  source: arn,
  status: 'AVAILABLE',
  createdAt: 0,
  tasks: [],
  members: [],
  tags: {},
  ...more,
});

const ours = (resourceId: string, more: Partial<Deployment> = {}) =>
  deployment({
    name: deploymentName(cluster, resourceId, '15.10'),
    tags: {
      [tagKey.format]: '1',
      [tagKey.sourceResourceId]: resourceId,
      [tagKey.fromVersion]: '15.6',
      [tagKey.toVersion]: '15.10',
      [tagKey.origin]: 'code',
    },
    ...more,
  });

/** Another cluster of the same stack, with a change of its own. */
const neighbour = {
  cluster: 'users',
  class: 'other-changes' as const,
  findings: [],
  changes: ['aws_rds_cluster.users (update: port)'],
};

function judged(plan: string, onAws: Partial<OnAws> & { all?: Deployment[] }, allowElsewhere = false) {
  const stack = judge(plan);
  const { all = [], ...more } = onAws;
  const seen: OnAws = {
    production,
    deployments: deploymentsOf(production, all),
    usersOfRemovedGroups: [],
    ...more,
  };
  const clusters = [interlock(stack, stack.clusters[0]!, stack.planned[0]!, seen, allowElsewhere)];
  const findings = clusters[0]!.findings.map(({ kind, refused }) => `${kind}${refused ? '!' : ''}`);
  return { findings, refused: isRefused({ ...stack, clusters }), text: JSON.stringify(clusters) };
}

const underway = ours('cluster-NEW');
const finished = ours('cluster-OLD', { source: `${arn}-old1`, target: arn, status: 'SWITCHOVER_COMPLETED' });

describe('while a deployment exists', () => {
  it.each([
    [false, true],
    [true, false],
  ])('a change of a neighbouring cluster counts as one of the stack (--allow-elsewhere %s)', (allowed, refused) => {
    const stack = judge('no-changes');
    const seen = { production, deployments: deploymentsOf(production, [underway]), usersOfRemovedGroups: [] };
    const both = { ...stack, clusters: [...stack.clusters, neighbour] };
    const verdict = interlock(both, stack.clusters[0]!, stack.planned[0]!, seen, allowed);
    expect(verdict.findings).toMatchObject([{ kind: 'deployment-exists', refused }]);
  });

  it('one that somebody else made is to be ended where it was created', () => {
    const { text } = judged('other-changes', { all: [deployment()] });
    expect(text).toContain('It was not created by this tool: first finish it or delete it where it was created.');
    expect(judged('other-changes', { all: [underway] }).text).toContain('npm run abort');
  });

  it.each<[string, string, Deployment, boolean, string[]]>([
    ['a plan that changes the cluster', 'other-changes', underway, false, ['deployment-exists!']],
    ['the same, with --allow-elsewhere', 'other-changes', underway, true, ['deployment-exists!']],
    [
      'a plan that changes its groups',
      'upgrade-declared',
      underway,
      false,
      ['target-groups-added', 'deployment-exists!'],
    ],
    ['a plan that changes something else', 'elsewhere', underway, false, ['deployment-exists!']],
    ['the same, with --allow-elsewhere', 'elsewhere', underway, true, ['deployment-exists']],
    ['a plan that changes nothing', 'no-changes', underway, false, ['deployment-exists']],
    ["somebody else's deployment", 'other-changes', deployment(), false, ['deployment-exists!']],
    ['a status that nobody knows', 'other-changes', deployment({ status: 'NEW_WORD' }), false, ['deployment-exists!']],
    ['one that is over', 'other-changes', finished, false, ['deployment-finished']],
    ['one of another cluster', 'other-changes', deployment({ source: `${arn}-2` }), false, []],
  ])('%s (%s)', (_, plan, existing, allowElsewhere, findings) => {
    const result = judged(plan, { all: [existing] }, allowElsewhere);
    expect(result.findings).toEqual(findings);
    expect(result.refused).toBe(findings.some((finding) => finding.endsWith('!')));
  });

  it('the sentence names it, and what to run', () => {
    const { text } = judged('other-changes', { all: [underway] });
    expect(text).toContain(`the deployment bgd-1 (${underway.name}, AVAILABLE) exists`);
    expect(text).toContain(`npm run upgrade -- ${cluster}`);
    expect(text).toContain(`npm run abort -- ${cluster}`);
  });
});

describe('what AWS knows and the plan does not', () => {
  it('an old cluster that uses a group which is to go', () => {
    const { findings, text } = judged('old-groups-removed', { usersOfRemovedGroups: [`${cluster}-old1`] });
    expect(findings).toEqual(['old-groups-removed!']);
    expect(text).toContain(`npm run cleanup -- ${cluster}`);
  });

  it('a cluster that exists, and that the plan would create', () => {
    expect(judged('created', {}).findings.at(-1)).toBe('lost-from-state!');
    expect(judged('created', { production: undefined, deployments: undefined }).refused).toBe(false);
  });
});
