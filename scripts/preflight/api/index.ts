import type { Fact, View } from '../../view/view';
import type { Finding } from '../finding';
import { activityStream } from './activity-stream';
import { advisedParameters } from './advised-parameters';
import { alarms } from './alarms';
import { backtrack } from './backtrack';
import type { Check } from './check';
import { cloudFormation } from './cloudformation';
import { clusterKind } from './cluster-kind';
import { decodingMemory } from './decoding-memory';
import { defaultValues } from './default-values';
import { dns } from './dns';
import { eventSubscriptions } from './event-subscriptions';
import { fixedParameters } from './fixed-parameters';
import { greenParameters } from './green-parameters';
import { iamAuthentication } from './iam-authentication';
import { instanceClasses } from './instance-classes';
import { instanceEndpoints } from './instance-endpoints';
import { integrations } from './integrations';
import { maintenance } from './maintenance';
import { ownParameters } from './own-parameters';
import { proxies } from './proxies';
import { quotas } from './quotas';
import { schedulers } from './schedulers';
import { switchoverSpeed } from './switchover-speed';
import { unchecked } from './unchecked';

/** What AWS's API tells beforehand, without a connection to the database: what stops an upgrade first. */
export const apiChecks: readonly Check[] = [
  clusterKind,
  instanceClasses,
  quotas,
  integrations,
  proxies,
  defaultValues,
  fixedParameters,
  advisedParameters,
  greenParameters,
  ownParameters,
  decodingMemory,
  iamAuthentication,
  activityStream,
  backtrack,
  schedulers,
  maintenance,
  cloudFormation,
  eventSubscriptions,
  alarms,
  instanceEndpoints,
  switchoverSpeed,
  dns,
];

/** The facts that the catalogue needs beside `production` and `deployments`. */
export const apiFacts = (view: View): Fact[] => [...new Set(apiChecks.flatMap((check) => check.facts(view)))];

/** What the catalogue finds in what has been read; a check whose facts were not read says nothing. */
export function apiFindings(view: View): Finding[] {
  const isRead = (name: Fact) => view.facts[name] !== undefined;
  const asked = apiChecks.filter((check) => check.facts(view).every(isRead));
  return [...asked.flatMap((check) => check.find(view)), ...unchecked(view)];
}
