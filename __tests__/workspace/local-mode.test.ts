import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformProvider } from 'cdktf';
import { checkAccount } from '../../scripts/workspace/account';
import { neutral } from '../../scripts/workspace/cdktf/neutralise-providers';
import {
  isLoopback,
  localEndpoint,
  localEnvironment,
  localProvider,
  localStateDirectory,
  makeStateDirectory,
} from '../../scripts/workspace/local-mode';
import { synth } from '../constructs/synth';

test.each([
  ['http://127.0.0.1:5440', true],
  ['http://127.1.2.3:1', true],
  ['http://localhost:5440', true],
  ['http://[::1]:5440', true],
  ['https://rds.eu-west-1.amazonaws.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://10.0.0.1:5440', false],
  ['not a url', false],
])('%s is loopback: %s', (endpoint, expected) => expect(isLoopback(endpoint)).toBe(expected));

test.each([
  [{}, 'http://127.0.0.1:5440'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:6000' }, 'http://127.0.0.1:6000'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:6000', AWS_ENDPOINT_URL_RDS: '' }, 'http://127.0.0.1:6000'],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:6000', AWS_ENDPOINT_URL_RDS: 'http://localhost:7000' },
    'http://localhost:7000',
  ],
])('--local with %j goes to %s', (env, endpoint) => expect(localEndpoint(env)).toBe(endpoint));

test('--local refuses an endpoint elsewhere instead of leaving it aside', () => {
  expect(() => localEndpoint({ AWS_ENDPOINT_URL: 'https://rds.eu-west-1.amazonaws.com' })).toThrow(
    expect.objectContaining({ code: 'NOT_LOOPBACK', exitCode: 3 }),
  );
});

test('with --local nothing of the provider block leads to AWS', () => {
  const provider = localProvider({
    region: 'eu-west-1',
    profile: 'production',
    assumeRoles: [{ roleArn: 'arn:aws:iam::1:role/x' }],
    endpoints: { rds: 'https://rds.eu-west-1.amazonaws.com' },
    sharedConfigFiles: ['~/.aws/config'],
  });
  expect(provider).toEqual({ region: 'eu-west-1', accessKey: 'local', secretKey: 'local' });
  const env = { AWS_PROFILE: 'production', AWS_ENDPOINT_URL_RDS: 'https://rds.eu-west-1.amazonaws.com' };
  expect(localEnvironment('http://127.0.0.1:1', env)).toMatchObject({
    AWS_PROFILE: undefined,
    AWS_ENDPOINT_URL_RDS: undefined,
  });
});

test.each([
  [{ allowedAccountIds: ['111111111111'] }, /allows only 111111111111/],
  [{ forbiddenAccountIds: ['123456789012'] }, /forbids/],
])('the provider’s account ids are honoured: %j', (provider, message) => {
  expect(() => checkAccount({ stack: 's', provider }, '123456789012')).toThrow(message);
  expect(() =>
    checkAccount({ stack: 's', provider: { allowedAccountIds: ['123456789012'] } }, '123456789012'),
  ).not.toThrow();
});

test('the folder of the local state keeps itself out of git; a folder that the user names is left as it is', () => {
  const project = mkdtempSync(join(tmpdir(), 'aurora-local-mode-'));
  try {
    makeStateDirectory(localStateDirectory(project));
    expect(readFileSync(join(project, '.aurora-local/.gitignore'), 'utf8')).toBe('*\n');
    mkdirSync(join(project, 'theirs'));
    for (const theirs of ['theirs', 'theirs/new']) {
      makeStateDirectory(join(project, theirs));
      expect(existsSync(join(project, theirs, '.gitignore'))).toBe(false);
    }
  } finally {
    rmSync(project, { recursive: true });
  }
});

describe('every provider block is neutralised, however it is written', () => {
  const leading = {
    profile: 'production',
    access_key: 'AKIAREAL',
    secret_key: 'real',
    token: 'real',
    assume_role: [{ role_arn: 'arn:aws:iam::1:role/x' }],
    assume_role_with_web_identity: { role_arn: 'arn:aws:iam::1:role/x' },
    shared_config_files: ['~/.aws/config'],
    shared_credentials_files: ['~/.aws/credentials'],
    endpoints: [{ rds: 'https://rds.eu-west-1.amazonaws.com', s3: 'https://s3.eu-west-1.amazonaws.com' }],
    http_proxy: 'http://proxy.example',
    sts_region: 'eu-west-1',
    use_fips_endpoint: true,
    custom_ca_bundle: 'x',
  };
  const local = { access_key: 'local', secret_key: 'local', skip_metadata_api_check: true };
  const kept = { region: 'eu-west-1', default_tags: [{ tags: { team: 'orders' } }], ignore_tags: { keys: ['k'] } };
  const required = (name: string, source: string) => ({
    required_providers: { [name]: { source, version: '5.100.0' } },
  });

  it.each<[string, object, object]>([
    ['a list', { aws: [{ ...leading, ...kept }] }, { aws: [{ ...kept, ...local }] }],
    ['one block', { aws: { ...leading, ...kept } }, { aws: [{ ...kept, ...local }] }],
    [
      'several, with aliases',
      {
        aws: [
          { ...leading, ...kept },
          { alias: 'tokyo', ...leading, region: '${var.region}' },
        ],
      },
      {
        aws: [
          { ...kept, ...local },
          { alias: 'tokyo', region: '${var.region}', ...local },
        ],
      },
    ],
    ['none', {}, {}],
  ])('%s', (_, provider, expected) => {
    expect(neutral({ provider }).provider).toEqual(expected);
    expect(neutral({ provider, terraform: required('aws', 'registry.example/hashicorp/aws') }).provider).toEqual(
      expected,
    );
  });

  it.each(['hashicorp/aws', 'registry.terraform.io/hashicorp/aws', 'mirror.example/forks/AWS'])(
    'under a name of the app’s own, from %s',
    (source) => {
      const stack = { provider: { cloud: [{ ...leading, ...kept }] }, terraform: required('cloud', source) };
      expect(neutral(stack).provider).toEqual({ cloud: [{ ...kept, ...local }] });
      expect(neutral({ ...stack, terraform: [required('cloud', source)] }).provider).toEqual({
        cloud: [{ ...kept, ...local }],
      });
    },
  );

  it('another provider loses what leads to AWS, and nothing else', () => {
    const provider = {
      awscc: [{ region: 'eu-west-1', ...leading }],
      postgresql: { host: 'db', aws_rds_iam_auth: true, aws_rds_iam_profile: 'production' },
      datadog: [{ api_key: 'k', token: 'its own' }],
    };
    const text = JSON.stringify(neutral({ provider }));
    expect(text).not.toMatch(/production|AKIAREAL|arn:aws|amazonaws|~\/\.aws/);
    expect(neutral({ provider }).provider).toMatchObject({
      awscc: [{ region: 'eu-west-1' }],
      postgresql: [{ host: 'db', aws_rds_iam_auth: true }],
      datadog: [{ api_key: 'k', token: 'its own' }],
    });
  });

  it('a state in S3 is not read with the identity that the stack names', () => {
    const config = {
      bucket: 'states',
      key: 'network',
      region: 'eu-west-1',
      profile: 'production',
      role_arn: 'arn:aws:iam::1:role/x',
    };
    const state = (value: object) => ({ data: { terraform_remote_state: { network: value } } });
    expect(neutral(state({ backend: 's3', config })).data).toEqual({
      terraform_remote_state: {
        network: [
          {
            backend: 's3',
            config: {
              bucket: 'states',
              key: 'network',
              region: 'eu-west-1',
              ...{ access_key: 'local', secret_key: 'local' },
            },
          },
        ],
      },
    });
    const elsewhere = { backend: 'local', config: { path: 'x' } };
    expect(neutral(state(elsewhere)).data).toEqual({ terraform_remote_state: { network: [elsewhere] } });
  });

  it('as cdktf writes them: by class, by override, of another binding', () => {
    class Other extends TerraformProvider {}
    const { json } = synth((stack) => {
      const secrets = { profile: 'production', assumeRole: [{ roleArn: 'arn:aws:iam::1:role/x' }] };
      new AwsProvider(stack, 'second', { alias: 'second', region: 'us-east-1', ...secrets });
      const third = new AwsProvider(stack, 'third', { alias: 'third' });
      third.addOverride('endpoints', [{ rds: 'https://rds.amazonaws.com' }]);
      third.addOverride('profile', 'production');
      new Other(stack, 'other', {
        terraformResourceType: 'fork',
        terraformProviderSource: 'forks/aws',
      }).addOverride('access_key', 'AKIAREAL');
      stack.addOverride('provider.elsewhere', { profile: 'production', region: 'us-east-1' });
    });
    const neutralised = neutral(json);
    expect(JSON.stringify(neutralised)).not.toMatch(/production|AKIAREAL|arn:aws|amazonaws/);
    expect(neutralised.provider).toMatchObject({
      aws: [{ region: 'eu-west-1' }, { alias: 'second', region: 'us-east-1' }, { alias: 'third' }],
      fork: [local],
      elsewhere: [{ region: 'us-east-1' }],
    });
  });

  it('nothing of the environment leads elsewhere', () => {
    const env = {
      AWS_ENDPOINT_URL: 'https://rds.eu-west-1.amazonaws.com',
      AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com',
      AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING: 'https://x.amazonaws.com',
      TF_AWS_DYNAMODB_ENDPOINT: 'https://x.amazonaws.com',
      AWS_IAM_ENDPOINT: 'https://x.amazonaws.com',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_PROFILE: 'production',
      AWS_DEFAULT_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'real',
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/x',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2',
      AWS_CONFIG_FILE: '/home/me/.aws/config',
      AWS_REGION: 'eu-west-1',
      PATH: '/bin',
    };
    const after = Object.entries({ ...env, ...localEnvironment('http://127.0.0.1:1', env) }).filter(
      ([, value]) => value !== undefined,
    );
    expect(Object.fromEntries(after)).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'eu-west-1',
      PATH: '/bin',
    });
  });
});
