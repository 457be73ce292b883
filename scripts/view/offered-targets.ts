import { EngineVersion } from '../../constructs/engine-version';
import type { OfferedVersion } from '../aws/rds/types';
import { codeVersions } from '../desired/code-versions';
import { phaseOf } from './phase';
import { runningVersion } from './running-version';
import { type TargetGroups, targetGroupsOf } from './target-groups';
import { fact, type View } from './view';

export interface OfferedTargets {
  /** Those for which the code has parameter groups, or production's stay: latest last. */
  ready: { version: EngineVersion; groups: TargetGroups }[];
  /** Those that the code must declare first (`upgradeTo`), so that a deploy adds the groups of their family. */
  undeclared: EngineVersion[];
}

/** Whether an upgrade could be begun: production runs what the code says, and no other upgrade has left anything. */
export function mayBegin(view: View): boolean {
  const { underway, finished, foreign } = fact(view, 'deployments');
  const left = underway ?? finished ?? foreign[0] ?? codeVersions(view.desired).previousEngineVersion;
  return left === undefined && phaseOf(view) === 'current';
}

/** What RDS offers for the version that runs; versions that nobody can read are left out. */
export function offeredTargets(view: View, offered: OfferedVersion | undefined): OfferedTargets {
  const running = runningVersion(view);
  const versions = (offered?.validTargets ?? [])
    .flatMap(({ version }) => {
      const read = EngineVersion.read(view.desired.annotation.engine, version);
      return read.ok && read.version.compare(running) > 0 ? [read.version] : [];
    })
    .sort((a, b) => a.compare(b));
  const each = versions.map((version) => ({ version, groups: targetGroupsOf({ ...view, target: version }) }));
  return {
    ready: each.flatMap(({ version, groups }) => (groups === undefined ? [] : [{ version, groups }])),
    undeclared: each.filter(({ groups }) => groups === undefined).map(({ version }) => version),
  };
}
