import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';
import manifest from '../../package.json';
import { commands } from '../../scripts/cli/commands';
import { packagesOf } from '../../scripts/packaging/cdk-terrain';
import { examples } from '../../scripts/packaging/data-files';
import { ExitCode } from '../../scripts/runtime/errors';
import { startLocalRds } from '../support/local-rds';
import { pathWithQuickNpx } from '../support/quick-npx';
import { type CommandResult, runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { differences } from './package/differences';
import { exampleFile, frameworks, type InstalledApp, installApp, wholeFile } from './package/installed-app';
import { pack, run, type Tarball } from './package/pack';

describeWith(['npm-registry', 'git'], 'the package', () => {
  let tarball: Tarball;
  let apps: InstalledApp[] = [];
  let cdktf: InstalledApp;
  let cdktn: InstalledApp;

  beforeAll(async () => {
    tarball = await pack();
    apps = await Promise.all(frameworks.map((framework) => installApp(framework, tarball.path)));
    [cdktf, cdktn] = apps as [InstalledApp, InstalledApp];
  });

  afterAll(() => {
    for (const app of apps) app.remove();
    tarball?.remove();
  });

  describe('its tarball', () => {
    it('holds what is compiled, and what is written for people', () => {
      const others = tarball.files.filter(
        (file) => !/^dist\/(constructs|cdktn)\/([\w-]+\/)*[\w-]+\.(js|d\.ts)$/.test(file),
      );
      const copied = trackedFiles(examples);
      const data = trackedFiles('constructs', 'scripts').filter(
        (file) => !file.endsWith('.ts') && !copied.includes(file),
      );
      expect(data).toContain('scripts/engine-versions/catalogue.json');
      // READMEs, the policies that they link to and the examples are where they are in the repository.
      const stays = data.filter((file) => file.endsWith('.md') || file.startsWith('scripts/policies/'));
      const compiled = data.filter((file) => !file.endsWith('.md')).map((file) => `dist/${file}`);
      expect(others.filter((file) => !/^dist\/scripts\/([\w-]+\/)*[\w-]+\.js$/.test(file))).toEqual(
        ['LICENSE', 'README.md', 'package.json', ...stays, ...copied, ...compiled].sort(),
      );
      for (const name of Object.keys(commands)) expect(others).toContain(`dist/scripts/${name}.js`);
    });

    it('holds no test, no fixture, nothing that is run in this repository only, and no path of this machine', () => {
      const strangers = /tests?\b|fixtures?\/|\/(bench|build)\b|\/packaging\/|\.env|\.tsbuildinfo|\.tgz/;
      expect(tarball.files.filter((file) => strangers.test(file))).toEqual([]);
      const machine = [homedir(), checkout].filter((path) => path.length > 1);
      const telling = tarball.files.filter((file) => machine.some((path) => tarball.read(file).includes(path)));
      expect(telling).toEqual([]);
    });

    it('has every construct twice', () => {
      const modules = (folder: string) =>
        tarball.files.filter((file) => file.startsWith(`dist/${folder}/`)).map((file) => basename(file));
      expect(modules('cdktn')).toEqual(modules('constructs'));
      expect(modules('cdktn').length).toBeGreaterThan(50);
    });

    it('imports what it depends on, the commands nothing of a framework, and nothing else', () => {
      const imported = (folder: string) => {
        const files = tarball.files.filter((file) => file.startsWith(`dist/${folder}/`) && /\.(js|ts)$/.test(file));
        const all = new Set(files.flatMap((file) => packagesOf(tarball.read(file))));
        // Its own package.json tells its version.
        all.delete(manifest.name);
        return [...all].sort();
      };
      expect(imported('constructs')).toEqual(['@cdktf/provider-aws', 'cdktf', 'constructs']);
      expect(imported('cdktn')).toEqual(['@cdktn/provider-aws', 'cdktn', 'constructs']);
      expect(imported('scripts')).toEqual(Object.keys(manifest.dependencies).sort());
      expect(Object.keys(manifest.peerDependencies)).toEqual(
        [...new Set([...imported('constructs'), ...imported('cdktn')])].sort(),
      );
    });

    it('is small, and installs soon', () => {
      const seconds = apps.map((app) => `${app.framework.name} ${app.installed.toFixed(1)} s`);
      const kilobytes = Math.ceil(tarball.size / 1000);
      process.stderr.write(`${basename(tarball.path)}: ${kilobytes} kB; npm install with ${seconds.join(', ')}\n`);
      expect(kilobytes).toBeLessThan(920);
    });
  });

  describe('in an app', () => {
    it('type-checks, its own declarations included, however modules are resolved', async () => {
      const ofCdktn = ['--strict', '--ignoreConfig', '--target', 'es2022', '--allowJs', '--checkJs', 'main.js'];
      await Promise.all([
        // As `cdktf init` writes it: `exports` of packages are not looked at.
        cdktf.bin('tsc', '--noEmit', '--skipLibCheck', 'false', '--moduleResolution', 'node10'),
        cdktn.bin('tsc', '--noEmit', '--skipLibCheck', 'false', '--module', 'nodenext', ...ofCdktn),
      ]);
      const { resolvedModule } = ts.resolveModuleName(
        'aurora-blue-green/cdktn',
        join(cdktn.directory, 'main.ts'),
        { moduleResolution: ts.ModuleResolutionKind.Node10 },
        ts.sys,
      );
      expect(resolvedModule?.resolvedFileName).toBe(
        join(cdktn.directory, 'node_modules/aurora-blue-green/dist/cdktn/index.d.ts'),
      );
    });

    it('is loaded by ES modules, too', async () => {
      const code = (name: string) =>
        `import { AuroraCluster, EngineVersion } from '${name}';
         if (!AuroraCluster.isConstruct || EngineVersion.parse('aurora-mysql', '8.0.mysql_aurora.3.08.0').major !== '8.0') throw 1;`;
      const load = (app: InstalledApp, name: string) =>
        run(app.directory, process.execPath, '--input-type=module', '--eval', code(name));
      await Promise.all([load(cdktf, 'aurora-blue-green'), load(cdktn, 'aurora-blue-green/cdktn')]);
    });

    it('synthesizes the same with both frameworks, but for their versions and one spelling', async () => {
      const synthesize = (app: InstalledApp, file?: string) => app.synthesize(file);
      const [small, smallOther, example, exampleOther, whole, wholeOther] = await Promise.all([
        synthesize(cdktf),
        synthesize(cdktn),
        synthesize(cdktf, exampleFile(cdktf.framework)),
        synthesize(cdktn, exampleFile(cdktn.framework)),
        synthesize(cdktf, wholeFile(cdktf.framework)),
        synthesize(cdktn, wholeFile(cdktn.framework)),
      ]);
      const versions = (stack: string) => [
        `${stack}.//.metadata.version: "0.21.0" → "0.24.0"`,
        `${stack}.terraform.backend.local.path: "${cdktf.directory}/terraform.${stack}.tfstate" → "${cdktn.directory}/terraform.${stack}.tfstate"`,
        `${stack}.terraform.required_providers.aws.source: "aws" → "hashicorp/aws"`,
      ];
      const binding = 'shop.terraform.required_providers.aws.version: "6.25.0" → "6.66.0"';
      expect(differences(small, smallOther)).toEqual([...versions('shop'), binding]);
      // These give a range of versions themselves.
      expect(differences(example, exampleOther)).toEqual([...versions('accounts'), ...versions('shop')]);
      expect(differences(whole, wholeOther)).toEqual(versions('aurora-bg'));
      expect(JSON.stringify(small)).toContain('npx aurora-blue-green upgrade orders');
      expect(JSON.stringify([small, whole])).not.toContain('npm run');
    });

    describe('as the executable', () => {
      let major: Promise<CommandResult>;
      let minor: Promise<CommandResult>;

      // Mostly waiting, and each in a process and an app of its own.
      beforeAll(() => {
        cdktf.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n  upgradeTo: '16.6',");
        cdktf.commit('Declare the upgrade');
        major = upgrade(cdktf, 'orders', '--yes');
        minor = upgrade(cdktn, 'orders', '--to', '15.10', '--yes');
        for (const running of [major, minor]) running.catch(() => {});
      });
      afterAll(() => Promise.allSettled([major, minor]));

      it('demonstrates an upgrade on a copy of the app', async () => {
        const call = { cwd: cdktn.directory, env: withoutTerraform };
        const demo = await runCommand('npx', ['aurora-blue-green', 'demo'], call);
        expect(demo).toMatchObject({ exitCode: ExitCode.done, output: expect.not.stringContaining('npm run') });
        expect(demo.output).toContain('npx aurora-blue-green upgrade --local');
      });

      it('upgrades a cluster of a CDK Terrain app in JavaScript, and writes the version into its code', async () => {
        const { exitCode, output } = await minor;
        expect({ exitCode, output }).toMatchObject({ exitCode: ExitCode.done });
        expect(output).toContain('orders: runs 15.10.');
        // Its CLI is not installed there, and nothing of ours needs it.
        expect(output).toMatch(
          /npx --package=cdktn-cli@0\.24\.\d+ cdktn synth && terraform -chdir=cdktf\.out\/stacks\/shop init/,
        );
        expect(cdktn.changedLines()).toEqual(["-  engineVersion: '15.6',", "+  engineVersion: '15.10',"]);
      });

      it('upgrades a cluster of a CDKTF app in TypeScript to a major version that it declares', async () => {
        const { exitCode, output } = await major;
        expect({ exitCode, output }).toMatchObject({ exitCode: ExitCode.done });
        expect(output).toContain('orders: runs 16.6.');
        expect(output).toContain('npx cdktf synth && terraform -chdir=cdktf.out/stacks/shop init');
        expect(cdktf.changedLines()).toEqual([
          "-  engineVersion: '15.6',",
          "-  upgradeTo: '16.6',",
          "+  engineVersion: '16.6',",
          "+  previousEngineVersion: '15.6',",
        ]);
      });
    });
  });
});

const checkout = resolve(__dirname, '../..');

function trackedFiles(...folders: string[]): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '--', ...folders], { cwd: checkout, encoding: 'utf8' });
  return stdout.split('\n').filter((file) => file !== '');
}

/** Upgrades with the executable against an embedded RDS that it has started as well. */
async function upgrade(app: InstalledApp, ...words: string[]): Promise<CommandResult> {
  const rds = await startLocalRds(app);
  // What ts-node would check with every synthesis has been checked above.
  const env = {
    ...rds.env,
    ...withoutTerraform,
    PATH: pathWithQuickNpx(app.aside),
    TS_NODE_TRANSPILE_ONLY: 'true',
  };
  try {
    const result = await app.run('upgrade', words, { env });
    expect(result.output).not.toContain('npm run');
    return result;
  } finally {
    await rds.stop();
  }
}

/** Terraform is proven elsewhere; here it would only look for its provider. */
const withoutTerraform = { TERRAFORM_BINARY_NAME: 'no-terraform' };
