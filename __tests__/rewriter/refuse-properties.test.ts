import { symlinkSync } from 'node:fs';
import { fixtureApp } from './fixture-app';
import { foot, head, type Options, prove, start, writePatch } from './proving';

const done = {
  from: { engineVersion: '15.6', upgradeTo: '16.4' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const overtaken = { from: done.from, to: { engineVersion: '16.6', previousEngineVersion: '15.6' } };
const byCommand = { from: { engineVersion: '15.6' }, to: done.to };
const bumpedInCode = { from: { engineVersion: '16.4' }, to: done.to };
const cleaned = { from: done.to, to: { engineVersion: '16.4' } };

const both = `engineVersion: '15.6', upgradeTo: '16.4'`;
const creation = (props: string, name = 'orders') => `new AuroraCluster(stack, '${name}', ${props});`;

async function refusal(code: string | Record<string, string>, options: Options) {
  const files = typeof code === 'string' ? { 'main.js': code } : code;
  const main = files['main.js']!;
  const app = fixtureApp({ ...files, 'main.js': main.startsWith(head) ? main : `${start}${main}\n${foot}` });
  const outcome = await prove(app, options);
  if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome));
  expect(app.git('status', '--porcelain')).toBe('');
  if (outcome.patch) app.git('apply', '--check', writePatch(outcome.patch));
  return { app, outcome };
}

describe('a change of properties is refused, with its place and a proven patch', () => {
  it.each<[string, Options, string | Record<string, string>, string, string[]]>([
    [
      'an object that two clusters spread',
      done,
      `const common = { ${both} };
${creation(`{ clusterIdentifier: 'billing', ...common }`, 'billing')}
${creation(`{ clusterIdentifier: 'orders', ...common }`)}`,
      'SHARED',
      [`...common, engineVersion: '16.4', upgradeTo: undefined, previousEngineVersion: '15.6' }`],
    ],
    [
      'data that is not passed on, of a version bumped in the code',
      bumpedInCode,
      `for (const each of [{ name: 'orders', version: '16.4' }, { name: 'a', version: '16.4' }])
  new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
      'SHARED',
      [
        `{ name: 'orders', version: '16.4', previousEngineVersion: '15.6' }`,
        `{ engineVersion: each.version, previousEngineVersion: each.previousEngineVersion }`,
      ],
    ],
    [
      'data that is not passed on, of an upgrade by command',
      byCommand,
      `for (const each of [{ name: 'orders', version: '15.6' }, { name: 'a', version: '15.6' }])
  new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
      'COMPUTED',
      [`version: '16.4', previousEngineVersion: '15.6' }`, 'previousEngineVersion: each.previousEngineVersion'],
    ],
    [
      'data that is not passed on, of a declared upgrade',
      done,
      `for (const each of [{ name: 'orders', version: '15.6', next: '16.4' }, { name: 'a', version: '15.6' }])
  new AuroraCluster(stack, each.name, { engineVersion: each.version, upgradeTo: each.next });`,
      'COMPUTED',
      [`version: '16.4', previousEngineVersion: '15.6' }`, 'previousEngineVersion: each.previousEngineVersion'],
    ],
    [
      'all that a spread object holds',
      cleaned,
      `const old = true;\n${creation(`{ engineVersion: '16.4', ...(old ? { previousEngineVersion: '15.6' } : {}) }`)}`,
      'COMPUTED',
      [`{ engineVersion: '16.4' }`],
    ],
    [
      'two files',
      overtaken,
      {
        'main.js': `const { version } = require('./versions');\n${creation(`{ engineVersion: version, upgradeTo: '16.4' }`)}`,
        'versions.js': `exports.version = '15.6';\n`,
      },
      'SEVERAL_FILES',
      [`+exports.version = '16.6';`, `{ engineVersion: version, previousEngineVersion: '15.6' }`],
    ],
    [
      'two places that are each enough',
      done,
      `const [a, b] = [{ ${both} }, { ${both} }];
const major = ({ engineVersion }) => Number(engineVersion.split('.')[0]);
${creation(`major(a) > major(b) ? a : b`)}`,
      'AMBIGUOUS',
      [],
    ],
    [
      'a file that git ignores',
      done,
      {
        'main.js': creation(`require('./generated/orders')`),
        'generated/orders.js': `module.exports = { ${both} };\n`,
      },
      'GENERATED',
      [`{ engineVersion: '16.4', previousEngineVersion: '15.6' }`],
    ],
    [
      'an object that the stage picks',
      done,
      `const all = { dev: { ${both} } };\n${creation(`all[process.env.STAGE ?? 'dev']`)}`,
      'STAGE_DEPENDENT',
      [],
    ],
    [
      'values that the stage decides',
      done,
      `const [now, next] = { dev: ['15.6', '16.4'] }[process.env.STAGE ?? 'dev'];
${creation(`{ engineVersion: now, upgradeTo: next }`)}`,
      'STAGE_DEPENDENT',
      [],
    ],
    [
      'a version of the stage, beside which one would be put',
      bumpedInCode,
      `const versions = { dev: '16.4' };\n${creation(`{ engineVersion: versions[process.env.STAGE ?? 'dev'] }`)}`,
      'STAGE_DEPENDENT',
      [],
    ],
    [
      'a property that only one stage has',
      cleaned,
      creation(`{ engineVersion: '16.4', previousEngineVersion: process.env.STAGE === 'x' ? undefined : '15.6' }`),
      'STAGE_DEPENDENT',
      [],
    ],
    [
      'an object that only one stage has',
      cleaned,
      creation(
        `process.env.STAGE === 'x' ? { engineVersion: '15.6' } : { engineVersion: '16.4', previousEngineVersion: '15.6' }`,
      ),
      'STAGE_DEPENDENT',
      [],
    ],
  ])('%s', async (_name, options, code, reason, patched) => {
    const { app, outcome } = await refusal(code, options);
    expect(outcome).toMatchObject({ code: reason, patchProven: true });
    for (const text of patched) expect(outcome.patch).toContain(text);
    app.git('apply', writePatch(outcome.patch!));
    await expect(prove(app, options)).resolves.toMatchObject({ kind: 'already' });
  });
});

describe('a change of properties is refused where none is proven', () => {
  it.each<[string, Options, string, string, RegExp]>([
    [
      'two stacks of one object',
      done,
      `${head}const app = new App();
for (const name of ['prod', 'staging']) new AuroraCluster(new TerraformStack(app, name), 'orders', { ${both} });\n${foot}`,
      'SHARED',
      /not used by cluster orders alone: orders \(stack staging\)/,
    ],
    [
      'versions of two stacks, decided by the stage',
      done,
      `${head}const app = new App();
for (const name of ['prod', 'staging']) {
  const isProd = name === (process.env.STAGE ?? 'prod');
  new AuroraCluster(new TerraformStack(app, name), 'orders', {
    engineVersion: isProd ? '15.6' : '15.4',
    upgradeTo: isProd ? '16.4' : '16.3',
  });
}\n${foot}`,
      'SHARED',
      /orders \(stack staging\) would change with it/,
    ],
    [
      'arguments of a function that creates several',
      done,
      `const add = (name, engineVersion, upgradeTo) => new AuroraCluster(stack, name, { engineVersion, upgradeTo });
add('orders', '15.6', '16.4');\nadd('billing', '15.6', '16.4');`,
      'SHARED',
      /billing \(stack prod\)/,
    ],
    [
      'an output that says it too',
      done,
      `const orders = { ${both} };\n${creation('orders')}\nstack.output('next', orders.upgradeTo ?? 'none');`,
      'OTHER_EFFECTS',
      /prod: output\.next\.value/,
    ],
    [
      'a group that something refers to',
      cleaned,
      `${creation(`{ engineVersion: '16.4', previousEngineVersion: '15.6' }`)}
const [group] = Object.keys(stack.json.resource.aws_db_parameter_group).filter((name) => name.includes('pg15'));
stack.output('group', group ? 'orders_params-pg15' : 'none');`,
      'OTHER_EFFECTS',
      /prod: output\.group\.value/,
    ],
    [
      'import lines of a group that is no longer there',
      cleaned,
      `${creation(`{ engineVersion: '16.4', previousEngineVersion: '15.6' }`)}
stack.json.import = Object.keys(stack.json.resource.aws_db_parameter_group).map((name) => ({ to: 'aws_db_parameter_group.' + name, id: name }));`,
      'OTHER_EFFECTS',
      /prod: import\[\d\].*import lines \(importFrom\)/s,
    ],
    [
      'a group that something still refers to when it is gone',
      cleaned,
      `${creation(`{ engineVersion: '16.4', previousEngineVersion: '15.6' }`)}
stack.output('group', '\${aws_db_parameter_group.orders_params-pg15_70673135.name}');`,
      'OTHER_EFFECTS',
      /prod: resource\.aws_db_parameter_group\.orders_params-pg15/,
    ],
    [
      'an app whose output depends on the time',
      done,
      `stack.output('id', String(process.hrtime.bigint()));\n${creation(`{ ${both} }`)}`,
      'NOT_DETERMINISTIC',
      /prod: output\.id\.value/,
    ],
    [
      'an app that does not accept the new version',
      done,
      `const props = { ${both} };
if (props.previousEngineVersion) throw new Error('not before Monday');\n${creation('props')}`,
      'DOES_NOT_SYNTHESIZE',
      /not before Monday/,
    ],
    [
      'code that says another upgrade',
      { from: { ...done.from, upgradeTo: '16.3' }, to: done.to },
      creation(`{ ${both} }`),
      'OTHER_VERSION',
      /now says 15\.6 \(upgradeTo 16\.4\) for cluster orders, no longer 15\.6 \(upgradeTo 16\.3\)/,
    ],
    [
      'a version that is none',
      { from: done.from, to: { ...done.to, previousEngineVersion: `15.6' }` } },
      creation(`{ ${both} }`),
      'INVALID_VERSION',
      /is not an exact engine version/,
    ],
  ])('%s', async (_name, options, code, reason, message) => {
    const { outcome } = await refusal(code, options);
    expect(outcome.code).toBe(reason);
    expect(`${outcome.message} ${outcome.remedy}`).toMatch(message);
    expect(outcome.patchProven).not.toBe(true);
    expect(outcome.syntheses).toBeLessThanOrEqual(8);
  });

  it('a linked file outside the project', async () => {
    const outside = fixtureApp({ 'orders.json': '{"engineVersion":"15.6","upgradeTo":"16.4"}' });
    const app = fixtureApp({ 'main.js': `${start}${creation(`require('./orders.json')`)}\n${foot}` });
    symlinkSync(`${outside.dir}/orders.json`, `${app.dir}/orders.json`);
    app.git('add', '.');
    await expect(prove(app, done)).resolves.toMatchObject({
      code: 'OUTSIDE_PROJECT',
      places: [{ file: 'orders.json' }],
    });
  });
});
