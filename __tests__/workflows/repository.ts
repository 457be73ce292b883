import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { pathWithQuickNpx } from '../support/quick-npx';
import { runCommand } from '../support/run-command';
import { openStack } from '../support/terraform-stack';
import { callOf, type JobCall, type JobResult, runJob } from '../support/workflow-run';

/** An app in a repository with a remote, its cluster up and in Terraform's state. */
export interface Repository {
  project: ProjectCopy;
  rds: LocalRds;
  git(...args: string[]): Promise<string>;
  /** Commits a change on main and pushes it. */
  merge(from: string, to: string): Promise<void>;
  /** Checks out the merge of main with a branch that has this change, as GitHub tries it. */
  pullRequest(from: string, to: string): Promise<void>;
  /** What a runner has that got no credentials. */
  withoutIdentity: Record<string, undefined>;
  /** The context `github` of a pull request whose branch lies in the repository itself. */
  ownPullRequest: Record<string, unknown>;
  /** With a quick stand-in for npx, unless `env` has a PATH of its own. */
  job(workflow: string, job: string, more?: Partial<JobCall>): Promise<JobResult>;
  /** The job that hands changed code on, in a clone as its checkout makes one; what it has pushed is merged then. */
  propose(workflow: string, needed: string, result: JobResult): Promise<Proposal | undefined>;
  close(): Promise<void>;
}

export interface Proposal {
  diff: string[];
  /** What GitHub's CLI was asked for, a line a call. */
  gh: string[];
  summary: string;
}

export async function openRepository(): Promise<Repository> {
  const project = createApp();
  const { directory: cwd, aside } = project;
  const remote = join(aside, 'remote.git');
  const git = async (...args: string[]) => {
    const run = await runCommand('git', args, { cwd });
    if (run.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${run.output}`);
    return run.stdout;
  };
  await git('branch', '--move', 'main');
  await git('init', '--quiet', '--bare', '--initial-branch=main', remote);
  await git('remote', 'add', 'origin', remote);
  await git('config', 'user.name', 'test');
  await git('config', 'user.email', 'test@localhost');
  const push = () => git('push', '--quiet', 'origin', 'main');
  await push();
  const rds = await startLocalRds(project, { speed: 600 });
  const stack = await openStack(project, rds);
  await stack.importClusters();
  const PATH = pathWithQuickNpx(aside);
  const edit = (from: string, to: string) => {
    project.replace('main.ts', from, to);
    project.commit('A change');
  };
  return {
    project,
    rds,
    git,
    async merge(from, to) {
      edit(from, to);
      await push();
    },
    async pullRequest(from, to) {
      await git('switch', '--quiet', '--force-create', 'change');
      edit(from, to);
      await git('switch', '--quiet', '--detach', 'main');
      await git('merge', '--quiet', '--no-ff', '-m', 'Merge change into main', 'change');
    },
    withoutIdentity: {
      AWS_ENDPOINT_URL: undefined,
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      // It has an identity of its own.
      TF_REATTACH_PROVIDERS: undefined,
    },
    ownPullRequest: {
      event_name: 'pull_request',
      repository: 'example/databases',
      event: { pull_request: { head: { repo: { full_name: 'example/databases' } } } },
    },
    job: (workflow, job, more = {}) =>
      runJob({ workflow, job, cwd, aside, ...more, env: { PATH, ...stack.env, ...more.env } }),
    async propose(workflow, needed, { outputs }) {
      const call = callOf({ workflow, job: 'pull-request', needs: { [needed]: { outputs } } });
      if (call === undefined) return undefined;
      const { base, branch } = call.inputs;
      const clone = join(aside, 'clone');
      rmSync(clone, { recursive: true, force: true });
      await git('clone', '--quiet', remote, clone);
      await git('-C', clone, 'checkout', '--quiet', '--detach', base!);
      const gh = stubOfGitHub(aside);
      const { ok, log, summary } = await runJob({ ...call, job: 'pull-request', cwd: clone, aside, env: gh.env });
      if (!ok) throw new Error(`The pull request was not made:\n${log}`);
      project.restore();
      await git('pull', '--quiet', '--ff-only', 'origin', branch!);
      await push();
      const diff = (await git('diff', '--unified=0', base!, 'main'))
        .split('\n')
        .filter((line) => /^[-+](?!--|\+\+)/.test(line));
      return { diff, gh: gh.calls(), summary };
    },
    async close() {
      await rds.stop();
      project.remove();
    },
  };
}

/** GitHub cannot be had here: its CLI is replaced by one that writes down what it is asked for. It knows no open pull request. */
function stubOfGitHub(aside: string) {
  const folder = join(aside, 'bin');
  const file = join(aside, 'gh-calls');
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const script = `#!/bin/sh
[ -n "$GH_TOKEN" ] || exit 4
echo "$*" >> '${file}'
[ "$1 $2" != 'pr create' ] || echo https://github.com/example/databases/pull/1
`;
  writeFileSync(join(folder, 'gh'), script);
  chmodSync(join(folder, 'gh'), 0o755);
  return {
    env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    calls: () => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []),
  };
}
