import { type RunningCommand, serverLimit, startCommand } from './run-command';

/** Services of AWS that a stack needs beside RDS, on a port of its own: IAM, EC2, Logs. */
export interface Moto {
  endpoint: string;
  stop(): Promise<void>;
}

export async function startMoto(directory: string): Promise<Moto> {
  // Port 0: the system gives a free one, and the server tells it.
  const server: RunningCommand = startCommand('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    cwd: directory,
    // Without it, roles cannot be given what AWS manages.
    env: { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    limit: serverLimit,
  });
  const [, endpoint] = await server.until(/Running on (http:\/\/127\.0\.0\.1:\d+)/);
  return {
    endpoint: endpoint!,
    async stop() {
      server.kill();
      await server.ended.catch(() => {});
    },
  };
}
