import type { HookPoint } from '../../constructs/props/hook-props';

/** A command of the team's that a run runs: as it was when the run began, which is what is approved. */
export interface Hook {
  point: HookPoint;
  /** A line for the shell, run in the app's folder. */
  command: string;
  timeoutSeconds: number;
  /** Names of the variables that it gets from the environment of the run, beside those that every hook gets. */
  env: readonly string[];
  /** Each file of the repository that the command names. One that is another when the hook is to run is refused. */
  files: readonly HookFile[];
  /** Names that could be files of the repository, and are none: one that has come to be when the hook is to run is refused, too. */
  absent?: readonly string[];
}

interface HookFile {
  /** From the app's folder. */
  path: string;
  /** Of its bytes, in hexadecimal digits. */
  sha256: string;
}

export const hookAt = (hooks: readonly Hook[] | undefined, point: HookPoint): Hook | undefined =>
  hooks?.find((hook) => hook.point === point);

/** Seconds that a hook has where it does not say. */
export const hookTimeout = 300;

/** `running`: alongside the switchover. */
export interface HookRun {
  deployment: string;
  state: 'running' | 'succeeded' | 'failed';
  /** When it began. */
  at: number;
}

export type HooksRun = Readonly<Partial<Record<HookPoint, HookRun>>>;
