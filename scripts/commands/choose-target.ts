import { choose } from '../cli/choose';
import type { CommandContext } from '../cli/command';
import type { OfferedTargets } from '../view/offered-targets';
import { mayBegin, offeredTargets } from '../view/offered-targets';
import { runningVersion } from '../view/running-version';
import type { TargetGroups } from '../view/target-groups';
import { observeAnew } from '../workspace/observe-twice';
import { startView, upgradeRequest } from '../workspace/start-view';
import { mayAsk } from './selected-clusters';
import type { Candidate, UpgradeOptions } from './upgrade-candidates';

/**
 * One cluster that runs what the code says has nothing to do, unless somebody at the terminal chooses a version: the same as `--to`.
 * Enter goes on as if nothing had been asked. The groups are told and not asked for: with any others than those of the code the plan
 * would not be empty afterwards.
 */
export async function withChosenTarget(
  candidates: Candidate[],
  options: UpgradeOptions,
  { report, signal }: CommandContext,
): Promise<Candidate[]> {
  const [one] = candidates;
  if (one === undefined || candidates.length > 1 || !isMissing(options) || !mayBegin(one.view)) return candidates;
  const { cluster, connection, view } = one;
  const { clusterIdentifier: name, engine } = cluster.annotation;
  const running = runningVersion(view);
  const targets = offeredTargets(view, await connection.rds.offeredVersion(engine, running.text));
  if (targets.ready.length === 0) return candidates;
  const choices = targets.ready.map(({ version, groups }) => ({
    name: version.text,
    what: groupsText(groups),
    value: version,
  }));
  const title = `${name} runs ${running} in ${connection.region}, as the code says. To which version is it to be upgraded?${undeclaredText(targets)}`;
  const to = await choose(title, choices, 'for none: nothing is upgraded', signal);
  if (to === undefined) return candidates;
  report({ code: 'NOTE', cluster: name, message: `The upgrade to ${to} was chosen, as with --to ${to}.` });
  const chosen = startView(cluster, connection, upgradeRequest(cluster, { ...options, to: to.text }));
  await observeAnew(chosen, ['production', 'deployments'], connection);
  return [{ cluster, connection, view: chosen }];
}

/** Whoever says yes beforehand, or means all of them, is not there to be asked. */
const isMissing = ({ to, all, yes, approve = [], rebuild, ...options }: UpgradeOptions) =>
  to === undefined && all !== true && yes !== true && approve.length === 0 && rebuild === undefined && mayAsk(options);

const groupsText = ({ cluster, instance }: TargetGroups) =>
  `parameter groups ${[cluster?.name ?? 'of no name', instance?.name].filter((name) => name !== undefined).join(', ')}`;

const undeclaredText = ({ undeclared }: OfferedTargets) =>
  undeclared.length === 0
    ? ''
    : `\nNot in this list are major versions (${undeclared.join(', ')}): write upgradeTo beside engineVersion and deploy first.`;
