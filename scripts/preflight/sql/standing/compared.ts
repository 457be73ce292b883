import type { Answer } from '../../../database/answers';
import { type Fingerprint, unpacked } from './unpacked';

/** One object that the two ends have not alike. */
export interface Difference {
  /** `table`, `index`, `function` … */
  kind: string;
  name: string;
  how:
    | 'only on production'
    | 'only on green'
    | 'different'
    | 'perhaps different'
    | 'made anew or rewritten on production'
    | 'made anew or rewritten on green'
    | 'changed on both ends'
    | 'perhaps rewritten'
    | 'not replicated to green';
  /** As production has it, or else green. */
  object: Fingerprint;
}

export type Objects = ReadonlyMap<string, Fingerprint>;

/** The sentence why there are none, where there are none. */
export function objectsOf(answer: Answer | undefined): Objects | string {
  if (answer === undefined) return 'There is no answer to it.';
  if ('failed' in answer) return answer.failed;
  return new Map(answer.rows.flatMap(unpacked).map((object) => [`${object.kind} ${object.name}`, object]));
}

/** @param sameMajor  whether the texts of definitions can be compared: each major words them in its own way */
export function compared(blue: Objects, green: Objects, sameMajor: boolean): Difference[] {
  const found: Difference[] = [];
  const add = (object: Fingerprint, how: Difference['how'] | undefined) => {
    if (how !== undefined) found.push({ kind: object.kind, name: object.name, how, object });
  };
  for (const [key, object] of blue) {
    const other = green.get(key);
    add(object, other === undefined ? 'only on production' : ofBoth(object, other, sameMajor));
  }
  for (const [key, object] of green) if (!blue.has(key)) add(object, 'only on green');
  return found;
}

function ofBoth(blue: Fingerprint, green: Fingerprint, sameMajor: boolean): Difference['how'] | undefined {
  if (blue.same !== green.same) {
    if (!blue.unsure && !green.unsure) return 'different';
    // What both have from before, a rewrite of one end makes needless there.
    return blue.touched && green.touched ? 'perhaps rewritten' : undefined;
  }
  if (green.unfollowed) return 'not replicated to green';
  const rows = ofRows(blue, green);
  if (rows?.startsWith('made anew')) return rows;
  const worded = blue.worded === green.worded ? undefined : sameMajor ? 'different' : ofTwoMajors(blue, green);
  return worded ?? rows;
}

/** Both look alike: whether their rows can be others. Until both were changed, rows came over by the names of before. */
function ofRows(blue: Fingerprint, green: Fingerprint): Difference['how'] | undefined {
  if (blue.lasting || (blue.remade && !green.touched)) return 'made anew or rewritten on production';
  if (green.remade && !blue.touched) return 'made anew or rewritten on green';
  if ((blue.mixed || green.mixed) && blue.touched && green.touched) return 'changed on both ends';
  const isAlone = (one: Fingerprint, other: Fingerprint) => one.doubtful && !other.touched;
  return isAlone(blue, green) || isAlone(green, blue) ? 'perhaps rewritten' : undefined;
}

/** 16 words views in another way: it leaves out names of tables where there is only one. */
const wordedAnew = ['view', 'materialized view', 'rule'];

/** The text of a definition differs between two majors, too, that nobody has touched while green stood. */
function ofTwoMajors(blue: Fingerprint, green: Fingerprint): Difference['how'] | undefined {
  if (!blue.since) return undefined;
  return green.since || wordedAnew.includes(blue.kind) ? 'perhaps different' : 'different';
}
