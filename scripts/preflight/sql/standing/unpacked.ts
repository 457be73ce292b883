import type { Row } from '../../../database/answers';

/** One object of `inRows`. */
export interface Fingerprint {
  kind: string;
  name: string;
  /** The same in every major version. */
  same: string;
  /** Of its definition, which majors word differently. */
  worded: string;
  /** Whether that definition was written after the deployment began to replicate. */
  since: boolean;
  /** Whether the object itself has been made, renamed or rewritten since then, although it may look the same. */
  remade: boolean;
  /** Whether the replication to this end does not know it. */
  unfollowed: boolean;
}

export const unpacked = ({ kind, objects }: Row): Fingerprint[] =>
  (JSON.parse(String(objects)) as [string, string, string, string?][]).map(([name, same, worded, marks = '']) => ({
    kind: String(kind),
    name,
    same,
    worded,
    since: marks.includes('s'),
    remade: marks.includes('r'),
    unfollowed: marks.includes('u'),
  }));
