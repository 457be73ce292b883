import type { DesiredCluster } from '../desired/desired-cluster';
import { runApp } from '../desired/run-app';
import type { Report } from '../report/event';
import { applyEdit } from '../rewriter/apply-edit';
import type { ProvenEdit, RefusedEdit } from '../rewriter/edit';
import { proveEdit } from '../rewriter/prove-edit';
import type { CodePort } from '../runbook/step';
import { ExitCode, UpgradeError } from '../runtime/errors';
import type { Workspace } from './workspace';

/** The code, changed by proof (DESIGN 7). */
export function codePort(workspace: Workspace, report: Report, signal?: AbortSignal): CodePort {
  const synthesize = async (projectDirectory: string) => {
    // Always the same output folder, in the copy: an app may write its path into what it synthesizes.
    const app = await runApp({ projectDirectory, outputDirectory: 'cdktf.out', signal });
    try {
      return Object.fromEntries(app.stacks.map((stack) => [stack.name, stack.json]));
    } finally {
      await app.remove();
    }
  };
  const prove = async (cluster: DesiredCluster, from: string, to: string) => {
    const { address, clusterIdentifier } = cluster.annotation;
    const outcome = await proveEdit({
      projectDir: workspace.projectDirectory,
      cluster: { stack: cluster.stack, address, clusterIdentifier, path: cluster.path },
      from,
      to,
      synthesize,
    });
    if (outcome.kind === 'refused') throw refused(clusterIdentifier, to, outcome);
    return outcome;
  };
  return {
    async check(cluster, to) {
      await prove(cluster, cluster.annotation.engineVersion, to.engineVersion);
    },
    async write(cluster, { engineVersion: to }) {
      const { clusterIdentifier, engineVersion: from } = cluster.annotation;
      const outcome = await prove(cluster, from, to);
      if (outcome.kind === 'already') return { summary: `The code says ${outcome.version} already.` };
      const saysSo = async () => (await workspace.reread(cluster)).annotation.engineVersion === to;
      if (!(await applyOnce(outcome, saysSo))) {
        const summary = `${outcome.file} says ${to} by now: somebody else wrote it.`;
        report({ code: 'NOTE', cluster: clusterIdentifier, message: summary });
        return { summary };
      }
      const { line, column } = outcome.place;
      const where = workspace.local === undefined ? '' : ' of a copy (--local leaves the checkout as it is)';
      const summary = `${outcome.file}:${line}:${column}${where}: ${outcome.oldText} → ${outcome.newText}, proved for the stacks ${outcome.stacks.join(', ')}`;
      report({ code: 'NOTE', cluster: clusterIdentifier, message: `${summary}\n${outcome.patch.trimEnd()}` });
      if (outcome.derived.length > 0) {
        const message = `These follow the version and will show in the plan: ${outcome.derived.join(', ')}`;
        report({ code: 'NOTE', cluster: clusterIdentifier, message });
      }
      for (const message of outcome.notes) report({ code: 'NOTE', cluster: clusterIdentifier, message });
      return { summary };
    },
    read: (cluster) => workspace.reread(cluster),
  };
}

/** Of two runs at once the second finds what it has proven already made: then this is false. */
async function applyOnce(edit: ProvenEdit, saysSo: () => Promise<boolean>): Promise<boolean> {
  try {
    await applyEdit(edit);
    return true;
  } catch (error) {
    if (error instanceof UpgradeError && error.code === 'FILE_CHANGED' && (await saysSo())) return false;
    throw error;
  }
}

function refused(cluster: string, to: string, outcome: RefusedEdit): UpgradeError {
  const places = outcome.places.map((place) => `${place.file}:${place.line}:${place.column}`).join(', ');
  const patch = outcome.patch === undefined ? '' : ` The patch to make by hand:\n${outcome.patch.trimEnd()}`;
  return new UpgradeError({
    code: `CODE_${outcome.code}`,
    message: `The code of ${cluster} cannot be changed to ${to}: ${outcome.message}${places === '' ? '' : ` (${places})`}`,
    remedy: `${outcome.remedy}${patch}`,
    exitCode: ExitCode.refused,
  });
}
