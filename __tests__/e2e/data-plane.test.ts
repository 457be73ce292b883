import { existsSync, readFileSync } from 'node:fs';
import { DescribeBlueGreenDeploymentsCommand } from '@aws-sdk/client-rds';
import { dataFolder } from '../../scripts/local/data-folder';
import { Load } from '../../scripts/local/load/load';
import { AppWithData } from '../support/app-with-data';
import { eventually, processesNaming } from '../support/data-plane';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

describeWith(['git'], 'a major upgrade of real databases under load', () => {
  let app: AppWithData;
  let load: Load;
  const outputs: string[] = [];
  const processes = () => processesNaming(dataFolder(app.stateFile));
  const end = async (signal: NodeJS.Signals) => {
    app.server.kill(signal);
    outputs.push((await app.server.ended).output);
    await eventually(async () => processes().length === 0, 10);
  };
  const ended = async (exitCode: number, ...options: string[]) => {
    const result = await app.upgrade(...options).ended;
    expectExit(exitCode, result);
    outputs.push(result.output);
    return result.output;
  };
  const deployment = async () => {
    const { BlueGreenDeployments = [] } = await app.client.send(new DescribeBlueGreenDeploymentsCommand({}));
    return BlueGreenDeployments[0]?.BlueGreenDeploymentIdentifier;
  };
  beforeAll(async () => {
    app = await AppWithData.open();
    load = new Load(await app.login(), ['postgres', 'billing', 'shop']);
    await load.start();
  });
  afterAll(async () => {
    await load?.stop().catch(() => {});
    await app?.close();
  });

  let first: string | undefined;
  test('killed with the embedded RDS while green is built, it goes on', async () => {
    const run = app.upgrade('--until', 'green');
    await run.until(/green to be built: \d of 3 tasks, [A-Z_]+/);
    await end('SIGKILL');
    await app.start();
    const { output } = await run.ended;
    outputs.push(output);
    expectExit(0, await run.ended);
    expect(output).not.toContain('GREEN_UNWATCHED');
    first = await deployment();
  });

  test('a change of the schema while green stands is noticed by the next look, which names it and ends the run', async () => {
    await app.sql('CREATE TABLE late (id int PRIMARY KEY)', 'shop');
    const output = await ended(3);
    expect(output).toContain('table public.late of shop (only on production)');
    expect(output).toMatch(/postgres@shop command will not be replicated to the green instance: "CREATE TABLE"/);
    expect(output).not.toContain('CREATE DATABASE');
    expect(output).toContain(`--rebuild ${first}`);
    expect(await deployment()).toBe(first);
    const checked = await app.run('preflight', ['--json']).ended;
    expectExit(3, checked);
    outputs.push(checked.output);
    expect(checked.output).toContain('"id":"PG_SCHEMA","severity":"block"');
    expect(checked.output).toMatch(/"passed":\[.*"PG_OBJECTS".*\]/);
  });

  test('green is kept where a new one would be refused', async () => {
    await app.sql('CREATE TABLE keyless (id int)', 'shop');
    const output = await ended(3, '--rebuild', first!);
    expect(output).toMatch(/shop: public\.keyless/);
    expect(output).toContain(`${first} and its green were not deleted`);
    expect(await deployment()).toBe(first);
    await app.sql('DROP TABLE keyless', 'shop');
  });

  test('it takes a new green, for one yes once; killed with the embedded RDS in the switchover, it goes on', async () => {
    expect(await ended(3, '--rebuild')).toContain(`--rebuild ${first} --yes`);
    const run = app.upgrade('--rebuild', first!);
    await run.until(/▶ 6\.3 +switchover/);
    run.kill('SIGKILL');
    const { output: rebuilt } = await run.ended;
    outputs.push(rebuilt);
    expect(rebuilt).toContain('The schemas differ: table public.late of shop (only on production).');
    expect(rebuilt).toContain('no slot of a deployment is on production');
    await end('SIGKILL');
    await app.start();
    // Whether RDS ever heard of the switchover is unknown where both were killed in that moment: then it takes a consent of its own.
    await ended(0, '--retry-switchover');
    expect(await app.version()).toBe('17.5');
    expect(await app.sql('SELECT count(*)::int AS rows FROM late', 'shop')).toEqual([{ rows: 0 }]);
  });

  test('every acknowledged change is in production, none was made twice, and sequences go on', async () => {
    const { acknowledged, found, twice, sequencesGoOn } = await load.stop();
    expect(acknowledged).toBeGreaterThan(300);
    expect({ found, twice, sequencesGoOn }).toEqual({ found: acknowledged, twice: 0, sequencesGoOn: true });
  });

  test('the password is in no output, event, state file and list of processes', async () => {
    outputs.push(app.server.output());
    const world = await (await fetch(`${app.endpoint}/_embedded/state`)).text();
    const said = [...outputs, world, readFileSync(app.stateFile, 'utf8'), processesNaming('').join('\n')];
    for (const text of said) expect(text.includes(app.password)).toBe(false);
  });

  test('no process is left, and of an empty world no folder', async () => {
    expect(processes()).not.toEqual([]);
    await end('SIGTERM');
    await app.start('--reset', '--empty');
    await end('SIGTERM');
    expect(existsSync(dataFolder(app.stateFile))).toBe(false);
  });
});
