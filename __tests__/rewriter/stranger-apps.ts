import { start } from './proving';
import { app, create, creation, env, isProd, type StrangeApp, versions } from './strange-apps';

/** Ways through the language that were chosen to mislead the analysis. */
export const stageDependent: StrangeApp[] = [
  app(
    'this of an object',
    `const config = { version: '‹15.6›', get() { return ${env} ? '15.10' : this.version; } };\nnew AuroraCluster(stack, 'orders', { engineVersion: config.get() });`,
  ),
  app(
    'super of a derived class',
    `class Base extends TerraformStack { pick() { return '‹15.6›'; } make() { new AuroraCluster(this, 'orders', { engineVersion: this.pick() }); } }\nclass Prod extends Base { pick() { return ${env} ? '15.10' : super.pick(); } }\nnew Prod(app, 'orders').make();`,
  ),
  app(
    'static field of a class',
    `class Config { static stage = ${env}; }\n${versions}const version = versions[Config.stage];\n${create}`,
  ),
  app(
    'static block of a class',
    `class Config { static stage; static { Config.stage = ${env}; } }\n${versions}const version = versions[Config.stage];\n${create}`,
  ),
  app(
    'static method, this',
    `class Versions { static all = { dev: '‹15.6›' }; static pick() { return this.all[${env}]; } }\nconst version = Versions.pick();\n${create}`,
  ),
  app(
    'private field',
    `class Versions { #all = { dev: '‹15.6›' }; pick(stage) { return this.#all[stage]; } }\nconst version = new Versions().pick(${env});\n${create}`,
  ),
  app(
    'a map of functions',
    `const by = new Map([['dev', () => '‹15.6›'], ['prod', () => '15.10']]);\nconst version = by.get(${env})();\n${create}`,
  ),
  app(
    'a map filled from entries',
    `${versions}const map = new Map(Object.entries(versions));\nconst version = map.get(${env});\n${create}`,
  ),
  app(
    'map has',
    `const map = new Map([['prod', '15.10']]);\nconst version = map.has(${env}) ? map.get(${env}) : '‹15.6›';\n${create}`,
  ),
  app(
    'a generator',
    `function* all() { yield ['dev', '‹15.6›']; yield ['prod', '15.10']; }\nlet version;\nfor (const [stage, each] of all()) if (stage === ${env}) version = each;\n${create}`,
  ),
  app(
    'a generator that chooses',
    `function* pick() { if (${env} === 'prod') { yield '15.10'; return; } yield '‹15.6›'; }\nconst version = pick().next().value;\n${create}`,
  ),
  app(
    'a generator that chooses, spread',
    `${isProd}function* pick() { yield isProd ? '15.10' : '‹15.6›'; }\nconst [version] = [...pick()];\n${create}`,
  ),
  app(
    'await of a choice',
    `${isProd}(async () => { const version = await (isProd ? Promise.resolve('15.10') : Promise.resolve('‹15.6›'));\n${create} })();`,
  ),
  app(
    'then',
    `Promise.resolve({ dev: '‹15.6›' }).then((versions) => { const version = versions[${env}];\n${create} });`,
  ),
  app(
    'then, later',
    `const load = () => Promise.resolve({ dev: '‹15.6›' });\nload().then((versions) => versions[${env}]).then((version) => { ${create} });`,
  ),
  app(
    'async stage',
    `const stage = async () => ${env};\n(async () => { ${versions}const version = versions[await stage()];\n${create} })();`,
  ),
  app('a default in destructuring', `${versions}const { [${env}]: version = '15.4' } = versions;\n${create}`),
  app(
    'a default in destructuring, of what is found',
    `const all = { prod: '15.10' };\nconst { [${env}]: version = '‹15.6›' } = all;\n${create}`,
  ),
  app(
    'a default in destructuring of a parameter',
    `const add = ({ version = '‹15.6›' } = {}) => ${create}\nadd({ version: process.env.VERSION });`,
  ),
  app(
    'a default in destructuring that is assigned',
    `let version;\n({ VERSION: version = '‹15.6›' } = process.env);\n${create}`,
  ),
  app('array destructuring default', `const [version = '‹15.6›'] = [process.env.VERSION];\n${create}`),
  app(
    'spread of objects with computed keys',
    `const all = { ...{ prod: '15.10' }, ...{ [${env}]: '‹15.6›' } };\nconst version = all.dev;\n${create}`,
  ),
  app(
    'spread of a choice',
    `${isProd}const props = { engineVersion: '‹15.6›', ...(isProd ? { engineVersion: '15.10' } : {}) };\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'spread of && over it',
    `${isProd}new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...(isProd && { engineVersion: '15.10' }) });`,
  ),
  app(
    'spread of a lookup over it',
    `const own = { prod: { engineVersion: '15.10' } };\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...own[${env}] });`,
  ),
  app(
    'spread of a constant over it',
    `const own = process.env.VERSION ? { engineVersion: process.env.VERSION } : {};\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...own });`,
  ),
  app(
    'spread of a function over it',
    `const own = (stage) => stage === 'prod' ? { engineVersion: '15.10' } : {};\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', ...own(${env}) });`,
  ),
  app(
    'Object.assign over it',
    `const props = { engineVersion: '‹15.6›' };\nif (${env} === 'prod') Object.assign(props, { engineVersion: '15.10' });\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'Object.assign of a choice',
    `${isProd}const props = Object.assign({ engineVersion: '‹15.6›' }, isProd ? { engineVersion: '15.10' } : {});\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'a property set over it',
    `const props = { engineVersion: '‹15.6›' };\nif (${env} === 'prod') props.engineVersion = '15.10';\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'a property deleted',
    `const props = { engineVersion: '15.10', override: '‹15.6›' };\nif (${env} === 'prod') delete props.override;\nnew AuroraCluster(stack, 'orders', { engineVersion: props.override ?? props.engineVersion });`,
  ),
  app(
    'process.env through a parameter',
    `${versions}const pick = (environment) => versions[environment.STAGE];\nconst version = pick(process.env);\n${create}`,
  ),
  app(
    'process.env through a default parameter',
    `${versions}const pick = ({ STAGE } = process.env) => versions[STAGE];\nconst version = pick();\n${create}`,
  ),
  app('process through globalThis', `${versions}const version = versions[globalThis.process.env.STAGE];\n${create}`),
  app(
    'process through globalThis, by a key',
    `${versions}const version = versions[globalThis['process'].env.STAGE];\n${create}`,
  ),
  app(
    'template-literal keys',
    `const all = { 'orders-dev': '‹15.6›', 'orders-prod': '15.10' };\nconst version = all[\`orders-\${${env}}\`];\n${create}`,
  ),
  app(
    'a template-literal key of the object',
    `const all = { [\`orders-\${${env}}\`]: '‹15.6›' };\nconst version = all['orders-dev'] ?? '15.10';\n${create}`,
  ),
  app(
    'a proxy',
    `${versions}const proxy = new Proxy(versions, { get: (target) => target[${env}] });\nconst version = proxy.any;\n${create}`,
  ),
  app(
    'a proxy of the environment',
    `${versions}const config = new Proxy({}, { get: (_, key) => process.env[key] });\nconst version = versions[config.STAGE];\n${create}`,
  ),
  app('Reflect.get', `${versions}const version = Reflect.get(versions, ${env});\n${create}`),
  app('a re-export chain', '', {
    'main.ts': `import { stage, versions } from './a';\nnew AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });\n`,
    'a.ts': `export * from './b';\nexport { chosen as stage } from './c';\n`,
    'b.ts': `export { all as versions } from './versions';\n`,
    'c.ts': `export * from './d';\n`,
    'd.ts': `export const chosen = ${env} ?? 'dev';\n`,
    'versions.ts': `export const all = { dev: '‹15.6›' };\n`,
  }),
  app('a re-export as a namespace', '', {
    'main.ts': `import { config } from './a';\nnew AuroraCluster(stack, 'orders', { engineVersion: config.versions[config.stage] });\n`,
    'a.ts': `export * as config from './b';\n`,
    'b.ts': `export const versions = { dev: '‹15.6›' };\nexport const stage = ${env} ?? 'dev';\n`,
  }),
  app('.cts', '', {
    'main.cts': `import versions = require('./versions.cjs');\nnew AuroraCluster(stack, 'orders', { engineVersion: versions[process.env.STAGE ?? 'dev'] });\n`,
    'versions.cts': `const versions: Record<string, string> = { dev: '‹15.6›' };\nexport = versions;\n`,
  }),
  app('import = of a part', '', {
    'main.ts': `import config = require('./versions');\nimport all = config.versions;\nnew AuroraCluster(stack, 'orders', { engineVersion: all[process.env.STAGE ?? 'dev'] });\n`,
    'versions.ts': `export const versions: Record<string, string> = { dev: '‹15.6›' };\n`,
  }),
  app(
    'a dynamic import',
    `(async () => { const { versions } = await import('./versions.mjs');\nconst version = versions[${env}];\n${create} })();`,
    { 'versions.mjs': `export const versions = { dev: '‹15.6›' };\n` },
  ),
  app(
    'a dynamic import, then',
    `import('./versions.mjs').then((loaded) => { const version = loaded.versions[${env}];\n${create} });`,
    { 'versions.mjs': `export const versions = { dev: '‹15.6›' };\n` },
  ),
  app(
    'a dynamic import, default',
    `import('./versions.mjs').then(({ default: versions }) => { const version = versions[${env}];\n${create} });`,
    { 'versions.mjs': `export default { dev: '‹15.6›' };\n` },
  ),
  app(
    'Object.fromEntries',
    `const list = [['dev', '‹15.6›'], ['prod', '15.10']];\nconst version = Object.fromEntries(list)[${env}];\n${create}`,
  ),
  app(
    'Object.fromEntries of a map',
    `const version = Object.fromEntries(new Map([['dev', '‹15.6›']]))[${env}];\n${create}`,
  ),
  app(
    'JSON of the stage, of which the host picks',
    `const read = JSON.parse(require('fs').readFileSync(\`config/\${${env}}.json\`, 'utf8'));\nconst version = read[process.env.REGION];\n${create}`,
    { 'config/dev.json': '{"eu":"‹15.6›"}', 'config/prod.json': '{"eu":"15.10"}' },
  ),
  app(
    'JSON named without its ending',
    `const versions = require('./versions');\nconst version = versions[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON named by a constant',
    `const FILE = 'versions.json';\nconst versions = JSON.parse(require('fs').readFileSync(FILE));\nconst version = versions[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON named by a template',
    `const versions = JSON.parse(require('fs').readFileSync(\`\${__dirname}/versions.json\`));\nconst version = versions[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON named by a template of its name',
    `const read = (name) => JSON.parse(require('fs').readFileSync(\`./\${name}.json\`));\nconst version = read('versions')[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON named by an addition',
    `const read = (name) => JSON.parse(require('fs').readFileSync('./' + name + '.json'));\nconst version = read('versions')[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON named by a join',
    `const version = JSON.parse(require('fs').readFileSync(['.', 'versions' + '.json'].join('/')))[${env}];\n${create}`,
    { 'versions.json': '{"dev":"‹15.6›"}' },
  ),
  app(
    'JSON among all of a folder',
    `const fs = require('fs');\nconst all = fs.readdirSync('config').map((name) => JSON.parse(fs.readFileSync('config/' + name)));\nconst version = all.find(({ stage }) => stage === ${env}).version;\n${create}`,
    {
      'config/dev.json': '{"stage":"dev","version":"‹15.6›"}',
      'config/prod.json': '{"stage":"prod","version":"15.10"}',
    },
  ),
  app('JSON through a reader of its own', '', {
    'main.js': `const { read } = require('./read');\nconst version = read('versions.json')[${env}];\n${create}`,
    'read.js': `exports.read = (name) => JSON.parse(require('fs').readFileSync(name, 'utf8'));\n`,
    'versions.json': '{"dev":"‹15.6›"}',
  }),
  app(
    'JSON that decides',
    `const { stage } = require('./stage.json');\nconst version = stage === ${env} ? '‹15.6›' : '15.10';\n${create}`,
    { 'stage.json': '{"stage":"dev"}' },
  ),
  app('a decorator', '', {
    'main.ts': `const versions: any = { dev: '‹15.6›' };\nfunction staged(target: any) { target.version = versions[process.env.STAGE!]; }\n@staged class Config { static version: string; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Config.version });\n`,
  }),
  app('a decorator factory', '', {
    'main.ts': `const byStage = (versions: any) => (target: any) => { target.version = versions[process.env.STAGE!]; };\n@byStage({ dev: '‹15.6›' }) class Config { static version: string; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Config.version });\n`,
  }),
  app('a decorator of a property', '', {
    'main.ts': `const by = (versions: any) => (target: any, key: string) => { target[key] = versions[process.env.STAGE!]; };\nclass Config { @by({ dev: '‹15.6›' }) version!: string; }\nnew AuroraCluster(stack, 'orders', { engineVersion: new Config().version });\n`,
  }),
  app('an enum member', '', {
    'main.ts': `enum Stage { dev, prod }\nconst list = ['‹15.6›', '15.10'];\nnew AuroraCluster(stack, 'orders', { engineVersion: list[Stage[process.env.STAGE as 'dev']] });\n`,
  }),
  app('an enum member that is computed', '', {
    'main.ts': `enum Size { big = process.env.STAGE === 'prod' ? 1 : 0 }\nnew AuroraCluster(stack, 'orders', { engineVersion: Size.big ? '15.10' : '‹15.6›' });\n`,
  }),
  app('an enum of versions by a choice', '', {
    'main.ts': `enum Version { dev = '‹15.6›', prod = '15.10' }\nconst version = process.env.STAGE === 'prod' ? Version.prod : Version.dev;\nnew AuroraCluster(stack, 'orders', { engineVersion: version });\n`,
  }),
  app(
    'inheritance',
    `class Base { version() { return '‹15.6›'; } }\nclass Prod extends Base { version() { return '15.10'; } }\nconst kinds = { dev: Base, prod: Prod };\nconst version = new kinds[${env}]().version();\n${create}`,
  ),
  app(
    'inheritance by a choice',
    `${isProd}class Base { get version() { return '‹15.6›'; } }\nclass Prod extends Base { get version() { return '15.10'; } }\nconst config = isProd ? new Prod() : new Base();\n${creation('config.version')}`,
  ),
  app(
    'a closure',
    `const make = (stage) => ({ pick: (all) => all[stage] });\nconst version = make(${env}).pick({ dev: '‹15.6›' });\n${create}`,
  ),
  app(
    'currying',
    `const pick = (stage) => (all) => all[stage];\nconst version = pick(${env})({ dev: '‹15.6›' });\n${create}`,
  ),
  app(
    'bind',
    `function pick(stage) { return this[stage]; }\nconst version = pick.call({ dev: '‹15.6›' }, ${env});\n${create}`,
  ),
  app(
    'apply',
    `const pick = (stage, all) => all[stage];\nconst version = pick.apply(null, [${env}, { dev: '‹15.6›' }]);\n${create}`,
  ),
  app(
    'spread arguments',
    `const pick = (stage, all) => all[stage];\nconst args = [${env}, { dev: '‹15.6›' }];\nconst version = pick(...args);\n${create}`,
  ),
  app(
    'arguments',
    `function pick() { return arguments[0][${env}]; }\nconst version = pick({ dev: '‹15.6›' });\n${create}`,
  ),
  app(
    'try and throw',
    `${isProd}let version = '15.10';\ntry { if (isProd) throw new Error('prod'); version = '‹15.6›'; } catch {}\n${create}`,
  ),
  app(
    'throw ends a function',
    `const pick = () => { if (${env} === 'prod') throw new Error(); return '‹15.6›'; };\nlet version = '15.10';\ntry { version = pick(); } catch {}\n${create}`,
  ),
  app(
    'optional chaining',
    `const config = ${env} === 'prod' ? undefined : { version: '‹15.6›' };\nconst version = config?.version ?? '15.10';\n${create}`,
  ),
  app(
    'comma and assignment in an expression',
    `let version = '15.10';\n${env} === 'prod' || (version = '‹15.6›');\n${create}`,
  ),
  app('&& as a statement', `let version = '‹15.6›';\n${env} === 'prod' && (version = '15.10');\n${create}`),
  app(
    'a while',
    `let version = '15.10';\nlet more = ${env} !== 'prod';\nwhile (more) { version = '‹15.6›'; more = false; }\n${create}`,
  ),
  app(
    'a for with a condition',
    `const list = ['‹15.6›', '15.10'];\nlet version;\nfor (let i = 0; i <= Number(process.env.INDEX); i++) version = list[i];\n${create}`,
  ),
  app(
    'a do',
    `const list = ['‹15.6›', '15.10'];\nlet i = 0;\nlet version;\ndo { version = list[i++]; } while (i < Number(process.env.COUNT));\n${create}`,
  ),
  app(
    'slice',
    `const list = ['‹15.6›', '15.10'];\nconst [version] = list.slice(Number(process.env.INDEX));\n${create}`,
  ),
  app(
    'sort',
    `const list = [{ v: '‹15.6›', stage: 'dev' }, { v: '15.10', stage: 'prod' }];\nlist.sort((a) => (a.stage === ${env} ? -1 : 1));\nconst version = list[0].v;\n${create}`,
  ),
  app(
    'findIndex',
    `const list = [{ v: '‹15.6›', stage: 'dev' }];\nconst index = list.findIndex((each) => each.stage === ${env});\nconst version = list[index].v;\n${create}`,
  ),
  app('some', `const version = ['prod', 'stage'].some((each) => each === ${env}) ? '15.10' : '‹15.6›';\n${create}`),
  app('includes', `const version = ['prod', 'stage'].includes(${env}) ? '15.10' : '‹15.6›';\n${create}`),
  app('replace', `const version = '‹15.6›'.replace(/6$/, process.env.MINOR ?? '6');\n${create}`),
  app('a file that exists', `const version = require('fs').existsSync('.prod') ? '15.10' : '‹15.6›';\n${create}`),
  app(
    'a file of the machine',
    `const stage = require('fs').readFileSync('/etc/stage', 'utf8').trim();\n${versions}const version = versions[stage];\n${create}`,
  ),
  app('the date', `const version = new Date().getFullYear() > 2030 ? '15.10' : '‹15.6›';\n${create}`),
  app(
    'dotenv',
    `const { parsed } = require('dotenv').config();\n${versions}const version = versions[parsed.STAGE];\n${create}`,
  ),
  app('context that decides', `${versions}const version = versions[app.node.tryGetContext('stage')];\n${create}`),
  app('context of cdktf.json by stage', creation(`app.node.tryGetContext('versions')[${env}]`), {
    'cdktf.json': '{ "app": "node main.js", "context": { "versions": { "dev": "‹15.6›" } } }\n',
  }),
  app('context of cdktf.json by key', creation(`app.node.tryGetContext(\`version-\${${env}}\`)`), {
    'cdktf.json': '{ "app": "node main.js", "context": { "version-dev": "‹15.6›" } }\n',
  }),
  app(
    'context of cdktf.json or the environment',
    creation(`process.env.VERSION ?? app.node.tryGetContext('version')`),
    { 'cdktf.json': '{ "app": "node main.js", "context": { "version": "‹15.6›" } }\n' },
  ),
  app(
    'context of cdktf.json that is passed on',
    `const config = app.node.tryGetContext('config');\nconst stage = config.stages[${env}];\n${creation('stage.version')}`,
    {
      'cdktf.json':
        '{ "app": "node main.js", "context": { "config": { "stages": { "dev": { "version": "‹15.6›" } } } } }\n',
    },
  ),
  app(
    'context of cdktf.json, a default of a helper',
    `const versionOf = (scope, name) => scope.node.tryGetContext(name) ?? scope.node.tryGetContext('version');\n${creation(`versionOf(stack, ${env})`)}`,
    { 'cdktf.json': '{ "app": "node main.js", "context": { "version": "‹15.6›" } }\n' },
  ),
  app(
    'context asked by another name',
    `const ask = app.node.tryGetContext.bind(app.node);\n${creation(`ask('versions')[${env}]`)}`,
    { 'cdktf.json': '{ "app": "node main.js", "context": { "versions": { "dev": "‹15.6›" } } }\n' },
  ),
  app(
    'context read as a file',
    `const { context } = require('./cdktf.json');\n${creation(`context.versions[${env}]`)}`,
    { 'cdktf.json': '{ "app": "node main.js", "context": { "versions": { "dev": "‹15.6›" } } }\n' },
  ),
  app('a class of the app with the name of the construct', '', {
    'main.js': `const { AuroraCluster } = require('./aurora');\nnew AuroraCluster(stack, 'orders', {});`,
    'aurora.js': `const { versions } = require('./versions');\nclass AuroraCluster extends TerraformElement { constructor(scope, id) { super(scope, id); this.version = versions[${env}]; } }\nmodule.exports = { AuroraCluster };\n`,
    'versions.js': `exports.versions = { dev: '‹15.6›' };\n`,
  }),
  app('a helper in a file that the construct imports too', '', {
    'main.ts': `import { AuroraCluster } from './constructs/aurora-cluster';\nimport { versionOf } from './shared';\nnew AuroraCluster(stack, 'orders', { engineVersion: versionOf({ dev: '‹15.6›' }) });\n`,
    'constructs/aurora-cluster.ts': `import { region } from '../shared';\nexport class AuroraCluster extends Construct { constructor(scope: any, id: string, props: any) { super(scope, id); this.version = props.engineVersion; this.region = region; } }\n`,
    'shared.ts': `export const region = 'eu';\nexport const versionOf = (all: any) => all[process.env.STAGE!];\n`,
  }),
  app(
    'a subclass of the construct',
    `class Staged extends AuroraCluster { constructor(scope, id, all) { super(scope, id, { engineVersion: all[${env}] }); } }\nnew Staged(stack, 'orders', { dev: '‹15.6›' });`,
  ),
  app(
    'two clusters of one id',
    `${isProd}const add = (version) => ${create}\nif (isProd) add('15.10');\nelse add('‹15.6›');`,
  ),
  app(
    'two helpers of one id',
    `${isProd}const dev = () => ${creation(`'‹15.6›'`)}\nconst prod = () => ${creation(`'15.10'`)}\nif (isProd) prod(); else dev();`,
  ),
  app(
    'helper by key',
    `const make = { dev: () => ${creation(`'‹15.6›'`).slice(0, -1)}, prod: () => ${creation(`'15.10'`).slice(0, -1)} };\nmake[${env}]();`,
  ),
  app(
    'slice, then an index',
    `const list = ['‹15.6›', '15.10'];\nconst version = list.slice(0)[Number(process.env.INDEX)];\n${create}`,
  ),
  app(
    'values, then an index',
    `${versions}const version = Object.values(versions)[Number(process.env.INDEX)];\n${create}`,
  ),
  app(
    'a loop that ends',
    `const list = [{ stage: 'dev', version: '‹15.6›' }];\nlet version;\nfor (const each of list) {\n  version = each.version;\n  if (each.stage === ${env}) break;\n}\n${create}`,
  ),
  app(
    'an index that is counted up',
    `const list = [{ stage: 'dev', version: '‹15.6›' }];\nlet i = 0;\nwhile (i < list.length && list[i].stage !== ${env}) i++;\nconst { version } = list[i];\n${create}`,
  ),
  app(
    'assigned in a callback',
    `const list = ['‹15.6›'];\nlet version = '15.10';\nif (${env} !== 'prod') { list.forEach((each) => { version = each; }); }\n${create}`,
  ),
  app(
    'assigned by a function',
    `let version = '15.10';\nconst usual = () => { version = '‹15.6›'; };\nif (${env} !== 'prod') usual();\n${create}`,
  ),
  app(
    'assigned by a function, the other',
    `let version = '‹15.6›';\nconst bump = () => { version = '15.10'; };\nif (${env} === 'prod') bump();\n${create}`,
  ),
  app(
    'a flag set by a function',
    `let prod = false;\nconst mark = () => { prod = true; };\nif (${env} === 'prod') mark();\nconst version = prod ? '15.10' : '‹15.6›';\n${create}`,
  ),
  app(
    'a list with more before it',
    `${isProd}const list = [...(isProd ? ['15.10'] : []), '‹15.6›'];\nconst [version] = list;\n${create}`,
  ),
  app(
    'unshift',
    `const list = ['‹15.6›'];\nif (${env} === 'prod') list.unshift('15.10');\nconst [version] = list;\n${create}`,
  ),
  app(
    'a map overwritten',
    `const map = new Map([['orders', '‹15.6›']]);\nif (${env} === 'prod') map.set('orders', '15.10');\nconst version = map.get('orders');\n${create}`,
  ),
  app(
    'push and pop',
    `const list = ['‹15.6›'];\nif (${env} === 'prod') list.push('15.10');\nconst version = list.pop();\n${create}`,
  ),
  app(
    'push and at',
    `const list = ['‹15.6›'];\nif (${env} === 'prod') list.push('15.10');\nconst version = list[list.length - 1];\n${create}`,
  ),
  app(
    'merge of a package',
    `const { merge } = require('lodash');\nconst config = { base: { version: '‹15.6›' }, prod: { version: '15.10' } };\nconst { version } = merge({}, config.base, config[${env}]);\n${create}`,
  ),
  app(
    'deep merge by own function',
    `const merge = (a, b) => { for (const key of Object.keys(b)) a[key] = b[key]; return a; };\nconst config = { base: { version: '‹15.6›' }, prod: { version: '15.10' } };\nconst { version } = merge(config.base, config[${env}]);\n${create}`,
  ),
  app(
    'merge by spread in own function',
    `const merge = (a, b) => ({ ...a, ...b });\nconst config = { base: { version: '‹15.6›' }, prod: { version: '15.10' } };\nconst { version } = merge(config.base, config[${env}] ?? {});\n${create}`,
  ),
  app(
    'spread of both',
    `const config = { base: { version: '‹15.6›' }, prod: { version: '15.10' } };\nconst { version } = { ...config.base, ...config[${env}] };\n${create}`,
  ),
  app(
    'overrides from the environment',
    `const config = { version: '‹15.6›' };\nconst { version } = { ...config, ...JSON.parse(process.env.CONFIG ?? '{}') };\n${create}`,
  ),
  app(
    'overrides of a JSON file of the stage',
    `const config = { version: '‹15.6›' };\nconst { version } = { ...config, ...require(\`./\${${env} ?? 'dev'}.json\`) };\n${create}`,
    { 'dev.json': '{}', 'prod.json': '{"version":"15.10"}' },
  ),
  app(
    'a getter that chooses',
    `const config = { get version() { return ${env} === 'prod' ? '15.10' : '‹15.6›'; } };\n${creation('config.version')}`,
  ),
  app(
    'a setter',
    `class Config { set stage(stage) { this.version = { dev: '‹15.6›' }[stage]; } }\nconst config = new Config();\nconfig.stage = ${env};\n${creation('config.version')}`,
  ),
  app(
    'a constructor that chooses',
    `class Config { constructor(stage) { if (stage === 'prod') this.version = '15.10'; else this.version = '‹15.6›'; } }\n${creation(`new Config(${env}).version`)}`,
  ),
  app(
    'a static that is set',
    `class Config { static version = '‹15.6›'; }\nif (${env} === 'prod') Config.version = '15.10';\n${creation('Config.version')}`,
  ),
  app('exports that are set', `const config = require('./config');\n${creation('config.version')}`, {
    'config.js': `exports.version = '‹15.6›';\nif (${env} === 'prod') exports.version = '15.10';\n`,
  }),
  app('exports of a choice', `const config = require('./config');\n${creation('config.version')}`, {
    'config.js': `module.exports = ${env} === 'prod' ? require('./prod') : require('./dev');\n`,
    'dev.js': `exports.version = '‹15.6›';\n`,
    'prod.js': `exports.version = '15.10';\n`,
  }),
  app(
    'switch of a function with a fallthrough',
    `function pick(stage) { switch (stage) { case 'test': case 'dev': return '‹15.6›'; } return '15.10'; }\n${creation(`pick(${env})`)}`,
  ),
  app(
    'switch before a return',
    `function pick(stage) { switch (stage) { case 'prod': return '15.10'; } return '‹15.6›'; }\n${creation(`pick(${env})`)}`,
  ),
  app('a truthy number', `const isBig = Number(process.env.SIZE) > 3;\n${creation(`['‹15.6›', '15.10'][+isBig]`)}`),
  app(
    'includes of a list',
    `const prods = ['prod', 'live'];\nconst version = prods.includes(${env}) ? '15.10' : '‹15.6›';\n${create}`,
  ),
  app('a regular expression', `const version = /prod/.test(${env}) ? '15.10' : '‹15.6›';\n${create}`),
  app('a label of a template', `const version = \`\${${env} === 'prod' ? '15.10' : '‹15.6›'}\`;\n${create}`),
  app(
    'concatenated parts',
    `const major = ${env} === 'prod' ? '16' : '15';\nconst version = { '15': '‹15.6›', '16': '16.4' }[major];\n${create}`,
  ),
  app(
    'nested conditionals',
    `const version = ${env} === 'a' ? '15.10' : ${env} === 'b' ? '‹15.6›' : '15.4';\n${create}`,
  ),
  app(
    'immediately called',
    `const version = (() => { if (${env} === 'prod') return '15.10'; return '‹15.6›'; })();\n${create}`,
  ),
  app(
    'a callback parameter',
    `const withStage = (run) => run(${env});\nwithStage((stage) => { const version = { dev: '‹15.6›' }[stage];\n${create} });`,
  ),
  app(
    'a callback property',
    `const tools = { each: (run) => run(${env}) };\ntools.each((stage) => { const version = { dev: '‹15.6›' }[stage];\n${create} });`,
  ),
  app(
    'a callback in options',
    `const build = ({ pick }) => pick(${env});\nconst version = build({ pick: (stage) => ({ dev: '‹15.6›' })[stage] });\n${create}`,
  ),
  app(
    'a class given as a value',
    `class Dev { version = '‹15.6›'; }\nclass Prod { version = '15.10'; }\nconst make = (Kind) => new Kind().version;\n${creation(`make(${env} === 'prod' ? Prod : Dev)`)}`,
  ),
  app(
    'events',
    `const { EventEmitter } = require('events');\nconst bus = new EventEmitter();\nbus.on('go', (stage) => { const version = { dev: '‹15.6›' }[stage];\n${create} });\nbus.emit('go', ${env});`,
  ),
  app(
    'a symbol as a key',
    `const key = Symbol('x');\nconst config = { [key]: { dev: '‹15.6›' } };\nconst version = config[key][${env}];\n${create}`,
  ),
  app(
    'a weak map',
    `const map = new WeakMap();\nconst key = {};\nmap.set(key, { dev: '‹15.6›' });\nconst version = map.get(key)[${env}];\n${create}`,
  ),
  app(
    'JSON.parse of a text',
    `const versions = JSON.parse(JSON.stringify({ dev: '‹15.6›' }));\nconst version = versions[${env}];\n${create}`,
  ),
  app(
    'structuredClone',
    `const versions = structuredClone({ dev: '‹15.6›' });\nconst version = versions[${env}];\n${create}`,
  ),
  app(
    'split of a text',
    `const stage = 'dev,prod'.split(',').indexOf(${env});\n${creation(`['‹15.6›', '15.10'][stage]`)}`,
  ),
  app(
    'the name of a stack',
    `class Db extends TerraformStack { constructor(scope, id) { super(scope, id); new AuroraCluster(this, 'orders', { engineVersion: { dev: '‹15.6›' }[id] }); } }\nnew Db(app, ${env});`,
  ),
  app(
    'the id of the node',
    `class Db extends TerraformStack { constructor(scope, id) { super(scope, id); new AuroraCluster(this, 'orders', { engineVersion: { dev: '‹15.6›' }[this.node.id] }); } }\nnew Db(app, ${env});`,
  ),
  app(
    'two stacks of one name',
    `class Dev extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '‹15.6›' }); } }\nclass Prod extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '15.10' }); } }\nif (${env} === 'prod') new Prod(app, 'db'); else new Dev(app, 'db');`,
  ),
  app(
    'two stacks by a choice',
    `class Dev extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '‹15.6›' }); } }\nclass Prod extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '15.10' }); } }\nnew (${env} === 'prod' ? Prod : Dev)(app, 'db');`,
  ),
  app('two files by a choice', `${isProd}if (isProd) require('./prod'); else require('./dev');`, {
    'dev.js': start + creation(`'‹15.6›'`),
    'prod.js': start + creation(`'15.10'`),
  }),
  app(
    'an override of the cluster',
    `const cluster = ${creation(`'‹15.6›'`)}\nif (${env} === 'prod') cluster.engineVersion = '15.10';`,
  ),
  app(
    'addOverride',
    `const cluster = ${creation(`'‹15.6›'`)}\nif (${env} === 'prod') cluster.addOverride('engine_version', '15.10');`,
  ),
  app('TypeScript: satisfies and as const', '', {
    'main.ts': `const versions = { dev: '‹15.6›', prod: '15.10' } as const satisfies Record<string, string>;\nconst stage = (process.env.STAGE ?? 'dev') as keyof typeof versions;\nnew AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });\n`,
  }),
  app('TypeScript: a namespace block', '', {
    'main.ts': `namespace Config { export const versions: any = { dev: '‹15.6›' }; export const stage = process.env.STAGE!; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Config.versions[Config.stage] });\n`,
  }),
  app('TypeScript: a function with overloads', '', {
    'main.ts': `function pick(stage: string): string;\nfunction pick(stage: string, all?: any): string { return (all ?? { dev: '‹15.6›' })[stage]; }\nnew AuroraCluster(stack, 'orders', { engineVersion: pick(process.env.STAGE!) });\n`,
  }),
  app('TypeScript: an abstract member', '', {
    'main.ts': `abstract class Base extends TerraformStack { abstract version(): string; make() { new AuroraCluster(this, 'orders', { engineVersion: this.version() }); } }\nclass Db extends Base { version() { return ({ dev: '‹15.6›' } as any)[process.env.STAGE!]; } }\nnew Db(app, 'x').make();\n`,
  }),
  app('TypeScript: JSON with an attribute', '', {
    'main.mts': `import versions from './versions.json' with { type: 'json' };\nnew AuroraCluster(stack, 'orders', { engineVersion: (versions as any)[process.env.STAGE!] });\n`,
    'versions.json': '{"dev":"‹15.6›"}',
  }),
  app('TypeScript: JSON re-exported', '', {
    'main.ts': `import { versions } from './config';\nnew AuroraCluster(stack, 'orders', { engineVersion: (versions as any)[process.env.STAGE!] });\n`,
    'config/index.ts': `export { default as versions } from './versions.json';\n`,
    'config/versions.json': '{"dev":"‹15.6›"}',
  }),
  app('TypeScript: JSON behind an alias', '', {
    'main.ts': `import versions from '@config/versions.json';\nnew AuroraCluster(stack, 'orders', { engineVersion: (versions as any)[process.env.STAGE!] });\n`,
    'config/versions.json': '{"dev":"‹15.6›"}',
  }),
  app('TypeScript: code behind an alias', '', {
    'main.ts': `import { versions } from '@config/versions';\nnew AuroraCluster(stack, 'orders', { engineVersion: (versions as any)[process.env.STAGE!] });\n`,
    'config/versions.ts': `export const versions = { dev: '‹15.6›' };\n`,
  }),
  app('a stage behind an alias', '', {
    'main.ts': `import { stage } from '@config/stage';\nnew AuroraCluster(stack, 'orders', { engineVersion: ({ dev: '‹15.6›' } as any)[stage] });\n`,
    'config/stage.ts': `export const stage = process.env.STAGE;\n`,
  }),
  app(
    'JSON with comments',
    `const { parse } = require('jsonc-parser');\nconst versions = parse(require('fs').readFileSync('versions.jsonc', 'utf8'));\n${creation(`versions[${env}]`)}`,
    { 'versions.jsonc': '{"dev":"‹15.6›"} // x' },
  ),
  app(
    'a proxy that only passes on',
    `const strict = new Proxy({ orders: '‹15.6›' }, { get: (target, key) => target[key] });\n${creation('strict.orders')}`,
  ),
];

/** The same ways, where nothing depends on the stage. */
export const proven: StrangeApp[] = [
  app(
    'static field',
    `class Config { static stage = ${env}; static versions = { orders: '‹15.6›' }; }\n${creation('Config.versions.orders')}\nstack.tag = Config.stage;`,
  ),
  app(
    'map beside env',
    `const map = new Map([['orders', '‹15.6›']]);\nconst sizes = new Map([['dev', 'small']]);\nnew AuroraCluster(stack, 'orders', { engineVersion: map.get('orders'), size: sizes.get(${env}) });`,
  ),
  app(
    'generator',
    `function* all() { yield ['orders', '‹15.6›']; yield ['a', '15.4']; }\nfor (const [name, version] of all()) new AuroraCluster(stack, name, { engineVersion: version, size: ${env} });`,
  ),
  app(
    'await',
    `const load = async () => '‹15.6›';\n(async () => { const version = await load();\nnew AuroraCluster(stack, 'orders', { engineVersion: version, size: ${env} }); })();`,
  ),
  app('then', `Promise.resolve('‹15.6›').then((version) => ${creation('version').slice(0, -1)});`),
  app(
    'destructuring default',
    `const { size = 'small', version } = { size: ${env}, version: '‹15.6›' };\nnew AuroraCluster(stack, 'orders', { engineVersion: version, size });`,
  ),
  app(
    'computed keys of the code',
    `const key = (name) => \`\${name}-version\`;\nconst all = { ...{ [key('orders')]: '‹15.6›' } };\n${creation(`all['orders-version']`)}`,
  ),
  app(
    'template keys of the code',
    `const all = { 'orders-version': '‹15.6›' };\nfor (const name of ['orders']) new AuroraCluster(stack, name, { engineVersion: all[\`\${name}-version\`] });`,
  ),
  app(
    'env through a parameter for tags',
    `const tags = (environment) => ({ stage: environment.STAGE });\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', tags: tags(process.env) });`,
  ),
  app('a re-export chain', '', {
    'main.ts': `import { stage, versions } from './a';\nnew AuroraCluster(stack, 'orders', { engineVersion: versions.orders, size: stage });\n`,
    'a.ts': `export * from './b';\nexport { chosen as stage } from './c';\n`,
    'b.ts': `export { all as versions } from './versions';\n`,
    'c.ts': `export const chosen = ${env} ?? 'dev';\n`,
    'versions.ts': `export const all = { orders: '‹15.6›' };\n`,
  }),
  app('.cts', '', {
    'main.cts': `import versions = require('./versions.cjs');\nnew AuroraCluster(stack, 'orders', { engineVersion: versions.orders, size: process.env.SIZE });\n`,
    'versions.cts': `const versions = { orders: '‹15.6›' };\nexport = versions;\n`,
  }),
  app(
    'dynamic import',
    `import('./versions.mjs').then(({ versions }) => { new AuroraCluster(stack, 'orders', { engineVersion: versions.orders, size: ${env} }); });`,
    { 'versions.mjs': `export const versions = { orders: '‹15.6›' };\n` },
  ),
  app('Object.fromEntries', `const all = Object.fromEntries([['orders', '‹15.6›']]);\n${creation('all.orders')}`),
  app(
    'JSON of the stage by readFileSync',
    `const { version } = JSON.parse(require('fs').readFileSync(\`config/\${${env}}.json\`, 'utf8'));\n${create}`,
    { 'config/dev.json': '{"version":"‹15.6›"}', 'config/prod.json': '{"version":"15.10"}' },
  ),
  app(
    'a class without a name',
    `export default class extends TerraformStack { version = '‹15.6›'; constructor(s, i) { super(s, i); new AuroraCluster(this, 'orders', { engineVersion: this.version }); } }`,
  ),
  app(
    'a base class that creates, a derived one that says the version',
    `class Base extends TerraformStack { version = '15.4'; make() { new AuroraCluster(this, 'orders', { engineVersion: this.version }); } }\nclass Orders extends Base { version = '‹15.6›'; }\nnew Orders(app, 'orders').make();`,
  ),
  app(
    'the name of the property in a function that nothing calls',
    `export const told = (options) => options.version ?? ${env};\nconst orders = { version: '‹15.6›' };\n${creation('orders.version')}`,
  ),
  app(
    'the name of the property in what a package gives',
    `const { version } = require('some-package/package.json');\nconsole.log(${env} ? version : '1');\nconst orders = { version: '‹15.6›' };\n${creation('orders.version')}`,
  ),
  app(
    'a method of the language by a name that the app has too',
    `const lists = { keys: ${env} };\nconst versions = { orders: '‹15.6›' };\nfor (const name of Object.keys(versions)) new AuroraCluster(stack, name, { engineVersion: versions[name] });\nlist.map((each) => each ?? ${env});`,
  ),
  app(
    'JSON of the stage by path.join',
    `const fs = require('fs');\nconst config = JSON.parse(fs.readFileSync(require('path').join(__dirname, 'config', ${env} + '.json'), 'utf8'));\nnew AuroraCluster(stack, 'orders', { engineVersion: config.clusters.orders, size: config.size });`,
    { 'config/dev.json': '{"clusters":{"orders":"‹15.6›"},"size":"small"}' },
  ),
  app(
    'JSON by template',
    `const versions = JSON.parse(require('fs').readFileSync(\`\${__dirname}/versions.json\`));\n${creation('versions.orders')}`,
    { 'versions.json': '{"orders":"‹15.6›"}' },
  ),
  app(
    'JSON that a comment names',
    `// versions.json is picked by stage elsewhere\nconst versions = require('./versions');\n${creation('versions.orders')}\nconst size = { dev: 'small' }[${env}];`,
    { 'versions.json': '{"orders":"‹15.6›"}' },
  ),
  app('decorator', '', {
    'main.ts': `const tagged = (stage?: string) => (target: any) => { target.tag = stage; };\n@tagged(process.env.STAGE) class Config { static version = '‹15.6›'; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Config.version });\n`,
  }),
  app(
    'closure',
    `const make = (stage) => ({ size: () => stage, version: () => '‹15.6›' });\nconst config = make(${env});\nnew AuroraCluster(stack, 'orders', { engineVersion: config.version(), size: config.size() });`,
  ),
  app(
    'inheritance',
    `class Base { version() { return '‹15.6›'; } size() { return ${env}; } }\nclass Orders extends Base {}\nconst orders = new Orders();\nnew AuroraCluster(stack, 'orders', { engineVersion: orders.version(), size: orders.size() });`,
  ),
  app(
    'context for a size',
    `new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', size: app.node.tryGetContext('size') ?? 'small' });`,
  ),
  app(
    'context of cdktf.json deep',
    `const config = app.node.tryGetContext('config');\nnew AuroraCluster(stack, 'orders', { engineVersion: config.orders.version, size: config.sizes[${env}] });`,
    {
      'cdktf.json':
        '{ "app": "node main.js", "context": { "config": { "orders": { "version": "‹15.6›" }, "sizes": { "dev": "small" } } } }\n',
    },
  ),
  app(
    'context of cdktf.json, two asked',
    `const size = app.node.tryGetContext('size') === 'large' ? 'large' : 'small';\nnew AuroraCluster(stack, 'orders', { engineVersion: app.node.tryGetContext('version'), size });`,
    { 'cdktf.json': '{ "app": "node main.js", "context": { "version": "‹15.6›", "size": "small" } }\n' },
  ),
  app('the construct decides by env', '', {
    'main.ts': `import { AuroraCluster } from './constructs/aurora-cluster';\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });\n`,
    'constructs/aurora-cluster.ts': `import { known } from './known';\nexport class AuroraCluster extends Construct { constructor(scope: any, id: string, props: any) { super(scope, id); this.version = process.env.LENIENT ? props.engineVersion : known(props.engineVersion); } }\n`,
    'constructs/known.ts': `export const known = (version: string) => (process.env.ANY ? version : version.trim());\n`,
  }),
  app(
    'subclass',
    `class Usual extends AuroraCluster { constructor(scope, id, props) { super(scope, id, { size: ${env}, ...props }); } }\nnew Usual(stack, 'orders', { engineVersion: '‹15.6›' });`,
  ),
  app('try around all', `try { ${creation(`'‹15.6›'`)} } catch (error) { console.error(error); process.exit(1); }`),
  app(
    'a file that exists, for tags',
    `const tags = require('fs').existsSync('.prod') ? { a: 'b' } : {};\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', tags });`,
  ),
  app(
    'spread of stage props after it',
    `const sizes = { prod: { size: 'large' } };\nconst props = { engineVersion: '‹15.6›', ...sizes[${env}] };\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'props set by a helper',
    `const withSize = (props) => ({ ...props, size: ${env} });\nnew AuroraCluster(stack, 'orders', withSize({ engineVersion: '‹15.6›' }));`,
  ),
  app(
    'Object.assign of tags',
    `const props = { engineVersion: '‹15.6›' };\nif (${env} === 'prod') Object.assign(props, { size: 'large' });\nnew AuroraCluster(stack, 'orders', props);`,
  ),
  app(
    'freeze',
    `const versions = Object.freeze({ orders: '‹15.6›' });\nconst stage = Object.freeze({ name: ${env} });\nnew AuroraCluster(stack, 'orders', { engineVersion: versions.orders, size: stage.name });`,
  ),
  app(
    'a stack a stage of the code',
    `for (const stage of ['dev', 'prod']) { const scope = new TerraformStack(app, stage); new AuroraCluster(scope, 'orders', { engineVersion: '‹15.6›', size: stage === 'prod' ? 'large' : 'small' }); }`,
  ),
  app(
    'env picks the stack',
    `const make = { dev: () => ${creation(`'‹15.6›'`).slice(0, -1)} };\nif (${env} === 'dev') make.dev();`,
  ),
  app(
    'a list that gets more',
    `${isProd}const list = [{ name: 'orders', version: '‹15.6›' }];\nif (isProd) list.push({ name: 'extra', version: '15.10' });\nfor (const each of list) new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
  ),
  app(
    'a list with more at its end',
    `${isProd}const list = [{ name: 'orders', version: '‹15.6›' }, ...(isProd ? [{ name: 'extra', version: '15.10' }] : [])];\nfor (const each of list) new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
  ),
  app(
    'merge of code',
    `const { merge } = require('lodash');\nconst { version } = merge({}, { version: '‹15.6›' }, { size: 'small' });\n${create}`,
  ),
  app(
    'own merge',
    `const merge = (a, b) => ({ ...a, ...b });\nnew AuroraCluster(stack, 'orders', merge({ engineVersion: '‹15.6›' }, { size: ${env} }));`,
  ),
  app(
    'callback in options',
    `const build = ({ each }) => each('orders');\nbuild({ each: (name) => new AuroraCluster(stack, name, { engineVersion: '‹15.6›' }) });`,
  ),
  app(
    'stack by id',
    `class Db extends TerraformStack { constructor(scope, id, version) { super(scope, id); new AuroraCluster(this, 'orders', { engineVersion: version, size: process.env.SIZE }); } }\nnew Db(app, ${env}, '‹15.6›');`,
  ),
  app(
    'stacks with the same id',
    `class A extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '‹15.6›' }); } }\nclass B extends TerraformStack { constructor(s, id) { super(s, id); new AuroraCluster(this, 'orders', { engineVersion: '15.10' }); } }\nnew A(app, 'a'); new B(app, 'b');`,
  ),
  app(
    'factory',
    `const factory = { orders: (scope) => new AuroraCluster(scope, 'orders', { engineVersion: '‹15.6›' }), a: (scope) => new AuroraCluster(scope, 'a', { engineVersion: '15.4' }) };\nfor (const make of Object.values(factory)) make(stack);`,
  ),
  app(
    'conditional stack',
    `class Db extends TerraformStack { constructor(s, id, p) { super(s, id); this.version = p.version; new AuroraCluster(this, 'orders', { engineVersion: this.version }); } }\nif (${env} !== 'none') new Db(app, 'db', { version: '‹15.6›' });`,
  ),
  app(
    'logging',
    `const version = '‹15.6›';\nconst log = (...all) => { if (process.env.VERBOSE) console.log(...all); };\nlog('version', version);\n${create}`,
  ),
  app(
    'own check',
    `const known = (version) => { if (!/^\\d+\\.\\d+$/.test(version)) throw new Error('not a version'); return version; };\n${creation(`known('‹15.6›')`)}`,
  ),
  app(
    'own check with parts',
    `const known = (version) => { const [major] = version.split('.'); if (Number(major) < 14) throw new Error('too old'); return version; };\n${creation(`known('‹15.6›')`)}`,
  ),
  app(
    'dotenv for tags',
    `require('dotenv').config();\nnew AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', tags: { stage: ${env} } });`,
  ),
  app(
    'zod',
    `const { z } = require('zod');\nconst config = z.object({ version: z.string() }).parse({ version: '‹15.6›' });\n${creation('config.version')}`,
  ),
  app(
    'main with a guard',
    `async function main() { const account = await Promise.resolve(process.env.ACCOUNT); if (!account) { console.error('no account'); process.exit(1); }\n${creation(`'‹15.6›'`)} }\nmain();`,
  ),
  app(
    'main that returns early',
    `function main() { if (!process.env.ACCOUNT) return;\nconst version = '‹15.6›';\n${create} }\nmain();`,
  ),
  app('app by export', '', {
    'main.ts': `import { build } from './build';\nbuild(app, process.env.STAGE ?? 'dev');\n`,
    'build.ts': `export function build(app: any, stage: string) { const stack = new TerraformStack(app, stage); const tags = { stage }; new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', tags }); return { app, stack }; }\n`,
  }),
  app('props interface with a default', '', {
    'main.ts': `interface Props { version?: string; stage: string }\nclass Db extends TerraformStack { constructor(scope: any, id: string, { version = '‹15.6›', stage }: Props) { super(scope, id); new AuroraCluster(this, 'orders', { engineVersion: version, tags: { stage } }); } }\nnew Db(app, 'x', { stage: process.env.STAGE! });\n`,
  }),
  app(
    'JSON read beside the file',
    `const path = require('path');\nconst config = JSON.parse(require('fs').readFileSync(path.join(__dirname, 'clusters.json'), 'utf8'));\nfor (const each of config.clusters) if (each.name === 'orders') new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
    { 'clusters.json': '{"clusters":[{"name":"orders","version":"‹15.6›"}]}' },
  ),
  app('JSON behind an alias', '', {
    'main.ts': `import versions from '@config/versions.json';\nnew AuroraCluster(stack, 'orders', { engineVersion: versions.orders });\n`,
    'config/versions.json': '{"orders":"‹15.6›"}',
  }),
  app('code behind an alias', '', {
    'main.ts': `import { versions } from '@config/versions';\nnew AuroraCluster(stack, 'orders', { engineVersion: versions.orders });\n`,
    'config/versions.ts': `export const versions = { orders: '‹15.6›' };\n`,
  }),
];
