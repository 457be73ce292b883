import { dirname, join } from 'node:path';
import { requireWritable } from '../checkout/replace-file';
import { type CodeVersions, codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { Report } from '../report/event';
import { applyEdit } from '../rewriter/apply-edit';
import type { ProvenEdit, RefusedEdit } from '../rewriter/edit';
import { describeVersionChange, describeVersions, onlyEngineVersion } from '../rewriter/version-change';
import type { CodePort } from '../runbook/step';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { sharedAdvice, type WritingRun } from './shared-advice';
import type { SharedEdit } from './shared-edit';
import type { Several, Workspace } from './workspace';

/** What a run writes into the code, and how. */
export interface CodeOfRun extends WritingRun {
  shared: readonly SharedEdit[];
}

/** Changes the code, with a proof for each edit. */
export function codePort(workspace: Workspace, report: Report, run: CodeOfRun): CodePort {
  const sharedBy = (cluster: DesiredCluster, to: CodeVersions) => run.shared.find((edit) => edit.changes(cluster, to));
  const prove = async (cluster: DesiredCluster, to: CodeVersions) => {
    const all = sharedBy(cluster, to)?.clusters ?? [cluster];
    const outcome = await workspace.prove(all, to);
    if (outcome.kind === 'refused') throw refusedEdit(all, to, outcome, workspace.clusters, run);
    return outcome;
  };
  return {
    async check(cluster, to) {
      const outcome = await prove(cluster, to);
      if (outcome.kind === 'edit') requireWritable(dirname(join(outcome.projectDir, outcome.file)));
    },
    async write(cluster, to) {
      const waitsFor = sharedBy(cluster, to)?.comeBy(cluster) ?? [];
      if (waitsFor.length > 0) return { waitsFor: waitsFor.map(({ annotation }) => annotation.clusterIdentifier) };
      const { clusterIdentifier } = cluster.annotation;
      const outcome = await prove(cluster, to);
      if (outcome.kind === 'already') return { summary: `The code already says ${describeVersions(to)}.` };
      const saysSo = async () => sameVersions(codeVersions(await workspace.reread(cluster)), to);
      const note = (message: string) => report({ code: 'NOTE', cluster: clusterIdentifier, message });
      if (!(await applyOnce(outcome, saysSo))) {
        const summary = `${outcome.file} already says ${describeVersions(to)}: somebody else wrote it during this run.`;
        note(summary);
        return { summary };
      }
      const where = !workspace.isLocal ? '' : ' in a copy (--local leaves the checkout as it is)';
      const summary = describeProof(outcome, where);
      note(`${summary}\n${outcome.patch.trimEnd()}`);
      if (outcome.derived.length > 0) {
        note(`These follow the version and will show in the plan: ${outcome.derived.join(', ')}`);
      }
      for (const message of outcome.notes) note(message);
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

/** `main.ts:22:23: 15.6 → 15.10`, or `main.ts:22:7: engineVersion '15.6' → '16.4'; 23:7: upgradeTo → previousEngineVersion '15.6'`. */
export function describeProof({ file, changes, stacks }: ProvenEdit, where = ''): string {
  const parts = changes.map(({ place, says }) => `${place.line}:${place.column}${where}: ${says}`);
  return `${file}:${parts.join('; ')}, proven for the stacks ${stacks.join(', ')}`;
}

/** With everything that can be done instead. */
export function refusedEdit(
  clusters: Several,
  to: CodeVersions,
  outcome: RefusedEdit,
  declared: readonly DesiredCluster[],
  run: WritingRun,
): UpgradeError {
  const names = clusters.map(({ annotation }) => annotation.clusterIdentifier).join(', ');
  const change = { from: codeVersions(clusters[0]), to };
  const wanted = `${onlyEngineVersion(change) ? '' : 'say '}${describeVersionChange(change)}`;
  const places = outcome.places.map((place) => `${place.file}:${place.line}:${place.column}`).join(', ');
  const advice = outcome.others === undefined ? [] : sharedAdvice(clusters, to, outcome.others, declared, run);
  return new UpgradeError({
    code: `CODE_${outcome.code}`,
    message: [
      `The code of ${names} cannot be changed to ${wanted}: ${outcome.message}${places === '' ? '' : ` (${places})`}`,
      // What was not looked at may be where it stands.
      ...outcome.notes,
    ].join(' '),
    remedy: [
      outcome.remedy,
      ...advice,
      ...(outcome.patch === undefined ? [] : [describePatch(outcome.patch, outcome.patchProven)]),
    ].join(' '),
    exitCode: ExitCode.refused,
  });
}

/** A patch is only called right where a synthesis has shown it. */
function describePatch(patch: string, proven: boolean | undefined): string {
  const what = proven
    ? 'The patch to apply by hand, which a synthesis has proven to change this cluster and nothing else'
    : 'A patch to start from; it changes more than this cluster, or has not been proven';
  return `${what}:\n${patch.trimEnd()}`;
}
