import { resolve } from 'node:path';
import type { HookPoint } from '../../constructs/props/hook-props';
import { hashOf } from '../checkout/named-files';
import type { Report } from '../report/event';
import { redact } from '../runtime/redact';
import { type Hook, hookAt } from '../view/hooks';
import type { View } from '../view/view';
import { hookEnvironment } from './environment';
import { HookFailed, whyFailed } from './hook-failed';
import { runCommand } from './run-command';
import { type Failure, variablesOf } from './variables';

/** Lines of one hook that are told; the rest is only counted. */
const mostLines = 500;

interface Premises {
  report: Report;
  signal?: AbortSignal;
  /** Default: the folder of the app. */
  folder?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs the hooks of one cluster's run. What came of each it only tells: its callers decide. */
export class HookRunner {
  private readonly begun = new Set<HookPoint>();
  /** What hooks made of the files that they name, by path: a hook may keep something for the one that undoes it. */
  private readonly written = new Map<string, string | undefined>();
  private readonly alongside = new Map<HookPoint, Promise<HookFailed | undefined>>();

  constructor(private readonly premises: Premises) {}

  /** @throws HookFailed; the signal's reason where the run was interrupted */
  async run(view: View, point: HookPoint, failure?: Failure): Promise<void> {
    const { report, signal, folder = process.cwd(), env = process.env } = this.premises;
    const hook = hookAt(view.request.hooks, point)!;
    const cluster = view.desired.annotation.clusterIdentifier;
    this.requireUnchanged(view, point);
    this.begun.add(point);
    let told = 0;
    const secret = Object.fromEntries(hook.env.map((name) => [`PASSWORD_${name}`, env[name]]));
    const line = (text: string) => {
      told += 1;
      if (told <= mostLines) report({ code: 'HOOK', cluster, hook: point, line: redact(text, { ...env, ...secret }) });
    };
    const ended = await runCommand({
      command: hook.command,
      cwd: folder,
      env: hookEnvironment(hook, variablesOf(view, point, failure), env),
      timeout: hook.timeoutSeconds * 1000,
      signal,
      line,
    }).finally(() => {
      for (const path of pathsOf(hook)) this.written.set(path, hashOf(resolve(folder, path)));
    });
    if (told > mostLines) {
      const more = `… and ${told - mostLines} more lines`;
      report({ code: 'HOOK', cluster, hook: point, line: more });
    }
    const why = whyFailed(hook, ended);
    if (why !== undefined) throw HookFailed.of(view, hook, why);
  }

  /** A file that is not what it was when the run began, or was none then: somebody approved other bytes. */
  private changedFile(hook: Hook, folder: string): string | undefined {
    return pathsOf(hook).find((path) => {
      const approved = hook.files.find((file) => file.path === path)?.sha256;
      const expected = this.written.has(path) ? this.written.get(path) : approved;
      return hashOf(resolve(folder, path)) !== expected;
    });
  }

  /** Before anything says that the hook has begun. @throws HookFailed HOOK_CHANGED */
  requireUnchanged(view: View, point: HookPoint): void {
    const hook = hookAt(view.request.hooks, point)!;
    const changed = this.changedFile(hook, this.premises.folder ?? process.cwd());
    if (changed !== undefined) throw HookFailed.changed(view, hook, changed);
  }

  /** Whether it was begun here, whatever came of it. */
  hasRun(point: HookPoint): boolean {
    return this.begun.has(point);
  }

  /** Begins it, and goes on. */
  start(view: View, point: HookPoint): void {
    const ended = this.run(view, point).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof HookFailed) return error;
        throw error;
      },
    );
    // An interruption is told by the run itself.
    ended.catch(() => {});
    this.alongside.set(point, ended);
  }

  /** Waits for what was started, at most as long as its limit; undefined where it succeeded. */
  async ended(point: HookPoint): Promise<HookFailed | undefined> {
    return this.alongside.get(point);
  }

  /** Waits for all that was started, whatever came of it. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.alongside.values());
  }
}

const pathsOf = ({ files, absent = [] }: Hook): string[] => [...files.map(({ path }) => path), ...absent];
