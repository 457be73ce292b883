import { join } from 'node:path';
import { RDSClient } from '@aws-sdk/client-rds';
import type { World } from '../../../scripts/embedded-rds/world/world';
import { aftermath } from '../../support/aftermath';
import { type LocalRds, startLocalRds } from '../../support/local-rds';
import { createApp, type ProjectCopy } from '../../support/project-copy';
import type { CommandCall, CommandResult, RunningCommand } from '../../support/run-command';

/** A project, an embedded RDS beside it, and the project's commands as processes of their own. */
export interface Playground {
  project: ProjectCopy;
  rds: LocalRds;
  /** For clients beside the project's commands. */
  client: RDSClient;
  /** The cluster at 15.6, available; nothing else. */
  before: World;
  /** Puts the code back as it was, and the embedded RDS to a world and a speed. */
  begin(world: World, speed: number): Promise<void>;
  run(command: string, args?: readonly string[], call?: Partial<CommandCall>): Promise<CommandResult>;
  start(command: string, args?: readonly string[], call?: Partial<CommandCall>): RunningCommand;
  /** `kill -9` for a command and all that it has started, as soon as it prints that. */
  killAt(moment: RegExp, command: string, args: readonly string[]): Promise<void>;
  world(): Promise<World>;
  aftermath(): Promise<ReturnType<typeof aftermath>>;
  /** How often each operation was accepted, since `begin`. */
  accepted(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

interface Call {
  operation: string;
  status: number;
}

/**
 * @param write  puts other code into the project, before the embedded RDS is filled from it
 * @param example  a folder of `constructs/examples`: the project, instead of this repository's main.ts
 */
export async function openPlayground(write?: (project: ProjectCopy) => void, example?: string): Promise<Playground> {
  const project = createApp(example);
  if (write !== undefined) {
    write(project);
    project.commit('Other code');
  }
  const rds = await startLocalRds(project, { speed: 1 });
  // No terraform: what it says has tests of its own, and takes its time.
  const env = { ...rds.env, TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform') };
  const world = () => rds.control<World>('state');
  const running = new Set<RunningCommand>();
  const start = (command: string, args: readonly string[] = [], call: Partial<CommandCall> = {}) => {
    const started = project.start(command, args, { ...call, env: { ...env, ...call.env } });
    running.add(started);
    const forget = () => void running.delete(started);
    started.ended.then(forget, forget);
    return started;
  };
  /** What a failed test has left running would go on in the next one's world. */
  const stopAll = async () => {
    for (const each of running) each.kill('SIGKILL');
    await Promise.allSettled([...running].map((each) => each.ended));
  };
  const before = await world();
  const client = new RDSClient({
    endpoint: rds.endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const calls = async () => (await rds.control<{ calls: Call[] }>('calls')).calls;
  let earlier = 0;
  return {
    project,
    rds,
    client,
    before,
    world,
    start,
    run: (command, args, call) => start(command, args, call).ended,
    async begin(beginning, speed) {
      await stopAll();
      project.restore('.');
      await rds.control('world', beginning);
      await rds.control('clock', { speed });
      earlier = (await calls()).length;
    },
    async killAt(moment, command, args) {
      const victim = start(command, args);
      await victim.until(moment);
      victim.kill('SIGKILL');
      expect((await victim.ended).signal).toBe('SIGKILL');
    },
    aftermath: async () => aftermath({ world: await world() }),
    async accepted() {
      const counts: Record<string, number> = {};
      for (const { operation, status } of (await calls()).slice(earlier)) {
        if (status === 200) counts[operation] = (counts[operation] ?? 0) + 1;
      }
      return counts;
    },
    async close() {
      await stopAll();
      client.destroy();
      await rds.stop();
      project.remove();
    },
  };
}

/** Fails with what the command printed. */
export function expectExit(code: number, { exitCode, signal, output }: CommandResult): void {
  if (exitCode !== code) throw new Error(`Exit code ${exitCode ?? signal}, not ${code}:\n${output}`);
}
