import type { Row } from '../../../database/answers';
import { type Marks, marksOf } from './marks';

/** One object of `inRows`. */
export interface Fingerprint extends Marks<boolean> {
  kind: string;
  name: string;
  /** The same in every major version. */
  same: string;
  /** Of its definition, which majors word differently. */
  worded: string;
  /** Of what was done to it since; empty where nothing was. */
  stamp: string;
}

export const unpacked = ({ kind, objects }: Row): Fingerprint[] =>
  (JSON.parse(String(objects)) as [string, string, string, string?, string?][]).map(
    ([name, same, worded, letters = '', stamp = '']) => ({
      ...{ kind: String(kind), name, same, worded, stamp },
      ...marksOf(letters),
    }),
  );
