import type { CodeVersions } from '../../scripts/desired/code-versions';
import { fixtureApp, orders } from './fixture-app';
import { edited, unedited } from './marked-code';
import { changed, foot, prove, proveAndApply, start, writePatch } from './proving';

/** The transitions that a controller asks for. */
const done = {
  from: { engineVersion: '15.6', upgradeTo: '16.4' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const doneMinor = {
  from: { engineVersion: '15.6', upgradeTo: '15.10' },
  to: { engineVersion: '15.10', previousEngineVersion: '15.6' },
};
const doneAgain = {
  from: { engineVersion: '15.6', upgradeTo: '16.4', previousEngineVersion: '14.9' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const overtaken = {
  from: { engineVersion: '15.6', upgradeTo: '16.4' },
  to: { engineVersion: '16.6', previousEngineVersion: '15.6' },
};
const overtakenMinor = { from: { engineVersion: '15.6', upgradeTo: '15.8' }, to: { engineVersion: '15.10' } };
const overtakenHalfway = {
  from: { engineVersion: '15.6', upgradeTo: '15.12' },
  to: { engineVersion: '15.10', upgradeTo: '15.12' },
};
const bumpedByCommand = {
  from: { engineVersion: '15.6' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const bumpedAgain = {
  from: { engineVersion: '15.6', previousEngineVersion: '14.9' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const bumpedInCode = {
  from: { engineVersion: '16.4' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const hop = {
  from: { engineVersion: '14.9', upgradeTo: '16.4' },
  to: { engineVersion: '15.6', upgradeTo: '16.4', previousEngineVersion: '14.9' },
};
const cleaned = {
  from: { engineVersion: '16.4', previousEngineVersion: '15.6' },
  to: { engineVersion: '16.4' },
};

interface Transition {
  from: CodeVersions;
  to: CodeVersions;
}

/** The other file of an app that only creates what that one says. */
const from = (file: string) => ({
  'main.js': `${start}const clusters = require('./${file}');
for (const [name, props] of Object.entries(clusters)) new AuroraCluster(stack, name, props);\n${foot}`,
});

const create = (properties: string) => `${start}new AuroraCluster(stack, 'orders', ${properties});\n${foot}`;

const lines = (...all: string[]) => create(`{\n${all.join('\n')}\n}`);

describe('properties are changed, and only their bytes', () => {
  it.each<[string, Transition, string | Record<string, string>]>([
    [
      'a declared upgrade is done',
      done,
      lines(
        '  // Bump this.',
        `  engineVersion: ‹'15.6'|'16.4'›, // exact`,
        '  // Planned for May.',
        `  ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'›,`,
        '  tags: {},',
      ),
    ],
    [
      'a second one, after which the first is history',
      doneAgain,
      lines(
        `  engineVersion: ‹'15.6'|'16.4'›,`,
        `  previousEngineVersion: ‹'14.9'|'15.6'›‹,|› // until cleanup‹\n  upgradeTo: '16.4'|›`,
      ),
    ],
    [
      'expressions, with a quoted name',
      done,
      lines(
        "  engineVersion: ‹['15', '6'].join('.')|next(16)›,",
        "  ‹'upgradeTo'|'previousEngineVersion'›: ‹next(16)|['15', '6'].join('.')›,",
      ).replace('new Aurora', 'const next = (major) => `${major}.4`;\nnew Aurora'),
    ],
    [
      'shorthands',
      done,
      `${start}const engineVersion = '15.6';\nconst upgradeTo = '16.4';
new AuroraCluster(stack, 'orders', { engineVersion‹|: upgradeTo›, ‹upgradeTo|previousEngineVersion: engineVersion› });\n${foot}`,
    ],
    [
      'an object in a loop, beside others at the same versions',
      done,
      `${start}const clusters = [
  { name: 'a', engineVersion: '15.6', upgradeTo: '16.4' },
  { name: 'orders', engineVersion: ‹'15.6'|'16.4'›, ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'› },
  { name: 'b', engineVersion: '15.6', upgradeTo: '16.4' },
];
for (const { name, ...versions } of clusters) new AuroraCluster(stack, name, versions);\n${foot}`,
    ],
    [
      'an object that calls the version otherwise',
      done,
      `${start}const clusters = [
  { name: 'a', version: '15.6', upgradeTo: '16.4' },
  { name: 'orders', version: ‹'15.6'|'16.4'›, ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'› },
];
for (const { name, version, upgradeTo, previousEngineVersion } of clusters) {
  new AuroraCluster(stack, name, { engineVersion: version, upgradeTo, previousEngineVersion });
}\n${foot}`,
    ],
    [
      'where each cluster is created, if the values are shared',
      done,
      `${start}const versions = { now: '15.6', next: '16.4' };
new AuroraCluster(stack, 'billing', { engineVersion: versions.now, upgradeTo: versions.next });
new AuroraCluster(stack, 'orders', { engineVersion: ‹versions.now|versions.next›, ‹upgradeTo|previousEngineVersion›: ‹versions.next|versions.now› });\n${foot}`,
    ],
    [
      'an object that is spread',
      doneMinor,
      `${start}const orders = { engineVersion: ‹"15.6"|"15.10"›, ‹"upgradeTo"|"previousEngineVersion"›: ‹"15.10"|"15.6"› };
new AuroraCluster(stack, 'orders', { ...orders, tags: {} });\n${foot}`,
    ],
    [
      'literals in two places of one file',
      done,
      `${start}const versions = { billing: '15.6', orders: '‹15.6|16.4›' };
const upgrades = { billing: { upgradeTo: '16.4' }, orders: { ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'› } };
for (const [name, engineVersion] of Object.entries(versions)) new AuroraCluster(stack, name, { engineVersion, ...upgrades[name] });\n${foot}`,
    ],
    [
      'AWS went ahead',
      overtaken,
      lines(`  engineVersion: '‹15.6|16.6›',`, `  ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'›,`),
    ],
    [
      'AWS went ahead within the major version',
      overtakenMinor,
      lines(`  engineVersion: '‹15.6|15.10›',`, `‹  upgradeTo: '15.8',\n|›  tags: {},`),
    ],
    [
      'AWS went ahead, and the version is a constant',
      overtakenMinor,
      `${start}const version = '‹15.6|15.10›';\nnew AuroraCluster(stack, 'orders', { engineVersion: version‹, upgradeTo: '15.8'|› });\n${foot}`,
    ],
    [
      'AWS went a part of the way',
      overtakenHalfway,
      `${start}const clusters = { a: '15.6', orders: '‹15.6|15.10›' };
for (const [name, engineVersion] of Object.entries(clusters)) new AuroraCluster(stack, name, { engineVersion, upgradeTo: '15.12' });\n${foot}`,
    ],
    [
      '--to another major version',
      bumpedByCommand,
      create(`{ engineVersion: '‹15.6|16.4›'‹|, previousEngineVersion: '15.6'› }`),
    ],
    [
      '--to another major version, of a constant',
      bumpedByCommand,
      `${start}const version = '‹15.6|16.4›';\nnew AuroraCluster(stack, 'orders', { engineVersion: version‹|, previousEngineVersion: '15.6'› });\n${foot}`,
    ],
    [
      '--to another major version, once more',
      bumpedAgain,
      lines(`  engineVersion: '‹15.6|16.4›',`, `  previousEngineVersion: '‹14.9|15.6›',`),
    ],
    [
      'a hop of two',
      hop,
      lines(`  engineVersion: '‹14.9|15.6›',‹|\n  previousEngineVersion: '14.9',›`, `  upgradeTo: '16.4',`),
    ],
    [
      'a bump of the code itself',
      bumpedInCode,
      lines(`\tengineVersion: "16.4", // bumped‹|\n\tpreviousEngineVersion: "15.6",›`, '\ttags: {},'),
    ],
    [
      'a bump of a shorthand',
      bumpedInCode,
      `${start}const engineVersion = '16.4';\nnew AuroraCluster(stack, 'orders', { tags: {}, engineVersion‹|, previousEngineVersion: '15.6'› });\n${foot}`,
    ],
    [
      'a bump beside a property that says nothing',
      bumpedInCode,
      create(`{ engineVersion: '16.4', previousEngineVersion: ‹undefined|'15.6'› }`),
    ],
    [
      'AWS went ahead, beside a property that says nothing',
      overtaken,
      create(`{ engineVersion: '‹15.6|16.6›', previousEngineVersion: ‹undefined|'15.6'›‹, upgradeTo: '16.4'|› }`),
    ],
    [
      'a bump in a loop',
      bumpedInCode,
      `${start}for (const { name, ...rest } of [{ name: 'a', engineVersion: '16.4' }, { name: 'orders', engineVersion: '16.4'‹|, previousEngineVersion: '15.6'› }])
  new AuroraCluster(stack, name, rest);\n${foot}`,
    ],
    [
      'cleanup',
      cleaned,
      lines(
        `  engineVersion: '16.4',`,
        `‹  previousEngineVersion: '15.6', // until the old cluster is gone\n|›  tags: {},`,
      ),
    ],
    [
      'cleanup of a comment that speaks of it alone',
      cleaned,
      lines(
        `  // Bump this.`,
        `  engineVersion: '16.4',`,
        `‹  // The old cluster still stands.\n  previousEngineVersion: '15.6',\n|›  tags: {},`,
      ),
    ],
    [
      'cleanup of one in a loop',
      cleaned,
      `${start}const clusters = [
  { name: 'a', engineVersion: '16.4', previousEngineVersion: '15.6' },
  { name: 'orders', engineVersion: '16.4'‹, previousEngineVersion: '15.6'|› },
];
for (const { name, ...rest } of clusters) new AuroraCluster(stack, name, rest);\n${foot}`,
    ],
    [
      'cleanup of a constant that another cluster has too',
      cleaned,
      `${start}const former = '15.6';
new AuroraCluster(stack, 'a', { engineVersion: '16.4', previousEngineVersion: former });
new AuroraCluster(stack, 'orders', { engineVersion: '16.4'‹, previousEngineVersion: former|› });\n${foot}`,
    ],
    [
      'an object of a JSON file',
      done,
      {
        ...from('clusters.json'),
        'clusters.json': `\uFEFF{\r\n\t"a": { "engineVersion": "15.6", "upgradeTo": "16.4" },\r\n\t"orders": {
\t\t"upgradeTo" : "16.4",\r\n\t\t"engineVersion": "15.6"\r\n\t}\r\n}`
          .replace('"upgradeTo" : "16.4"', '"‹upgradeTo|previousEngineVersion›" : "‹16.4|15.6›"')
          .replace('"engineVersion": "15.6"\r\n', '"engineVersion": "‹15.6|16.4›"\r\n'),
      },
    ],
    [
      'a bump in a JSON file',
      bumpedInCode,
      {
        ...from('clusters.json'),
        'clusters.json': `{ "orders": {\n  "tags": {},\n  "engineVersion": "16.4"‹|,\n  "previousEngineVersion": "15.6"›\n} }`,
      },
    ],
    [
      'cleanup in a JSON file',
      cleaned,
      {
        ...from('clusters.json'),
        'clusters.json': `{"orders":{"engineVersion":"16.4"‹,"previousEngineVersion":"15.6"|›}}`,
      },
    ],
    [
      "cdktf's context, value by value",
      done,
      {
        'main.js': `${start}const get = (key) => app.node.tryGetContext('orders')[key];
new AuroraCluster(stack, 'orders', {
  engineVersion: get('engineVersion'),
  upgradeTo: get('upgradeTo'),
  previousEngineVersion: get('previousEngineVersion'),
});\n${foot}`,
        'cdktf.json': `{\n  "app": "node main.js",\n  "context": { "orders": { "engineVersion": ‹"15.6"|"16.4"›, "‹upgradeTo|previousEngineVersion›": ‹"16.4"|"15.6"› } }\n}\n`,
      },
    ],
    [
      'another file, under names of its own',
      doneAgain,
      {
        'main.js': `${start}const { orders } = require('./lib/versions');
new AuroraCluster(stack, 'orders', { engineVersion: orders.now, upgradeTo: orders.next, previousEngineVersion: orders.old });\n${foot}`,
        'lib/versions.js': `exports.orders = {\n  old: ‹'14.9'|'15.6'›,\n  now: ‹'15.6'|'16.4'›,\n‹  next: '16.4',\n|›};\n`,
      },
    ],
    [
      'cleanup of data under a name of its own',
      cleaned,
      `${start}for (const each of [{ name: 'orders', version: '16.4'‹, former: '15.6'|› }, { name: 'a', version: '15.6' }])
  new AuroraCluster(stack, each.name, { engineVersion: each.version, previousEngineVersion: each.former });\n${foot}`,
    ],
  ])('%s', async (_name, transition, marked) => {
    const files = typeof marked === 'string' ? { 'main.js': marked } : marked;
    const app = fixtureApp(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, unedited(text)])));
    const edit = await proveAndApply(app, transition);
    const [file, text] = Object.entries(files).find(([, each]) => each.includes('‹'))!;
    expect(changed(app)).toEqual({ [file]: edited(text) });
    expect(edit).toMatchObject({ file, derived: [] });
    // What is printed is what was done.
    app.git('apply', '-R', '--check', writePatch(edit.patch));
    await expect(prove(app, { from: transition.to, to: transition.to })).resolves.toMatchObject({ kind: 'already' });
  });

  it('says what it did at each place', async () => {
    const app = fixtureApp({ 'main.js': unedited(lines(`  engineVersion: '15.6',`, `  'upgradeTo': '16.4',`)) });
    const edit = await proveAndApply(app, done);
    expect(edit.changes).toEqual([
      {
        place: { file: 'main.js', line: 5, column: 3, text: "engineVersion: '15.6'" },
        says: "engineVersion '15.6' → '16.4'",
      },
      {
        place: { file: 'main.js', line: 6, column: 3, text: "'upgradeTo': '16.4'" },
        says: "upgradeTo → previousEngineVersion '15.6'",
      },
    ]);
  });

  it('costs a handful of syntheses for 50 clusters at the same versions', async () => {
    const clusters = Array.from(
      { length: 50 },
      (_, i) => `{ name: 'c${i}', engineVersion: '15.6', upgradeTo: '16.4' },\n`,
    );
    const main = `${start}for (const { name, ...each } of [${clusters.join('')}]) new AuroraCluster(stack, name, each);\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    const c37 = { ...orders, address: 'aws_rds_cluster.c37', clusterIdentifier: 'c37' };
    const edit = await proveAndApply(app, { ...done, cluster: c37 });
    const line = (versions: string) => `{ name: 'c37', ${versions} },`;
    expect(app.read('main.js')).toBe(
      main.replace(
        line(`engineVersion: '15.6', upgradeTo: '16.4'`),
        line(`engineVersion: '16.4', previousEngineVersion: '15.6'`),
      ),
    );
    expect(edit.syntheses).toBe(4);
  });

  it('is found by halves where the app knows its versions', async () => {
    const clusters = Array.from(
      { length: 8 },
      (_, i) => `{ name: 'c${i}', engineVersion: '16.4', previousEngineVersion: '15.6' },\n`,
    );
    const main = `${start}for (const { name, ...each } of [${clusters.join('')}]) {
  for (const version of Object.values(each)) if (!['15.6', '16.4'].includes(version)) throw new Error('unknown ' + version);
  new AuroraCluster(stack, name, each);
}\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    const c5 = { ...orders, address: 'aws_rds_cluster.c5', clusterIdentifier: 'c5' };
    const edit = await proveAndApply(app, { ...cleaned, cluster: c5 });
    const line = (more: string) => `{ name: 'c5', engineVersion: '16.4'${more} }`;
    expect(app.read('main.js')).toBe(main.replace(line(`, previousEngineVersion: '15.6'`), line('')));
    expect(edit.syntheses).toBeLessThan(12);
  });
});
