import { type Commit, commitOf, commitsBehind, defaultBase, findRepository, isDirty } from '../../checkout/git-refs';
import type { Action, CommandContext, CommonOptions } from '../../cli/command';
import { tellingFailure } from '../../cli/tell-failure';
import { codeVersions } from '../../desired/code-versions';
import { ExitCode } from '../../runtime/errors';
import { given } from '../../runtime/given';
import { asksAbout, diffCluster } from '../../versions/diff-cluster';
import { bundledKnowledge, type Knowledge } from '../../versions/knowledge';
import type { Compared } from '../../versions/lines';
import { otherLockFiles } from '../../versions/lock-files';
import { type ClusterPair, pairClusters } from '../../versions/pair-clusters';
import { type Ends, synthesizeBoth } from '../../versions/synthesize-both';
import { isChanged, isRefused, type VersionDiff } from '../../versions/version-diff';
import { worstOf } from '../worst-of';
import { tellVersions } from './tell-versions';

export interface VersionsOptions extends CommonOptions {
  base?: string;
  head?: string;
  aws?: boolean;
  markdown?: boolean;
}

/** `npm run versions`: what a branch changes in the versions of its clusters. It changes nothing, and asks AWS only with `--aws`. */
const compareVersions: Action<VersionsOptions> = async (_names, options, { report, signal }) => {
  const quiet: CommandContext['report'] = (event) => {
    // A document on stdout has nothing beside it.
    if (options.markdown !== true || event.code === 'WARNING') report(event);
  };
  const project = process.cwd();
  const repository = await findRepository(project, signal);
  const head = options.head === undefined ? undefined : await commitOf(repository, '--head', options.head, signal);
  const base =
    options.base === undefined
      ? await defaultBase(repository, head?.hash ?? 'HEAD', signal)
      : await commitOf(repository, '--base', options.base, signal);
  const ends: Ends = { repository, base, ...given({ head }) };
  const dirty = head === undefined && (await isDirty(project, signal)) ? ', with what is not committed there' : '';
  const description = `Versions in the code: from ${base.label} to ${head?.label ?? 'the working tree'}${dirty}`;
  quiet({ code: 'INPUT', format: 1, description });

  const [clusters, remarks] = await Promise.all([synthesizeBoth(ends, signal), remarksOn(ends, signal)]);
  const newApp: Compared['remarks'] =
    clusters.base === undefined
      ? [
          {
            id: 'NEW_APP',
            message: `There is no ${repository.prefix}cdktf.json at ${base.label}.`,
            remedy: 'Every cluster is new.',
          },
        ]
      : [];
  const pairs = pairClusters(clusters.base ?? [], clusters.head);
  const diffs = await diffAll(pairs, options.aws === true, quiet);
  const none: Compared['remarks'] =
    pairs.length > 0
      ? []
      : [
          {
            id: 'NO_CLUSTERS',
            message:
              'Neither side of the comparison declares an AuroraCluster; databases declared in other ways are not compared.',
            remedy: 'There is nothing to do here.',
          },
        ];
  const compared: Compared = { description, remarks: [...newApp, ...none, ...remarks] };
  await tellVersions(diffs, compared, options, report);
  return worstOf(
    diffs.flatMap((diff) => [
      ...(isRefused(diff) ? [ExitCode.refused] : []),
      ...(isChanged(diff) ? [ExitCode.changes] : []),
    ]),
    'check',
  );
};

export const versionsCommand = tellingFailure('Aurora versions', compareVersions);

/** What may make the comparison itself misleading. */
async function remarksOn({ repository, base, head }: Ends, signal: AbortSignal): Promise<Compared['remarks']> {
  const remarks: Compared['remarks'] = [];
  const behind = await commitsBehind(repository.top, base.hash, head?.hash ?? 'HEAD', signal);
  if (behind > 0) {
    remarks.push({
      id: 'BASE_AHEAD',
      message: `${base.label} has ${behind} ${behind === 1 ? 'commit' : 'commits'} that ${head?.label ?? 'this branch'} lacks: their changes show up in reverse.`,
      remedy: 'Rebase, or omit --base: then only the changes of the branch itself are compared.',
    });
  }
  for (const commit of [base, head].filter((each): each is Commit => each !== undefined)) {
    const files = await otherLockFiles(repository, commit.hash, signal);
    if (files.length === 0) continue;
    remarks.push({
      id: 'LOCK_FILE',
      message: `${files.join(', ')} of ${commit.label} differs from the one here; it was synthesized with the packages installed here.`,
      remedy:
        'If that matters (another version of the construct), install the packages of that commit and compare again.',
    });
  }
  return remarks;
}

async function diffAll(
  pairs: readonly ClusterPair[],
  aws: boolean,
  report: CommandContext['report'],
): Promise<VersionDiff[]> {
  if (!aws) return pairs.map((pair) => diffCluster(pair, bundledKnowledge));
  const { AwsKnowledge } = require('./aws-knowledge') as typeof import('./aws-knowledge');
  const knowledge = new AwsKnowledge(report);
  try {
    const diffs: VersionDiff[] = [];
    for (const pair of pairs) {
      const known: Knowledge = asksAbout(pair) ? await knowledge.of(pair.head!, versionsOf(pair)) : bundledKnowledge;
      diffs.push(diffCluster(pair, known));
    }
    return diffs;
  } finally {
    await knowledge.close();
  }
}

function versionsOf({ base, head }: ClusterPair): string[] {
  return [base, head].flatMap((end) => {
    if (end === undefined) return [];
    const { engineVersion, upgradeTo } = codeVersions(end);
    return upgradeTo === undefined ? [engineVersion] : [engineVersion, upgradeTo];
  });
}
