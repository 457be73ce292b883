import type { ParameterGroupAnnotation } from '../../../constructs/upgrade/upgrade-annotation';
import { predictionOnBlue, predictionOnGreen } from '../../plans/prediction/of-view';
import type { PredictedChange } from '../../plans/prediction/predicted-change';
import { unreplicatedLines } from '../../preflight/unreplicated';
import { attempt } from '../../view/attempt';
import type { Hook } from '../../view/hooks';
import { requestOf } from '../../view/request';
import { skippedBy, tagValue } from '../../view/skipped';
import { switchTime, windowText } from '../../view/switch-schedule';
import { parametersOfGroup, targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { digest } from './digest';

/** What consent is given to: to build green, and to switch production over to it. Two consents. */
export type ConsentTo = 'create' | 'switchover';

/** In the order of their digests within a code: one that is inserted or moved makes every code given before another one. */
export const coveredFacts = [
  'cluster',
  'source',
  'green',
  'versions',
  'groups',
  'skipped',
  'window',
  'plan',
  'hooks',
  'limits',
  'losses',
] as const;

export type CoveredFact = (typeof coveredFacts)[number];

/** What is shown is what is hashed: no lag, no durations, nothing that changes while nobody decides anything. */
export interface Covered {
  fact: CoveredFact;
  says: string[];
}

/** Needs `green` and `standing` for a switchover. Pure. */
export function covered(view: View, to: ConsentTo): Covered[] {
  const says: Record<CoveredFact, string[]> = {
    cluster: [`${view.desired.annotation.clusterIdentifier}, account ${view.identity.account}, ${view.region}`],
    source: [fact(view, 'production').cluster.resourceId],
    green: to === 'create' ? ['not built yet'] : greenLines(view),
    versions: [`${fact(view, 'production').cluster.engineVersion} → ${view.target}`],
    groups: groupLines(view),
    skipped: skippedLines(view),
    window: [windowLine(view)],
    plan: planLines(view, to),
    hooks: requestOf(view, 'upgrade').hooks.flatMap(hookLines),
    limits: limitLines(view, to),
    losses: to === 'create' ? [] : lossLines(view),
  };
  return coveredFacts.map((name) => ({ fact: name, says: says[name] }));
}

function greenLines(view: View): string[] {
  const { identifier } = fact(view, 'deployments').underway!;
  const green = fact(view, 'green');
  if (green === null) return [`${identifier}, whose green is not visible`];
  const instances = green.instances.map(({ resourceId, instanceClass }) => `${resourceId} (${instanceClass})`).sort();
  return [`${identifier}: ${[green.cluster.resourceId, ...instances].join(', ')}`];
}

function groupLines(view: View): string[] {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  return [cluster, instance].filter((group) => group !== undefined).map((group) => groupLine(view, group));
}

function groupLine(view: View, group: ParameterGroupAnnotation): string {
  const parameters = parametersOfGroup(view, group);
  const count = Object.keys(parameters).length;
  return count === 0 ? group.name : `${group.name} (parameters ${digest(parameters).slice(0, 16)})`;
}

/** A reason reads the same from the deployment's tags as from the option. */
function skippedLines(view: View): string[] {
  const skipped = skippedBy(view).map(({ id, reason }) => `${id}: ${tagValue(reason)}`);
  const unchecked = requestOf(view, 'upgrade').acceptUnchecked === true ? ['what cannot be checked is accepted'] : [];
  return [...skipped.sort(), ...unchecked];
}

function windowLine(view: View): string {
  const text = windowText(view);
  if (switchTime(view).kind === 'now') return `now${text === undefined ? '' : `, whatever the window is: ${text}`}`;
  return text ?? 'at any time';
}

function planLines(view: View, to: ConsentTo): string[] {
  const prediction = to === 'create' ? predictionOnBlue(view) : predictionOnGreen(view);
  return (prediction?.changes ?? [])
    .filter(({ effect }) => effect !== 'none')
    .map(changeLine)
    .sort();
}

function changeLine({ stack, address, attribute, effect, inCode, expected }: PredictedChange): string {
  const place = stack === undefined ? address : `${stack}: ${address}`;
  return `${effect} ${place} ${attribute}: ${JSON.stringify(expected ?? null)} → ${JSON.stringify(inCode ?? null)}`;
}

function hookLines({ point, command, timeoutSeconds, env, files }: Hook): string[] {
  const variables = env.length === 0 ? '' : `; variables ${[...env].sort().join(', ')}`;
  return [
    `${point}: ${command} (${timeoutSeconds} s${variables})`,
    ...files.map(({ path, sha256 }) => `  ${path} ${sha256}`),
  ];
}

/** The answer to a question about a first attempt is none about a second one. */
function limitLines(view: View, to: ConsentTo): string[] {
  const { switchoverTimeoutSeconds, rebootSource, maxConnections, maxLoad, greenChanges } = requestOf(view, 'upgrade');
  if (to === 'create') return rebootSource ? ['production may be rebooted (--reboot-source)'] : [];
  const last = attempt(view);
  const again =
    last.kind === 'cancelled'
      ? [
          `once more: attempt ${last.number}${last.at === undefined ? '' : ` of ${new Date(last.at).toISOString()}`} was cancelled`,
        ]
      : [];
  return [
    `RDS cancels a switchover that takes longer than ${switchoverTimeoutSeconds} s`,
    ...(maxConnections === undefined ? [] : [`at most ${maxConnections} connections`]),
    ...(maxLoad === undefined ? [] : [`a load of at most ${maxLoad} sessions`]),
    ...(greenChanges === undefined ? [] : [`what somebody changed on green: ${greenChanges}`]),
    ...again,
  ];
}

/** More of them nobody reads; what is not shown counts by its digest. */
const mostLosses = 1_000;

function lossLines(view: View): string[] {
  const lines = unreplicatedLines(view);
  const rest = lines.slice(mostLosses);
  if (rest.length === 0) return lines;
  return [...lines.slice(0, mostLosses), `and ${rest.length} more (${digest(rest).slice(0, 16)})`];
}
