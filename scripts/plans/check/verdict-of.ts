import { describeChange } from '../../terraform/describe-change';
import { changesNothing } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import { commandOn } from './command-on';
import { destructionFindings } from './destruction';
import { groupFindings } from './group-findings';
import type { JudgeInput } from './judge-input';
import { type ClusterVerdict, type FindingKind, type PlanClass, type PlanFinding, planClasses } from './verdict';
import { versionFinding } from './version-findings';

/** Pure: what a plan would do to one cluster. */
export function verdictOf(cluster: PlannedCluster, judgement: JudgeInput): ClusterVerdict {
  const resources = [...cluster.globals, ...cluster.clusters, ...cluster.instances, ...cluster.groups];
  const changing = resources.filter((resource) => !changesNothing(resource));
  const version = versionFinding(cluster, judgement);
  const findings = [
    ...destructionFindings(cluster, judgement.allowDestroy),
    ...(version === undefined ? [] : [version]),
    ...groupFindings(cluster),
    ...declaredFinding(cluster),
  ];
  const classes: PlanClass[] = findings.map(({ kind }) => classOf[kind] ?? 'no-changes');
  if (changing.length > 0) classes.push('other-changes');
  if (judgement.incomplete) classes.push('incomplete');
  const worst = Math.max(0, ...classes.map((each) => planClasses.indexOf(each)));
  return { cluster: cluster.name, class: planClasses[worst]!, findings, changes: changing.map(describeChange) };
}

/** Kinds that decide the class; the others only tell. */
const classOf: Partial<Record<FindingKind, PlanClass>> = {
  replaced: 'replacement-or-destruction',
  destroyed: 'replacement-or-destruction',
  renamed: 'replacement-or-destruction',
  vanished: 'replacement-or-destruction',
  'in-place-engine-change': 'in-place-engine-change',
  'version-unknown': 'in-place-engine-change',
  'upgrade-pending': 'upgrade-pending',
  'aws-ahead': 'aws-ahead',
};

function declaredFinding(cluster: PlannedCluster): PlanFinding[] {
  const { known, clusters } = cluster;
  const running = clusters.map(({ before }) => before?.engine_version_actual).find((each) => each !== undefined);
  if (known?.upgradeTo === undefined || running === undefined || running === known.upgradeTo) return [];
  return [
    {
      kind: 'upgrade-declared',
      refused: false,
      message: `An upgrade from ${running} to ${known.upgradeTo} is declared (upgradeTo); deploys work as usual.`,
      remedy: `Once the groups of ${known.upgradeTo} exist: ${commandOn(cluster, 'upgrade')}`,
    },
  ];
}
