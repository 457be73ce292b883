import type { CommandContext } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { refreshByHand } from '../terraform/prove-by-hand';
import { terraformBinary } from '../terraform/terraform';
import type { Workspace } from '../workspace/workspace';

/**
 * After an upgrade outside Terraform its state holds the former version until something refreshes it: ordinary plans do, those
 * with `-refresh=false` compare with the old one and are stopped by the guard. Writes only what `--refresh-state`
 * allows, and never anything but the state.
 *
 * @param clusters  upgraded and proven, one of each stack is enough
 */
export async function refreshStates(
  clusters: readonly DesiredCluster[],
  options: { refreshState?: boolean },
  workspace: Workspace,
  context: CommandContext,
): Promise<void> {
  for (const cluster of new Map(clusters.map((each) => [each.stack, each])).values()) {
    const { stack } = cluster;
    // With --local a state is made for each plan, unless one stands beside the embedded RDS's world.
    if (!workspace.hasState(cluster)) continue;
    if (options.refreshState === true) await refresh(cluster, workspace, context);
    else {
      const message = `Nothing to do for Terraform's state of the stack ${stack}: the next apply writes the new version into it. Only a plan with -refresh=false needs it sooner (--verbose shows how).`;
      const details = [refreshByHand(cluster, terraformBinary()).join(' && ')];
      context.report({ code: 'NOTE', cluster: cluster.annotation.clusterIdentifier, message, details });
    }
  }
}

async function refresh(cluster: DesiredCluster, workspace: Workspace, { report }: CommandContext) {
  const { result } = await workspace.plan(cluster, { refreshOnly: true, applyIf: () => true });
  const name = cluster.annotation.clusterIdentifier;
  if (result.kind !== 'planned') {
    // The upgrade is done and proven; the state can be refreshed at any time.
    report({
      code: 'WARNING',
      cluster: name,
      id: 'STATE_NOT_REFRESHED',
      message: result.message,
      remedy: result.remedy,
    });
    return;
  }
  report({
    code: 'NOTE',
    cluster: name,
    message: `Terraform's state of the stack ${cluster.stack} now holds what runs.`,
  });
}
