import type { EngineVersion } from '../../constructs/engine-version';
import { type CodeVersions, codeVersions, versionNames } from '../desired/code-versions';
import { readVersion, versionsInCode } from '../desired/parsed-versions';
import { fact, type View } from './view';

/**
 * What the code is to say when production runs `running`. A declared upgrade becomes the version, and the version becomes the
 * previous one. Where only `engineVersion` was bumped, the previous one is added if its parameter groups are of another family:
 * the old cluster still uses them, and a plan without them would delete them.
 */
export function versionsAfter(view: View, running: EngineVersion): CodeVersions {
  const said = codeVersions(view.desired);
  const { current, upgradeTo } = versionsInCode(view.desired);
  if (upgradeTo?.equals(running)) return { engineVersion: running.text, previousEngineVersion: said.engineVersion };
  const reached = upgradeTo !== undefined && upgradeTo.compare(running) <= 0;
  const former = formerVersion(view, running);
  const otherFamily = former !== undefined && former.family !== running.family;
  // A hop: the code says where it leads to, and goes on saying so.
  if (current.compare(running) > 0) return said;
  return {
    engineVersion: running.text,
    upgradeTo: reached ? undefined : said.upgradeTo,
    previousEngineVersion: otherFamily ? former.text : said.previousEngineVersion,
  };
}

/** What ran before a deployment of ours, or runs before it; undefined where nothing tells of an old cluster. */
function formerVersion(view: View, running: EngineVersion): EngineVersion | undefined {
  const { underway, finished } = fact(view, 'deployments');
  const { engineVersion } = fact(view, 'production').cluster;
  const former = (underway ?? finished)?.origin.fromVersion ?? engineVersion;
  return former === running.text ? undefined : readVersion(view.desired, former);
}

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
