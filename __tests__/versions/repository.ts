import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FixtureApp, fixtureApp, temporaryFolder } from '../rewriter/fixture-app';
import { packageExecutable } from '../support/installed-package';
import { type CommandCall, runCommand, startCommand } from '../support/run-command';

const command = [packageExecutable(), 'versions'];

const said = [
  'git for-each-ref',
  'git worktree list',
  'git rev-parse HEAD',
  'git ls-files --stage --debug',
  'git status --porcelain',
  'git count-objects',
];

/** Three clusters in two stacks; what stands after the identifier are further props. */
export const threeClusters = (props: { orders: string; users: string; ledger: string }) => `
const { App, TerraformStack, AuroraCluster } = require('tiny-cdktf');
const app = new App();
const shop = new TerraformStack(app, 'shop');
new AuroraCluster(shop, 'orders', { ${props.orders} });
new AuroraCluster(shop, 'users', { ${props.users} });
const ledger = new TerraformStack(app, 'ledger');
new AuroraCluster(ledger, 'ledger', { ${props.ledger} });
app.synth();
`;

export const before = {
  orders: "engineVersion: '15.6'",
  users: "engineVersion: '14.10'",
  ledger: "engineVersion: '16.4'",
};

export interface Repository extends FixtureApp {
  /** Writes, and commits everything. */
  commit(message: string, files?: Record<string, string>): void;
  /** The command as a process, in the project or in a folder of it; its temporary files are in a folder of their own. */
  versions(args: readonly string[], call?: Partial<CommandCall>): ReturnType<typeof runCommand>;
  start(args: readonly string[]): ReturnType<typeof startCommand>;
  /** What the command has left behind. */
  leftBehind(): string[];
  /** All of git that the command must not touch: branches, worktrees, HEAD, index, files. */
  state(): string;
}

/** A repository with the app on `main` and another branch, `bump`, checked out. */
export function repository(files: Record<string, string> = { 'main.js': threeClusters(before) }): Repository {
  const app = fixtureApp(files);
  app.git('branch', '-M', 'main');
  app.git('checkout', '-q', '-b', 'bump');
  const scratch = join(temporaryFolder(), 'scratch');
  mkdirSync(scratch);
  const callIn = (call: Partial<CommandCall> = {}): CommandCall => ({
    cwd: app.dir,
    ...call,
    env: { TMPDIR: scratch, GITHUB_STEP_SUMMARY: undefined, ...call.env },
  });
  return {
    ...app,
    commit(message, changed = {}) {
      for (const [path, text] of Object.entries(changed)) app.write(path, text);
      app.git('add', '--all');
      app.git('commit', '--quiet', '--message', message);
    },
    versions: (args, call) => runCommand(process.execPath, [...command, ...args], callIn(call)),
    start: (args) => startCommand(process.execPath, [...command, ...args], callIn()),
    leftBehind: () => readdirSync(scratch).filter((name) => name.startsWith('aurora-')),
    // One shell for all: a process of jest's is slow to fork.
    state: () => execFileSync('sh', ['-c', said.join(' && ')], { cwd: app.dir, encoding: 'utf8' }),
  };
}
