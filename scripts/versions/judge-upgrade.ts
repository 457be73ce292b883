import { commandLine } from '../../constructs/command-line';
import type { EngineVersion } from '../../constructs/engine-version';
import { given } from '../runtime/given';
import type { Knowledge } from './knowledge';
import type { UpgradeAsked, VersionRefusal } from './version-diff';

interface Asked {
  by: UpgradeAsked['by'];
  cluster: string;
  from: EngineVersion;
  to: EngineVersion;
}

interface Judged {
  upgrade: UpgradeAsked;
  refusals: VersionRefusal[];
}

/** One upgrade against what is known of its two versions. */
export function judgeUpgrade(asked: Asked, knowledge: Knowledge): Judged {
  const { by, cluster, from, to } = asked;
  const kind = to.compare(from) < 0 ? 'downgrade' : from.isMajorUpgrade(to) ? 'major' : 'minor';
  const families = from.family === to.family ? {} : { families: { from: from.family, to: to.family } };
  const of = (path: UpgradeAsked['path'], source?: string): UpgradeAsked => ({
    by,
    from,
    to,
    kind,
    ...families,
    path,
    ...given({ source }),
  });
  const refused = (refusal: VersionRefusal, source?: string) => ({
    upgrade: of('refused', source),
    refusals: [refusal],
  });

  // The code catches up with what runs: a reconcile, or a bump that is taken back before anybody upgraded.
  if (knowledge.running?.equals(to)) return { upgrade: of('running', knowledge.name), refusals: [] };
  if (kind === 'downgrade') return refused(downgrade(asked, knowledge));
  if (knowledge.version(to) === undefined) return refused(unknownVersion(cluster, to, knowledge));

  const { targets, isOpen, source } = knowledge.version(from) ?? {};
  if (targets === undefined) return { upgrade: of('unknown'), refusals: [] };
  if (targets.includes(to.text)) return { upgrade: of('valid', source), refusals: [] };
  if (isOpen) return { upgrade: of('unknown'), refusals: [] };
  return refused(notATarget(asked, targets, source ?? knowledge.name, knowledge), source);
}

/** What AWS runs is not known from the code, so a bump that is taken back looks the same as a downgrade. */
function downgrade({ cluster, from, to }: Asked, { kind, running }: Knowledge): VersionRefusal {
  const runs = running === undefined ? '' : ` AWS runs ${running}.`;
  return {
    id: 'DOWNGRADE',
    message: `${cluster} would be downgraded from ${from} to ${to}: Aurora does not support downgrades.${runs}`,
    remedy:
      kind === 'bundled'
        ? `Keep ${from}. If it was never upgraded to ${from} and this reverts the bump, ${commandLine('versions', ['--aws'])} asks AWS what runs.`
        : `Write the version that runs (${commandLine('reconcile', [cluster])} does that), or a later one.`,
  };
}

export function unknownVersion(cluster: string, version: EngineVersion, { kind, name }: Knowledge): VersionRefusal {
  return {
    id: 'VERSION_UNKNOWN',
    message: `${cluster} should get ${version}, a version that ${name} does not know.`,
    remedy: kind === 'bundled' ? `Correct it, or ask AWS: ${askAws()}` : 'Write a version that AWS offers there.',
  };
}

function notATarget(
  { cluster, from, to }: Asked,
  targets: readonly string[],
  source: string,
  { kind }: Knowledge,
): VersionRefusal {
  const offered = targets.length === 0 ? 'It lists none.' : `It lists ${targets.join(', ')}.`;
  return {
    id: 'NOT_A_TARGET',
    message: `${to} is not among the upgrade targets of ${from} (${cluster}), according to ${source}. ${offered}`,
    remedy:
      kind === 'bundled'
        ? `Write one of these and upgrade further in a second step; or ask AWS, whose list may be longer by now: ${askAws()}`
        : 'Write one of these and upgrade further in a second step.',
  };
}

const askAws = () => commandLine('versions', ['--aws']);
