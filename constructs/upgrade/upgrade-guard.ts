import type { TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import { commandLine } from '../command-line';
import type { UpgradePolicy } from './upgrade-annotation';

/** What the guard must know of a cluster. */
export interface GuardedCluster {
  /** For the message and its command. */
  clusterIdentifier: string;
  /** The version that must run. */
  engineVersion: string;
  /** `in-place`: no guard. */
  upgradePolicy: UpgradePolicy;
  /** Terraform's `prevent_destroy`. */
  preventDestroy: boolean;
}

/**
 * Makes `terraform plan` fail while the code says another version than AWS runs, in either direction. The postcondition
 * costs no API call: `engine_version_actual` is what the refresh has read, and it stays known in the plan of an update.
 * While the cluster is created it is unknown, and Terraform checks it after the create.
 *
 * A postcondition does not see a replacement, where the attribute is unknown again: that is what `prevent_destroy` stops.
 */
export function guard(cluster: GuardedCluster): TerraformResourceLifecycle {
  const { preventDestroy, upgradePolicy, engineVersion } = cluster;
  if (upgradePolicy === 'in-place') return { preventDestroy };
  const condition = '${self.engine_version_actual == "' + engineVersion + '"}';
  return { preventDestroy, postcondition: [{ condition, errorMessage: guardMessage(cluster) }] };
}

/** The construct, within an AuroraCluster, whose condition stops a plan that removes groups of an old cluster. */
export const oldClusterId = 'OldCluster';

/** The context in which the command `plan-check` synthesizes a second time, to see what the guard hides. */
export const guardOffContext = 'aurora-upgrade:guard-off-in';

/**
 * A plan that the guard stops is incomplete, so plan-check needs one without it. The context must name the very folder that
 * this synthesis writes to, a temporary one: left in `cdktf.json` by mistake it does not open the folder that is deployed.
 */
export function guardIsOff(construct: Construct): boolean {
  const folder: unknown = construct.node.tryGetContext(guardOffContext);
  return typeof folder === 'string' && folder !== '' && folder === process.env.CDKTF_OUTDIR;
}

/** By which a plan that the guard has stopped is told from one that another condition has. */
export const guardSentence = 'Terraform must not change the engine version in place.';

/**
 * Only Terraform knows what runs: it fills in the version, and the remedy that goes with it. It wraps lines, but not those that
 * begin with a space.
 */
export function guardMessage({ clusterIdentifier, engineVersion }: GuardedCluster): string {
  const upgrade = [
    'The code is ahead: upgrade by a blue/green deployment:',
    `    ${commandLine('upgrade', [clusterIdentifier])}`,
  ];
  const reconcile = [
    'AWS is ahead: write the running version into the code:',
    `    ${commandLine('reconcile', [clusterIdentifier])}`,
  ];
  return [
    `Cluster ${clusterIdentifier}: the code says ${engineVersion}, AWS runs \${self.engine_version_actual}.`,
    guardSentence,
    '',
    `\${${isOlder('self.engine_version_actual', engineVersion)} ? ${hcl(upgrade)} : ${hcl(reconcile)}}`,
  ].join('\n');
}

/**
 * An expression of Terraform, which compares strings only by sorting them: each version after its numbers at equal widths. The
 * version stands in it as the code says it, so that an edit of the one is an edit of the other.
 */
function isOlder(running: string, version: string): string {
  const numbers = '[for number in regexall("[0-9]+", version) : format("%05d.", number)]';
  const sortable = `[for version in [${running}, "${version}"] : join("", concat(${numbers}, [" ", version]))]`;
  return `split(" ", sort(${sortable})[0])[1] != "${version}"`;
}

const hcl = (lines: readonly string[]) => JSON.stringify(lines.join('\n'));
