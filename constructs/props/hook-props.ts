/** Commands of yours that the upgrade runs at fixed points. */
export interface HookProps {
  /**
   * Commands of yours that `upgrade`, `abort` and `cleanup` run at fixed points. Write literals; the prop adds nothing to the plan.
   *
   * `--hook <point>=<command>` wins over it, point by point. What a command sees and decides: scripts/hooks/README.md.
   *
   * @default none
   */
  readonly hooks?: Hooks;
}

/** A line for the shell, `./smoke.sh`, or the same with a time limit and names of variables. It runs in the app's folder. */
export interface Hooks {
  /**
   * When green is ready: a smoke test. If it fails, nothing is switched over.
   *
   * @default none
   */
  readonly verifyGreen?: string | HookCommand;
  /**
   * After the gates hold and the switchover is confirmed, right before it. If it fails, nothing is switched over.
   *
   * @default none
   */
  readonly beforeSwitchover?: string | HookCommand;
  /**
   * Started once RDS has accepted the switchover, and runs alongside. It decides nothing.
   *
   * @default none
   */
  readonly atSwitchover?: string | HookCommand;
  /**
   * When production is verified. It decides nothing; its failure is reported.
   *
   * @default none
   */
  readonly afterSwitchover?: string | HookCommand;
  /**
   * When `cleanup` has removed the old environment. It decides nothing; its failure is reported.
   *
   * @default none
   */
  readonly afterCleanup?: string | HookCommand;
  /**
   * When a hook before the switchover failed, the switchover was cancelled, or a run stopped after `beforeSwitchover` ran: undoes what `beforeSwitchover` did.
   *
   * @default none
   */
  readonly onFailure?: string | HookCommand;
}

/** A command with what it needs. */
export interface HookCommand {
  /** A line for the shell. */
  readonly command: string;
  /**
   * Seconds after which it is stopped, with everything that it started; 1 to 3600.
   *
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Names of variables that it gets from the environment of the command, such as `PGPASSWORD`. Credentials are never passed otherwise.
   *
   * @default none
   */
  readonly env?: readonly string[];
}

/** Where an upgrade runs a command. */
export type HookPoint = keyof Hooks;

/** In the order in which an upgrade comes to them. */
export const hookPoints = [
  'verifyGreen',
  'beforeSwitchover',
  'atSwitchover',
  'afterSwitchover',
  'afterCleanup',
  'onFailure',
] as const satisfies readonly HookPoint[];

export const isHookPoint = (name: string): name is HookPoint => (hookPoints as readonly string[]).includes(name);

/** Seconds that a hook may have at most. */
export const longestHook = 3600;
