import { Command } from 'commander';
import { refuseLeftovers, tellLostJson } from '../../scripts/cli/npm-leftovers';
import { UpgradeError } from '../../scripts/runtime/errors';

const program = () =>
  new Command('upgrade')
    .option('--plan')
    .option('--until <point>')
    .option('--to <version>')
    .option('--all')
    .option('--yes')
    .option('--json')
    .option('--local')
    .option('--check')
    .option('--debug')
    .option('--switchover-timeout <seconds>')
    .option('--no-connection-proof')
    .option('--interlock')
    .option('--no-interlock')
    .option('--head <ref>')
    .option('--allow-in-place <cluster>');

/** What is to be typed, or undefined where nothing is refused. */
function refused(left: Record<string, string>, args: string[] = []): string | undefined {
  const env = Object.fromEntries(Object.entries(left).map(([name, value]) => [`npm_config_${name}`, value]));
  try {
    refuseLeftovers(program(), args, { npm_lifecycle_event: 'upgrade', npm_config_loglevel: 'silent', ...env });
    return undefined;
  } catch (error) {
    if (!(error instanceof UpgradeError)) throw error;
    expect(error).toMatchObject({ code: 'USAGE', exitCode: 64 });
    return error.remedy;
  }
}

describe('an option of another command, or of npm, that asks for less', () => {
  const reconcile = () => new Command('reconcile').option('--check').option('--local');
  const without = () => new Command('reconcile').option('--no-plan');
  const cleanup = () => new Command('cleanup').option('--plan').option('--soak <hours>');
  const version = () => new Command('status').option('--json');
  test.each<[string, () => Command, Record<string, string>, RegExp | undefined]>([
    [
      'reconcile --plan',
      reconcile,
      { all: 'true', long: 'true', parseable: 'true' },
      /^To see .* npm run it -- --check$/,
    ],
    ['reconcile --dry-run', reconcile, { dry_run: 'true' }, /npm run it -- --check$/],
    ['cleanup --dry-run', cleanup, { dry_run: 'true' }, /npm run it -- --plan$/],
    ['cleanup --check', cleanup, { check: 'true' }, /npm run it -- --plan$/],
    ['cleanup --no-plan', cleanup, { plan: '' }, /npm run it -- --plan$/],
    ['cleanup --to 15.13', cleanup, { token_description: '15.13' }, /--plan$/],
    ['status --dry-run', version, { dry_run: 'true' }, /^See its options: npm run it -- --help$/],
    ['reconcile --long, of an .npmrc', reconcile, { long: 'true' }, undefined],
    ['reconcile --no-plan, which it has', without, { plan: '' }, /npm run it -- --no-plan$/],
  ])('%s', (_name, command, left, remedy) => {
    const env = Object.fromEntries(Object.entries(left).map(([name, value]) => [`npm_config_${name}`, value]));
    const run = () => refuseLeftovers(command(), [], { npm_lifecycle_event: 'it', ...env });
    if (remedy === undefined) expect(run).not.toThrow();
    else
      expect(run).toThrow(
        expect.objectContaining({ code: 'USAGE', exitCode: 64, remedy: expect.stringMatching(remedy) }),
      );
  });
});

/** As npm 10.9.9 and 11.19.1 leave them; the value of an option that npm does not know comes as an argument. */
test.each<[typed: string, left: Record<string, string>, args: string[], type: string | undefined]>([
  ['--plan', { all: 'true', long: 'true', parseable: 'true' }, [], 'npm run upgrade -- --plan'],
  ['orders --plan', { all: 'true', long: 'true', parseable: 'true' }, ['orders'], 'npm run upgrade -- orders --plan'],
  ['--until green', { until: 'true' }, ['green'], 'npm run upgrade -- … --until <point>'],
  ['--until=green', { until: 'green' }, [], 'npm run upgrade -- --until green'],
  ['--to 15.13, npm 11', { token_description: '15.13' }, [], 'npm run upgrade -- --to 15.13'],
  ['--to 15.13, npm 10', { to: 'true' }, ['15.13'], 'npm run upgrade -- … --to <version>'],
  ['--to=15.13, npm 10', { to: '15.13' }, [], 'npm run upgrade -- --to 15.13'],
  ['--check', { check: 'true' }, [], 'npm run upgrade -- --check'],
  ['--debug', { debug: 'true' }, [], 'npm run upgrade -- --debug'],
  ['--head x', { heading: 'x' }, [], 'npm run upgrade -- --head x'],
  [
    '--switchover-timeout 60',
    { switchover_timeout: 'true' },
    ['60'],
    'npm run upgrade -- … --switchover-timeout <seconds>',
  ],
  ['--no-connection-proof', { connection_proof: '' }, [], 'npm run upgrade -- --no-connection-proof'],
  ['--interlock', { interlock: 'true' }, [], 'npm run upgrade -- --interlock'],
  ['--no-interlock', { interlock: '' }, [], 'npm run upgrade -- --no-interlock'],
  ['--allow-in-place c', { allow_in_place: 'true' }, ['c'], 'npm run upgrade -- … --allow-in-place <cluster>'],
  ['two of them', { check: 'true', until: 'green' }, [], 'npm run upgrade -- --until green --check'],
  ['--yes', { yes: 'true' }, [], undefined],
  ['--all', { all: 'true' }, [], undefined],
  ['--json', { json: 'true' }, [], undefined],
  ['long = true of an .npmrc', { long: 'true' }, [], undefined],
  ['nothing', {}, ['orders'], undefined],
])('%s', (_, left, args, type) => {
  const remedy = refused(left, args);
  expect(remedy).toBe(type === undefined ? undefined : `Type: ${type}`);
});

test('--scp is three short options to npm, and FILE an argument', () => {
  const local = new Command('npm run local --').option('--scp <file>').option('--policy <file>');
  const env = { npm_lifecycle_event: 'local', npm_config_loglevel: 'silent', npm_config_parseable: 'true' };
  expect(() => refuseLeftovers(local, ['scp.json'], env)).toThrow(
    expect.objectContaining({ code: 'USAGE', remedy: 'Type: npm run local -- … --scp <file>' }),
  );
  expect(() => refuseLeftovers(local, [], { ...env, npm_config_parseable: undefined })).not.toThrow();
});

describe('--json, which npm has too', () => {
  const told = (env: NodeJS.ProcessEnv) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    tellLostJson(program(), env);
    const said = write.mock.calls.map(([text]) => text);
    write.mockRestore();
    return said;
  };

  test('is told where npm took it', () => {
    const said = told({ npm_lifecycle_event: 'status', npm_config_json: 'true' });
    expect(said).toEqual([expect.stringContaining('npm run status -- --json')]);
  });

  test('and nothing where it did not', () => {
    expect(told({ npm_lifecycle_event: 'status', npm_config_json: '' })).toEqual([]);
    expect(told({ npm_config_json: 'true' })).toEqual([]);
  });
});
