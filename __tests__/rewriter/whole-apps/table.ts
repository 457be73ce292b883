import { start } from '../proving';
import { creation, foot, script, tsx, typed, typescript, type WholeApp } from './whole-app';

const twentyThousand = Array.from({ length: 20_000 }, (_, i) => `// line ${i} of a long file, 15.6.${i}`).join('\n');
const minified = Array.from({ length: 8_000 }, (_, i) => `var a${i}={k:${i}};`).join('');
const major = {
  from: { engineVersion: '15.6', upgradeTo: '16.4' },
  to: { engineVersion: '16.4', previousEngineVersion: '15.6' },
};
const workspace = (at: string) => ({
  [`${at}/package.json`]: '{"name":"@acme/versions","main":"index.js"}',
  [`${at}/index.js`]: `exports.version = '‹15.6›';\n`,
});

/** How a version is said. */
const values: WholeApp[] = [
  script('constant', `const version = '‹15.6›';\n${creation()}`, { sampled: true }),
  script('in place', creation(`'‹15.6›'`)),
  script('backticks', `const version = \`‹15.6›\`;\n${creation()}`),
  script('static field', `class Versions { static orders = '‹15.6›'; }\n${creation('Versions.orders')}`, {
    sampled: true,
  }),
  script(
    'private field',
    `class Orders { #version = '‹15.6›'; get version() { return this.#version; } }\n${creation('new Orders().version')}`,
  ),
  script('Map', `const versions = new Map([['orders', '‹15.6›']]);\n${creation(`versions.get('orders')`)}`, {
    sampled: true,
  }),
  script('frozen object', `const versions = Object.freeze({ orders: '‹15.6›' });\n${creation('versions.orders')}`),
  script('tuple', `const [, version] = ['orders', '‹15.6›'];\n${creation()}`),
  script('default of a parameter', `function create(version = '‹15.6›') {\n  ${creation()}}\ncreate();`, {}),
  script('tagged template', `const v = ([text]) => text;\nconst version = v\`‹15.6›\`;\n${creation()}`, {
    ends: 'STAGE_DEPENDENT',
  }),
  script('two halves', `const version = '15' + '.6';\n${creation()}`, { ends: 'COMPUTED' }),
  script('numbers', `const version = [15, 6].join('.');\n${creation()}`, { ends: 'COMPUTED', sampled: true }),
  script('generator', `function* versions() { yield '‹15.6›'; }\nconst [version] = versions();\n${creation()}`),
  script(
    'getter',
    `const props = { get engineVersion() { return '‹15.6›'; } };\nnew AuroraCluster(stack, 'orders', props);`,
    { sampled: true },
  ),
  script('escaped key', `new AuroraCluster(stack, 'orders', { 'engine\\u0056ersion': '‹15.6›' });`),
  script('computed key', `new AuroraCluster(stack, 'orders', { ['engine' + 'Version']: '‹15.6›' });`, {
    sampled: true,
  }),
  script(
    'spread of an object',
    `const common = { engineVersion: '‹15.6›' };\nnew AuroraCluster(stack, 'orders', { ...common });`,
  ),
  script(
    'subclass',
    `class Orders extends AuroraCluster {\n  constructor(scope) { super(scope, 'orders', { engineVersion: '‹15.6›' }); }\n}\nnew Orders(stack);`,
  ),
  script(
    'loop over data',
    `const all = [{ id: 'orders', engineVersion: '‹15.6›' }];\nfor (const { id, engineVersion } of all) new AuroraCluster(stack, id, { engineVersion });`,
    { sampled: true },
  ),
  script(
    'proxy',
    `const props = new Proxy({ engineVersion: '‹15.6›' }, {});\nnew AuroraCluster(stack, 'orders', { engineVersion: props.engineVersion });`,
    { ends: 'STAGE_DEPENDENT' },
  ),
  script(
    'beside others of the same text',
    `// was 15.6 before\nconst other = 'runs 15.6, see /15.6/';\n${creation(`'‹15.6›'`)}new AuroraCluster(stack, 'billing', { engineVersion: '15.6' });\nif (!other) throw 0;`,
    { sampled: true },
  ),
];

/** What a major upgrade does to it. */
const properties: WholeApp[] = [
  script('major, in place', `new AuroraCluster(stack, 'orders', { engineVersion: '15.6', upgradeTo: '16.4' });`, major),
  script(
    'major, loop over data',
    `const all = [{ id: 'billing', engineVersion: '15.6' }, { id: 'orders', engineVersion: '15.6', upgradeTo: '16.4' }];\nfor (const { id, engineVersion, upgradeTo } of all) {\n  new AuroraCluster(stack, id, { engineVersion, upgradeTo });\n}`,
    { ...major, ends: 'COMPUTED', sampled: true },
  ),
  script(
    'major, parameters',
    `function create(id, { engineVersion, upgradeTo }) {\n  new AuroraCluster(stack, id, { engineVersion, upgradeTo });\n}\ncreate('billing', { engineVersion: '15.6' });\ncreate('orders', { engineVersion: '15.6', upgradeTo: '16.4' });`,
    { ...major, ends: 'COMPUTED' },
  ),
  script(
    'major, renamed on its way',
    `const all = [{ id: 'billing', engineVersion: '15.6' }, { id: 'orders', engineVersion: '15.6', upgradeTo: '16.4' }];\nfor (const { id, engineVersion: now, upgradeTo: next } of all) {\n  new AuroraCluster(stack, id, { engineVersion: now, upgradeTo: next });\n}`,
    { ...major, ends: 'COMPUTED' },
  ),
  script(
    'major, escaped keys',
    `new AuroraCluster(stack, 'orders', { 'engine\\u0056ersion': '15.6', upgradeTo: '16.4' });`,
    major,
  ),
  script(
    'major, computed keys',
    `new AuroraCluster(stack, 'orders', { ['engineVersion']: '15.6', ['upgradeTo']: '16.4' });`,
    major,
  ),
  script(
    'major, getters',
    `const props = { get engineVersion() { return '15.6'; }, get upgradeTo() { return '16.4'; } };\nnew AuroraCluster(stack, 'orders', props);`,
    { ...major, ends: 'COMPUTED' },
  ),
  script('major, data', `new AuroraCluster(stack, 'orders', require('./orders.json'));`, {
    ...major,
    files: { 'orders.json': '{\r\n\t"engineVersion": "15.6",\r\n\t"upgradeTo": "16.4"\r\n}' },
  }),
];

/** What TypeScript adds. */
const types: WholeApp[] = [
  typescript(
    'major, typed parameters',
    `function create(id: string, { engineVersion, upgradeTo }: { engineVersion: string; upgradeTo?: string }) {
  new AuroraCluster(stack, id, { engineVersion, upgradeTo });
}
create('billing', { engineVersion: '15.6' });
create('orders', { engineVersion: '15.6', upgradeTo: '16.4' });`,
    { ...major, ends: 'COMPUTED' },
  ),
  typescript('enum', `enum Versions { orders = '‹15.6›' }\n${creation('Versions.orders')}`, { sampled: true }),
  typescript(
    'const enum of a namespace',
    `namespace Db { export const enum Versions { orders = '‹15.6›' } }\n${creation('Db.Versions.orders')}`,
    { ends: 'STAGE_DEPENDENT' },
  ),
  typescript(
    'decorator',
    `const versioned = (version: string) => (target: any) => { target.version = version; };\n@versioned('‹15.6›')\nclass Orders {}\n${creation('(Orders as any).version')}`,
    { ends: 'STAGE_DEPENDENT', files: { 'tsconfig.json': '{"compilerOptions":{"experimentalDecorators":true}}' } },
  ),
  typescript(
    'generics',
    `interface Versioned { engineVersion: string }\nfunction create<Props extends Versioned>(props: Props) { new AuroraCluster(stack, 'orders', props); }\ncreate<Versioned>({ engineVersion: '‹15.6›' });`,
  ),
  typescript(
    'satisfies',
    `const versions = { orders: '‹15.6›' } as const satisfies Record<string, string>;\n${creation('versions.orders')}`,
  ),
  typescript('.cts', `import { version } from './versions.cjs';\n${creation()}`, {
    files: { 'versions.cts': `export const version = '‹15.6›';\n` },
  }),
  typescript('barrel of barrels', `import * as all from './versions';\n${creation('all.orders')}`, {
    files: {
      'versions/index.ts': `export * from './orders';\n`,
      'versions/orders.ts': `export { version as orders } from '../lib';\n`,
      'lib.ts': `export const version: string = '‹15.6›';\n`,
    },
  }),
];

/** How files are written, and where they stand. */
const files: WholeApp[] = [
  {
    name: 'CRLF with a byte order mark',
    ends: 'edit',
    sampled: true,
    files: { 'main.js': `\uFEFF${`${start}const version = '‹15.6›';\n${creation()}${foot}`.replaceAll('\n', '\r\n')}` },
  },
  script('20,000 lines', `${twentyThousand}\nconst version = '‹15.6›'; // 15.6\n${creation()}`),
  script('one line of 130 KB', `${minified}const version='‹15.6›';${creation()}`),
  {
    name: 'no end of the last line',
    ends: 'edit',
    files: { 'main.js': `${start}app.synth(${creation(`'‹15.6›'`).trim().slice(0, -1)});` },
  },
  script('emoji before it', `const note = '🚀🚀 é', version = '‹15.6›';\n${creation()}if (!note) throw 0;`),
  script('names with spaces and accents', `const { version } = require('./été 2026/les versions.js');\n${creation()}`, {
    files: { 'été 2026/les versions.js': `exports.version = '‹15.6›';\n` },
    sampled: true,
  }),
  script('a folder that is named after a version', `const { version } = require('./v15.6/versions');\n${creation()}`, {
    files: { 'v15.6/versions.js': `exports.version = '‹15.6›';\n` },
  }),
  script(
    'JSON with comments',
    `const text = require('node:fs').readFileSync('versions.jsonc', 'utf8').replace(/\\/\\/.*/g, '');\nconst version = JSON.parse(text).orders;\n${creation()}`,
    { files: { 'versions.jsonc': '{\n  // of production\n  "orders": "‹15.6›"\n}\n' } },
  ),
  script(
    'YAML',
    `const version = /orders: "(.*)"/.exec(require('node:fs').readFileSync('versions.yaml', 'utf8'))[1];\n${creation()}`,
    { ends: 'NOT_A_LITERAL', files: { 'versions.yaml': 'orders: "15.6"\n' }, sampled: true },
  ),
  script('a linked file', `const { version } = require('./linked');\n${creation()}`, {
    files: { 'real/versions.js': `exports.version = '‹15.6›';\n` },
    ends: 'STAGE_DEPENDENT',
    links: { 'linked.js': 'real/versions.js' },
  }),
  script('a linked folder', `const { version } = require('./linked/versions');\n${creation()}`, {
    files: { 'real/versions.js': `exports.version = '‹15.6›';\n` },
    ends: 'STAGE_DEPENDENT',
    links: { linked: 'real' },
  }),
  script('submodule', `const { version } = require('./shared/versions');\n${creation()}`, {
    ends: 'OUTSIDE_PROJECT',
    files: { 'shared/versions.js': `exports.version = '15.6';\n` },
    submodule: 'shared',
  }),
  script('workspace in the app', `const { version } = require('@acme/versions');\n${creation()}`, {
    files: workspace('packages/versions'),
    links: { 'node_modules/@acme/versions': '../../packages/versions' },
    sampled: true,
  }),
  {
    name: 'workspace beside the app',
    ends: 'OUTSIDE_PROJECT',
    folder: 'apps/db',
    sampled: true,
    files: {
      'apps/db/main.js': `${start}const { version } = require('@acme/versions');\n${creation()}${foot}`,
      ...workspace('packages/versions'),
    },
    links: { 'apps/db/node_modules/@acme/versions': '../../../../packages/versions' },
  },
  {
    name: 'ES module',
    ends: 'edit',
    files: {
      'cdktf.json': '{"app":"node main.mjs"}',
      'main.mjs': `import tiny from 'tiny-cdktf';\nimport { version } from './versions.mjs';\nconst { App, TerraformStack, AuroraCluster } = tiny;\nconst app = new App();\nconst stack = new TerraformStack(app, 'prod');\n${creation()}${foot}`,
      'versions.mjs': `export const version = '‹15.6›';\n`,
    },
  },
  {
    name: 'compiled, beside its source',
    ends: 'GENERATED',
    files: {
      'main.js': `${start}const version = '15.6';\n${creation()}${foot}`,
      'main.ts': `${typed}const version = '15.6';\n${creation()}${foot}`,
    },
  },
  {
    name: 'hashbang and tabs',
    ends: 'edit',
    files: { 'main.js': `#!/usr/bin/env node\n${start}\tconst version\t=\t'‹15.6›'\t;\n${creation()}${foot}` },
  },
  {
    name: 'TypeScript in a folder',
    ends: 'edit',
    files: {
      'cdktf.json': tsx('src/bin/main.ts'),
      'src/bin/main.ts': `${typed.replace('tiny-cdktf', '../../node_modules/tiny-cdktf')}import { versions } from '../config/versions';\n${creation('versions.orders')}${foot}`,
      'src/config/versions.ts': `export const versions: Record<string, string> = { orders: '‹15.6›' };\n`,
    },
  },
];

export const wholeApps: WholeApp[] = [...values, ...properties, ...types, ...files];
