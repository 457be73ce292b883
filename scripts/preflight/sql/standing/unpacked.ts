import type { Row } from '../../../database/answers';

/** One object of `inRows`. */
export interface Fingerprint {
  kind: string;
  name: string;
  /** The same in every major version. */
  same: string;
  /** Of its definition, which majors word differently. */
  worded: string;
}

export const unpacked = ({ kind, objects }: Row): Fingerprint[] =>
  (JSON.parse(String(objects)) as [string, string, string][]).map(([name, same, worded]) => ({
    kind: String(kind),
    name,
    same,
    worded,
  }));
