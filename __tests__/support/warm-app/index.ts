import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An app of this repository's packages whose syntheses cost a quarter of a second instead of more than one. */
export interface WarmApp {
  /** For `app` of cdktf.json; what it writes is what `node --require tsx/cjs main.ts` would. */
  command: string;
  stop(): void;
}

/** @param kept  folders whose modules stay loaded: packages, which no test changes */
export function startWarmApp(...kept: string[]): WarmApp {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-warm-'));
  const server = fork(join(__dirname, 'server.js'), [folder, ...kept], {
    execArgv: [],
    cwd: join(__dirname, '../../..'),
  });
  return {
    command: `bash ${join(__dirname, 'client.sh')} ${folder} main.ts`,
    stop() {
      if (server.connected) server.disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
