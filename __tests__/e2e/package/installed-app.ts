import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { forCdkTerrain } from '../../../scripts/packaging/cdk-terrain';
import { createProject, type ProjectCopy } from '../../support/project-copy';
import { runCommand } from '../../support/run-command';
import { run } from './pack';

const checkout = resolve(__dirname, '../../..');
const fixtures = join(__dirname, '../../fixtures/apps');

export interface Framework {
  name: 'cdktf' | 'cdktn';
  /** Installed beside the package, as such an app has them. */
  packages: string[];
  /** Taken from this checkout, which has the same versions: to unpack them takes npm most of its time. */
  linked: string[];
  main: string;
  /** What starts a file of the app. */
  start: string[];
}

/** CDKTF as `cdktf init --template=typescript` leaves it; CDK Terrain with an app that is plain JavaScript. */
export const frameworks: Framework[] = [
  {
    name: 'cdktf',
    packages: ['ts-node@10.9.2', 'typescript@5.9.3', '@types/node@20.19.25'],
    // All three: the bindings look for the other two where they are themselves.
    linked: ['cdktf', '@cdktf/provider-aws', 'constructs'],
    main: 'main.ts',
    start: ['npx', 'ts-node'],
  },
  {
    name: 'cdktn',
    packages: ['cdktn@0.24.0', '@cdktn/provider-aws@25.7.0', 'constructs@10.7.2'],
    linked: [],
    main: 'main.js',
    start: ['node'],
  },
];

/** An empty app of the framework with the package installed from its tarball. */
export interface InstalledApp extends ProjectCopy {
  framework: Framework;
  /** Seconds. */
  installed: number;
  /** `stacks/<stack>/cdk.tf.json` as the app, or another file of it, synthesizes them, by stack. */
  synthesize(file?: string): Promise<Record<string, unknown>>;
  /** An executable of its packages. */
  bin(name: string, ...args: string[]): Promise<string>;
}

export async function installApp(framework: Framework, tarball: string): Promise<InstalledApp> {
  const command = (name: string) => ['node_modules/.bin/aurora-blue-green', name];
  const project = createProject(command, (directory) => {
    cpSync(join(fixtures, `installed-${framework.name}`), directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'shop', private: true }));
    writeFileSync(join(directory, '.gitignore'), 'node_modules\ncdktf.out\n');
    writeFileSync(join(directory, wholeFile(framework)), wholeApp(framework));
  });
  const { directory, aside } = project;
  const begun = Date.now();
  await run(directory, 'npm', 'install', '--prefer-offline', '--fetch-timeout=60000', tarball, ...framework.packages);
  const installed = (Date.now() - begun) / 1000;
  for (const name of framework.linked) {
    const place = join(directory, 'node_modules', name);
    // npm installs a peer that is not optional by itself.
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(checkout, 'node_modules', name)), place);
  }
  copyExample(directory, framework);
  project.commit('Installed');
  return {
    ...project,
    framework,
    installed,
    async synthesize(file = framework.main) {
      const output = join(aside, `out-${file.replaceAll('/', '-')}`);
      const [program, ...words] = framework.start;
      // Types have a test of their own.
      const env = { CDKTF_OUTDIR: output, TS_NODE_TRANSPILE_ONLY: 'true' };
      const result = await runCommand(program!, [...words, file], { cwd: directory, env });
      if (result.exitCode !== 0) throw new Error(`${file} does not synthesize: ${result.output}`);
      const manifest = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8')) as {
        stacks: Record<string, { synthesizedStackPath: string }>;
      };
      return Object.fromEntries(
        Object.entries(manifest.stacks).map(([name, { synthesizedStackPath }]) => [
          name,
          JSON.parse(readFileSync(join(output, synthesizedStackPath), 'utf8')) as unknown,
        ]),
      );
    },
    bin: (name, ...args) => run(directory, join(directory, 'node_modules/.bin', name), ...args),
  };
}

export const wholeFile = ({ main }: Framework) => main.replace('main', 'whole');

/** The app with every option of the construct, as it reads with the package. */
const wholeApp = (framework: Framework) =>
  inFramework(
    framework,
    readFileSync(join(fixtures, 'whole/main.ts'), 'utf8').replace('./constructs/aurora-cluster', 'aurora-blue-green'),
  );

export const exampleFile = ({ main }: Framework) => `example/${main}`;

/** As a newcomer does it, from the package. */
function copyExample(directory: string, framework: Framework): void {
  const from = join(directory, 'node_modules/aurora-blue-green/constructs/examples/three-clusters');
  for (const file of readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const copy = join(directory, 'example', framework.main.endsWith('.ts') ? file : file.replace(/ts$/, 'js'));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, inFramework(framework, readFileSync(join(from, file), 'utf8')));
  }
}

/** The code of a CDKTF app in TypeScript, in the framework's terms and language. */
function inFramework({ name, main }: Framework, text: string): string {
  const code = name === 'cdktn' ? text.replace("'aurora-blue-green'", "'aurora-blue-green/cdktn'") : text;
  if (main.endsWith('.ts')) return code;
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  return forCdkTerrain(outputText);
}
