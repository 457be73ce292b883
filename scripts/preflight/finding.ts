/** What a check says. `block` stops the run before anything is touched; `warn` is shown and the run goes on. */
export interface Finding {
  /** `API-STATE`: stable, `--json` gives it to programs. The checks of this folder are the catalogue. */
  id: string;
  severity: 'block' | 'warn';
  message: string;
  remedy: string;
}

export const block = (id: string, message: string, remedy: string): Finding => ({
  id,
  severity: 'block',
  message,
  remedy,
});

export const warn = (id: string, message: string, remedy: string): Finding => ({
  id,
  severity: 'warn',
  message,
  remedy,
});
