import { printable } from '../runtime/printable';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';
import { keptLosses, lossKey, shows } from './kept-losses';
import { catalogues } from './sql/catalogues';
import { firstOf } from './sql/listed';
import { schemaOf } from './sql/standing/schema';
import { belongsTo, comparedIds, loginsAlone, type Unlike, unlikeText } from './sql/standing/unreplicated';

interface Lost {
  findings: Finding[];
  /** Why it is not known whether it was made good. */
  unknown?: string;
}

/**
 * What was told before the switchover to be lost or to come back, as far as it is: the old cluster still has it as production had it. What
 * people change on production afterwards is theirs. Where more was lost than could be kept, whatever old has otherwise counts.
 */
export function lostFindings(view: View): Lost {
  const { unreplicated } = catalogues[view.desired.annotation.engine];
  const kept = keptLosses(view);
  if (kept === undefined || unreplicated === undefined || fact(view, 'old') === null) return { findings: [] };
  const [old, now] = [fact(view, 'oldData'), fact(view, 'dataAfter')];
  const ends = [old, now];
  const closed = ends.find((each) => each.kind === 'not-checked');
  if (closed?.kind === 'not-checked') return { findings: [], unknown: closed.reason };
  if (old.kind !== 'answered' || now.kind !== 'answered') return { findings: [] };
  // What is known to differ is looked for: then how majors word it is no matter.
  const { unlike, notKnown } = unreplicated(old.answers, now.answers, kept.isWhole);
  const open = unlike.filter(
    (each) =>
      (kept.keys.has(lossKey(each)) && shows.includes(each.how)) ||
      // What the schema has got since is no loss.
      (!kept.isWhole && each.id !== schemaOf.id && each.how !== 'only on green' && each.how !== 'perhaps different'),
  );
  const [first] = notKnown;
  const findings = comparedIds.flatMap((id) => ofCheck(open.filter((each) => each.id === id)));
  if (first === undefined) return { findings };
  return {
    findings,
    unknown: `no answer to ${first.id}${first.database === undefined ? '' : ` of ${first.database}`}`,
  };
}

function ofCheck(open: readonly Unlike[]): Finding[] {
  const logins = loginsAlone(open);
  const others = open.filter((each) => each.kind !== 'login' && !belongsTo(logins, each));
  const lost = others.filter(({ how }) => how !== 'only on green').map(lostText);
  const back = open.filter(({ how }) => how === 'only on green').map(unlikeText);
  const finding = (names: readonly string[], say: (list: string) => string, remedy: string): Finding[] => {
    if (names.length === 0) return [];
    const details = names.map(printable);
    return [{ ...warn(open[0]!.id, say(firstOf(details)), remedy), details }];
  };
  return [
    ...finding(
      logins,
      (list) => `No login for ${list}, which the old cluster has: they did not replicate, and cannot log in.`,
      'Create them on production, with the same password, memberships and settings. What a machine made (Vault) it makes again.',
    ),
    ...finding(
      lost,
      (list) => `Lost with the switchover, because it does not replicate: ${list}.`,
      'Do it again on production. The old cluster shows how it was, as long as it stands.',
    ),
    ...finding(
      back,
      (list) => `Came back with the switchover: ${list}. It had been taken away while green stood.`,
      'Take it away again on production.',
    ),
  ];
}

const lostText = (each: Unlike) => `${unlikeText(each)} (${lostHow(each)})`;

function lostHow({ id, how }: Unlike): string {
  if (how === 'only on production') return 'only the old cluster has it';
  return id === schemaOf.id ? 'different: compare the definitions' : 'different';
}
