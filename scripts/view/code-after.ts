import { type CodeVersions, codeVersions, versionNames } from '../desired/code-versions';
import { compareVersions, parseVersion } from './phase';
import { fact, type View } from './view';

/**
 * What the code is to say when production runs `running`. A declared upgrade becomes the version, and the version becomes the
 * previous one. Where only `engineVersion` was bumped, the previous one is added if its parameter groups are of another family:
 * the old cluster still uses them, and a plan without them would delete them.
 */
export function versionsAfter(view: View, running: string): CodeVersions {
  const said = codeVersions(view.desired);
  const { upgradeTo, previousEngineVersion } = said;
  if (upgradeTo === running) return { engineVersion: running, previousEngineVersion: said.engineVersion };
  const reached = upgradeTo !== undefined && compareVersions(view, upgradeTo, running) <= 0;
  const former = formerVersion(view, running);
  const otherFamily = former !== undefined && family(view, former) !== family(view, running);
  // A hop: the code says where it leads to, and goes on saying so.
  if (compareVersions(view, said.engineVersion, running) > 0) return said;
  return {
    engineVersion: running,
    upgradeTo: reached ? undefined : upgradeTo,
    previousEngineVersion: otherFamily ? former : previousEngineVersion,
  };
}

/** What ran before a deployment of ours, or runs before it; undefined where nothing tells of an old cluster. */
function formerVersion(view: View, running: string): string | undefined {
  const { underway, finished } = fact(view, 'deployments');
  const { engineVersion } = fact(view, 'production').cluster;
  return (underway ?? finished)?.origin.fromVersion ?? (engineVersion === running ? undefined : engineVersion);
}

const family = (view: View, version: string) => parseVersion(view, version).family;

/** One line for each property that changes. */
export function describeEdit(said: CodeVersions, wanted: CodeVersions): string[] {
  return versionNames
    .filter((name) => said[name] !== wanted[name])
    .map((name) => {
      const [before, after] = [said[name], wanted[name]];
      if (after === undefined) return `remove ${name} "${before}" from the code`;
      return `write ${name} "${after}" into the code${before === undefined ? '' : ` (it says "${before}")`}`;
    });
}
