import { foot, head, start, writePatch } from '../rewriter/proving';
import { fleet } from './fleet';

const before = { engineVersion: '15.6', upgradeTo: '16.4' };
const after = { engineVersion: '16.4', previousEngineVersion: '15.6' };
const names = ['orders', 'billing', 'users'];

const spread = (ids: readonly string[] = names) =>
  ids.map((id) => `new AuroraCluster(stack, '${id}', { clusterIdentifier: '${id}', ...versions });`).join('\n');
const json = (more = '') => ({
  'main.js': `${start}const versions = require('./versions.json');\n${spread()}\n${more}${foot}`,
  'versions.json': `${JSON.stringify(before)}\n`,
});
const all = (to: object) => Object.fromEntries(names.map((name) => [name, to])) as Record<string, typeof after>;

/** The error that a promise ends with. */
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: { code: string; message: string; remedy: string }) => error,
  );

/** What stands below the sentence that introduces it. */
const patchIn = (remedy: string) => `${remedy.slice(remedy.indexOf('--- a/'))}\n`;

describe('a version that three clusters share', () => {
  test('is proven for all of them, and written when the last has come to it', async () => {
    const { app, events, run, versions } = await fleet(json());
    const { shared, refused, check, write } = await run(all(after));
    expect(refused).toEqual([]);
    expect(shared).toHaveLength(1);
    expect(events).toEqual([
      {
        code: 'NOTE',
        message: expect.stringMatching(
          /^One edit changes orders, billing, users and is written once the last of them has reached that step: versions\.json:1:\d+: .*, proven for the stacks prod$/,
        ),
      },
    ]);
    for (const name of names) await check(name);
    await expect(write('orders')).resolves.toEqual({ waitsFor: ['billing', 'users'] });
    await expect(write('users')).resolves.toEqual({ waitsFor: ['billing'] });
    // The same one again, of a run that looks again, is not another one.
    await expect(write('users')).resolves.toEqual({ waitsFor: ['billing'] });
    expect(await versions()).toEqual(all(before));
    await expect(write('billing')).resolves.toEqual({ summary: expect.stringContaining('versions.json:1:') });
    expect(JSON.parse(app.read('versions.json'))).toEqual(after);
    expect(await versions()).toEqual(all(after));
  });

  test('is written by another run, of which none has come to it before', async () => {
    const { run, versions } = await fleet(json());
    const killed = await run(all(after));
    await killed.write('orders');
    const again = await run(all(after));
    for (const name of names) await again.write(name);
    expect(await versions()).toEqual(all(after));
  });

  test('costs no proof where nothing is to be written, or each is to say something else', async () => {
    const { proofs, run } = await fleet(json());
    await run(all(before));
    await run({ orders: after, billing: { engineVersion: '16.6', previousEngineVersion: '15.6' }, users: before });
    expect(proofs()).toBe(0);
  });

  test('is not changed where one of them has gone further meanwhile', async () => {
    const { run, versions } = await fleet(json());
    const { shared } = await run(all(after));
    const further = { engineVersion: '16.6', previousEngineVersion: '15.6' };
    expect(shared[0]!.changes(shared[0]!.clusters[0], further)).toBe(false);
    const later = await run({ orders: further });
    expect((await refusalOf(later.write('orders'))).code).toBe('CODE_SHARED');
    expect(await versions()).toEqual(all(before));
  });
});

test('clusters with versions of their own are not put together', async () => {
  const own = names.map((id) => `new AuroraCluster(stack, '${id}', ${JSON.stringify(before)});`).join('\n');
  const { run, versions } = await fleet({ 'main.js': `${start}${own}\n${foot}` });
  const { shared, refused, write } = await run(all(after));
  expect([shared, refused]).toEqual([[], []]);
  await write('orders');
  expect(await versions()).toEqual({ orders: after, billing: before, users: before });
});

test('two that share beside one that does not', async () => {
  const main = `${start}const versions = ${JSON.stringify(before)};\n${spread(['orders', 'users'])}
new AuroraCluster(stack, 'billing', ${JSON.stringify(before)});\n${foot}`;
  const { run, versions } = await fleet({ 'main.js': main });
  const { shared, write } = await run(all(after));
  expect(shared.map(({ clusters }) => clusters.map(({ path }) => path))).toEqual([['prod/orders', 'prod/users']]);
  await write('orders');
  await write('billing');
  await write('users');
  expect(await versions()).toEqual(all(after));
});

describe('one alone is refused, with advice that works', () => {
  test('take them together', async () => {
    const { run, versions } = await fleet(json());
    const { check } = await run({ orders: after });
    const { code, message, remedy } = await refusalOf(check('orders'));
    expect(code).toBe('CODE_SHARED');
    expect(message).toContain('billing (stack prod), users (stack prod) would change with it');
    expect(remedy).toContain(
      'Or upgrade them together; the edit is written once the last one has been switched over: npm run upgrade -- --all (only these: npm run upgrade -- orders billing users).',
    );
    const together = await run(all(after), { all: true });
    for (const name of names) await together.write(name);
    expect(await versions()).toEqual(all(after));
  });

  test('give it a version of its own', async () => {
    const { app, run, versions } = await fleet(json());
    const { check } = await run({ orders: after });
    const { remedy } = await refusalOf(check('orders'));
    expect(remedy).toMatch(/^Give cluster orders a version of its own, as the patch does, and run the command again\./);
    app.git('apply', writePatch(patchIn(remedy)));
    expect(await versions()).toEqual({ orders: after, billing: before, users: before });
    const others = await run({ billing: after, users: after });
    for (const name of ['billing', 'users']) await others.write(name);
    expect(await versions()).toEqual(all(after));
  });

  test('say the version that AWS has moved one of them to', async () => {
    const main = (version: string) =>
      `${start}const version = '${version}';\n${names.map((id) => `new AuroraCluster(stack, '${id}', { engineVersion: version });`).join('\n')}\n${foot}`;
    const { app, run, versions } = await fleet({ 'main.js': main('15.6') });
    const to = { engineVersion: '15.12' };
    const { write } = await run(
      { orders: to, billing: { engineVersion: '15.6' } },
      { command: 'reconcile', all: true },
    );
    const { remedy } = await refusalOf(write('orders'));
    expect(remedy).toContain(
      'Or write engineVersion 15.12 there for all of them, and upgrade those that are behind: npm run upgrade -- --all.',
    );
    app.write('main.js', main('15.12'));
    expect(await versions()).toEqual(all(to));
    // The others are behind their code now: nothing is to be written of them.
    await expect(run(all(to), { all: true })).resolves.toMatchObject({ shared: [], refused: [] });
  });
});

describe('what cannot come along is said', () => {
  const with3 = (more = '') => json(more);
  test.each<[string, Parameters<Awaited<ReturnType<typeof fleet>>['run']>, Record<string, string>, string]>([
    ['it is not in RDS', [{ orders: after, billing: after }, { all: true }], with3(), 'users was not found in RDS.'],
    [
      'it is to say something else',
      [{ ...all(after), users: { engineVersion: '16.6', previousEngineVersion: '15.6' } }, { all: true }],
      with3(),
      'For users the code should say 16.6 (previousEngineVersion 15.6).',
    ],
    [
      'Terraform upgrades it',
      [{ orders: after, billing: after }, { all: true }],
      with3(`stack.json.resource.aws_rds_cluster.users['//'].aurora.upgradePolicy = 'in-place';\n`),
      'After such an edit, Terraform upgrades users in place at its next deploy (upgradePolicy "in-place").',
    ],
    [
      'it was not named',
      [{ orders: after, billing: after }],
      with3(),
      'npm run upgrade -- --all (only these: npm run upgrade -- orders billing users).',
    ],
  ])('%s', async (_name, [wanted, more], files, says) => {
    const { run } = await fleet(files);
    const { shared, refused } = await run(wanted, more);
    expect(shared).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]!.error).toMatchObject({ code: 'CODE_SHARED', exitCode: 3 });
    expect(refused[0]!.error.remedy).toContain(says);
    if (!says.includes('--all')) expect(refused[0]!.error.remedy).not.toContain('--all');
  });

  test('clusters of one name are told by their paths', async () => {
    const main = `${head}const app = new App();
for (const name of ['prod', 'staging']) new AuroraCluster(new TerraformStack(app, name), 'orders', ${JSON.stringify(before)});\n${foot}`;
    const { run } = await fleet({ 'main.js': main });
    const { check } = await run({ 'prod/orders': after });
    expect((await refusalOf(check('prod/orders'))).remedy).toContain('npm run upgrade -- prod/orders staging/orders');
    const together = await run({ 'prod/orders': after, 'staging/orders': after });
    expect(together.shared).toHaveLength(1);
  });
});

test('a cleanup forgets the former version when the last old environment is gone', async () => {
  const cleaned = { engineVersion: '16.4' };
  const files = { ...json(), 'versions.json': JSON.stringify(after) };
  const { run, versions } = await fleet(files);
  const alone = await run({ orders: cleaned }, { command: 'cleanup' });
  expect((await refusalOf(alone.write('orders'))).remedy).toContain(
    'Or clean them up together; the edit is written with the last one: npm run cleanup -- orders billing users.',
  );
  const together = await run(all(cleaned) as never, { command: 'cleanup' });
  for (const name of names) await together.write(name);
  expect(await versions()).toEqual(all(cleaned));
});
