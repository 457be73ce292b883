import { dependents } from '../../desired/declarations';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { groupAddresses } from '../../desired/group-addresses';
import { describeChange } from '../../terraform/describe-change';
import type { PlanResult } from '../../terraform/plan-result';
import type { PlanProof } from '../../terraform/proof-kinds';
import { provePlanByHand } from '../../terraform/prove-by-hand';
import type { ResourceChange } from '../../terraform/resource-change';
import { terraformBinary } from '../../terraform/terraform';
import { classifyChanges } from './classify';

/**
 * Arguments that an import cannot fill, because RDS does not return them or the provider does not ask: a plan right after an import
 * shows them as updates, whatever their real value.
 */
const notImported = new Set([
  'allow_major_version_upgrade',
  'apply_immediately',
  'db_instance_parameter_group_name',
  'delete_automated_backups',
  'enable_global_write_forwarding',
  'enable_local_write_forwarding',
  'final_snapshot_identifier',
  'force_destroy',
  'master_password',
  'master_password_wo_version',
  'skip_final_snapshot',
]);

const onlyNotImported = (change: ResourceChange) =>
  change.imported &&
  change.actions.join() === 'update' &&
  change.changedAttributes.every((name) => notImported.has(name));

interface ProofContext {
  /** Planned on a state made by import blocks. */
  imported?: boolean;
  /** Of a copy of the code, on the embedded RDS: a plan by hand would ask the stack's own backend, and AWS. */
  local?: boolean;
  /** The further clusters of its stack. */
  others?: readonly DesiredCluster[];
  /** Of which addresses the destruction is what the run is for. */
  expected?(address: string): boolean;
}

/** Pure: what Terraform's answer means for one cluster. */
export function proofOf(
  result: PlanResult,
  cluster: DesiredCluster,
  { imported = false, local = false, others = [], expected = () => false }: ProofContext = {},
): PlanProof {
  const waiting = result.kind === 'plan-failed' ? guardedBy(result.failedConditions, others) : undefined;
  if (waiting !== undefined) return { kind: 'waits-for-others', clusters: waiting };
  if (result.kind !== 'planned') {
    const terraformMissing = result.kind === 'no-terraform';
    const binary = terraformMissing ? 'terraform' : terraformBinary();
    const byHand = local
      ? 'The embedded RDS keeps what was done, and .aurora-local/ the state.'
      : `To verify it by hand: ${provePlanByHand(cluster, binary).join(' && ')}`;
    return { kind: 'not-proven', terraformMissing, reason: result.message, remedy: `${result.remedy} ${byHand}` };
  }
  const { annotation } = cluster;
  const instances = annotation.instances.map((instance) => instance.address);
  const hanging = dependents(cluster.declared).map((declaration) => declaration.address);
  const addresses = [annotation.address, ...instances, ...groupAddresses(annotation), ...hanging];
  const shown = imported ? result.changes.filter((change) => !onlyNotImported(change)) : result.changes;
  const isExpected = ({ actions, address }: ResourceChange) => actions.join() === 'delete' && expected(address);
  const changes = shown.filter((change) => !isExpected(change));
  const { ours, elsewhere } = classifyChanges(changes, addresses);
  if (ours.length > 0) {
    return { kind: 'changes', addresses: ours.map(describeChange) };
  }
  const remaining = [...elsewhere.map(describeChange), ...result.outputChanges.map((name) => `output ${name}`)];
  if (remaining.length > 0) return { kind: 'changes-elsewhere', addresses: remaining };
  if (!result.complete) {
    return {
      kind: 'not-proven',
      terraformMissing: false,
      reason: 'The plan is partial: Terraform deferred part of it, or TF_CLI_ARGS added -target or -refresh-only.',
      remedy: local
        ? 'Run the same command without these arguments.'
        : `Without these arguments, run: ${provePlanByHand(cluster, terraformBinary()).join(' && ')}`,
    };
  }
  const destroyed = shown.filter(isExpected).map(({ address }) => address);
  if (destroyed.length > 0) return { kind: 'only-expected', addresses: destroyed };
  return { kind: 'no-changes', ...(result.appliedBy && { variablesOf: result.appliedBy.text }) };
}

/** The other clusters whose guards stop the plan; undefined when anything else does. */
function guardedBy(
  conditions: readonly { address?: string }[],
  others: readonly DesiredCluster[],
): string[] | undefined {
  const stopped = conditions.map(({ address }) => others.find((other) => other.annotation.address === address));
  if (stopped.length === 0 || stopped.some((other) => other === undefined)) return undefined;
  return [...new Set(stopped.map((other) => other!.annotation.clusterIdentifier))];
}
