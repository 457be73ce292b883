import type { AppFile } from '../../scripts/checkout/app-files';
import { connectedFiles, constructFiles } from '../../scripts/rewriter/data-flow/connected-files';

const files: AppFile[] = Object.entries({
  'main.ts': `import { Orders } from './stacks/orders.js';`,
  'stacks/orders.ts': `import { versions } from '../config'; import './side';`,
  'stacks/side.ts': `import data from './data.json';`,
  'stacks/data.json': '{}',
  'config/index.ts': `export { versions } from './versions';`,
  'config/versions.ts': `export const versions = {};`,
  'tools/report.ts': `import { read } from './read';`,
  'tools/read.ts': `const text = readFileSync('limits.json');`,
  'limits.json': '{}',
  'aliased.ts': `const { x } = require('@config/late'); import('./lazy');`,
  'src/late.ts': `export const x = 1;`,
  'lazy.mjs': '',
  'comment.ts': `// not limits.json, nor 'limits.json'`,
  'part.ts': `const name = 'other-limits.json';`,
}).map(([path, text]) => ({ path, text, bytes: Buffer.from(text) }));

it.each<[string, string[]]>([
  [
    'config/versions.ts',
    ['main.ts', 'stacks/orders.ts', 'config/index.ts', 'config/versions.ts', 'stacks/side.ts', 'stacks/data.json'],
  ],
  ['limits.json', ['limits.json', 'tools/read.ts', 'tools/report.ts']],
  ['src/late.ts', ['src/late.ts', 'aliased.ts', 'lazy.mjs']],
  ['stacks/data.json', files.slice(0, 6).map(({ path }) => path)],
])('of %s', (start, expected) => {
  const connected = connectedFiles(
    files,
    files.filter(({ path }) => path === start),
  );
  expect(connected.map(({ path }) => path).sort()).toEqual([...expected].sort());
});

it('the construct is what its class stands in, with all that is imported there', () => {
  const app = [
    ['main.ts', "import { AuroraCluster } from './constructs/aurora-cluster'; import './constructs/names';"],
    ['constructs/aurora-cluster.ts', "import './guard'; export class AuroraCluster extends Construct {}"],
    ['constructs/guard.ts', "import './names';"],
    ['constructs/names.ts', ''],
    ['other.ts', 'class AuroraClusterOfOurs {}'],
  ].map(([path, text]) => ({ path: path!, text: text!, bytes: Buffer.from(text!) }));
  expect([...constructFiles(app)].map(({ path }) => path)).toEqual([
    'constructs/aurora-cluster.ts',
    'constructs/guard.ts',
    'constructs/names.ts',
  ]);
});
