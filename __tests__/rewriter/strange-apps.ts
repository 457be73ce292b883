import { start } from './proving';

export interface StrangeApp {
  name: string;
  /** `‹15.6›` marks the literal that is edited. What has no name of a file is `main.js`, after `start`. */
  files: Record<string, string>;
}

export const app = (name: string, code: string, more: Record<string, string> = {}): StrangeApp => {
  const main: Record<string, string> = Object.keys(more).some((file) => file.startsWith('main.'))
    ? {}
    : { 'main.js': `${start}${code}\n` };
  return { name, files: { ...main, ...more } };
};

export const creation = (version: string) => `new AuroraCluster(stack, 'orders', { engineVersion: ${version} });`;
export const create = creation('version');
export const env = 'process.env.STAGE';
export const isProd = `const isProd = ${env} === 'prod';\n`;
export const versions = `const versions = { dev: '‹15.6›', prod: '15.10' };\n`;

/** Another environment may mean another literal, or this one for another purpose. */
export const stageDependent: StrangeApp[] = [
  app('?:', `const version = ${env} === 'prod' ? '15.10' : '‹15.6›';\n${create}`),
  app('?: through a constant', `${isProd}const version = isProd ? '15.10' : '‹15.6›';\n${create}`),
  app('?? and the environment', `const version = process.env.VERSION ?? '‹15.6›';\n${create}`),
  app('|| and the context', `const version = app.node.tryGetContext('version') || '‹15.6›';\n${create}`),
  app('&& and ||', `${isProd}const version = (isProd && '15.10') || '‹15.6›';\n${create}`),
  app('??=', `let version = process.env.VERSION;\nversion ??= '‹15.6›';\n${create}`),
  app('if', `let version = '15.10';\nif (${env} !== 'prod') version = '‹15.6›';\n${create}`),
  app('assigned later', `let version = '‹15.6›';\nif (${env} === 'prod') { version = '15.10'; }\n${create}`),
  app('assigned later, from itself', `let version = '‹15.6›';\nversion = process.env.VERSION || version;\n${create}`),
  app(
    'switch',
    `let version;\nswitch (${env}) { case 'prod': version = '15.10'; break; default: version = '‹15.6›'; }\n${create}`,
  ),
  app(
    'switch of conditions',
    `${isProd}let version;\nswitch (true) { case isProd: version = '15.10'; break; default: version = '‹15.6›'; }\n${create}`,
  ),
  app(
    'early return',
    `function pick(stage) { if (stage === 'prod') return '15.10'; return '‹15.6›'; }\nconst version = pick(${env});\n${create}`,
  ),
  app(
    'early return, asked through an object',
    `const tools = { pick(stage) { if (stage === 'prod') return '15.10'; return '‹15.6›'; } };\nconst version = tools.pick(${env});\n${create}`,
  ),
  app(
    'early return in a block further out',
    `function pick(stage) { if (stage === 'prod') return '15.10'; { return '‹15.6›'; } }\nconst version = pick(${env});\n${create}`,
  ),
  app(
    'a condition that nobody can follow',
    `exports.pick = (big) => (big ? '15.10' : '‹15.6›');\nconst version = eval('exports.pick(false)');\n${create}`,
  ),
  app('lookup', `${versions}const version = versions[${env}];\n${create}`),
  app(
    'lookup in place',
    `const { STAGE } = process.env;\nconst version = { dev: '‹15.6›', prod: '15.10' }[STAGE];\n${create}`,
  ),
  app('lookup by a text made of it', `${versions}const version = versions[\`\${${env}}\`.toLowerCase()];\n${create}`),
  app(
    'lookup deeper down',
    `const config = { versions: { dev: { orders: '‹15.6›' } } };\nconst version = config.versions[${env}].orders;\n${create}`,
  ),
  app(
    'lookup through another name',
    `const config = { versions: { dev: '‹15.6›' } };\nconst { versions: all } = config;\nconst version = all[${env}];\n${create}`,
  ),
  app(
    'lookup with a default',
    `const versions = { prod: '15.10', other: '‹15.6›' };\nconst version = versions[${env}] ?? versions.other;\n${create}`,
  ),
  app(
    'lookup by position',
    `const list = ['‹15.6›', '15.10'];\nconst version = list[['dev', 'prod'].indexOf(${env})];\n${create}`,
  ),
  app(
    'lookup by an argument',
    `const versions = { undefined: '‹15.6›', prod: '15.10' };\nconst version = versions[process.argv[2]];\n${create}`,
  ),
  app(
    'lookup by the host',
    `const versions = { other: '‹15.6›' };\nconst version = versions[require('os').hostname() === 'x' ? 'x' : 'other'];\n${create}`,
  ),
  app(
    'lookup by an imported environment',
    `const { env } = require('node:process');\n${versions}const version = versions[env.STAGE];\n${create}`,
  ),
  app(
    'lookup by a default parameter',
    `${versions}const pick = (stage = ${env}) => versions[stage];\nconst version = pick();\n${create}`,
  ),
  app(
    'lookup two functions down',
    `${versions}const pick = (key) => versions[key];\nconst of = (stage) => pick(stage);\nconst version = of(${env});\n${create}`,
  ),
  app(
    'lookup by a function of its own',
    `${versions}const stage = () => ${env};\nconst version = versions[stage()];\n${create}`,
  ),
  app(
    'lookup by a function that decides',
    `${versions}function stage() { if (${env} === 'prod') return 'prod'; return 'dev'; }\nconst version = versions[stage()];\n${create}`,
  ),
  app(
    'lookup by a field of a class',
    `${versions}class Config { stage = ${env}; }\nconst config = new Config();\nconst version = versions[config.stage];\n${create}`,
  ),
  app(
    'lookup by a getter',
    `${versions}class Config { get stage() { return ${env}; } }\nconst config = new Config();\nconst version = versions[config.stage];\n${create}`,
  ),
  app(
    'lookup by a method',
    `${versions}class Config { stage() { return ${env}; } }\nconst version = versions[new Config().stage()];\n${create}`,
  ),
  app(
    'lookup by what a constructor keeps',
    `${versions}class Config { constructor(stage) { this.stage = stage; } pick() { return versions[this.stage]; } }\nconst version = new Config(${env}).pick();\n${create}`,
  ),
  app(
    'lookup by an element',
    `${versions}const [, stage] = ['x', ${env}];\nconst version = versions[stage];\n${create}`,
  ),
  app(
    'lookup by a property that is set',
    `${versions}const config = {};\nconfig.stage = ${env};\nconst version = versions[config.stage];\n${create}`,
  ),
  app(
    'search',
    `const list = [{ stage: 'dev', version: '‹15.6›' }];\nconst { version } = list.find((each) => each.stage === ${env});\n${create}`,
  ),
  app(
    'search among entries',
    `${versions}const [, version] = Object.entries(versions).find(([stage]) => stage === ${env});\n${create}`,
  ),
  app(
    'search by a loop',
    `const list = [{ stage: 'dev', version: '‹15.6›' }];\nlet version;\nfor (const each of list) if (each.stage === ${env}) version = each.version;\n${create}`,
  ),
  app('a map', `const versions = new Map([['dev', '‹15.6›']]);\nconst version = versions.get(${env});\n${create}`),
  app(
    'a map that is filled',
    `const versions = new Map();\nversions.set('dev', '‹15.6›');\nconst version = versions.get(${env});\n${create}`,
  ),
  app(
    'a choice between objects',
    `${isProd}const dev = { version: '‹15.6›' };\nconst prod = { version: '15.10' };\nconst { version } = isProd ? prod : dev;\n${create}`,
  ),
  app(
    'a choice between properties',
    `${isProd}${versions}const version = isProd ? versions.prod : versions.dev;\n${create}`,
  ),
  app(
    'a choice between files',
    `${isProd}const { version } = isProd ? require('./prod') : require('./dev');\n${create}`,
    {
      'dev.js': `exports.version = '‹15.6›';\n`,
      'prod.js': `exports.version = '15.10';\n`,
    },
  ),
  app(
    'a choice between constants',
    `${isProd}const DEV = '‹15.6›';\nconst PROD = '15.10';\nconst version = isProd ? PROD : DEV;\n${create}`,
  ),
  app('a constant as a default', `const usual = '‹15.6›';\nconst version = process.env.VERSION ?? usual;\n${create}`),
  app(
    'a choice between functions',
    `${isProd}const pick = isProd ? () => '15.10' : () => '‹15.6›';\nconst version = pick();\n${create}`,
  ),
  app(
    'a choice between functions with names',
    `${isProd}const dev = () => '‹15.6›';\nconst prod = () => '15.10';\nconst version = (isProd ? prod : dev)();\n${create}`,
  ),
  app(
    'if, of a property',
    `${isProd}${versions}let version;\nif (isProd) version = versions.prod; else version = versions.dev;\n${create}`,
  ),
  app(
    'if, of a returned property',
    `${isProd}${versions}function pick() { if (isProd) return versions.prod; return versions.dev; }\nconst version = pick();\n${create}`,
  ),
  app(
    'if, through a flag',
    `let prod = false;\nif (${env} === 'prod') prod = true;\nconst version = prod ? '15.10' : '‹15.6›';\n${create}`,
  ),
  app('if around two creations', `${isProd}if (isProd) ${creation(`'15.10'`)}\nelse ${creation(`'‹15.6›'`)}`),
  app('what a helper is given', `${isProd}const add = (version) => ${create}\nadd(isProd ? '15.10' : '‹15.6›');`),
  app(
    'what a helper does with it',
    `${isProd}const known = (version) => (isProd ? '15.10' : version);\n${creation(`known('‹15.6›')`)}`,
  ),
  app(
    'a default of a parameter that a callback may give',
    `function add(version = '‹15.6›') { ${create} }\nconst run = (each) => each(process.env.VERSION);\nrun(add);`,
  ),
  app(
    'a default of a parameter that one call gives',
    `function add(id, version = '‹15.6›') { new AuroraCluster(stack, id, { engineVersion: version }); }\nadd('orders');\nadd('billing', process.env.VERSION);`,
  ),
  app('a default of a parameter', `const add = (version = '‹15.6›') => ${create}\nadd(process.env.VERSION);`),
  app('a default of a property', `const { VERSION: version = '‹15.6›' } = process.env;\n${create}`),
  app('JSON', `const versions = require('./versions.json');\nconst version = versions[${env}].orders;\n${create}`, {
    'versions.json': '{"dev":{"orders":"‹15.6›"}}',
  }),
  app(
    'JSON read as text',
    `const versions = JSON.parse(require('fs').readFileSync(require('path').join(__dirname, 'versions.json'), 'utf8'));\nconst version = versions[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON, a list',
    `const { clusters } = require('./clusters.json');\nconst { version } = clusters.find(({ stage }) => stage === ${env});\n${create}`,
    {
      'clusters.json': '{"clusters":[{"stage":"dev","version":"‹15.6›"}]}',
    },
  ),
  app('another file', `const { versions } = require('./lib');\nconst version = versions[${env}];\n${create}`, {
    'lib.js': `const versions = { dev: '‹15.6›' };\nmodule.exports = { versions };\n`,
  }),
  app('another file as a whole', `const versions = require('./lib');\nconst version = versions[${env}];\n${create}`, {
    'lib.js': `module.exports = { dev: '‹15.6›' };\n`,
  }),
  app(
    'a stage from another file',
    `const { stage } = require('./stage');\n${versions}const version = versions[stage];\n${create}`,
    {
      'stage.js': `exports.stage = ${env} ?? 'dev';\n`,
    },
  ),
  app('TypeScript: the props of a stack', '', {
    'main.ts': `import { Prod } from './stack';\nnew Prod(app, 'prod', { stage: ${env} ?? 'dev', size: 'large' });\n`,
    'stack.ts': `import { versions } from './versions';
interface Props { stage: string; size: string }
export class Prod extends TerraformStack {
  constructor(scope: any, id: string, props: Props) {
    super(scope, id);
    new AuroraCluster(this, 'orders', { engineVersion: versions[props.stage]! });
  }
}\n`,
    'versions.ts': `export const versions: Record<string, string> = { dev: '‹15.6›', prod: '15.4' };\n`,
  }),
  app('TypeScript: a default export and JSON', '', {
    'main.ts': `import config from './config';\nimport versions from './versions.json';\nnew AuroraCluster(stack, 'orders', { engineVersion: versions[config.stage as 'dev'] });\n`,
    'config.ts': `export default { stage: ${env} ?? 'dev' };\n`,
    'versions.json': '{"dev":"‹15.6›"}',
  }),
  app('TypeScript: a field that a constructor declares', '', {
    'main.ts': `const versions: Record<string, string> = { dev: '‹15.6›', prod: '15.10' };
class Db extends TerraformStack {
  constructor(scope: any, private readonly stage: string) { super(scope, 'x'); this.make(); }
  private make() { new AuroraCluster(this, 'orders', { engineVersion: versions[this.stage]! }); }
}
new Db(app, process.env.STAGE ?? 'dev');\n`,
  }),
  app('TypeScript: what a class of a package holds', '', {
    'main.ts': `class Db extends TerraformStack { make() { new AuroraCluster(this, 'orders', { engineVersion: this.isBig ? '15.10' : '‹15.6›' }); } }\nnew Db(app, 'x').make();\n`,
  }),
  app(
    'a loop that goes on',
    `const list = [{ stage: 'dev', version: '‹15.6›' }, { stage: 'prod', version: '15.10' }];\nlet version;\nfor (const each of list) {\n  if (each.stage !== process.env.STAGE) continue;\n  version = each.version;\n}\n${create}`,
  ),
  app(
    'a choice between JSON files',
    `${isProd}const { version } = isProd ? require('./prod.json') : require('./dev.json');\n${create}`,
    {
      'dev.json': '{"version":"‹15.6›"}',
      'prod.json': '{"version":"15.10"}',
    },
  ),
  app(
    'an object that is filled by a key',
    `const versions = {};\nversions['dev'] = '‹15.6›';\nconst version = versions[process.env.STAGE];\n${create}`,
  ),
  app(
    'an error that is caught',
    `let version;\ntry { version = require('./local').version; } catch (error) { version = error ? '‹15.6›' : '15.10'; }\n${create}`,
  ),
  app(
    'a promise',
    `const load = async () => ({ dev: '‹15.6›' });\n(async () => { const versions = await load();\nconst version = versions[process.env.STAGE];\n${create} })();`,
  ),
  app(
    'values that are mapped',
    `${versions}const upper = Object.fromEntries(Object.entries(versions).map(([key, value]) => [key.toLowerCase(), value]));\nconst version = upper[process.env.STAGE];\n${create}`,
  ),
  app(
    'a list that is filtered',
    `const list = [{ stage: 'dev', version: '‹15.6›' }].filter((each) => each.stage === process.env.STAGE);\nconst version = list[0].version;\n${create}`,
  ),
  app(
    'a list that is reduced',
    `const version = [{ stage: 'dev', version: '‹15.6›' }].reduce((found, each) => (each.stage === process.env.STAGE ? each.version : found), '15.10');\n${create}`,
  ),
  app('TypeScript: a namespace', '', {
    'main.ts': `import * as config from './config';\nimport * as versions from './versions';\nnew AuroraCluster(stack, 'orders', { engineVersion: config.prod ? versions.prod : versions.dev });\n`,
    'config.ts': `export const prod = ${env} === 'prod';\n`,
    'versions.ts': `export const dev = '‹15.6›';\nexport const prod = '15.10';\n`,
  }),
  app('TypeScript: an enum', '', {
    'main.ts': `enum Version { dev = '‹15.6›', prod = '15.10' }\nnew AuroraCluster(stack, 'orders', { engineVersion: Version[${env} as 'dev'] });\n`,
  }),
];

/** Wherever it runs, this literal is the cluster's version. */
export const proven: StrangeApp[] = [
  app('property', creation(`'‹15.6›'`)),
  app('constant', `const version = '‹15.6›';\n${create}`),
  app('constants in a file', `const { orders } = require('./versions');\n${creation('orders')}`, {
    'versions.js': `exports.billing = '15.6';\nexports.orders = '‹15.6›';\n`,
  }),
  app('static of a class', `class Versions { static orders = '‹15.6›'; }\n${creation('Versions.orders')}`),
  app('field of a class', `class Versions { orders = '‹15.6›'; }\n${creation('new Versions().orders')}`),
  app(
    'list and for',
    `for (const { name, version } of [{ name: 'a', version: '15.6' }, { name: 'orders', version: '‹15.6›' }]) new AuroraCluster(stack, name, { engineVersion: version });`,
  ),
  app(
    'list and map',
    `[{ name: 'orders', version: '‹15.6›' }].map((each) => new AuroraCluster(stack, each.name, { engineVersion: each.version }));`,
  ),
  app(
    'list, callback and helper',
    `const add = (name, version) => new AuroraCluster(stack, name, { engineVersion: version });\n[['a', '15.6'], ['orders', '‹15.6›']].forEach(([name, version]) => add(name, version));`,
  ),
  app(
    'lookup by keys of the code',
    `const versions = { billing: '15.6', orders: '‹15.6›' };\nfor (const name of Object.keys(versions)) new AuroraCluster(stack, name, { engineVersion: versions[name] });`,
  ),
  app(
    'lookup by stages of the code',
    `const versions = { dev: '15.4', prod: '‹15.6›' };\nfor (const stage of ['dev', 'prod']) new AuroraCluster(stage === 'prod' ? stack : new TerraformStack(app, stage), 'orders', { engineVersion: versions[stage] });`,
  ),
  app('a map', `const versions = new Map([['orders', '‹15.6›']]);\n${creation(`versions.get('orders')`)}`),
  app(
    'search by a name of the code',
    `const list = [{ name: 'orders', version: '‹15.6›' }];\nconst { version } = list.find((each) => each.name === 'orders');\n${create}`,
  ),
  app(
    'helper function',
    `function versionOf(name) { return { orders: '‹15.6›', billing: '15.4' }[name]; }\n${creation(`versionOf('orders')`)}`,
  ),
  app(
    'helper that switches by name',
    `function versionOf(name) { switch (name) { case 'orders': return '‹15.6›'; default: return '15.4'; } }\n${creation(`versionOf('orders')`)}`,
  ),
  app('default of a parameter that no call gives', `function add(version = '‹15.6›') { ${create} }\nadd();`),
  app(
    'default of a parameter',
    `const add = (name, version = '‹15.6›') => new AuroraCluster(stack, name, { engineVersion: version });\nadd('orders');\nadd('billing', '15.4');`,
  ),
  app(
    'default of a property',
    `const add = ({ name, version = '‹15.6›' }) => new AuroraCluster(stack, name, { engineVersion: version });\nadd({ name: 'orders' });`,
  ),
  app(
    'default by ??',
    `for (const each of [{ name: 'orders' }, { name: 'a', version: '15.4' }]) new AuroraCluster(stack, each.name, { engineVersion: each.version ?? '‹15.6›' });`,
  ),
  app(
    'a choice of the code',
    `for (const each of [{ name: 'orders', big: true }, { name: 'a', big: false }]) new AuroraCluster(stack, each.name, { engineVersion: each.big ? '‹15.6›' : '15.6' });`,
  ),
  app(
    'spread',
    `const common = { engineVersion: '‹15.6›' };\nnew AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', ...common });`,
  ),
  app(
    'JSON',
    `const { clusters } = require('./clusters.json');\nfor (const each of clusters) new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
    {
      'clusters.json': '{ "clusters": [{ "name": "orders", "version": "‹15.6›" }] }',
    },
  ),
  app(
    'JSON of the stage, chosen by its name',
    `const { version } = require(\`./config/\${${env} ?? 'dev'}.json\`);\n${create}`,
    {
      'config/dev.json': '{"version":"‹15.6›"}',
      'config/prod.json': '{"version":"15.10"}',
    },
  ),
  app('a cluster that only one stage has', `if (${env} !== 'prod') ${creation(`'‹15.6›'`)}`),
  app(
    'a cluster that a later stage lacks',
    `const version = '‹15.6›';\nif (${env} !== 'prod') {\n  const tags = { a: 'b' };\n  new AuroraCluster(stack, 'orders', { engineVersion: version, tags });\n}`,
  ),
  app(
    'two clusters, one a stage',
    `${isProd}if (isProd) new AuroraCluster(stack, 'big', { engineVersion: '15.10' });\nelse ${creation(`'‹15.6›'`)}`,
  ),
  app(
    'no synthesis without a region',
    `if (process.env.NO_REGION) throw new Error('Set a region.');\nconst version = '‹15.6›';\n${create}`,
  ),
  app(
    'a size of the stage',
    `new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', size: ${env} === 'prod' ? 'large' : 'small' });`,
  ),
  app(
    'a size of the stage, looked up',
    `const config = { sizes: { dev: 'small', prod: 'large' }, versions: { orders: '‹15.6›' } };\nnew AuroraCluster(stack, 'orders', { engineVersion: config.versions.orders, size: config.sizes[${env}] });`,
  ),
  app(
    'a size of the stage, in JSON',
    `const config = require('./config.json');\nnew AuroraCluster(stack, 'orders', { engineVersion: config.orders.version, size: config.sizes[${env}] });`,
    {
      'config.json': '{"orders":{"version":"‹15.6›"},"sizes":{"dev":"small"}}',
    },
  ),
  app(
    'a size of the stage beside each version',
    `${isProd}for (const each of [{ name: 'orders', version: '‹15.6›', size: 'small' }]) new AuroraCluster(stack, each.name, { engineVersion: each.version, size: isProd ? 'large' : each.size });`,
  ),
  app(
    'tags of the stage, spread',
    `${isProd}new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...(isProd ? { tags: { a: 'b' } } : {}) });`,
  ),
  app(
    'tags of the stage, set later',
    `const props = { engineVersion: '‹15.6›' };\nif (${env} === 'prod') props.tags = { a: 'b' };\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'tags of the stage that share a name',
    `const tags = { name: process.env.NAME ?? 'x', stage: ${env} };\nconst versions = { orders: '‹15.6›' };\nfor (const each of [{ name: 'orders' }]) new AuroraCluster(stack, each.name, { engineVersion: versions[each.name], size: String(tags.stage) });`,
  ),
  app(
    'a helper that reads the stage for itself',
    `const add = (name, version) => {\n  const size = ${env} === 'prod' ? 'large' : 'small';\n  return new AuroraCluster(stack, name, { engineVersion: version, size });\n};\nadd('orders', '‹15.6›');`,
  ),
  app(
    'a name of the stage',
    `${isProd}const name = isProd ? 'orders' : 'orders';\nnew AuroraCluster(stack, 'orders', { clusterIdentifier: name, engineVersion: '‹15.6›' });`,
  ),
  app(
    'a stack of the stage',
    `class Db extends TerraformStack {\n  constructor(scope, id, props) { super(scope, id); new AuroraCluster(this, 'orders', { engineVersion: props.version, size: props.stage }); }\n}\nnew Db(app, 'other', { stage: ${env}, version: '‹15.6›' });`,
  ),
  app(
    'the region of a provider',
    `class AwsProvider { constructor(scope, id, props) { this.region = props.region; } }\nnew AwsProvider(stack, 'aws', { region: process.env.AWS_REGION });\nfor (const each of [{ region: 'a', version: '‹15.6›' }]) new AuroraCluster(stack, 'orders', { engineVersion: each.region === 'a' ? each.version : '15.4' });`,
  ),
  app(
    'what is printed',
    `const version = '‹15.6›';\nif (process.env.VERBOSE) console.error('orders', version);\n${create}`,
  ),
  app(
    'a check of the version',
    `const version = '‹15.6›';\nif (process.env.STRICT && version.startsWith('14')) throw new Error('too old');\n${create}`,
  ),
  app(
    'an output of the stage',
    `${isProd}const cluster = ${creation(`'‹15.6›'`)}\nif (isProd) stack.output('cluster', String(cluster.id));\nconst shown = isProd ? cluster : undefined;`,
  ),
  app('context of cdktf.json', creation(`app.node.tryGetContext('version')`), {
    'cdktf.json': '{ "app": "node main.js", "context": { "version": "‹15.6›" } }\n',
  }),
  app('TypeScript: the props of a stack, of which the size decides', '', {
    'main.ts': `import { Prod } from './stack';\nnew Prod(app, 'prod', { stage: ${env} ?? 'dev', size: 'large' });\n`,
    'stack.ts': `interface Props { stage: string; size: string }
export class Prod extends TerraformStack {
  private readonly stage: string;
  constructor(scope: any, id: string, props: Props) {
    super(scope, id);
    this.stage = props.stage;
    new AuroraCluster(this, 'orders', { engineVersion: props.size === 'large' ? '‹15.6›' : '15.4' });
  }
}\n`,
  }),
  app('TypeScript: an enum', '', {
    'main.ts': `enum Version { orders = '‹15.6›' }\nnew AuroraCluster(stack, 'orders', { engineVersion: Version.orders, size: process.env.SIZE });\n`,
  }),
  app(
    'a size of the stage, from another file',
    `const { version } = require('./versions');\nconst { size } = ${env} === 'prod' ? require('./large') : require('./small');\nnew AuroraCluster(stack, 'orders', { engineVersion: version, size });`,
    {
      'versions.js': `exports.version = '‹15.6›';\n`,
      'large.js': `exports.size = 'large';\n`,
      'small.js': `exports.size = 'small';\n`,
    },
  ),
  app(
    'a helper in a cluster of one stage',
    `const add = (scope, version) => new AuroraCluster(scope, 'orders', { engineVersion: version });\nif (${env} !== 'prod') add(stack, '‹15.6›');`,
  ),
  app(
    'a promise',
    `const load = async () => ({ orders: '‹15.6›' });\n(async () => { const { orders } = await load();\n${creation('orders')} })();`,
  ),
  app(
    'a class with props and a stage',
    `class Db { constructor(scope, props) { this.stage = props.stage; this.version = props.version; new AuroraCluster(scope, 'orders', { engineVersion: this.version, size: this.stage === 'prod' ? 'large' : 'small' }); } }\nnew Db(stack, { stage: ${env}, version: '‹15.6›' });`,
  ),
  app(
    'retention of the stage',
    `const stage = ${env} ?? 'dev';\nconst settings = { dev: { days: 1 }, prod: { days: 30 } };\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', days: (settings[stage] ?? settings.dev).days });`,
  ),
  app(
    'sizing of the stage, spread',
    `const sizes = { dev: { size: 'small' }, prod: { size: 'large' } };\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...sizes[${env}] });`,
  ),
];
