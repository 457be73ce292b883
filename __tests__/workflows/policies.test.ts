import { readWorkflow, type WorkflowJob, workflowNames, workflowText } from '../support/workflow-file';

const workflows = workflowNames.map((name) => ({ name, workflow: readWorkflow(name) }));
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ title: `${name}/${id}`, name, workflow, job })),
);
const own = jobs.filter(({ job }) => job.uses === undefined);
const steps = own.flatMap(({ title, job }) => job.steps!.map((step) => ({ title, step })));
const mayWrite = ({ permissions = {} }: WorkflowJob) => Object.values(permissions).includes('write');
const hasIdentity = ({ permissions = {} }: WorkflowJob) => permissions['id-token'] === 'write';

/** All that is allowed, per job: what it may do on GitHub, and in which environment. */
const allowed = {
  'aurora-abort/abort': ['aurora-abort', 'contents: read, id-token: write'],
  'aurora-cleanup/plan': ['aurora-plan', 'contents: read, id-token: write'],
  'aurora-cleanup/remove': ['aurora-cleanup', 'contents: read, id-token: write'],
  'aurora-cleanup/pull-request': [undefined, 'contents: write, pull-requests: write'],
  'aurora-plan-check/plan-check': [
    "${{ github.event_name == 'pull_request' && 'aurora-plan-review' || 'aurora-plan' }}",
    'contents: read, id-token: write',
  ],
  'aurora-pull-request/pull-request': [undefined, 'contents: write, pull-requests: write'],
  'aurora-reconcile/reconcile': ['aurora-plan', 'contents: read, id-token: write'],
  'aurora-reconcile/pull-request': [undefined, 'contents: write, pull-requests: write'],
  'aurora-upgrade/green': ['aurora-create', 'contents: read, id-token: write'],
  'aurora-upgrade/switchover': ['aurora-switch', 'contents: read, id-token: write'],
  'aurora-upgrade/pull-request': [undefined, 'contents: write, pull-requests: write'],
  'aurora-versions/versions': [undefined, undefined],
};

describe('who may do what', () => {
  it('each job has the permissions and the environment that it needs, and no others', () => {
    const text = (permissions: Record<string, string> | undefined) =>
      permissions &&
      Object.entries(permissions)
        .map((each) => each.join(': '))
        .join(', ');
    expect(Object.fromEntries(jobs.map(({ title, job }) => [title, [job.environment, text(job.permissions)]]))).toEqual(
      allowed,
    );
  });

  it('what a job does not name it has not: a workflow grants nothing, or reading the code', () => {
    for (const { name, workflow } of workflows) {
      expect([name, workflow.permissions]).toEqual([name, name === 'aurora-versions' ? { contents: 'read' } : {}]);
    }
  });

  it('the code of a pull request meets no identity: except that of its own repository, when its environment lets it through', () => {
    const onPullRequests = jobs.filter(({ workflow }) => 'pull_request' in workflow.on);
    expect(onPullRequests.map(({ title }) => title)).toEqual([
      'aurora-plan-check/plan-check',
      'aurora-versions/versions',
    ]);
    for (const { title, job } of onPullRequests.filter(({ job }) => mayWrite(job))) {
      expect(title).toBe('aurora-plan-check/plan-check');
      expect(job.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    }
    expect(
      workflowNames.filter((name) => /pull_request_target|workflow_run|issue_comment/.test(workflowText(name))),
    ).toEqual([]);
  });

  it('who has an identity cannot write to the repository, and who can write runs none of its code', () => {
    for (const { job } of own.filter(({ job }) => hasIdentity(job))) expect(job.permissions!.contents).toBe('read');
    for (const { job } of own.filter(({ job }) => job.permissions?.contents === 'write')) {
      expect(job.steps!.filter(({ run = '' }) => /\b(npm|npx|node|terraform)\b/.test(run))).toEqual([]);
    }
  });

  it('one secret is read, that of an environment, by the steps that ask the databases and by no other', () => {
    const reading = steps.filter(({ step }) => step.env?.PGPASSWORD !== undefined);
    expect(reading.map(({ title, step }) => [title, step.name])).toEqual([
      ['aurora-plan-check/plan-check', 'Preflight'],
      ['aurora-upgrade/green', 'Upgrade until green is built'],
      ['aurora-upgrade/switchover', 'Switch over, verify, change the code, prove the plan'],
    ]);
    for (const { step } of reading) expect(step.env?.PGPASSWORD).toBe('${{ secrets.AURORA_DATABASE_PASSWORD }}');
    const read = workflowNames.flatMap((name) => workflowText(name).match(/\$\{\{[^}]*secrets\b.*/g) ?? []);
    expect(read).toHaveLength(reading.length);
    for (const { job } of own.filter(({ job }) => job.steps!.some(({ env }) => env?.PGPASSWORD !== undefined)))
      expect(job.environment).toBeDefined();
  });

  it('a runner of your own is for what asks the databases, and for nothing that writes to the repository', () => {
    const elsewhere = own.filter(({ job }) => job['runs-on'] !== 'ubuntu-24.04');
    expect(elsewhere.map(({ title, job }) => [title, job['runs-on']])).toEqual(
      ['aurora-plan-check/plan-check', 'aurora-upgrade/green', 'aurora-upgrade/switchover'].map((title) => [
        title,
        "${{ vars.AURORA_RUNNER || 'ubuntu-24.04' }}",
      ]),
    );
  });

  it('what could not be asked is accepted by whoever starts the upgrade, each time anew, and by no variable', () => {
    expect(readWorkflow('aurora-upgrade').on.workflow_dispatch!.inputs!.accept_unchecked!.default).toBe(false);
    const accepting = steps.filter(({ step }) => step.run?.includes('--accept-unchecked'));
    expect(accepting.map(({ title }) => title)).toEqual(['aurora-upgrade/green', 'aurora-upgrade/switchover']);
    for (const { step } of accepting) expect(step.env?.ACCEPT_UNCHECKED).toBe('${{ inputs.accept_unchecked }}');
  });

  it('a role is taken only from the environment, and its absence ends the job first', () => {
    for (const { job } of own.filter(({ job }) => hasIdentity(job))) {
      expect(job.steps![0]!.run).toContain('[ -n "$AURORA_ROLE" ] ||');
      const credentials = job.steps!.filter(({ uses = '' }) => uses.startsWith('aws-actions/'));
      expect(credentials.map((step) => step.with?.['role-to-assume'])).toEqual(['${{ vars.AURORA_ROLE }}']);
    }
    expect(
      own
        .filter(({ job }) => !hasIdentity(job))
        .flatMap(({ job }) => job.steps!.filter(({ uses = '' }) => uses.startsWith('aws-'))),
    ).toEqual([]);
  });

  it('what acts does so on the default branch only, as it is now', () => {
    const first = jobs.filter(({ workflow, job }) => 'workflow_dispatch' in workflow.on && job.needs === undefined);
    for (const { title, job } of first) {
      expect([title, job.if]).toEqual([
        title,
        expect.stringContaining('github.ref_name == github.event.repository.default_branch'),
      ]);
    }
    for (const { workflow, job } of own.filter(({ workflow }) => 'workflow_dispatch' in workflow.on)) {
      expect(workflow.on).not.toHaveProperty('push');
      expect(job.steps!.find(({ uses = '' }) => uses.startsWith('actions/checkout'))!.with!.ref).toBe(
        '${{ github.ref_name }}',
      );
    }
  });
});

describe('how they run', () => {
  it('nothing runs before AURORA_UPGRADES is on', () => {
    const first = jobs.filter(({ workflow, job }) => job.needs === undefined && !('workflow_call' in workflow.on));
    for (const { title, job } of first)
      expect([title, job.if]).toEqual([title, expect.stringMatching(/^vars\.AURORA_UPGRADES == 'on'/)]);
  });

  it('nothing is put into a shell script but by the environment', () => {
    expect(steps.filter(({ step }) => step.run?.includes('${{'))).toEqual([]);
  });

  it('names from outside cannot become options', () => {
    for (const { title, step } of steps.filter(({ step }) => step.run?.includes('clusters'))) {
      expect([title, step.run]).toEqual([title, expect.stringContaining('-- "${clusters[@]}"')]);
      expect([title, step.run]).toEqual([title, expect.stringContaining('[ ${#clusters[@]} -gt 0 ] || {')]);
    }
  });

  it('every job ends in time, before GitHub ends it after six hours', () => {
    for (const { title, job } of own) {
      expect([title, job['timeout-minutes']]).toEqual([title, expect.any(Number)]);
      expect(job['timeout-minutes']).toBeLessThan(360);
    }
  });

  it('what acts never runs twice at once, and is never cut off by the next', () => {
    const groups = Object.fromEntries(workflows.map(({ name, workflow }) => [name, workflow.concurrency]));
    const acting = { group: 'aurora', 'cancel-in-progress': false };
    expect(groups).toEqual({
      'aurora-abort': acting,
      'aurora-cleanup': acting,
      'aurora-plan-check': { group: 'aurora-plan-check-${{ github.ref }}', 'cancel-in-progress': false },
      'aurora-pull-request': undefined,
      'aurora-reconcile': { group: 'aurora-reconcile', 'cancel-in-progress': false },
      'aurora-upgrade': acting,
      'aurora-versions': { group: 'aurora-versions-${{ github.ref }}', 'cancel-in-progress': true },
    });
  });

  it('six actions are used, each pinned to one commit, with its version beside it', () => {
    const used = workflowNames.flatMap((name) => workflowText(name).match(/uses: (?!\.\/).*/g) ?? []);
    for (const line of used) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect([...new Set(used)].map((line) => /uses: (\S+)@/.exec(line)![1]).sort()).toEqual([
      'actions/checkout',
      'actions/download-artifact',
      'actions/setup-node',
      'actions/upload-artifact',
      'aws-actions/configure-aws-credentials',
      'hashicorp/setup-terraform',
    ]);
  });

  it('a checkout leaves no token behind where code of the repository runs', () => {
    for (const { title, step } of steps.filter(({ step }) => step.uses?.startsWith('actions/checkout'))) {
      const left = title === 'aurora-pull-request/pull-request' ? undefined : false;
      expect([title, step.with?.['persist-credentials']]).toEqual([title, left]);
    }
  });

  it('Terraform is itself, not the wrapper that changes exit codes', () => {
    for (const { step } of steps.filter(({ step }) => step.uses?.startsWith('hashicorp/'))) {
      expect(step.with?.terraform_wrapper).toBe(false);
    }
  });

  it('a called workflow gets the inputs that it has', () => {
    const called = readWorkflow('aurora-pull-request').on.workflow_call!.inputs!;
    for (const { job } of jobs.filter(({ job }) => job.uses !== undefined)) {
      expect(job.uses).toBe('./.github/workflows/aurora-pull-request.yml');
      expect(Object.keys(job.with!)).toEqual(Object.keys(called));
    }
  });
});
