import { codeVersions } from '../../scripts/desired/code-versions';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import type { RunEvent } from '../../scripts/report/event';
import type { ClusterRef } from '../../scripts/rewriter/edit';
import { synthesisJudge } from '../../scripts/rewriter/judge/synthesis-judge';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { listClusters } from '../../scripts/rewriter/synthesized-clusters';
import { codePort } from '../../scripts/workspace/code-port';
import { findSharedEdits } from '../../scripts/workspace/find-shared-edits';
import type { Wish, WritingRun } from '../../scripts/workspace/shared-advice';
import type { Workspace } from '../../scripts/workspace/workspace';
import { fixtureApp, synthesizer } from '../rewriter/fixture-app';

const synthesize = synthesizer();

/** An app with several clusters, and runs that write into its code. RDS and Terraform are not needed. */
export async function fleet(files: Record<string, string>) {
  const app = fixtureApp(files);
  const read = async () =>
    listClusters(await synthesize(app.dir)).map(({ stack, address, annotation }) => {
      return { stack, path: annotation!.path, annotation: { ...annotation!, address } } as DesiredCluster;
    });
  const refOf = ({ stack, path, annotation }: DesiredCluster): ClusterRef => ({
    stack,
    path,
    address: annotation.address,
    clusterIdentifier: annotation.clusterIdentifier,
  });
  const clusters = await read();
  const find = (all: DesiredCluster[], name: string) => {
    const found = all.find(({ path, annotation }) => [path, annotation.clusterIdentifier].includes(name));
    if (found === undefined) throw new Error(`There is no cluster ${name}.`);
    return found;
  };
  let proofs = 0;
  const workspace: Workspace = {
    clusters,
    isLocal: false,
    reread: async (cluster) => find(await read(), cluster.path),
    prove([first, ...others], to) {
      proofs += 1;
      return proveEdit({
        projectDir: app.dir,
        clusters: [refOf(first), ...others.map(refOf)],
        from: codeVersions(first),
        to,
        judge: synthesisJudge(synthesize),
      });
    },
    open: () => Promise.reject(new Error('no RDS is needed')),
    plan: () => Promise.reject(new Error('no Terraform is needed')),
    hasState: () => true,
    close: async () => {},
  };
  const events: RunEvent[] = [];
  return {
    app,
    events,
    versions: async () =>
      Object.fromEntries((await read()).map((each) => [each.annotation.clusterIdentifier, codeVersions(each)])),
    proofs: () => proofs,
    /** A run over these clusters, in this order, each of which is to come to these versions. */
    async run(wanted: Record<string, Wish['to']>, more: Partial<WritingRun> = {}) {
      const now = await read();
      const wishes = Object.entries(wanted).map(([name, to]) => ({ cluster: find(now, name), to }));
      const run: WritingRun = { command: 'upgrade', all: false, wishes, ...more };
      const fresh = { ...workspace, clusters: now };
      const report = (event: RunEvent) => void events.push(event);
      const { shared, refused } = await findSharedEdits(fresh, run, report);
      const port = codePort(fresh, report, { ...run, shared });
      const of = (name: string) => wishes.find(({ cluster }) => cluster === find(now, name))!;
      return {
        shared,
        refused,
        check: (name: string) => port.check(of(name).cluster, of(name).to),
        write: (name: string) => port.write(of(name).cluster, of(name).to),
      };
    },
  };
}
