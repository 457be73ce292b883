import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { SynthesizedApp } from '../desired/run-app';
import { applyEdit } from '../rewriter/apply-edit';
import { proveEdit } from '../rewriter/prove-edit';
import { UpgradeError } from '../runtime/errors';
import { escaped } from '../runtime/escaped';
import { appJudge } from '../workspace/cdktf/app-judge';

/** What the engineer of the demo does: another version in the code of a copy. Returns what has changed, to be shown. */
export async function bump(
  { project, clusters }: { project: SynthesizedApp['project']; clusters: readonly DesiredCluster[] },
  cluster: DesiredCluster,
  to: string,
): Promise<string> {
  // A proof takes many syntheses. The one literal of the one cluster needs none.
  return (clusters.length === 1 ? inMainFile(project, cluster, to) : undefined) ?? byProof(project, cluster, to);
}

function inMainFile(
  { directory, app }: SynthesizedApp['project'],
  { annotation }: DesiredCluster,
  to: string,
): string | undefined {
  const file = app.split(/\s+/).find((word) => /\.[cm]?[jt]s$/.test(word) && existsSync(join(directory, word)));
  if (file === undefined) return undefined;
  const text = readFileSync(join(directory, file), 'utf8');
  const literal = new RegExp(`^.*\\bengineVersion: *(['"])${escaped(annotation.engineVersion)}\\1.*$`, 'gm');
  const [found, ...others] = text.match(literal) ?? [];
  if (found === undefined || others.length > 0) return undefined;
  const bumped = found.replace(annotation.engineVersion, to);
  writeFileSync(
    join(directory, file),
    text.replace(found, () => bumped),
  );
  return `--- ${file}\n-${found}\n+${bumped}`;
}

async function byProof(
  { directory }: SynthesizedApp['project'],
  cluster: DesiredCluster,
  engineVersion: string,
): Promise<string> {
  const { address, clusterIdentifier } = cluster.annotation;
  const outcome = await proveEdit({
    projectDir: directory,
    clusters: [{ stack: cluster.stack, path: cluster.path, address, clusterIdentifier }],
    from: codeVersions(cluster),
    to: { ...codeVersions(cluster), engineVersion },
    judge: appJudge(),
  });
  if (outcome.kind === 'refused') {
    throw new UpgradeError({ code: `CODE_${outcome.code}`, message: outcome.message, remedy: outcome.remedy });
  }
  if (outcome.kind === 'already') return '';
  await applyEdit(outcome);
  return outcome.patch.trimEnd();
}
