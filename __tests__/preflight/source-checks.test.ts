import { leftGreens, sourceFindings } from '../../scripts/preflight/source-checks';
import { arn, cluster, deployment, instance, type Setting, viewOf, withGroups } from '../support/view-of';

/** What RDS offers is the business of the version checks. */
const engine = { current: { version: '15.6', family: '', validTargets: [{ version: '15.10', major: false }] } };
const target = { version: '15.10', family: 'aurora-postgresql15', validTargets: [] };

function findings({ facts, ...setting }: Setting) {
  return sourceFindings(viewOf({ ...setting, facts: { engine: { ...engine, target }, ...facts } }));
}

const longName = `orders-${'x'.repeat(44)}`;
const member = (instanceIdentifier: string) => ({
  instanceIdentifier,
  writer: true,
  clusterParameterGroupStatus: 'in-sync',
});
const left = cluster({ identifier: 'orders-green-old123', members: [member('orders-1-green-old123')] });
const old = cluster({ identifier: 'orders-old1' });
const leftovers = { complete: true, others: [], instances: [], groupUsers: [] };
const provenBy = (by: 'tags' | 'record') => ({
  ...leftovers,
  old: {
    cluster: old,
    provenBy: by,
    deployment: 'bgd-0',
    fromVersion: '15.5',
    toVersion: '15.6',
    replacedBy: 'cluster-BLUE',
  },
});
const scaling = { targets: [], policies: [], scheduledActions: [] };

interface Row {
  shows: string;
  setting: Setting;
  /** Severity and id, then what the message and the remedy must tell. */
  found: [string, RegExp, RegExp?][];
}

const rows: Row[] = [
  { shows: 'nothing where all is well', setting: {}, found: [] },
  {
    shows: 'a stopped cluster is started by a command',
    setting: { cluster: { status: 'stopped' } },
    found: [['block API_STATE', /cluster orders is stopped/, /rds start-db-cluster --db-cluster-identifier orders /]],
  },
  {
    shows: 'what passes by itself is waited for',
    setting: { instances: [instance('orders-1', { status: 'rebooting' }), instance('orders-2')] },
    found: [['block API_STATE', /instance orders-1 is rebooting/, /^Wait until it is available/]],
  },
  {
    shows: 'what does not pass needs somebody; each of several is named',
    setting: {
      cluster: { status: 'inaccessible-encryption-credentials' },
      instances: [instance('orders-1', { status: 'failed' }), instance('orders-2')],
    },
    found: [
      ['block API_STATE', /cluster orders is inaccessible-encryption/, /^Make it available/],
      ['block API_STATE', /instance orders-1 is failed/, /^Make it available/],
    ],
  },
  {
    shows: 'a cluster without instances has no writer to upgrade',
    setting: { instances: [], annotation: { instances: [] } },
    found: [['block API_STATE', /orders has no instance/, /^Add one/]],
  },
  {
    shows: "somebody else's deployment is never touched",
    setting: { facts: { deployments: { foreign: [deployment({ name: 'by-hand' })], elsewhere: [] } } },
    found: [
      ['block API_BGD_EXISTS', /orders is part of the deployment bgd-1 \(by-hand, AVAILABLE\)/, /never touches it/],
    ],
  },
  {
    shows: 'a deployment of another cluster is no business of this one',
    setting: {
      facts: { deployments: { foreign: [], elsewhere: [deployment({ source: arn('payments') })] } },
    },
    found: [],
  },
  {
    shows: 'what the last upgrade left is removed before the next one',
    setting: { finished: { origin: { fromVersion: '15.5', toVersion: '15.6' } } },
    found: [['block API_BGD_FINISHED', /bgd-1 of the last upgrade \(15\.5 to 15\.6\)/, /cleanup -- orders/]],
  },
  {
    shows: 'the engine is not the one of the code',
    setting: { cluster: { engine: 'aurora-mysql' } },
    found: [['block API_ENGINE', /orders runs aurora-mysql, but the code says aurora-postgresql/, /Correct engine/]],
  },
  {
    shows: 'a password in Secrets Manager',
    setting: { cluster: { managedPassword: true } },
    found: [['block API_SECRET', /RDS manages the master password of orders in Secrets Manager/, /Turn .* off/]],
  },
  {
    shows: 'Serverless v1',
    setting: { cluster: { engineMode: 'serverless' } },
    found: [['block API_MODE', /orders has engine mode serverless/]],
  },
  {
    shows: 'a global database',
    setting: { cluster: { globalClusterIdentifier: 'world' } },
    found: [['block API_GLOBAL', /global database world/]],
  },
  {
    shows: 'replicas and a source of replication are named together',
    setting: { cluster: { readReplicas: ['arn:a', 'arn:b'], replicationSource: 'arn:c' } },
    found: [['block API_XREGION', /replicates with arn:a, arn:b, arn:c,/, /never removes it/]],
  },
  {
    shows: 'an identifier of 50 characters leaves room for -green-xxxxxx',
    setting: { cluster: { identifier: longName.slice(0, 50) } },
    found: [],
  },
  {
    shows: 'one of 51 does not, be it of the cluster or of an instance',
    setting: {
      cluster: { identifier: longName },
      instances: [instance(longName)],
      annotation: { instances: [{ identifier: longName, address: 'i' }] },
    },
    found: [
      ['warn API_NAMELEN', /has 51 characters/],
      ['warn API_NAMELEN', /has 51 characters/],
    ],
  },
  {
    shows: 'an instance of the code that RDS does not have, and one of RDS that the code does not declare',
    setting: { instances: [instance('orders-1'), instance('orders-3')] },
    found: [
      ['warn CODE_MEMBERS', /code declares orders-2, which orders does not have/, /deploy first/],
      ['warn CODE_MEMBERS', /orders has orders-3, which the code does not declare/, /upgraded as well/],
    ],
  },
  {
    shows: 'a green without a deployment',
    setting: { facts: { leftGreens: [left] } },
    found: [['warn GREEN_LEFT', /orders-green-old123 \(available\) is named like a green/, /delete .* by hand/]],
  },
  {
    shows: 'that the code declares: it is left alone',
    setting: {
      facts: { leftGreens: [left] },
      desired: {
        declaredIdentifiers: [
          { stack: 'shop', address: 'db.green', kind: 'instance', name: ['orders-1-green-old123'] },
        ],
      },
    },
    found: [['warn GREEN_LEFT', /named like a green/, /^Do not delete it: as for its instance .* \(db\.green\)\.$/]],
  },
  {
    shows: 'a removal that was begun is to be ended',
    setting: { facts: { leftovers: provenBy('tags') } },
    found: [['warn OLD_LEFT', /removal of orders-old1 was started/, /cleanup -- orders/]],
  },
  {
    shows: 'one that its record proves is told by the deployment',
    setting: { facts: { leftovers: provenBy('record') } },
    found: [],
  },
  {
    shows: 'an old cluster that nothing proves',
    setting: { facts: { leftovers: { ...leftovers, others: [{ cluster: old, because: 'it was renamed' }] } } },
    found: [['warn OLD_LEFT', /orders-old1 still exists: it was renamed\./, /remove it by hand/]],
  },
  {
    shows: 'the groups of the previous version are still used',
    setting: {
      code: { previousEngineVersion: '14.10' },
      facts: {
        leftovers: {
          ...leftovers,
          groupUsers: [
            { cluster: 'orders-old1', group: withGroups('14.10').clusterParameterGroup!.name },
            { cluster: 'orders', group: withGroups('15.10').clusterParameterGroup!.name },
          ],
        },
      },
    },
    found: [['block API_PREVIOUS_GROUPS', /^orders-old1 still uses parameter groups of 14\.10/, /cleanup -- orders/]],
  },
  {
    shows: 'the code says beforehand what it is to say afterwards: the previous version is the one that runs',
    setting: {
      code: { engineVersion: '16.4', previousEngineVersion: '15.6' },
      facts: {
        leftovers: {
          ...leftovers,
          groupUsers: [{ cluster: 'orders', group: withGroups('15.6').clusterParameterGroup!.name }],
        },
        engine: {
          current: { version: '15.6', family: '', validTargets: [{ version: '16.4', major: true }] },
          target: { version: '16.4', family: 'aurora-postgresql16', validTargets: [] },
        },
        targetParameters: { cluster: [], instance: [] },
      },
    },
    found: [],
  },
  {
    shows: 'of the previous version in the same family they are the ones of now',
    setting: {
      code: { previousEngineVersion: '15.5' },
      facts: {
        leftovers: {
          ...leftovers,
          groupUsers: [{ cluster: 'orders', group: withGroups('15.5').clusterParameterGroup!.name }],
        },
      },
    },
    found: [],
  },
  {
    shows: 'auto scaling that may not be read',
    setting: { facts: { scaling: { kind: 'denied', message: 'No.', remedy: 'Give it.' } } },
    found: [['warn API_AAS', /Could not determine whether orders has auto scaling/]],
  },
  {
    shows: 'a journal that the tags have no room for',
    setting: {
      facts: { scaling: { kind: 'known', production: scaling, old: scaling } },
      underway: { tags: Object.fromEntries(Array.from({ length: 46 }, (_, i) => [`team-${i}`, 'payments'])) },
    },
    found: [['block JOURNAL_SIZE', /and 0 are free/]],
  },
  {
    shows: 'a journal that has no room beside the tags that the creation itself adds',
    setting: {
      facts: { scaling: { kind: 'known', production: scaling, old: scaling } },
      request: { skip: Array.from({ length: 30 }, (_, i) => ({ id: `PG_${i}`, reason: 'none' })) },
    },
    found: [['block JOURNAL_SIZE', /and 0 are free/]],
  },
  {
    shows: 'a version that RDS does not offer',
    setting: { request: { to: '15.12' } },
    found: [['block API_TARGET_VER', /15\.12 is not a valid upgrade target of 15\.6/]],
  },
  {
    shows: 'a parameter that the family does not know',
    setting: {
      desired: { groupParameters: { 'cluster_group.aurora-postgresql15': { nonsense: '1' } } },
      facts: { targetParameters: { cluster: [{ name: 'work_mem', modifiable: true }], instance: [] } },
    },
    found: [['block API_TARGET_PARAM', /sets nonsense/]],
  },
  {
    shows: 'a resource id that is written out in the code',
    setting: {
      desired: {
        references: {
          resourceId: [],
          writtenIds: [{ stack: 'shop', address: 'aws_iam_policy.app', id: 'cluster-BLUE' }],
          proxyTargets: [],
          eventSubscriptions: [],
          alarms: [],
          activityStreams: [],
          instanceEndpoints: [],
        },
      },
    },
    found: [['warn REF_WRITTEN_ID', /aws_iam_policy\.app/]],
  },
];

test.each(rows)('$shows', ({ setting, found }) => {
  const told = findings(setting);
  expect(told.map(({ id, severity, message, remedy }) => [`${severity} ${id}`, message, remedy])).toEqual(
    found.map(([what, message, remedy = /./]) => [what, expect.stringMatching(message), expect.stringMatching(remedy)]),
  );
});

test('greens are only told where they were looked for', () => {
  expect(leftGreens(viewOf())).toEqual([]);
});
