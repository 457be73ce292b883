import { deliveryBy } from '../../scripts/desired/delivery';
import { redact } from '../../scripts/runtime/redact';
import {
  findFailedConditions,
  findPreventedDestroys,
  findStateLock,
  readDiagnostics,
  readPlainErrors,
} from '../../scripts/terraform/diagnostics';
import { applyFailed, initFailed, planFailed, stateLocked } from '../../scripts/terraform/plan-result';
import { provePlanByHand } from '../../scripts/terraform/prove-by-hand';

const error = (summary: string, detail: string, more = {}) =>
  JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail, ...more } });

describe('diagnostics', () => {
  it('are read line by line; what is not JSON is skipped', () => {
    const output = ['{"type":"version"}', 'not "diagnostic" JSON', error('S', 'D'), ''].join('\n');
    expect(readDiagnostics(output)).toEqual([{ severity: 'error', summary: 'S', detail: 'D' }]);
  });

  it('leave the values of the snippet out', () => {
    const snippet = { context: 'resource.a.b.lifecycle.postcondition[0]', values: [{ statement: 'is "hunter22"' }] };
    const [diagnostic] = readDiagnostics(error('Resource postcondition failed', 'guard', { snippet }));
    expect(JSON.stringify(diagnostic)).not.toContain('hunter22');
    expect(findFailedConditions([diagnostic!])).toEqual([{ address: 'a.b', message: 'guard' }]);
  });

  it('tell which condition of a data source failed, and which resource may not be destroyed', () => {
    const snippet = { context: 'data.aws_rds_cluster.old.lifecycle.postcondition[0]' };
    const detail = 'Resource aws_rds_cluster.orders has lifecycle.prevent_destroy set, but the plan calls for';
    const all = readDiagnostics(
      [
        error('Resource postcondition failed', 'stands', { snippet }),
        error('Instance cannot be destroyed', detail),
        error('Something else', detail),
      ].join('\n'),
    );
    expect(findFailedConditions(all)).toEqual([{ address: 'data.aws_rds_cluster.old', message: 'stands' }]);
    expect(findPreventedDestroys(all)).toEqual(['aws_rds_cluster.orders']);
    expect(planFailed(all, findFailedConditions(all), 1, {})).toMatchObject({ otherErrors: true });
    expect(planFailed(all.slice(0, 2), findFailedConditions(all), 1, {})).toMatchObject({ otherErrors: false });
  });

  it('in boxes for people are read as well, without the code that they quote', () => {
    const stderr = [
      '│ Error: Terraform encountered problems during initialisation, including problems',
      '╷',
      '│ Warning: Old',
      '│ ',
      '│ text',
      '╵',
      '╷',
      '│ Error: Failed to query',
      '│ ',
      '│   on cdk.tf.json line 26:',
      '│   26:   "secret": "x"',
      '│ ',
      '│ Could not.',
      '╵',
    ];
    expect(readPlainErrors(stderr.join('\n'))).toEqual([
      { severity: 'error', summary: 'Failed to query', detail: 'Could not.' },
    ]);
  });

  it('tell who holds the state', () => {
    // S3 and local backends print the same block.
    const detail =
      'Error message: busy\nLock Info:\n  ID:        abc-1\n  Path:      bucket/key\n  Operation: OperationTypeApply\n' +
      '  Who:       bob@host\n  Version:   1.11.4\n  Created:   2026-11-22 00:00:00 +0000 UTC\n  Info:      \n\n\nTerraform acquires';
    const lock = findStateLock(readDiagnostics(error('Error acquiring the state lock', detail)));
    expect(lock).toEqual({
      id: 'abc-1',
      who: 'bob@host',
      operation: 'Apply',
      created: '2026-11-22 00:00:00 +0000 UTC',
      path: 'bucket/key',
    });
    expect(stateLocked(lock!)).toMatchObject({
      message: 'The Terraform state is locked by bob@host (Apply, since 2026-11-22 00:00:00 +0000 UTC, lock abc-1).',
    });
    // Of a checkout that cannot be written, and of a role that may not write the lock.
    for (const why of ['open .terraform.tfstate.lock.info: permission denied', 'AccessDenied: not authorized']) {
      const unwritable = `Error message: ${why}\n\nTerraform acquires a state lock`;
      expect(findStateLock(readDiagnostics(error('Error acquiring the state lock', unwritable)))).toBeUndefined();
    }
    expect(stateLocked({})).toMatchObject({ message: 'The Terraform state is locked.' });
  });
});

describe('failures', () => {
  it('are one sentence, without secrets of the environment', () => {
    const env = { TF_VAR_password: 'correct horse', AWS_REGION: 'ap-northeast-1' };
    const result = initFailed(
      [
        {
          severity: 'error',
          summary: 'Backend failed.',
          detail: 'with "correct horse"\nin ap-northeast-1.\n\nMore text',
        },
        { severity: 'error', summary: 'Other', detail: '' },
      ],
      1,
      env,
    );
    expect(result).toMatchObject({
      message: '`terraform init` failed: Backend failed: with "(hidden)" in ap-northeast-1 (and 1 more).',
    });
  });

  it('name the exit code where terraform said nothing', () => {
    expect(planFailed([], [], 137, {})).toMatchObject({ message: expect.stringContaining('exit code 137') });
  });

  it('of missing variables say how to set them', () => {
    const errors = ['db_password', 'region'].map((name) => ({
      severity: 'error',
      summary: 'No value for required variable',
      detail: `The root module input variable "${name}" is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.`,
    }));
    const remedy = expect.stringContaining('(export TF_VAR_db_password=… TF_VAR_region=…)');
    expect(planFailed(errors, [], 1, {})).toMatchObject({
      message:
        '`terraform plan` failed: No value for required variable: The root module input variable "db_password" is not set, and has no default value (and 1 more).',
      remedy,
    });
    expect(applyFailed(errors, 1, {})).toMatchObject({ remedy });
  });

  it.each([
    [
      'no release of the pinned provider',
      'no available releases match the given\nconstraints 6.25.0',
      'no available releases match the given constraints 6.25.0.',
      /this\.addOverride\('terraform\.required_providers\.aws\.version', '>= 5\.100\.0, < 7\.0\.0'\).* Then run the command again\.$/,
    ],
    [
      'no registry',
      'could not connect to registry.terraform.io: failed to request discovery\ndocument: Get "https://registry.terraform.io/": dial tcp: lookup registry.terraform.io: no such host',
      'could not connect to registry.terraform.io (no such host).',
      /HTTPS_PROXY.*TF_CLI_CONFIG_FILE/,
    ],
  ])('of an init name the cause that most have: %s', (_name, reason, message, remedy) => {
    const [error] = readPlainErrors(
      `Error: Failed to query available provider packages\n\nCould not retrieve the list of available versions for provider hashicorp/aws:\n${reason}\n\nTo see which modules`,
    );
    expect(initFailed([error!], 1, {})).toMatchObject({
      message: expect.stringContaining(`for provider hashicorp/aws: ${message}`),
      remedy: expect.stringMatching(remedy),
    });
  });
});

it.each([
  ['postgres://state:hunter22@db/tf', 'postgres://state:(hidden)@db/tf'],
  ['https://example.com/a:b@c', 'https://example.com/a:b@c'],
])('redact: %s', (text, expected) => {
  expect(redact(text, {})).toBe(expected);
});

it('the commands to prove a plan by hand: the app’s own framework, its output folder, quoted', () => {
  const [synth, init] = provePlanByHand({ delivery: deliveryBy('cdktn', 'it is', 'out/stacks/it is') }, 'tofu');
  expect([synth, init]).toEqual(['npx cdktn synth', "tofu -chdir='out/stacks/it is' init -input=false"]);
});
