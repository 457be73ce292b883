import type { View } from '../observed/view';

/** Commands as a user would type them, for remedies and for what follows the upgrade. */

export function retireCommand(view: View, deployment: string): string {
  return `aws rds delete-blue-green-deployment --blue-green-deployment-identifier ${deployment} --region ${view.region}`;
}

/** `npm run upgrade -- orders --to 15.10`: how this very run is continued. */
export function continueCommand(view: View, ...more: string[]): string {
  const { clusterIdentifier } = view.desired.annotation;
  const { to, rebootSource, retrySwitchover } = view.request;
  const flags = new Set([
    ...(rebootSource ? ['--reboot-source'] : []),
    ...(retrySwitchover ? ['--retry-switchover'] : []),
    ...more,
  ]);
  return `npm run upgrade -- ${[clusterIdentifier, ...(to === undefined ? [] : ['--to', to]), ...flags].join(' ')}`;
}

export function abortCommand(view: View): string {
  return `npm run abort -- ${view.desired.annotation.clusterIdentifier}`;
}

/**
 * Section 9 of the runbook as commands for this cluster. Deleting the record makes the old cluster writable again, so the
 * proof that nobody uses it comes first (reference: bluegreen-deployments, 1.4).
 */
export function retireOldEnvironment(view: View): string[] {
  const finished = view.facts.deployments?.finished;
  const old = view.facts.old;
  if (finished === undefined || old === undefined || old === null) return [];
  const region = `--region ${view.region}`;
  const cluster = old.cluster.identifier;
  const lines = [
    `# 9  When nothing connects to ${cluster} any more (look at DatabaseConnections in CloudWatch), and not before:`,
    `# 9.1  the record; this makes ${cluster} writable again`,
    retireCommand(view, finished.identifier),
    '# 9.2  the old instances',
  ];
  for (const instance of old.instances) {
    lines.push(
      `aws rds delete-db-instance --db-instance-identifier ${instance.identifier} --skip-final-snapshot ${region}`,
    );
  }
  for (const instance of old.instances) {
    lines.push(`aws rds wait db-instance-deleted --db-instance-identifier ${instance.identifier} ${region}`);
  }
  lines.push('# 9.3  the old cluster, with a final snapshot');
  if (old.cluster.deletionProtection) {
    lines.push(
      `aws rds modify-db-cluster --db-cluster-identifier ${cluster} --no-deletion-protection --apply-immediately ${region}`,
    );
  }
  lines.push(
    `aws rds delete-db-cluster --db-cluster-identifier ${cluster} --final-db-snapshot-identifier ${cluster.slice(0, 57)}-final ${region}`,
    `aws rds wait db-cluster-deleted --db-cluster-identifier ${cluster} ${region}`,
  );
  return lines;
}
