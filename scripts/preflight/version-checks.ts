import type { EngineVersion } from '../../constructs/engine-version';
import { blueGreenMinimum, isBelow } from '../engine-versions/support';
import { continueCommand } from '../report/commands';
import { requestOf } from '../view/request';
import { runningVersion } from '../view/running-version';
import { targetGroupsOf } from '../view/target-groups';
import { fact, type View } from '../view/view';
import { block, type Finding } from './finding';

/** Whether the target can be reached, given what RDS offers and what blue/green deployments require. */
export function versionFindings(view: View): Finding[] {
  const running = runningVersion(view);
  const engine = fact(view, 'engine');
  const name = view.desired.annotation.clusterIdentifier;
  const valid = engine.current?.validTargets ?? [];
  const findings: Finding[] = [];
  if (!valid.some((candidate) => candidate.version === view.target.text)) {
    findings.push(noDirectWay(view));
  } else if (engine.target === undefined) {
    findings.push(
      block(
        'API_TARGET_VER',
        `RDS does not know the version ${view.target} in ${view.region}.`,
        'Choose another version.',
      ),
    );
  }
  const minimum = blueGreenMinimum(running);
  if (isBelow(running, minimum)) {
    findings.push(
      block(
        'API_SRC_VER',
        `${name} runs ${running}; blue/green deployments need ${minimum.version} or later of that major version.`,
        `Upgrade in place to ${minimum.version} or later first (upgradePolicy "in-place").`,
      ),
    );
  }
  return findings;
}

/** The first hop is never taken unasked: each is an upgrade of its own, with a cleanup after it. */
function noDirectWay(view: View): Finding {
  const running = runningVersion(view);
  const { current, path } = fact(view, 'engine');
  const valid = current?.validTargets ?? [];
  const start = `${view.target} is not a valid upgrade target of ${running}, which ${view.desired.annotation.clusterIdentifier} runs`;
  if (path !== undefined) {
    const hop = path[1]!;
    const first =
      hop.family !== running.family ? `write upgradeTo: '${hop}', deploy, and run again` : continueWith(view, hop);
    return block(
      'API_TARGET_VER',
      `${start}. RDS offers this path: ${path.join(' → ')}.`,
      `Each hop is an upgrade of its own, followed by a cleanup. To take the first one: ${first}.`,
    );
  }
  const list = valid.length === 0 ? 'RDS offers no target' : `RDS offers ${valid.map((v) => v.version).join(', ')}`;
  return block(
    'API_TARGET_VER',
    `${start}: ${list}.`,
    valid.length === 0
      ? 'Check which version runs; without a target that RDS offers, no deployment can be created.'
      : `Write one of these versions ${requestOf(view, 'upgrade').to === undefined ? 'into the code' : 'after --to'}.`,
  );
}

const continueWith = (view: View, hop: EngineVersion) =>
  continueCommand({ ...view, request: { ...requestOf(view, 'upgrade'), to: hop } });

/**
 * Terraform first creates a group and then sets its parameters: one that the family does not know would leave the group half
 * configured. A family about which RDS says nothing proves nothing.
 */
export function parameterFindings(view: View): Finding[] {
  const known = view.facts.targetParameters;
  const groups = targetGroupsOf(view);
  if (known === undefined || groups === undefined) return [];
  return (['cluster', 'instance'] as const).flatMap((kind) => {
    const group = groups[kind];
    const set = group?.address === undefined ? [] : Object.keys(view.desired.groupParameters[group.address] ?? {});
    if (set.length === 0 || known[kind].length === 0) return [];
    const modifiable = new Map(known[kind].map((parameter) => [parameter.name, parameter.modifiable]));
    return set
      .filter((name) => modifiable.get(name) !== true)
      .map((name) =>
        block(
          'API_TARGET_PARAM',
          `The ${kind} parameter group ${group!.name} sets ${name}, which ${group!.family} ${modifiable.has(name) ? 'does not allow you to change' : 'does not know'}.`,
          `Leave it out for that family in the ${kind === 'cluster' ? 'clusterParameterGroup' : 'instanceParameterGroup'} of ${view.desired.path}.`,
        ),
      );
  });
}
