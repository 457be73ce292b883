import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../scripts/embedded-rds/world/world';
import { aftermath } from '../support/aftermath';
import { describeWith } from '../support/tools';
import type { JobResult } from '../support/workflow-run';
import { openRepository, type Repository } from './repository';

const clusters = 'aurora-bg-aurora-cluster';

/** Of an upgrade, as the form stands. */
const asked = { retry_switchover: false, accept_unchecked: false, skip: '', reason: '', switch_at: '', wait: false };

/** What they prove with Terraform is shown by the upgrade, and has tests of its own; each proof takes seconds. */
const noTerraform = { TERRAFORM_BINARY_NAME: 'no-terraform-here' };

/** The shell steps as they stand in the files, with real bash, git and Terraform, against an embedded RDS; npx, too, where names are odd. */
describeWith(['terraform', 'aws-provider', 'git'], 'the steps of the workflows', () => {
  let repository: Repository;

  beforeAll(async () => {
    repository = await openRepository();
  });
  afterAll(async () => repository?.close());

  const world = async () => aftermath({ world: await repository.rds.control<World>('state') });
  const succeed = (result: JobResult) => {
    if (!result.ok) throw new Error(`The job has failed:\n${result.log}`);
    return result;
  };

  describe('an abort', () => {
    it('without a role of its environment does nothing', async () => {
      const vars = { AURORA_UPGRADES: 'on', AURORA_ROLE: '' };
      const none = await repository.job('aurora-abort', 'abort', { inputs: { clusters }, vars });
      expect(none).toMatchObject({ ok: false, log: expect.stringMatching(/^::error::Set AURORA_ROLE [^\n]*\n$/) });
    });

    it('of no cluster is none, though the only cluster could be meant', async () => {
      const none = await repository.job('aurora-abort', 'abort', { inputs: { clusters: ' \n ' } });
      expect(none).toMatchObject({ ok: false, log: expect.stringContaining('::error::Name the clusters.') });
    });

    it('takes names for names, whatever they are', async () => {
      const odd = await repository.job('aurora-abort', 'abort', {
        inputs: { clusters: '$(touch${IFS}odd) `touch odd` --help' },
        env: { PATH: process.env.PATH },
      });
      expect(odd.ok).toBe(false);
      expect(odd.summary).toContain('$(touch${IFS}odd)');
      expect(existsSync(join(repository.project.directory, 'odd'))).toBe(false);
    });
  });

  it('pull requests, an upgrade, its cleanup, one that is aborted, a reconcile: one after the other, by workflows alone', async () => {
    await pullRequests();
    await planCheck();
    await upgrade();
    await cleanup();
    await giveUp();
    await reconcile();
  });

  /** A bump is told and passes, a downgrade does not. */
  async function pullRequests(): Promise<void> {
    const github = { event_name: 'pull_request', ref_name: '1/merge' };
    await repository.pullRequest("engineVersion: '15.6'", "engineVersion: '15.10'");
    const bump = succeed(
      await repository.job('aurora-versions', 'versions', { github, env: repository.withoutIdentity }),
    );
    expect(bump.summary).toMatch(/aurora-bg-aurora-cluster.*15\.6.*15\.10/);

    await repository.git('switch', '--quiet', 'main');
    await repository.pullRequest("engineVersion: '15.6'", "engineVersion: '15.5'");
    const downgrade = await repository.job('aurora-versions', 'versions', {
      github,
      env: repository.withoutIdentity,
    });
    expect(downgrade.ok).toBe(false);
    expect(downgrade.summary).toMatch(/15\.6.*15\.5/);
    await repository.git('switch', '--quiet', '--force', 'main');
  }

  /** An upgrade to come passes. */
  async function planCheck(): Promise<void> {
    await repository.pullRequest("engineVersion: '15.6'", "engineVersion: '15.10'");
    const github = repository.ownPullRequest;
    const pending = succeed(await repository.job('aurora-plan-check', 'plan-check', { github }));
    expect(pending.summary).toMatch(/upgrade pending/i);
    await repository.git('switch', '--quiet', '--force', 'main');
  }

  /** It stops when green stands; the approved job switches over, and the code comes as a pull request. */
  async function upgrade(): Promise<void> {
    await repository.merge("engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '15.10',");
    const green = succeed(await repository.job('aurora-upgrade', 'green', { inputs: { ...asked, clusters } }));
    expect(green.summary).toMatch(/green runs 15\.10; production still runs 15\.6/);
    expect(await world()).toMatchObject({ deployments: ['AVAILABLE'], switchovers: 0 });

    expect(green.summary).toContain(`--approve ${green.outputs.approve!.trim()}`);

    const inputs = { ...asked, clusters, retry_switchover: true };
    const skipped = { ...inputs, skip: 'PG_LO', reason: 'nobody has approved that' };
    const changed = await repository.job('aurora-upgrade', 'switchover', { inputs: skipped, needs: { green } });
    expect(changed).toMatchObject({ ok: false, log: expect.stringContaining('this has changed: skipped.') });
    expect(await world()).toMatchObject({ switchovers: 0 });

    const switched = succeed(await repository.job('aurora-upgrade', 'switchover', { inputs, needs: { green } }));
    expect(switched.summary).toContain('runs 15.10. No changes. Your infrastructure matches the configuration.');
    expect(await world()).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], switchovers: 1 });

    const proposed = await repository.propose('aurora-upgrade', 'switchover', switched);
    expect(proposed?.diff.sort()).toEqual([
      "+      engineVersion: '15.10',",
      "+      previousEngineVersion: '15.6',",
      "-      engineVersion: '15.6',",
      "-      upgradeTo: '15.10',",
    ]);
    expect(proposed?.gh).toEqual([
      'pr list --head aurora/upgrade-7 --base main --state open --json url --jq .[].url',
      'pr create --head aurora/upgrade-7 --base main --title Aurora: write the upgraded version into the code --body Made by https://github.com/example/databases/actions/runs/7, whose summary says why.',
    ]);
    expect(proposed?.summary).toContain('https://github.com/example/databases/pull/1');
  }

  /** It is refused before the soak time is over; later it removes what it has shown. */
  async function cleanup(): Promise<void> {
    const inputs = { clusters, soak: '24' };
    const early = await repository.job('aurora-cleanup', 'plan', { inputs });
    expect(early).toMatchObject({ ok: false, outputs: { work: '' } });

    await repository.rds.advance(25 * 60);
    const plan = succeed(await repository.job('aurora-cleanup', 'plan', { inputs }));
    expect(plan.outputs).toEqual({ work: 'yes' });
    expect(plan.summary).toContain('delete aurora-bg-aurora-cluster-old1');
    expect((await world()).clusters).toHaveLength(2);

    const removed = succeed(
      await repository.job('aurora-cleanup', 'remove', { inputs, needs: { plan }, env: noTerraform }),
    );
    expect((await world()).clusters).toEqual(['aurora-bg-aurora-cluster 15.10 available']);
    const proposed = await repository.propose('aurora-cleanup', 'remove', removed);
    expect(proposed?.diff).toEqual(["-      previousEngineVersion: '15.6',"]);
  }

  /** Of what the first job of an upgrade has built. */
  async function giveUp(): Promise<void> {
    await repository.merge("engineVersion: '15.10',", "engineVersion: '15.10',\n      upgradeTo: '15.12',");
    succeed(await repository.job('aurora-upgrade', 'green', { inputs: { ...asked, clusters } }));
    expect(await world()).toMatchObject({ deployments: ['AVAILABLE'] });
    await repository.merge("\n      upgradeTo: '15.12',", '');
    const aborted = succeed(await repository.job('aurora-abort', 'abort', { inputs: { clusters } }));
    expect(aborted.summary).toContain('production runs 15.10, untouched');
    expect(await world()).toMatchObject({ deployments: [], clusters: ['aurora-bg-aurora-cluster 15.10 available'] });
  }

  /** It has nothing to hand on where code and AWS agree; where AWS is ahead it brings the code up to it. */
  async function reconcile(): Promise<void> {
    const same = succeed(await repository.job('aurora-reconcile', 'reconcile'));
    expect(same.summary).toContain('runs 15.10, as the code says');
    expect(await repository.propose('aurora-reconcile', 'reconcile', same)).toBeUndefined();

    await repository.rds.control('auto-minor-upgrade', { cluster: clusters, version: '15.12' });
    await repository.rds.advance(60);
    const drift = succeed(await repository.job('aurora-reconcile', 'reconcile', { env: noTerraform }));
    expect(drift.summary).toMatch(/main\.ts:\d+:\d+: .*'?15\.10'? → '?15\.12'?/);
    const proposed = await repository.propose('aurora-reconcile', 'reconcile', drift);
    expect(proposed?.diff).toEqual(["-      engineVersion: '15.10',", "+      engineVersion: '15.12',"]);
  }
});
