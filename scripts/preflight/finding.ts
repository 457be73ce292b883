import type { Code } from '../runtime/codes';

/** What a check says. `block` stops the run before what the check is about; `warn` is shown and the run goes on. */
export interface Finding {
  /** `API_STATE`: stable, `--json` gives it to programs. The checks of this folder are the catalogue. */
  id: Code;
  severity: 'block' | 'warn';
  /** It may come round by itself, as a transaction ends: right before the switchover it is waited for. */
  passes?: true;
  /** Green is not lost by it: once that is mended, the switchover goes on. While green stands it is told, and stops nothing. */
  mendable?: true;
  message: string;
  remedy: string;
  /** The databases that it is about, of a check by SQL; missing where it is about the cluster. */
  databases?: readonly string[];
  /** The remedy as a script for psql, `\connect` lines included; what destroys something is commented out in it. */
  script?: string;
  /** The whole of a list that the message cuts short: for `--verbose` and `--json`. */
  details?: readonly string[];
}

export const block = (id: Code, message: string, remedy: string): Finding => ({
  id,
  severity: 'block',
  message,
  remedy,
});

export const warn = (id: Code, message: string, remedy: string): Finding => ({
  id,
  severity: 'warn',
  message,
  remedy,
});
