import { AuroraClusterError } from '../../constructs';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { stack } from '../desired/stacks';
import { synthCluster } from './synth';

const annotated = (json: ReturnType<typeof synthCluster>['json']) => json.resource.aws_rds_cluster.orders['//'].aurora;

test('hooks come to the commands, a text as a command, and deploy nothing', () => {
  const hooks = { verifyGreen: './smoke.sh', onFailure: { command: 'undo', timeoutSeconds: 60, env: ['PGUSER'] } };
  const { json } = synthCluster({ hooks });
  expect(annotated(json).hooks).toEqual(hooks);
  expect(desiredClusters([stack('app-stack', json)])[0]!.annotation.hooks).toEqual({
    verifyGreen: { command: './smoke.sh' },
    onFailure: hooks.onFailure,
  });
  const without = synthCluster().json;
  annotated(json).hooks = undefined;
  expect(JSON.stringify(json)).toEqual(JSON.stringify(without));
});

test('a point of a later release is no obstacle, another shape is', () => {
  const { json } = synthCluster({ hooks: { verifyGreen: 'smoke' } });
  annotated(json).hooks.later = { command: 'x' };
  expect(desiredClusters([stack('app-stack', json)])[0]!.annotation.hooks).toEqual({
    verifyGreen: { command: 'smoke' },
  });
  annotated(json).hooks.verifyGreen = 1;
  expect(() => desiredClusters([stack('app-stack', json)])).toThrow(/hooks is not what the construct writes/);
});

test.each<[string, object, RegExp]>([
  ['an unknown point', { verify: './smoke.sh' }, /^hooks\.verify: There is no such hook\. Write one of verifyGreen, /],
  ['a list', ['./smoke.sh'], /^hooks: It is not an object/],
  ['no command', { verifyGreen: 1 }, /^hooks\.verifyGreen: It is no command/],
  ['an empty command', { verifyGreen: ' ' }, /^hooks\.verifyGreen: The command is empty/],
  ['a token', { verifyGreen: '${var.command}' }, /^hooks\.verifyGreen: Only Terraform knows the value/],
  ['a token as name', { onFailure: { command: 'a', env: ['${var.n}'] } }, /^hooks\.onFailure\.env: Only Terraform/],
  ['no time', { onFailure: { command: 'a', timeoutSeconds: 0 } }, /^hooks\.onFailure\.timeoutSeconds: 0 is no time/],
  ['too long', { onFailure: { command: 'a', timeoutSeconds: 3601 } }, /timeoutSeconds: 3601 is no time limit\. .*3600/],
  ['a text as list', { onFailure: { command: 'a', env: 'PGUSER' } }, /^hooks\.onFailure\.env: It is not a list/],
  ['a value', { onFailure: { command: 'a', env: ['A=b'] } }, /^hooks\.onFailure\.env: It holds what is not the name/],
  ['a name of ours', { onFailure: { command: 'a', env: ['AURORA_CLUSTER'] } }, /AURORA_CLUSTER is a name of/],
  ['an unknown field', { onFailure: { command: 'a', cwd: '/' } }, /^hooks\.onFailure\.cwd: A hook has no such field/],
])('refused: %s', (_, hooks, pattern) => {
  const problems = () => synthCluster({ hooks } as never);
  expect(problems).toThrow(AuroraClusterError);
  try {
    problems();
  } catch (error) {
    const found = (error as AuroraClusterError).problems.map(
      ({ prop, message, remedy }) => `${prop}: ${message} ${remedy}`,
    );
    expect(found).toEqual([expect.stringMatching(pattern)]);
  }
});
