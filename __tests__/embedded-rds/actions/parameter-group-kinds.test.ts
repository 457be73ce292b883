import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { rdsClient } from '../support/clients';

/** Commands of the SDK, by the names that both kinds of group make of theirs. */
const commands = require('@aws-sdk/client-rds') as Record<string, new (input: object) => never>;

it.each([
  ['DBCluster', 'cluster-pg', 'aurora-postgresql15', 'max_connections', 'DescribeEngineDefaultClusterParameters'],
  ['DB', 'pg', 'aurora-postgresql15', 'max_connections', 'DescribeEngineDefaultParameters'],
])(
  'every operation on a %s parameter group has the names of its kind',
  async (kind, arn, family, parameter, defaults) => {
    const what = `${kind}ParameterGroup`;
    const rds = openEmbeddedRds({ speed: 0 });
    const client = rdsClient(rds);
    const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
      const { $metadata: _, ...output } = await client.send(new commands[`${operation}Command`]!(input));
      return output;
    };
    const shown = (name: string, Description: string) => ({
      [`${what}Name`]: name,
      DBParameterGroupFamily: family,
      Description,
      [`${what}Arn`]: `arn:aws:rds:ap-northeast-1:123456789012:${arn}:${name}`,
    });
    const named = (name: string) => ({ [`${what}Name`]: name });
    const change = (ParameterValue?: string) => ({
      Parameters: [{ ParameterName: parameter, ParameterValue, ApplyMethod: 'pending-reboot' }],
    });
    const setIn = async (name: string) => {
      const { Parameters } = await call(`Describe${kind}Parameters`, { ...named(name), Source: 'user' });
      return Parameters;
    };

    const create = { ...named('one'), DBParameterGroupFamily: family, Description: 'made' };
    expect(await call(`Create${what}`, create)).toEqual({ [what]: shown('one', 'made') });
    expect(await call(`Modify${what}`, { ...named('one'), ...change('100') })).toEqual(named('one'));
    const copy = {
      [`Source${what}Identifier`]: `arn:aws:rds:ap-northeast-1:123456789012:${arn}:one`,
      [`Target${what}Identifier`]: 'two',
      [`Target${what}Description`]: 'copied',
    };
    expect(await call(`Copy${what}`, copy)).toEqual({ [what]: shown('two', 'copied') });
    expect(await call(`Describe${what}s`, {})).toMatchObject({
      [`${what}s`]: [shown('one', 'made'), shown('two', 'copied')],
    });
    expect(await call(`Describe${what}s`, named('two'))).toMatchObject({ [`${what}s`]: [shown('two', 'copied')] });
    expect(await call(`Reset${what}`, { ...named('one'), ...change() })).toEqual(named('one'));
    expect(await setIn('one')).toEqual([]);
    expect(await setIn('two')).toMatchObject([{ ParameterName: parameter, ParameterValue: '100' }]);
    expect(await call(`Delete${what}`, named('one'))).toEqual({});
    expect(await call(`Describe${what}s`, {})).toMatchObject({ [`${what}s`]: [shown('two', 'copied')] });
    const listed = await call(defaults, { DBParameterGroupFamily: family });
    expect(listed.EngineDefaults).toMatchObject({ DBParameterGroupFamily: family });
    await rds.close();
  },
);
