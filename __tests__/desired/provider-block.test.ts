import { providerBlock } from '../../scripts/desired/provider-block';

const read = (block: object, reference?: string) => providerBlock('app', { provider: { aws: [block] } }, reference);

describe('providerBlock', () => {
  it('reads everything that decides about account, region and endpoint', () => {
    expect(
      read({
        region: 'eu-west-1',
        profile: 'prod',
        access_key: 'AK',
        secret_key: 'SK',
        token: 'T',
        shared_config_files: ['a', 'b'],
        shared_credentials_files: ['c'],
        sts_region: 'us-east-1',
        use_fips_endpoint: true,
        use_dualstack_endpoint: false,
        allowed_account_ids: ['123456789012'],
        forbidden_account_ids: [210987654321],
        endpoints: [
          { rds: 'http://127.0.0.1:5440', s3: 'http://x' },
          { sts: 'http://127.0.0.1:5440', cloudwatch: 'http://127.0.0.1:5440' },
        ],
        max_retries: 1,
      }),
    ).toEqual({
      region: 'eu-west-1',
      profile: 'prod',
      accessKey: 'AK',
      secretKey: 'SK',
      token: 'T',
      sharedConfigFiles: ['a', 'b'],
      sharedCredentialsFiles: ['c'],
      stsRegion: 'us-east-1',
      useFipsEndpoint: true,
      useDualstackEndpoint: false,
      allowedAccountIds: ['123456789012'],
      forbiddenAccountIds: ['210987654321'],
      endpoints: { rds: 'http://127.0.0.1:5440', sts: 'http://127.0.0.1:5440', cloudwatch: 'http://127.0.0.1:5440' },
    });
  });

  it('reads roles in order, with their sessions', () => {
    const role = {
      role_arn: 'arn:aws:iam::1:role/first',
      session_name: 's',
      external_id: 'e',
      duration: '1h30m',
      policy: '{}',
      policy_arns: ['arn:p'],
      source_identity: 'me',
      tags: { team: 'core' },
      transitive_tag_keys: ['team'],
    };
    expect(read({ assume_role: [role, { session_name: 'no role' }, { role_arn: 'arn:second' }] })).toEqual({
      assumeRoles: [
        {
          roleArn: 'arn:aws:iam::1:role/first',
          sessionName: 's',
          externalId: 'e',
          durationSeconds: 5400,
          policy: '{}',
          policyArns: ['arn:p'],
          sourceIdentity: 'me',
          tags: { team: 'core' },
          transitiveTagKeys: ['team'],
        },
        { roleArn: 'arn:second' },
      ],
    });
    expect(read({ assume_role: { role_arn: 'arn:as-an-object' } })).toEqual({
      assumeRoles: [{ roleArn: 'arn:as-an-object' }],
    });
  });

  it.each<[string, unknown, object]>([
    ['no provider at all', undefined, {}],
    ['no aws provider', { google: [{}] }, {}],
    ['one block as an object', { aws: { region: 'eu-west-1' } }, { region: 'eu-west-1' }],
    ['nothing but an alias', { aws: [{ alias: 'tokyo', region: 'ap-northeast-1' }] }, {}],
    ['empty values, which mean the environment', { aws: [{ region: '', profile: null, endpoints: [{}] }] }, {}],
  ])('%s', (_, provider, expected) => {
    expect(providerBlock('app', { provider: provider as Record<string, unknown> }, undefined)).toEqual(expected);
  });

  it('finds an alias, also where it is written as an expression', () => {
    const block = { alias: 'tokyo', region: 'ap-northeast-1' };
    expect(read(block, 'aws.tokyo')).toEqual(block);
    expect(read(block, '${aws.tokyo}')).toEqual(block);
    expect(() => read(block, 'aws.osaka')).toThrow(/Stack "app" has no provider block aws\.osaka/);
  });

  it.each<[object, RegExp, RegExp]>([
    [{ region: '${var.region}' }, /block aws of stack "app" the argument region is/, /omit it and set AWS_REGION/],
    [{ alias: 'x', region: '${var.region}' }, /block aws\.x of stack "app"/, /AWS_REGION/],
    [{ secret_key: 'p-${var.k}' }, /argument secret_key is a Terraform expression/, /AWS_SECRET_ACCESS_KEY/],
    [{ allowed_account_ids: ['${var.a}'] }, /argument allowed_account_ids/, /a literal/],
    [{ allowed_account_ids: '${var.a}' }, /argument allowed_account_ids/, /a literal/],
    [{ assume_role: [{ role_arn: '${local.r}' }] }, /assume_role of the provider block aws.*role_arn/, /a literal/],
    [{ assume_role: '${var.roles}' }, /argument assume_role/, /a literal/],
    [
      { endpoints: [{ rds: '%{ if true }x%{ endif }' }] },
      /endpoints in the provider block aws.*rds/,
      /AWS_ENDPOINT_URL_RDS/,
    ],
    [{ assume_role: [{ role_arn: 'a', duration: 'soon' }] }, /duration "soon" cannot be parsed/, /"1h"/],
    [
      { assume_role_with_web_identity: [{ role_arn: 'a' }] },
      /assume_role_with_web_identity/,
      /AWS_WEB_IDENTITY_TOKEN_FILE/,
    ],
  ])('refuses %j', (block, message, remedy) => {
    const reference = 'alias' in block ? 'aws.x' : undefined;
    let caught: unknown;
    try {
      read(block, reference);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
    expect((caught as Error).message).not.toContain('p-');
  });

  it('takes an escaped expression a literal', () => {
    expect(read({ profile: '$${literal}' })).toEqual({ profile: '$${literal}' });
  });
});
