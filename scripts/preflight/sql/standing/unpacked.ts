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
}

export const unpacked = ({ kind, objects }: Row): Fingerprint[] =>
  (JSON.parse(String(objects)) as [string, string, string, boolean?][]).map(([name, same, worded, since = false]) => ({
    kind: String(kind),
    name,
    same,
    worded,
    since,
  }));
