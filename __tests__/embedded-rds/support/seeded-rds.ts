import {
  CreateBlueGreenDeploymentCommand,
  DescribeBlueGreenDeploymentsCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { type SeedSpec, seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { worldClock } from '../../../scripts/embedded-rds/server/clock';
import { newWorld } from '../../../scripts/embedded-rds/world/new-world';
import type { Choices } from '../../../scripts/embedded-rds/world/on-demand/choices';
import { clusterArn, nameIn, regionName, runbookSpec } from '../clusters/cluster-world';
import { rdsClient } from './clients';

export const beginning = Date.UTC(2026, 0, 15, 1, 0, 0);

/** The runbook's cluster in an embedded RDS on a stepped clock. */
export function seededRds({
  choices,
  spec = runbookSpec(),
}: {
  choices?: Partial<Choices>;
  spec?: SeedSpec;
} = {}): EmbeddedRds {
  const world = newWorld();
  seedClusters(world, regionName, spec, beginning);
  return openEmbeddedRds({ world, choices, clock: worldClock(0, beginning) });
}

export function pass(rds: EmbeddedRds, minutes: number): void {
  rds.control('POST clock', { advanceMinutes: minutes });
}

/** Asks for a deployment of the runbook's cluster to 15.10: its identifier. */
export async function deploy(rds: EmbeddedRds): Promise<string> {
  const { BlueGreenDeployment } = await rdsClient(rds).send(
    new CreateBlueGreenDeploymentCommand({
      BlueGreenDeploymentName: 'upgrade',
      Source: clusterArn,
      TargetEngineVersion: '15.10',
      TargetDBClusterParameterGroupName: 'aurora-bg-cluster-params',
      TargetDBParameterGroupName: 'aurora-bg-params',
    }),
  );
  return BlueGreenDeployment?.BlueGreenDeploymentIdentifier ?? '';
}

/** The name of green, as far as it is there. */
export async function greenOf(rds: EmbeddedRds, BlueGreenDeploymentIdentifier: string): Promise<string> {
  const read = new DescribeBlueGreenDeploymentsCommand({ BlueGreenDeploymentIdentifier });
  const { BlueGreenDeployments } = await rdsClient(rds).send(read);
  return nameIn(BlueGreenDeployments?.[0]?.Target);
}

/** The same, an hour after its creation: green's name, and how to switch over. */
export async function deployed(rds: EmbeddedRds): Promise<{ green: string; id: string; switchOver(): Promise<void> }> {
  const id = await deploy(rds);
  pass(rds, 60);
  return {
    id,
    green: await greenOf(rds, id),
    async switchOver() {
      await rdsClient(rds).send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
      pass(rds, 5);
    },
  };
}
