import type { Code } from '../runtime/codes';
/** What a check says. `block` stops the run before anything is touched; `warn` is shown and the run goes on. */
export interface Finding {
  /** `API_STATE`: stable, `--json` gives it to programs. The checks of this folder are the catalogue. */
  id: Code;
  severity: 'block' | 'warn';
  message: string;
  remedy: string;
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
