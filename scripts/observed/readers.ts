import type { AskedAt } from '../database/answers';
import { clusterNameOf, deploymentsOf } from '../view/identity';
import { standingFresh } from '../view/standing';
import { type Fact, type Facts, fact, type View } from '../view/view';
import { coordinates } from './observe-coordinates';
import { endpoints, scaling } from './observe-dependents';
import { allDeployments } from './observe-deployments';
import { engineLogs } from './observe-engine-logs';
import { greenEnvironment, oldEnvironment, production } from './observe-environments';
import { attemptEvents, greenEvents, news, sourceEvents } from './observe-events';
import { lag } from './observe-lag';
import { finalSnapshots, observeConnections, observeLeftovers, switchoverEvents } from './observe-leftovers';
import { load, quietestHour } from './observe-load';
import { clientsOnOld } from './observe-old-clients';
import { prechecks } from './observe-prechecks';
import { standing } from './observe-standing';
import * as around from './observe-surroundings';
import {
  engine,
  greenParameters,
  replicationParameters,
  targetGroups,
  targetParameters,
  targetValues,
} from './observe-target';
import type { AskedEnd, Sources } from './sources';

interface Reader<F extends Fact> {
  /** Facts that must be there first; `production` and `deployments` always are. */
  on?: readonly Fact[];
  /** Read once for many looks: it takes several calls, and changes seldom. What ends a run is never decided on it. */
  lasting?: true;
  /** Kept for so many milliseconds: it asks every database, and what it tells does not change from one tick to the next. */
  lastsFor?: number;
  read(view: View, sources: Sources): Promise<Facts[F]>;
}

/** Every fact with how it is read, in the order in which they build on each other. A new fact is one entry. */
export const readers: { readonly [F in Fact]: Reader<F> } = {
  production: { read: production },
  deployments: {
    on: ['production'],
    read: async (view, { rds }) => deploymentsOf(fact(view, 'production').cluster, await allDeployments(view, rds)),
  },
  green: { read: greenEnvironment },
  old: { read: oldEnvironment },
  engine: { read: engine },
  replicationParameters: { read: replicationParameters },
  targetGroups: { read: targetGroups },
  targetParameters: { read: targetParameters },
  targetValues: { read: targetValues },
  greenParameters: { lasting: true, read: greenParameters },
  greenEvents: { on: ['green'], read: greenEvents },
  sourceEvents: { read: sourceEvents },
  snapshots: { read: (view, { rds }) => rds.clusterSnapshots(view.desired.annotation.clusterIdentifier) },
  endpoints: { read: endpoints },
  scaling: { read: scaling },
  leftGreens: {
    async read(view, { rds }) {
      const { underway, finished } = fact(view, 'deployments');
      const attached = [underway?.target, finished?.target].map(clusterNameOf);
      const named = new RegExp(`^${view.desired.annotation.clusterIdentifier}-green-[a-z0-9]{6}$`);
      const all = await rds.clusters();
      return all.filter((cluster) => named.test(cluster.identifier) && !attached.includes(cluster.identifier));
    },
  },
  leftovers: { read: (view, { rds }) => observeLeftovers(view, rds) },
  switchoverEvents: { on: ['leftovers'], read: (view, { rds }) => switchoverEvents(view, rds) },
  connections: { on: ['leftovers'], read: observeConnections },
  finalSnapshots: { on: ['leftovers'], read: (view, { rds }) => finalSnapshots(view, rds) },
  news: { read: news },
  data: { read: (view, sources) => askDatabases(view, sources, 'create') },
  dataAtSwitchover: { read: (view, sources) => askDatabases(view, sources, 'switchover') },
  slotsOfGone: { read: (view, sources) => askDatabases(view, sources, 'gone') },
  standing: { on: ['green'], lastsFor: standingFresh, read: standing },
  engineLogs: { on: ['green'], read: engineLogs },
  prechecks: { on: ['green'], lasting: true, read: prechecks },
  greenAtSwitchover: {
    on: ['green'],
    read: (view, sources) => askDatabases(view, sources, 'switchover-green', 'green'),
  },
  dataAfter: { read: (view, sources) => askDatabases(view, sources, 'after') },
  coordinates: { on: ['old'], read: coordinates },
  clientsOnOld: { on: ['old'], read: clientsOnOld },
  oldData: { on: ['old'], read: (view, sources) => askDatabases(view, sources, 'old', 'old') },
  attemptEvents: { on: ['greenEvents', 'sourceEvents'], read: attemptEvents },
  dataFailed: { read: (view, sources) => askDatabases(view, sources, 'failed') },
  runningParameters: { lasting: true, read: around.runningParameters },
  ownParameters: { lasting: true, read: around.ownParameters },
  proxyTargets: { lasting: true, read: around.proxyTargets },
  eventSubscriptions: { lasting: true, read: around.eventSubscriptions },
  integrations: { lasting: true, read: around.integrations },
  alarms: { lasting: true, read: around.alarms },
  pendingMaintenance: { lasting: true, read: around.pendingMaintenance },
  quotas: { lasting: true, read: around.quotas },
  offeredClasses: { lasting: true, read: around.offeredClasses },
  freeableMemory: { lasting: true, read: around.freeableMemory },
  lag: { on: ['green'], read: lag },
  load: { read: load },
  quietestHour: { lasting: true, read: quietestHour },
};

const askDatabases = async (view: View, { databases }: Sources, when: AskedAt, of?: AskedEnd) =>
  (await databases?.look(view, when, of)) ?? ({ kind: 'unasked' } as const);
