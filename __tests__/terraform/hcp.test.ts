import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proofOf } from '../../scripts/plans/proof/proof-of';
import { describe as describeProof } from '../../scripts/runbook/upgrade/prove-plan';
import { hcpWorkspaceOf } from '../../scripts/terraform/hcp';
import { type PlanRequest, planStack } from '../../scripts/terraform/plan-stack';
import { readTargetedPlan } from '../../scripts/terraform/targeted-plan';
import { terraformBinary } from '../../scripts/terraform/terraform';
import { CodeInMemory } from '../support/code-in-memory';
import { type FakeHcp, startFakeHcp } from '../support/fake-hcp';
import { describeWith } from '../support/tools';

const cluster = new CodeInMemory({ engineVersion: '15.10' }).cluster();

describe('where the state of a stack is', () => {
  const acme = { organization: 'acme', workspaces: { name: 'orders' } };
  it.each<[string, unknown, string | undefined]>([
    ['a cloud block', { cloud: acme }, 'the workspace acme/orders of app.terraform.io'],
    ['the backend remote', { backend: { remote: acme } }, 'the workspace acme/orders of app.terraform.io'],
    [
      'blocks as lists',
      [{ cloud: [{ ...acme, hostname: 'tfe.acme.dev' }] }],
      'the workspace acme/orders of tfe.acme.dev',
    ],
    [
      'workspaces by tags',
      { cloud: { organization: 'acme', workspaces: { tags: ['db'] } } },
      'a workspace of acme at app.terraform.io',
    ],
    ['an organization of the environment', { cloud: {} }, 'a workspace of globex at app.terraform.io'],
    ['another backend', { backend: { s3: { bucket: 'states' } } }, undefined],
    ['none', {}, undefined],
  ])('%s', (_, terraform, text) => {
    expect(hcpWorkspaceOf({ terraform: terraform as never }, { TF_CLOUD_ORGANIZATION: 'globex' })?.text).toBe(text);
  });
});

// Against a stand-in for its API (support/fake-hcp.ts), not against HCP Terraform itself.
describeWith(['terraform'], 'a stack whose state is in HCP Terraform', () => {
  let root: string;
  let hcp: FakeHcp;
  const folder = () => join(root, 'stack');

  const write = (terraform: unknown, version = '15.6') =>
    writeFileSync(
      join(folder(), 'cdk.tf.json'),
      JSON.stringify({ terraform, resource: { terraform_data: { cluster: { input: version } } } }),
    );

  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'hcp-test-')));
    mkdirSync(folder());
    write({ backend: { local: { path: join(root, 'kept.tfstate') } } });
    for (const args of [['init'], ['apply', '-auto-approve']]) {
      const run = spawnSync(terraformBinary(), [...args, '-input=false'], { cwd: folder(), encoding: 'utf8' });
      if (run.status !== 0) throw new Error(run.stderr);
    }
    rmSync(join(folder(), '.terraform'), { recursive: true });
    hcp = await startFakeHcp(root, 'orders', readFileSync(join(root, 'kept.tfstate'), 'utf8'));
  });
  afterAll(async () => {
    await hcp.close();
    rmSync(root, { recursive: true, force: true });
  });

  const plan = (more: Partial<PlanRequest> = {}) =>
    planStack({ stackFile: join(folder(), 'cdk.tf.json'), env: hcp.env, ...more });
  const block = () => ({ hostname: hcp.hostname, organization: 'acme', workspaces: { name: 'orders' } });
  const kinds: [string, () => unknown][] = [
    ['a cloud block', () => ({ cloud: block() })],
    ['the backend remote', () => ({ backend: { remote: block() } })],
  ];
  /** Nothing but the state's lock, taken and given back. */
  const lockAlone = () =>
    expect(new Set(hcp.written().map((call) => call.split('/').pop()))).toEqual(new Set(['lock', 'unlock']));

  it.each(kinds)('%s: it is planned here, and no run is started there', async (_, terraform) => {
    write(terraform());
    const same = await plan();
    expect(same).toMatchObject({ kind: 'planned', changes: [] });
    const proof = proofOf(same, cluster);
    expect(proof).toEqual({
      kind: 'no-changes',
      variablesOf: expect.stringMatching(/^the workspace acme\/orders of localhost/),
    });
    expect(describeProof(proof, cluster.delivery.diff)).toMatch(
      /No changes\..*not those stored in the workspace acme\/orders of/,
    );
    write(terraform(), '15.10');
    expect(await plan()).toMatchObject({ kind: 'planned', changes: [{ address: 'terraform_data.cluster' }] });
    lockAlone();
  });

  it.each(kinds)('%s: nothing is applied from here', async (_, terraform) => {
    write(terraform(), '15.10');
    const result = await plan({ applyIf: () => true });
    expect(result).toMatchObject({
      kind: 'apply-failed',
      message: expect.stringMatching(/runs of the workspace acme\/orders/),
    });
    const targeted = { actions: ['create'], address: 'a.b' };
    const appliedBy = hcpWorkspaceOf({ terraform: terraform() as never }, {});
    const planned = { kind: 'planned', changes: [targeted], outputChanges: [], complete: true, appliedBy } as never;
    expect(readTargetedPlan(planned, ['a.b'])).toMatchObject({ kind: 'impossible', remedy: 'Start a run there.' });
    lockAlone();
  });

  it.each(kinds)('%s: without a token it says what is missing', async (_, terraform) => {
    write(terraform());
    const config = join(root, 'no-token.terraformrc');
    writeFileSync(config, 'disable_checkpoint = true\n');
    const result = await plan({ env: { ...hcp.env, TF_CLI_CONFIG_FILE: config } });
    expect(result).toMatchObject({
      kind: 'init-failed',
      message: expect.stringMatching(/token/i),
      remedy: expect.stringMatching(/terraform login.*TF_VAR_/),
    });
  });

  it.each(kinds)('%s: with --local it is not asked at all', async (_, terraform) => {
    write(terraform());
    const before = hcp.written().length;
    const result = await plan({ env: { SSL_CERT_FILE: '/dev/null' }, localState: { imports: [] } });
    expect(result).toMatchObject({ kind: 'planned', changes: [{ actions: ['create'] }] });
    expect(hcp.written()).toHaveLength(before);
  });
});
