import type { ClusterScaling } from '../autoscaling/types';
import type { Declaration } from '../desired/declarations';
import { attemptsOf } from '../observed/identity';
import { hasEndpoints } from '../observed/observe-dependents';
import { fact, type View } from '../observed/view';
import { nameOfArn } from '../rds/parse';
import type { DeploymentMember } from '../rds/types';
import type { Change } from './change';
import { declaredScaling } from './declared-scaling';
import { missingEndpoints, missingOnGreen, missingOnProduction } from './differences';
import { missingScaling } from './scaling';
import { isEmpty, scalingOfTags } from './scaling-journal';

/** What green lacks, of a deployment under way. */
export function changesOnGreen(view: View): Change[] {
  const green = fact(view, 'green');
  const rows = fact(view, 'deployments').underway?.members ?? [];
  if (green === null) return [];
  return missingOnGreen({
    from: fact(view, 'production'),
    to: green,
    counterpart: counterpartIn(rows, 'db'),
    declared: view.desired.declared,
  });
}

/** What production lacks, after the switchover, of what the old environment and the deployment's tags tell. */
export function changesOnProduction(view: View): Change[] {
  const old = fact(view, 'old');
  const production = fact(view, 'production');
  const name = production.cluster.identifier;
  const rows = fact(view, 'deployments').finished?.members ?? [];
  const instance = counterpartIn(rows, 'db');
  const changes =
    old === null
      ? []
      : missingOnProduction({ from: old, to: production, counterpart: instance, declared: view.desired.declared });
  const { endpoints, scaling } = view.facts;
  if (endpoints !== undefined) {
    const endpoint = counterpartIn(rows, 'cluster-endpoint');
    changes.push(...missingEndpoints(name, endpoints.other, endpoints.production, endpoint, instance));
  }
  const before = scalingBefore(view);
  if (before !== undefined && scaling?.kind === 'known')
    changes.push(...missingScaling(name, before, scaling.production, view.now));
  return changes;
}

/** Whether auto scaling has to be looked at after the switchover. */
export function scalingMatters(view: View): boolean {
  const { finished } = fact(view, 'deployments');
  if (finished === undefined) return false;
  // Without an announced attempt somebody else has switched over, and nothing was written down.
  return (
    scalingOfTags(finished.tags) !== undefined ||
    view.desired.declared.scalableTargets.length > 0 ||
    attemptsOf(finished.tags).length === 0
  );
}

/** As the tags tell, else as it went with the old cluster, else as the code says it. */
export function scalingBefore(view: View): ClusterScaling | undefined {
  const { finished } = fact(view, 'deployments');
  const { scaling } = view.facts;
  const told = finished && scalingOfTags(finished.tags);
  if (told !== undefined) return told;
  if (scaling?.kind === 'known' && !isEmpty(scaling.old)) return scaling.old;
  return declaredScaling(view.desired.declared).scaling;
}

/** What is looked at on the way; `endpoints` only where there are any. */
export const endpointFacts = (view: View) => (hasEndpoints(view) ? (['endpoints'] as const) : []);

/** By the rows of the deployment, which name both ends; else as a switchover renames. */
export function counterpartIn(rows: readonly DeploymentMember[], kind: 'db' | 'cluster-endpoint') {
  const pairs = rows.flatMap(({ source, target }) =>
    source?.includes(`:${kind}:`) && target !== undefined ? [[nameOfArn(source), nameOfArn(target)] as const] : [],
  );
  const names = new Map(pairs);
  return (identifier: string) => names.get(identifier) ?? identifier.replace(/-old\d+$/, '');
}

/** `aws_appautoscaling_policy.cpu` */
export const addressesOf = (declarations: readonly Declaration[]) => declarations.map(({ address }) => address);
