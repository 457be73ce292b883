import { join } from 'node:path';
import type { ProjectCopy } from './project-copy';
import { type CommandResult, serverLimit } from './run-command';

export interface LocalRds {
  endpoint: string;
  /** For the commands of this project, the AWS CLI and terraform; no region, as a user's provider block names it. */
  env: Record<string, string>;
  /** `POST /_embedded/<path>`, or GET without a body. @throws with the server's own sentence */
  control<T = unknown>(path: string, body?: unknown): Promise<T>;
  /** Moves its clock on. */
  advance(minutes: number): Promise<void>;
  /** Counts per operation since the world began. */
  calls(): Promise<Record<string, number>>;
  /** Something that is of use as long as it runs. */
  stopWithIt(stop: () => Promise<void>): void;
  stop(): Promise<CommandResult>;
}

export interface LocalRdsOptions {
  /** Seconds of its world in one on the wall. Default 3000. */
  speed?: number | 'instant';
  /** Without the clusters of the code. */
  empty?: boolean;
  /** Default: a new file beside the project. */
  stateFile?: string;
  args?: string[];
}

let started = 0;

/** `npm run local` of a copied project, on a free port, with a state file of its own. */
export async function startLocalRds(
  project: Pick<ProjectCopy, 'aside' | 'start'>,
  options: LocalRdsOptions = {},
): Promise<LocalRds> {
  started += 1;
  const { speed = 3000, empty = false, stateFile = join(project.aside, `rds-${started}.json`), args = [] } = options;
  const words = ['--port', '0', '--speed', `${speed}`, '--state', stateFile, ...(empty ? ['--empty'] : []), ...args];
  const server = project.start('local', words, { limit: serverLimit });
  const [, endpoint] = await server.until(/answers at (http:\S+),/);
  const others: (() => Promise<void>)[] = [];
  const control = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${endpoint}/_embedded/${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    endpoint: endpoint!,
    env: { AWS_ENDPOINT_URL: endpoint!, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    control,
    advance: async (minutes) => void (await control('clock', { advanceMinutes: minutes })),
    calls: async () => (await control<{ counts: Record<string, number> }>('calls')).counts,
    stopWithIt: (other) => void others.push(other),
    async stop() {
      await Promise.all(others.map((other) => other()));
      server.kill('SIGTERM');
      return server.ended;
    },
  };
}
