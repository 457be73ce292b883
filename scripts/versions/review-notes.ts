import { commandLine } from '../../constructs/command-line';
import { describeCitation } from '../engine-versions/citation';
import { blueGreenMinimum, fastSwitchoverMinimum, isBelow, shorterSwitchoverMinimum } from '../engine-versions/support';
import { engines } from '../engines';
import { hookNotes } from './hook-notes';
import type { Knowledge } from './knowledge';
import { isLeftByUpgrade } from './next-commands';
import type { ClusterPair } from './pair-clusters';
import { isRefused, type UpgradeAsked, type VersionDiff } from './version-diff';

/** Sentences for the reviewer: what the change means before anybody runs anything. */
export function reviewNotes(diff: VersionDiff, pair: ClusterPair, knowledge: Knowledge): string[] {
  const place = placeNotes(diff);
  if (isRefused(diff)) return place;
  const pending = diff.upgrades.filter(({ path }) => path !== 'running');
  return [
    ...place,
    ...diff.upgrades.flatMap((upgrade) => pathNotes(diff, upgrade, knowledge)),
    ...(pending.length === 0 ? [] : methodNotes(diff, pending, pair)),
    ...propNotes(diff),
    ...hookNotes(pair),
  ];
}

/** Another place or name is another resource to Terraform. */
function placeNotes({ change, cluster, from, to }: VersionDiff): string[] {
  const check = commandLine('plan-check');
  if (change === 'added') return [`New in the code: a deploy creates or imports ${cluster}.`];
  if (change === 'removed')
    return [
      `No longer an AuroraCluster in the code: a deploy of its stack would destroy ${cluster}, or change it if it is declared in another way (${check} shows the plan). If the stack is gone as well, no deploy touches it, and its state is left behind.`,
    ];
  if (change === 'moved') {
    return [
      `Moved from ${from!.stack}/${from!.address} to ${to!.stack}/${to!.address}: unless it is also moved in the state, a deploy would destroy ${cluster} and create another one. ${check} shows the plan.`,
    ];
  }
  if (from!.cluster === to!.cluster) return [];
  return [
    `The identifier changes from ${from!.cluster} to ${to!.cluster}; ${check} shows whether the plan replaces it.`,
  ];
}

function pathNotes({ cluster, from }: VersionDiff, upgrade: UpgradeAsked, knowledge: Knowledge): string[] {
  const deprecated = knowledge.version(upgrade.to)?.deprecated;
  const { running } = knowledge;
  if (upgrade.path === 'running') return [`AWS already runs ${upgrade.to}: ${cluster} needs no upgrade.`];
  return [
    ...(upgrade.by === 'engineVersion' && running !== undefined && running.text !== from!.engineVersion
      ? [`AWS runs ${running}, not ${from!.engineVersion} as the base says.`]
      : []),
    ...(upgrade.path === 'unknown'
      ? [
          `Whether ${upgrade.from} can go to ${upgrade.to} is unknown: ${knowledge.name} has no complete list of its targets.${knowledge.kind === 'bundled' ? ` ${commandLine('versions', ['--aws'])} asks AWS; the upgrade does so in any case.` : ''}`,
        ]
      : []),
    ...(deprecated === undefined ? [] : [`${upgrade.to} is deprecated (${deprecated}): AWS may no longer offer it.`]),
  ];
}

function methodNotes(diff: VersionDiff, pending: readonly UpgradeAsked[], pair: ClusterPair): string[] {
  const { cluster, stack, to } = diff;
  if (to!.upgradePolicy === 'in-place') {
    return [
      `upgradePolicy is in-place: the deploy itself upgrades the running ${cluster}, with downtime and no way back, without the guard and without a blue/green deployment.`,
    ];
  }
  const guarded = pending.some(({ by }) => by === 'engineVersion');
  return [
    ...(isLeftByUpgrade(diff)
      ? [
          `This is what ${commandLine('upgrade')} writes when it finishes. If it has not been run, production still runs ${diff.from!.engineVersion}.`,
        ]
      : []),
    ...pending.flatMap((upgrade) => groupNotes(diff, upgrade)),
    ...(guarded
      ? [
          `Until the upgrade is done, the guard stops every plan and deploy of the stack ${stack}; with upgradeTo instead it would not.`,
        ]
      : [`Deploys of ${stack} work as usual until the upgrade is done.`]),
    resourceIdNote(pair),
    ...pending.flatMap(blueGreenNotes),
  ];
}

function groupNotes({ to }: VersionDiff, { by, families }: UpgradeAsked): string[] {
  if (families === undefined) return [];
  const change = `The parameter group family changes from ${families.from} to ${families.to}`;
  if (by === 'upgradeTo')
    return [`${change}: the deploy creates the new groups beside the current ones; review their parameters.`];
  return to!.previousEngineVersion === undefined
    ? [
        `${change}: the upgrade creates the new groups before green, and previousEngineVersion keeps the old ones until cleanup.`,
      ]
    : [`${change}; the groups of both exist side by side until cleanup removes previousEngineVersion.`];
}

/** Green becomes production: the names stay, the identity does not. */
function resourceIdNote({ head }: ClusterPair): string {
  const users = head!.references.resourceId.map(({ stack, address }) => `${stack}/${address}`);
  const start =
    'The switchover changes the resource id: IAM policies for rds-db:connect that contain it must be updated.';
  return users.length === 0 ? start : `${start} In this code: ${users.join(', ')}.`;
}

function blueGreenNotes({ from, to }: UpgradeAsked): string[] {
  const minimum = blueGreenMinimum(from);
  const shorter = shorterSwitchoverMinimum(from);
  const fast = fastSwitchoverMinimum(to);
  return [
    ...(isBelow(from, minimum)
      ? [
          `Blue/green deployments need ${minimum.version} or later of this major version (${describeCitation(minimum.source)}); the upgrade refuses ${from}: first upgrade in place to such a version.`,
        ]
      : []),
    ...(engines[from.engine].minimumPerMajor && minimum.version === undefined
      ? [
          `Whether blue/green deployments can start from ${from} is unknown: AWS's list has no such major version (${describeCitation(minimum.source)}).`,
        ]
      : []),
    ...(isBelow(to, fast)
      ? [
          `From ${fast.version} on, AWS's drivers follow a switchover by its metadata (${describeCitation(fast.source)}); ${to} is older.`,
        ]
      : []),
    ...(isBelow(from, shorter)
      ? [
          `The shorter switchover requires ${shorter.version} or later as the running version (${describeCitation(shorter.source)}); ${from} is older.`,
        ]
      : []),
  ];
}

/** Props that come and go without an upgrade. */
function propNotes({ from, to, upgrades }: VersionDiff): string[] {
  if (from === undefined || to === undefined) return [];
  const withdrawn =
    from.upgradeTo !== undefined && to.upgradeTo === undefined && to.engineVersion !== from.upgradeTo
      ? [
          `upgradeTo ${from.upgradeTo} is removed: the deploy removes the groups that only that version had. If a deployment exists, abort it first: ${commandLine('abort', [to.cluster])}`,
        ]
      : [];
  const cleaned =
    from.previousEngineVersion !== undefined && to.previousEngineVersion === undefined
      ? [
          `previousEngineVersion ${from.previousEngineVersion} is removed: the deploy removes the groups that only that version had. The old cluster must be gone: ${commandLine('cleanup', [to.cluster])}`,
        ]
      : [];
  const kept =
    to.previousEngineVersion !== undefined && from.previousEngineVersion === undefined && upgrades.length === 0
      ? [`previousEngineVersion ${to.previousEngineVersion} is added: groups of that version are declared again.`]
      : [];
  const policy =
    from.upgradePolicy === to.upgradePolicy
      ? []
      : [
          to.upgradePolicy === 'in-place'
            ? 'upgradePolicy becomes in-place: from now on a deploy may change the engine version of the running cluster, and the guard is removed.'
            : 'upgradePolicy becomes blue-green: from now on a deploy refuses to change the engine version.',
        ];
  return [...withdrawn, ...cleaned, ...kept, ...policy];
}
