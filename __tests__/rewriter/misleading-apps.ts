import { app, type StrangeApp } from './strange-apps';

/** What the language, and packages that apps use, can hide a choice in. */
export const stageDependent: StrangeApp[] = [
  app('a decorator that gives another class', '', {
    'main.ts': `class Prod { static version = '15.10'; }\nconst staged = (target: any): any => (process.env.STAGE === 'prod' ? Prod : target);\n@staged class Config { static version = '‹15.6›'; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Config.version });\n`,
  }),
  app(
    'a function that is bound',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const pick = (stage) => versions[stage];
const b = pick.bind(null);
pick('dev');
new AuroraCluster(stack, 'orders', { engineVersion: b(process.env.STAGE) });`,
  ),
  app('a function that is taken out of a module by another name', '', {
    'main.ts': `import * as lib from './lib';
const { pick: choose } = lib;
lib.pick('dev');
new AuroraCluster(stack, 'orders', { engineVersion: choose(process.env.STAGE) });`,
    'lib.ts': `export const pick = (stage) => ({ dev: '‹15.6›', prod: '15.10' })[stage];`,
  }),
  app('a function that is read from a module', '', {
    'main.ts': `import * as lib from './lib';
const choose = lib.pick;
lib.pick('dev');
new AuroraCluster(stack, 'orders', { engineVersion: choose(process.env.STAGE) });`,
    'lib.ts': `export const pick = (stage) => ({ dev: '‹15.6›', prod: '15.10' })[stage];`,
  }),
  app(
    'a function among the values of an object',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const h = { orders: (stage) => versions[stage] };
h.orders('dev');
for (const make of Object.values(h)) { new AuroraCluster(stack, 'orders', { engineVersion: make(process.env.STAGE) }); }`,
  ),
  app(
    'a function that a key picks',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const h = { orders: (stage) => versions[stage] };
h.orders('dev');
const make = h[process.argv.length > 0 ? 'orders' : 'x'];
new AuroraCluster(stack, 'orders', { engineVersion: make(process.env.STAGE) });`,
  ),
  app(
    'a method that is replaced',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const byStage = (stage) => versions[stage];
class B { pick(x) { return '15.4'; } }
const b = new B();
b.pick = byStage;
byStage('dev');
new AuroraCluster(stack, 'orders', { engineVersion: b.pick(process.env.STAGE) });`,
  ),
  app(
    'a function in a field that has the name of a method',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const byStage = (stage) => versions[stage];
class Job { constructor(run) { this.run = run; } go() { return this.run(process.env.STAGE); } }
class Other { run(x) { return x; } }
byStage('dev');
new AuroraCluster(stack, 'orders', { engineVersion: new Job(byStage).go() });`,
  ),
  app(
    'a function in a variable that changes',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const byStage = (stage) => versions[stage];
let pick = (stage) => '15.4';
pick = byStage;
byStage('dev');
new AuroraCluster(stack, 'orders', { engineVersion: pick(process.env.STAGE) });`,
  ),
  app(
    'defineProperty',
    `const o = { v: '‹15.6›' };
if (process.env.STAGE === 'prod') Object.defineProperty(o, 'v', { value: '15.10' });
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    '__defineGetter__',
    `const o = { v: '‹15.6›' };
o.__defineGetter__('v', () => process.env.STAGE === 'prod' ? '15.10' : '15.4');
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    'a property that is set on what is spread',
    `const base = { v: '‹15.6›' };
const over = {};
if (process.env.STAGE === 'prod') over.v = '15.10';
const o = { ...base, ...over };
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    'a generator that is moved on',
    `function* g() { yield '‹15.6›'; yield '15.10'; }
const it = g();
if (process.env.STAGE === 'prod') it.next();
new AuroraCluster(stack, 'orders', { engineVersion: it.next().value });`,
  ),
  app(
    'an iterator that is moved on',
    `const it = ['‹15.6›', '15.10'][Symbol.iterator]();
if (process.env.STAGE === 'prod') it.next();
new AuroraCluster(stack, 'orders', { engineVersion: it.next().value });`,
  ),
  app('a decorator of a method', '', {
    'main.ts': `function staged(t, k, d) { const f = d.value; d.value = () => (process.env.STAGE ? '15.10' : f()); }
class C { @staged v() { return '‹15.6›'; } }
new AuroraCluster(stack, 'orders', { engineVersion: new C().v() });`,
  }),
  app(
    'a tagged template',
    `const by = (strings, ...all) => all[process.env.STAGE === 'prod' ? 1 : 0];
new AuroraCluster(stack, 'orders', { engineVersion: by\`\${'‹15.6›'}\${'15.10'}\` });`,
  ),
  app(
    'filter(Boolean), and the first',
    `const v = [process.env.V, '‹15.6›'].filter(Boolean)[0];
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'find(Boolean)',
    `const v = [process.env.V, '‹15.6›'].find(Boolean);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a race',
    `Promise.race([fetchV(), Promise.resolve('‹15.6›')]).then((v) => { new AuroraCluster(stack, 'orders', { engineVersion: v }); });
async function fetchV() { return process.env.V; }`,
  ),
  app(
    'an error that a promise catches',
    `async function load() { if (process.env.STAGE) throw new Error(); return '15.10'; }
load().catch(() => '‹15.6›').then((v) => { new AuroraCluster(stack, 'orders', { engineVersion: v }); });`,
  ),
  app(
    'the name of the folder it runs in',
    `const all = { dev: '‹15.6›' };
new AuroraCluster(stack, 'orders', { engineVersion: all[require('path').basename(require('path').resolve('.'))] });`,
  ),
  app(
    'the name of its own folder',
    `const all = { dev: '‹15.6›' };
new AuroraCluster(stack, 'orders', { engineVersion: all[require('path').basename(__dirname)] });`,
  ),
  app(
    'the time zone',
    `const all = { UTC: '‹15.6›' };
new AuroraCluster(stack, 'orders', { engineVersion: all[Intl.DateTimeFormat().resolvedOptions().timeZone] });`,
  ),
  app(
    'the time it takes',
    `const all = ['‹15.6›', '15.10'];
new AuroraCluster(stack, 'orders', { engineVersion: all[performance.now() > 5 ? 1 : 0] });`,
  ),
  app(
    'an aspect',
    `new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
Aspects.of(stack).add({ visit(node) { if (process.env.STAGE === 'prod') node.engineVersion = '15.10'; } });`,
  ),
  app(
    'an aspect of a class',
    `new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
class Bump { visit(node) { node.addOverride('engine_version', process.env.V); } }
Aspects.of(stack).add(new Bump());`,
  ),
  app(
    'an override at the stack',
    `const cluster = new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
if (process.env.STAGE === 'prod') stack.addOverride('resource.aws_rds_cluster.o.engine_version', '15.10');`,
  ),
  app(
    'overrides by name',
    `const cluster = new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
for (const [k, v] of Object.entries(JSON.parse(process.env.O ?? '{}'))) cluster.cluster.addOverride(k, v);`,
  ),
  app(
    'what is inside the construct',
    `const cluster = new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
cluster.node.findChild('cluster').engineVersion = process.env.V;`,
  ),
  app(
    'a construct that is found',
    `new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
stack.node.findChild('o').engineVersion = process.env.V ?? '15.4';`,
  ),
  app(
    'constructs in a list',
    `const made = [];
made.push(new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' }));
for (const each of made) if (process.env.STAGE) each.engineVersion = '15.10';`,
  ),
  app(
    'a package that merges in place',
    `const _ = require('lodash');
const o = { v: '‹15.6›' };
_.merge(o, JSON.parse(process.env.O));
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    'a check that throws',
    `function f() { try { check(); return '‹15.6›'; } catch { return '15.10'; } }
function check() { if (process.env.STAGE === 'prod') throw new Error(); }
new AuroraCluster(stack, 'orders', { engineVersion: f() });`,
  ),
  app(
    'a return in finally',
    `function f() { try { return '‹15.6›'; } finally { if (process.env.STAGE === 'prod') return '15.10'; } }
new AuroraCluster(stack, 'orders', { engineVersion: f() });`,
  ),
  app(
    'a file that may not be there, returned',
    `const v = (() => { try { return require('./local.json').v; } catch { return '‹15.6›'; } })();
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a call that may throw before the assignment',
    `let v = '15.10';
try { mayThrow(); v = '‹15.6›'; } catch {}
function mayThrow() { JSON.parse(process.env.X); }
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'new Function',
    `const f = new Function('v', "return process.env.STAGE === 'prod' ? '15.10' : v");
new AuroraCluster(stack, 'orders', { engineVersion: f('‹15.6›') });`,
  ),
  app(
    'node:vm',
    `const vm = require('vm');
new AuroraCluster(stack, 'orders', { engineVersion: vm.runInNewContext("stage ? a : b", { stage: process.env.STAGE, a: '15.10', b: '‹15.6›' }) });`,
  ),
  app(
    'a global that is set',
    `globalThis.stage = process.env.STAGE;
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });`,
  ),
  app('a module of overrides that is loaded by a choice', '', {
    'main.ts': `import { App, TerraformStack } from 'cdktf';
import { AuroraCluster } from 'aurora-blue-green';
const app = new App();
const stack = new TerraformStack(app, 'prod');
import { settings } from './settings';
if (process.env.STAGE === 'prod') require('./prod-overrides');
new AuroraCluster(stack, 'orders', { engineVersion: settings.version });`,
    'settings.ts': `export const settings = { version: '‹15.6›' };`,
    'prod-overrides.ts': `import { settings } from './settings';
settings.version = '15.10';`,
  }),
  app('overrides that a key picks', '', {
    'main.ts': `import { App, TerraformStack } from 'cdktf';
import { AuroraCluster } from 'aurora-blue-green';
const app = new App();
const stack = new TerraformStack(app, 'prod');
import { settings } from './settings';
import { apply } from './over';
for (const each of (process.env.FEATURES ?? '').split(',')) apply(each);
new AuroraCluster(stack, 'orders', { engineVersion: settings.version });`,
    'settings.ts': `export const settings = { version: '‹15.6›' };`,
    'over.ts': `import { settings } from './settings';
const features: any = { next() { settings.version = '15.10'; } };
export const apply = (name: string) => features[name]?.();`,
  }),
  app(
    'the first of a set',
    `const s = new Set();
if (process.env.STAGE === 'prod') s.add('15.10');
s.add('‹15.6›');
new AuroraCluster(stack, 'orders', { engineVersion: [...s][0] });`,
  ),
  app(
    'the first of a list that is filled',
    `const list = [];
if (process.env.STAGE === 'prod') list.push('15.10');
list.push('‹15.6›');
new AuroraCluster(stack, 'orders', { engineVersion: list[0] });`,
  ),
  app(
    'the last of a list, by reduce',
    `const list = ['‹15.6›'];
if (process.env.STAGE === 'prod') list.push('15.10');
const v = list.reduce((_, each) => each);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a list that is assigned over',
    `const list = [{ v: '‹15.6›' }];
if (process.env.STAGE === 'prod') list.push({ v: '15.10' });
const o = Object.assign({}, ...list);
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    'a list that is put before it',
    `const list = (process.env.STAGE === 'prod' ? ['15.10'] : []).concat('‹15.6›');
new AuroraCluster(stack, 'orders', { engineVersion: list[0] });`,
  ),
  app(
    'entries of which the last wins',
    `const o = Object.fromEntries([['v', '‹15.6›'], ...(process.env.STAGE === 'prod' ? [['v', '15.10']] : [])]);
new AuroraCluster(stack, 'orders', { engineVersion: o.v });`,
  ),
  app(
    'a map of which the last entry wins',
    `const m = new Map([['v', '‹15.6›'], ...(process.env.STAGE === 'prod' ? [['v', '15.10']] : [])]);
new AuroraCluster(stack, 'orders', { engineVersion: m.get('v') });`,
  ),
  app(
    'convict',
    `const convict = require('convict');
const cfg = convict({ version: { default: '‹15.6›', env: 'VERSION' } });
new AuroraCluster(stack, 'orders', { engineVersion: cfg.get('version') });`,
  ),
  app(
    'rc',
    `const cfg = require('rc')('app', { version: '‹15.6›' });
new AuroraCluster(stack, 'orders', { engineVersion: cfg.version });`,
  ),
  app(
    'an argument, parsed',
    `const { values } = require('node:util').parseArgs({ options: { stage: { type: 'string' } } });
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[values.stage] });`,
  ),
  app(
    'a listener that sets it',
    `const bus = new (require('events'))();
let v = '‹15.6›';
bus.on('prod', () => { v = '15.10'; });
bus.emit(process.env.STAGE);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a table of stages, one of which creates',
    `for (const [s, v] of [['dev', '‹15.6›'], ['prod', '15.10']]) if (s === process.env.STAGE) new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a table of stages, and a loop that goes on',
    `for (const x of [{ s: 'dev', v: '‹15.6›' }, { s: 'prod', v: '15.10' }]) { if (x.s !== process.env.STAGE) continue; new AuroraCluster(stack, 'orders', { engineVersion: x.v }); }`,
  ),
  app(
    'a table of stages with the id in it',
    `const conf = { dev: { id: 'o', v: '‹15.6›' }, prod: { id: 'o', v: '15.10' } };
for (const [s, { id, v }] of Object.entries(conf)) { if (s === process.env.STAGE) new AuroraCluster(stack, id, { engineVersion: v }); }`,
  ),
  app('rules in order', '', {
    'main.ts': `import { App, TerraformStack } from 'cdktf';
import { AuroraCluster } from 'aurora-blue-green';
const app = new App();
const stack = new TerraformStack(app, 'prod');
const rules: [RegExp, string][] = [[/prod/, '15.10'], [/.*/, '‹15.6›']];
for (const [re, v] of rules) { if (re.test(process.env.STAGE!)) { new AuroraCluster(stack, 'orders', { engineVersion: v }); break; } }`,
  }),
  app(
    'two classes of the construct by a choice',
    `class Dev extends AuroraCluster { constructor(s, id) { super(s, id, { engineVersion: '‹15.6›' }); } }
class Prod extends AuroraCluster { constructor(s, id) { super(s, id, { engineVersion: '15.10' }); } }
const K = process.env.STAGE === 'prod' ? Prod : Dev;
new K(stack, 'o');`,
  ),
  app(
    'a function that map calls too',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const pick = (s) => versions[s];
pick('dev');
const [v] = [process.env.STAGE].map(pick);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a function of an object that map calls too',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const tools = { pick: (s) => versions[s] };
tools.pick('dev');
const [v] = [process.env.STAGE].map(tools.pick);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a method that map calls too',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
class T { pick(s) { return versions[s]; } }
const t = new T();
t.pick('dev');
const [v] = [process.env.STAGE].map(t.pick);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a listener that is called too',
    `const bus = new (require('events'))();
const versions = { dev: '‹15.6›', prod: '15.10' };
let v;
const set = (s) => { v = versions[s]; };
set('dev');
bus.on('go', set);
bus.emit('go', process.env.STAGE);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a function that then calls too',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const make = (s) => { new AuroraCluster(stack, 'orders', { engineVersion: versions[s] }); };
make('dev');
Promise.resolve(process.env.STAGE).then(make);`,
  ),
  app(
    'a callback that is handed on',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const inner = (run) => run(process.env.STAGE);
const outer = (f) => inner(f);
let v;
outer((s) => { v = versions[s]; });
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a callback that is called and handed on',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const inner = (run) => run(process.env.STAGE);
const outer = (f) => { f('dev'); inner(f); };
let v;
outer((s) => { v = versions[s]; });
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a callback of two functions',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const a = (run) => run('dev');
const b = (run) => run(process.env.STAGE);
let v;
const set = (s) => { v = versions[s]; };
a(set);
b(set);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a callback that is kept',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const all = [];
const on = (f) => { f('dev'); all.push(f); };
let v;
on((s) => { v = versions[s]; });
for (const f of all) f(process.env.STAGE);
new AuroraCluster(stack, 'orders', { engineVersion: v });`,
  ),
  app(
    'a callback that is given back',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const keep = (f) => { f('dev'); return f; };
const g = keep((s) => versions[s]);
new AuroraCluster(stack, 'orders', { engineVersion: g(process.env.STAGE) });`,
  ),
  app(
    'a callback by default',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const run = (f = (s) => versions[s]) => f(process.env.STAGE);
run((s) => '15.4');
new AuroraCluster(stack, 'orders', { engineVersion: run() });`,
  ),
  app(
    'a method that is assigned over',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const by = (s) => versions[s];
by('dev');
class B { pick(s) { return '15.4'; } }
const b = Object.assign(new B(), { pick: by });
new AuroraCluster(stack, 'orders', { engineVersion: b.pick(process.env.STAGE) });`,
  ),
  app(
    'a method of a derived class',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
class A { pick(s) { return '15.4'; } go() { return this.pick(process.env.STAGE); } }
class B extends A { pick(s) { return versions[s]; } }
const b = new B();
b.pick('dev');
new AuroraCluster(stack, 'orders', { engineVersion: b.go() });`,
  ),
  app(
    'this, taken apart',
    `const versions = { dev: '‹15.6›', prod: '15.10' };
const cfg = { stage: process.env.STAGE, pick() { const { stage } = this; return versions[stage]; } };
new AuroraCluster(stack, 'orders', { engineVersion: cfg.pick() });`,
  ),
  app('an export of its own line', '', {
    'main.ts': `import * as cfg from './cfg';
const { stage } = cfg;
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });`,
    'cfg.ts': `const { STAGE: stage } = process.env;
export { stage };`,
  }),
  app('an export of what changes', '', {
    'main.ts': `import * as cfg from './cfg';
const { stage } = cfg;
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });`,
    'cfg.ts': `let stage = 'dev';
if (process.env.PROD) stage = 'prod';
export { stage as stage };`,
  }),
  app('an export by another name', '', {
    'main.ts': `import * as cfg from './cfg';
const { current } = cfg;
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[current] });`,
    'cfg.ts': `const stage = process.env.STAGE;
export { stage as current };`,
  }),
  app('exports in TypeScript', '', {
    'main.ts': `const cfg = require('./cfg');
new AuroraCluster(stack, 'orders', { engineVersion: cfg.version });`,
    'cfg.ts': `exports.version = '‹15.6›';
if (process.env.STAGE === 'prod') exports.version = '15.10';`,
  }),
  app(
    'an export that is taken apart',
    `const { stage } = require('./cfg');
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });`,
    { 'cfg.ts': `export const { STAGE: stage } = process.env;` },
  ),
  app(
    'a flag by a computed key',
    `const { [process.env.STAGE]: isProd } = { dev: false, prod: true };
new AuroraCluster(stack, 'orders', { engineVersion: isProd ? '15.10' : '‹15.6›' });`,
  ),
  app(
    'an index by ++',
    `let i = 0;
if (process.env.STAGE === 'prod') ++i;
new AuroraCluster(stack, 'orders', { engineVersion: ['‹15.6›', '15.10'][i] });`,
  ),
  app(
    'a base class that is made',
    `const withEnv = (vars) => class { get stage() { return vars.STAGE; } };
class Env extends withEnv(process.env) {}
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[new Env().stage] });`,
  ),
  app('process, imported', '', {
    'main.mts': `import proc from 'node:process';
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[proc.env.STAGE!] });`,
  }),
  app('a stage of a package', '', {
    'main.mts': `import { stage } from 'our-platform';
const versions = { dev: '‹15.6›', prod: '15.10' };
new AuroraCluster(stack, 'orders', { engineVersion: versions[stage] });`,
  }),
];

/** Apps as people write them, where the stage decides about much, but not about the version. */
export const proven: StrangeApp[] = [
  app('a usual stack', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
class OrdersStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: process.env.AWS_REGION ?? 'eu-central-1' });
    const cluster = new AuroraCluster(this, 'orders', { clusterIdentifier: \`orders-\${process.env.STAGE ?? 'dev'}\`, engine: 'aurora-postgresql', engineVersion: '‹15.6›', instances: Number(process.env.INSTANCES ?? 2) });
    new TerraformOutput(this, 'endpoint', { value: cluster.endpoint });
  }
}
const app = new App();
new OrdersStack(app, 'orders');
app.synth();`,
  }),
  app('stacks from a table in a file', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { clusters } from './clusters';
import { DbStack } from './db-stack';
const app = new App();
const stage = process.env.STAGE ?? 'dev';
for (const [name, props] of Object.entries(clusters)) new DbStack(app, \`\${name}-\${stage}\`, { ...props, name, stage });
app.synth();`,
    'clusters.ts': `export interface ClusterProps { version: string; size: string; }
export const clusters: Record<string, ClusterProps> = { orders: { version: '‹15.6›', size: 'large' }, billing: { version: '15.4', size: 'small' } };`,
    'db-stack.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import type { ClusterProps } from './clusters';
interface Props extends ClusterProps { name: string; stage: string }
export class DbStack extends TerraformStack { readonly cluster: AuroraCluster; constructor(scope: Construct, id: string, props: Props) { super(scope, id); const { version, size, name, stage } = props; this.cluster = new AuroraCluster(this, name, { engineVersion: version, instanceClass: stage === 'prod' ? \`db.r6g.\${size}\` : 'db.t4g.medium', deletionProtection: stage === 'prod' }); } }`,
  }),
  app('sizes of the stage, spread over a base', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { config } from './config';
const app = new App();
const stack = new TerraformStack(app, 'x');
new AuroraCluster(stack, 'orders', { engineVersion: config.version });`,
    'config/index.ts': `import { base } from './base';
const sizes: Record<string, string> = { dev: 'small', prod: 'large' };
export const config = { ...base, size: sizes[process.env.STAGE ?? 'dev'], replicas: process.env.STAGE === 'prod' ? 3 : 1 };`,
    'config/base.ts': `export const base = { version: '‹15.6›', engine: 'aurora-postgresql' };`,
  }),
  app(
    'a variable that is required',
    `function required(name) { const value = process.env[name]; if (!value) throw new Error(name); return value; }
const account = required('ACCOUNT');
const version = '‹15.6›';
new AuroraCluster(stack, 'o-' + account, { engineVersion: version });`,
  ),
  app(
    'clusters of one stage, filtered by Boolean',
    `const clusters = [{ name: 'orders', version: '‹15.6›' }, process.env.STAGE === 'prod' && { name: 'reporting', version: '15.4' }].filter(Boolean);
for (const { name, version } of clusters) new AuroraCluster(stack, name, { engineVersion: version });`,
  ),
  app(
    'clusters that are enabled',
    `const clusters = [{ name: 'orders', version: '‹15.6›', enabled: true }, { name: 'x', version: '15.4', enabled: false }];
for (const each of clusters.filter((x) => x.enabled)) new AuroraCluster(stack, each.name, { engineVersion: each.version });`,
  ),
  app('a construct of the app around it', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { Database } from './database';
const app = new App();
const stack = new TerraformStack(app, 'x');
new Database(stack, 'orders', { version: '‹15.6›', stage: process.env.STAGE! });`,
    'database.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
export interface DatabaseProps { version: string; stage: string; backupDays?: number }
export class Database extends Construct { readonly cluster: AuroraCluster; constructor(scope: Construct, id: string, { version, stage, backupDays = stage === 'prod' ? 30 : 1 }: DatabaseProps) { super(scope, id); this.cluster = new AuroraCluster(this, 'cluster', { engineVersion: version, backupRetentionPeriod: backupDays }); if (stage === 'prod') this.alarm('cpu'); } private alarm(name: string) { new TerraformOutput(this, name, { value: this.cluster.id }); } }`,
  }),
  app('tags by an aspect', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
class Tags { constructor(private readonly tags: Record<string, string>) {} visit(node: any) { if (node.tagsInput) node.tags = { ...this.tags, ...node.tagsInput }; } }
const app = new App();
const stack = new TerraformStack(app, 'x');
new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });
Aspects.of(stack).add(new Tags({ stage: process.env.STAGE! }));`,
  }),
  app('main with a catch', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
async function main() { const app = new App();
const stack = new TerraformStack(app, 'x');
const version = '‹15.6›';
new AuroraCluster(stack, 'orders', { engineVersion: version });
app.synth(); }
main().catch((error) => { console.error(error); process.exit(1); });`,
  }),
  app(
    'an error that ends the synthesis',
    `let built;
try { built = build('‹15.6›'); } catch (error) { console.error(error); process.exit(1); }
function build(version) { if (!process.env.ACCOUNT) throw new Error('no account'); return new AuroraCluster(stack, 'orders', { engineVersion: version }); }`,
  ),
  app(
    'a lookup that throws',
    `const versions = { orders: '‹15.6›', billing: '15.4' };
function versionOf(name) { const version = versions[name]; if (!version) throw new Error('unknown ' + name); return version; }
for (const name of ['orders', 'billing']) new AuroraCluster(stack, name, { engineVersion: versionOf(name), tags: { stage: process.env.STAGE } });`,
  ),
  app('a logger of a package', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import pino from 'pino';
const log = pino({ level: process.env.LOG ?? 'info' });
const app = new App();
const stack = new TerraformStack(app, 'x');
const version = '‹15.6›';
log.info({ version }, 'cluster');
new AuroraCluster(stack, 'orders', { engineVersion: version });`,
  }),
  app(
    'a check by semver',
    `const semver = require('semver');
const version = '‹15.6›';
if (semver.lt(semver.coerce(version), '14.0.0')) throw new Error('old');
new AuroraCluster(stack, 'orders', { engineVersion: version });`,
  ),
  app('a builder', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
class Builder { private v = '15.4'; private s = 'small'; version(v: string) { this.v = v; return this; } size(s: string) { this.s = s; return this; } build(scope: any) { return new AuroraCluster(scope, 'o', { engineVersion: this.v, size: this.s }); } }
const app = new App();
const stack = new TerraformStack(app, 'x');
new Builder().version('‹15.6›').size(process.env.SIZE!).build(stack);`,
  }),
  app('a builder, and another one for the stage', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
class Lambda { private r = ''; version(v: string) { this.r = v; return this; } }
class Builder { private v = '15.4'; version(v: string) { this.v = v; return this; } build(scope: any) { return new AuroraCluster(scope, 'o', { engineVersion: this.v }); } }
new Lambda().version(process.env.LAMBDA!);
new Builder().version('‹15.6›').build(new TerraformStack(new App(), 'x'));`,
  }),
  app('a called parameter, and another one for the stage', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
function withStack(run: (scope: any, version: string) => void) { const app = new App(); run(new TerraformStack(app, 'x'), '‹15.6›'); app.synth(); }
function timed(run: (id: number, name: string) => void) { run(1, process.env.STAGE!); }
withStack((scope, version) => new AuroraCluster(scope, 'o', { engineVersion: version }));
timed((id, name) => console.log(id, name ? 'a' : 'b'));`,
  }),
  app(
    'a retry',
    `const retry = (n, f) => { for (let i = 0; i < n; i++) { try { return f(); } catch {} } };
const region = retry(3, () => process.env.REGION);
new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›', region });`,
  ),
  app('versions and settings, a file each', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { aurora } from './versions';
import { settings } from './settings';
const app = new App();
const stack = new TerraformStack(app, settings.name);
new AuroraCluster(stack, 'orders', { engineVersion: aurora.orders, instanceClass: settings.instanceClass });`,
    'versions.ts': `export const aurora = { orders: '‹15.6›', billing: '15.4' } as const;`,
    'settings.ts': `const all = { dev: { name: 'dev', instanceClass: 'a' }, prod: { name: 'prod', instanceClass: 'b' } };
export const settings = all[(process.env.STAGE ?? 'dev') as 'dev'];`,
  }),
  app('a monorepo', '', {
    'packages/db/main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { VERSIONS } from '../shared/src';
const app = new App();
const stack = new TerraformStack(app, 'x');
new AuroraCluster(stack, 'orders', { engineVersion: VERSIONS.orders });`,
    'packages/shared/src/index.ts': `export * from './versions';
export * from './env';`,
    'packages/shared/src/versions.ts': `export const VERSIONS = { orders: '‹15.6›' };`,
    'packages/shared/src/env.ts': `export const env = (name: string, fallback?: string) => process.env[name] ?? fallback;`,
  }),
  app('JSON, a stack each', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import clusters from './clusters.json';
const app = new App();
clusters.forEach(({ name, version, instances }) => { const stack = new TerraformStack(app, name); new AuroraCluster(stack, name, { engineVersion: version, instances: process.env.STAGE === 'prod' ? instances : 1 }); });`,
    'clusters.json': `[{"name":"orders","version":"‹15.6›","instances":3}]`,
  }),
  app('a private constant of a class', '', {
    'main.ts': `import { App, TerraformStack, TerraformOutput, Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
class OrdersStack extends TerraformStack { private static readonly VERSION = '‹15.6›'; constructor(scope: Construct, id: string, private readonly stage: string) { super(scope, id); this.addCluster(); } private addCluster() { new AuroraCluster(this, 'orders', { engineVersion: OrdersStack.VERSION, tags: { stage: this.stage } }); } }
new OrdersStack(new App(), 'x', process.env.STAGE!);`,
  }),
  app(
    'a map of objects',
    `const clusters = new Map([['orders', { version: '‹15.6›', size: 'l' }]]);
for (const [name, { version, size }] of clusters) new AuroraCluster(stack, name, { engineVersion: version, size: process.env.STAGE ? size : 's' });`,
  ),
  app(
    'versions by reduce',
    `const list = [{ name: 'orders', version: '‹15.6›' }, { name: 'b', version: '15.4' }];
const versions = list.reduce((all, { name, version }) => ({ ...all, [name]: version }), {});
new AuroraCluster(stack, 'orders', { engineVersion: versions.orders });`,
  ),
  app(
    'handlers by a key of the stage',
    `const handlers = { a: (x) => x, b: (x) => x + 1 };
const run = (name, x) => handlers[name](x);
run(process.env.STAGE, 1);
const add = (version) => new AuroraCluster(stack, 'orders', { engineVersion: version });
add('‹15.6›');`,
  ),
  app(
    'handlers by a key of the stage, and a class',
    `const handlers = { a: (x) => x, b: (x) => x + 1 };
handlers[process.env.STAGE](1);
class Db { add(version) { new AuroraCluster(stack, 'orders', { engineVersion: version }); } }
new Db().add('‹15.6›');`,
  ),
  app(
    'observers of a bus',
    `class Bus { constructor() { this.all = []; } on(f) { this.all.push(f); } emit(x) { for (const f of this.all) f(x); } }
const bus = new Bus();
bus.on((x) => console.log(x));
bus.emit(process.env.STAGE);
const db = { add: (version) => new AuroraCluster(stack, 'orders', { engineVersion: version }) };
db.add('‹15.6›');`,
  ),
  app(
    'options over defaults',
    `const defaults = { version: '‹15.6›', size: 'small' };
function add(name, options = {}) { const { version, size } = { ...defaults, ...options }; new AuroraCluster(stack, name, { engineVersion: version, size }); }
add('orders', { size: process.env.STAGE === 'prod' ? 'large' : 'small' });`,
  ),
];
