import { fact, type View } from '../view/view';
import { block, type Finding } from './finding';

/**
 * Kinds of clusters that blue/green refuses, or that nobody has tried with this tool; `api/cluster-kind.ts` has those that can
 * be skipped. What the code can say of them is refused at synth (`../../constructs/validation/validate-refused-props.ts`).
 */
export function kindFindings(view: View): Finding[] {
  const { cluster } = fact(view, 'production');
  const { engine } = view.desired.annotation;
  const findings: Finding[] = [];
  const name = cluster.identifier;
  if (cluster.engine !== engine) {
    findings.push(
      block(
        'API_ENGINE',
        `${name} runs ${cluster.engine}, but the code says ${engine}.`,
        'Correct engine in the code.',
      ),
    );
  }
  if (cluster.managedPassword) {
    findings.push(
      block(
        'API_SECRET',
        `RDS manages the master password of ${name} in Secrets Manager, which blue/green deployments do not support.`,
        'Turn the managed password off (set a master password yourself) and run again.',
      ),
    );
  }
  if (cluster.engineMode !== 'provisioned') {
    findings.push(
      block(
        'API_MODE',
        `${name} has engine mode ${cluster.engineMode}; blue/green deployments support only provisioned clusters.`,
        'Convert it to a provisioned cluster, or upgrade it without this tool.',
      ),
    );
  }
  if (cluster.globalClusterIdentifier !== undefined) {
    findings.push(
      block(
        'API_GLOBAL',
        `${name} belongs to the global database ${cluster.globalClusterIdentifier}, which this tool does not handle: its secondary Regions need groups of the same names.`,
        'Upgrade it as the AWS guide describes for global databases.',
      ),
    );
  }
  const replicas = [...cluster.readReplicas, ...(cluster.replicationSource ? [cluster.replicationSource] : [])];
  if (replicas.length > 0) {
    findings.push(
      block(
        'API_XREGION',
        `${name} replicates with ${replicas.join(', ')}, which blue/green deployments do not support.`,
        'If the replication is no longer needed, remove it yourself; this tool never removes it.',
      ),
    );
  }
  return findings;
}
