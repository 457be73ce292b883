import type { CodeVersions } from '../../scripts/desired/desired-cluster';
import { fixtureApp } from './fixture-app';
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

/** `‹before|after›` marks what changes; all else must stay. */
const before = (marked: string) => marked.replaceAll(/‹([^|]*)\|([^›]*)›/g, '$1');
const after = (marked: string) => marked.replaceAll(/‹([^|]*)\|([^›]*)›/g, '$2');

const create = (properties: string) => `${start}new AuroraCluster(stack, 'orders', ${properties});\n${foot}`;

const lines = (...all: string[]) => create(`{\n${all.join('\n')}\n}`);

describe('properties are changed, and only their bytes', () => {
  it.each<[string, Transition, string]>([
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
      'a minor one',
      doneMinor,
      create(`{ engineVersion: ‹'15.6'|'15.10'›, ‹upgradeTo|previousEngineVersion›: ‹'15.10'|'15.6'› }`),
    ],
    [
      'a second one, after which the first is history',
      doneAgain,
      lines(
        `  engineVersion: ‹'15.6'|'16.4'›,`,
        `‹  previousEngineVersion: '14.9', // until cleanup\n|›  ‹upgradeTo|previousEngineVersion›: ‹'16.4'|'15.6'›`,
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
      done,
      `${start}const orders = { engineVersion: ‹"15.6"|"16.4"›, ‹"upgradeTo"|"previousEngineVersion"›: ‹"16.4"|"15.6"› };
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
      'a bump in the last line, without a comma',
      bumpedInCode,
      lines('  tags: {},', `  engineVersion: '16.4'‹|,› // bumped‹|\n  previousEngineVersion: '15.6'›`),
    ],
    [
      'a bump in the last line, without a comment',
      bumpedInCode,
      lines(`  engineVersion: '16.4'‹|,\n  previousEngineVersion: '15.6'›`),
    ],
    [
      'a bump of a shorthand',
      bumpedInCode,
      `${start}const engineVersion = '16.4';\nnew AuroraCluster(stack, 'orders', { tags: {}, engineVersion‹|, previousEngineVersion: '15.6'› });\n${foot}`,
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
      'cleanup beside a comment that heads more',
      cleaned,
      lines(`  // Versions`, `‹  previousEngineVersion: '15.6',\n|›  engineVersion: '16.4',`),
    ],
    [
      'cleanup of the last line',
      cleaned,
      lines(`  engineVersion: '16.4'‹,|› // exact‹\n  previousEngineVersion: '15.6'|›`),
    ],
    ['cleanup in one line', cleaned, create(`{ engineVersion: '16.4', ‹previousEngineVersion: '15.6', |›tags: {} }`)],
    ['cleanup at the end of one line', cleaned, create(`{ engineVersion: '16.4'‹, previousEngineVersion: '15.6'|› }`)],
    [
      'cleanup at the end of one line, with a comma',
      cleaned,
      create(`{ engineVersion: '16.4',‹ previousEngineVersion: '15.6',|› }`),
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
  ])('%s', async (_name, transition, marked) => {
    const app = fixtureApp({ 'main.js': before(marked) });
    const edit = await proveAndApply(app, transition);
    expect(changed(app)).toEqual({ 'main.js': after(marked) });
    expect(edit.derived).toEqual([]);
    // What is printed is what was done.
    app.git('apply', '-R', '--check', writePatch(edit.patch));
    await expect(prove(app, { from: transition.to, to: transition.to })).resolves.toMatchObject({ kind: 'already' });
  });
});
