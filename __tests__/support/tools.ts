import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { terraformBinary } from '../../scripts/terraform/terraform';

/** A folder with `registry.terraform.io/hashicorp/aws/…` in it, unpacked: .github/CONTRIBUTING.md says how. */
export const providerMirror = process.env.TERRAFORM_PROVIDER_MIRROR || undefined;

/** Only looked for: started, the Python ones take a second each, in every file of tests. */
const isThere = (file: string) =>
  file.includes('/')
    ? isExecutable(file)
    : (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, file)));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Debian has it in /usr/sbin, which is not on every PATH. */
export function mariadbd(): string | undefined {
  const named = process.env.MARIADBD;
  if (named) return isExecutable(named) ? named : undefined;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, 'mariadbd')).find(isExecutable);
}

/** The client, of the same packages. */
export function mariadbClient(): string | undefined {
  const beside = join(dirname(mariadbd() ?? '/usr/sbin/mariadbd'), '..', 'bin', 'mariadb');
  return isExecutable(beside) ? beside : isThere('mariadb') ? 'mariadb' : undefined;
}

interface ToolFacts {
  title: string;
  found(): boolean;
  /** Why this machine cannot have it, by whoever tried: then it is not demanded. */
  excuse?(): string | undefined;
}

/** What a test may need and a machine may lack; each with how it is looked for, and the name to show. */
const tools = {
  mariadb: {
    title: 'MariaDB ("mariadbd" on the PATH, or the variable MARIADBD)',
    found: () => mariadbd() !== undefined,
    // .ci/run installs what has an excuse, where it can.
    excuse: () => process.env.MARIADB_MISSING || undefined,
  },
  'mariadb-client': {
    title: 'the client of MariaDB ("mariadb")',
    found: () => mariadbClient() !== undefined,
    excuse: () => process.env.MARIADB_MISSING || undefined,
  },
  psql: {
    title: 'the client of PostgreSQL ("psql")',
    // Started: Debian's is a wrapper, which is there without any client behind it.
    found: () => spawnSync('psql', ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0,
    excuse: () => process.env.PSQL_MISSING || undefined,
  },
  terraform: {
    title: `terraform ("${terraformBinary()}", see TERRAFORM_BINARY_NAME)`,
    found: () => isThere(terraformBinary()),
  },
  'aws-provider': {
    title: 'the AWS provider (a folder named by TERRAFORM_PROVIDER_MIRROR)',
    found: () =>
      providerMirror !== undefined && existsSync(join(providerMirror, 'registry.terraform.io/hashicorp/aws')),
  },
  'aws-cli': { title: 'the AWS CLI ("aws")', found: () => isThere('aws') },
  moto: { title: 'moto ("moto_server")', found: () => isThere('moto_server') },
  git: { title: 'git', found: () => isThere('git') },
  'npm-registry': {
    title: 'npm and its registry',
    found: () => {
      const args = ['view', 'cdktn@0.24.0', 'version', '--prefer-offline', '--fetch-retries=1'];
      return spawnSync('npm', args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
    },
  },
  // Of util-linux: the one of macOS takes other options.
  script: {
    title: 'a terminal to play ("script" of util-linux)',
    found: () => process.platform === 'linux' && isThere('script'),
  },
  '/dev/full': { title: 'the device that is always full', found: () => existsSync('/dev/full') },
} satisfies Record<string, ToolFacts>;

export type Tool = keyof typeof tools;

/** Whatever it is set to: a typing error must not turn it off. */
const demanded = !['', '0'].includes(process.env.REQUIRE_TOOLS ?? '');

/**
 * `describe` where all of these are installed; elsewhere a loud skip, or a failure where REQUIRE_TOOLS demands
 * them and nobody says why the machine cannot have them.
 */
export function describeWith(needed: readonly Tool[], name: string, body: () => void): void {
  const lacking = needed.map((tool): ToolFacts => tools[tool]).filter(({ found }) => !found());
  if (lacking.length === 0) {
    describe(name, body);
    return;
  }
  const missing = lacking.map(({ title, excuse }) => [title, excuse?.()].filter(Boolean).join(', '));
  const text = `${missing.join(' and ')} not found: "${name}"`;
  process.stderr.write(`\n!!! SKIPPED: ${text} !!!\n\n`);
  if (demanded && lacking.some(({ excuse }) => excuse?.() === undefined)) {
    it(`${name}: finds its tools`, () => {
      throw new Error(`REQUIRE_TOOLS is set, but ${text} cannot run.`);
    });
  }
  // biome-ignore lint/suspicious/noSkippedTests: the only place where tests are skipped, so that none is without saying so
  describe.skip(name, body);
}

/**
 * What terraform needs to find its providers in the mirror and nowhere else. The plugin cache is off: from an unpacked mirror
 * terraform links what it needs, which is faster than any cache.
 * @param folder  where the CLI configuration is written
 */
export function terraformEnvironment(folder: string): Record<string, string> {
  const file = join(folder, 'terraform.rc');
  const mirror = `filesystem_mirror {\n    path = ${JSON.stringify(providerMirror ?? join(folder, 'no-mirror'))}\n  }`;
  writeFileSync(file, `disable_checkpoint = true\nprovider_installation {\n  ${mirror}\n}\n`);
  return { TF_CLI_CONFIG_FILE: file, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };
}
