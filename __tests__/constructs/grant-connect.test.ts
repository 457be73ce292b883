import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { TerraformVariable } from 'cdktf';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import { minimal, synth } from './synth';

const role = 'app';
const part = (index: number) => `\${element(split(":", aws_rds_cluster.orders.arn), ${index})}`;

/** The policies as Terraform would render them, apart from the parts of the cluster's ARN. */
function grant(use: (orders: AuroraCluster) => void, props: object = {}) {
  const { json } = synth((stack) => use(new AuroraCluster(stack, 'orders', { ...minimal, ...props })));
  return { policies: json.resource.aws_iam_role_policy, cluster: json.resource.aws_rds_cluster.orders };
}

describe('grantConnect', () => {
  it('allows one user of any resource id in the account and region, and turns IAM login on', () => {
    const { policies, cluster } = grant((orders) => orders.grantConnect(role, 'reporting'));
    const [[id, policy]] = Object.entries<Record<string, string>>(policies) as [[string, Record<string, string>]];
    expect(id).toMatch(/^orders_Connect-app-reporting_/);
    expect(policy).toMatchObject({ role: 'app', name: 'orders-connect-reporting' });
    expect(policy.policy).toContain('"Action" = "rds-db:connect"');
    expect(policy.policy).toMatch(
      /"Resource" = \["arn:\$\{element\(split\(":", aws_rds_cluster\.orders\.arn\), 1\)\}:rds-db:\$\{.+, 3\)\}:\$\{.+, 4\)\}:dbuser:\*\/reporting"\]/,
    );
    expect(policy.policy).not.toContain('resource_id');
    expect(cluster.iam_database_authentication_enabled).toBe(true);
  });

  it('may be narrowed to resource ids', () => {
    const resourceIds = ['cluster-BLUE', 'cluster-GREEN'];
    const { policies } = grant((orders) => orders.grantConnect(role, 'app', { resourceIds }));
    const [policy] = Object.values<{ policy: string }>(policies);
    expect(policy!.policy).toMatch(/:dbuser:cluster-BLUE\/app", "arn:.*:dbuser:cluster-GREEN\/app"\]/);
    expect(policy!.policy).not.toContain('dbuser:*');
  });

  it('takes a role of the stack, and several users of one role', () => {
    const { policies } = grant((orders) => {
      const lambda = new IamRole(orders, 'lambda', { assumeRolePolicy: '{}' });
      orders.grantConnect(lambda, 'reader');
      orders.grantConnect(lambda, 'writer');
    });
    expect(Object.keys(policies)).toEqual([
      expect.stringMatching(/^orders_Connect-lambda-reader_/),
      expect.stringMatching(/^orders_Connect-lambda-writer_/),
    ]);
  });

  it('gives the ARN to policies of others', () => {
    const { cluster } = grant((orders) =>
      orders.cluster.addOverride('description_of_the_test', orders.connectArn('app')),
    );
    expect(cluster.description_of_the_test).toBe(`arn:${part(1)}:rds-db:${part(3)}:${part(4)}:dbuser:*/app`);
  });

  it('leaves IAM login as it is where nobody is granted anything', () => {
    expect(grant(() => {}).cluster.iam_database_authentication_enabled).toBe(false);
  });

  it.each<[string, (orders: AuroraCluster) => void, object, RegExp]>([
    [
      'IAM login that the code turns off',
      (orders) => orders.grantConnect(role, 'app'),
      { iamDatabaseAuthenticationEnabled: false },
      /iamDatabaseAuthenticationEnabled: grantConnect needs IAM database authentication, which the code turns off/,
    ],
    ['all users', (orders) => orders.grantConnect(role, '*'), {}, /grantConnect: "\*" is not the name of one database/],
    ['no user', (orders) => orders.grantConnect(role, ''), {}, /"" is not the name of one database user/],
    [
      'a role that only Terraform knows, without an id',
      (orders) => orders.grantConnect(new TerraformVariable(orders, 'role', {}).stringValue, 'app'),
      {},
      /so the construct cannot derive an id from it\. Pass the IamRole itself/,
    ],
  ])('refuses %s', (_, use, props, message) => {
    expect(() => grant(use, props)).toThrow(message);
    expect(() => grant(use, props)).toThrow(/^AuroraCluster "app-stack\/orders" has a wrong prop/);
  });
});
