import { DescribeBlueGreenDeploymentsCommand } from '@aws-sdk/client-rds';
import { Load } from '../../scripts/local/load/load';
import { AppWithData } from '../support/app-with-data';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

describeWith(['git'], 'a change of the schema while green stands', () => {
  let app: AppWithData;
  let load: Load;
  const upgrade = (...options: string[]) => app.upgrade(...options).ended;
  const deployment = async () => {
    const { BlueGreenDeployments = [] } = await app.client.send(new DescribeBlueGreenDeploymentsCommand({}));
    return BlueGreenDeployments[0]?.BlueGreenDeploymentIdentifier;
  };

  beforeAll(async () => {
    app = await AppWithData.open();
    load = new Load(await app.login(), ['postgres', 'shop'], 1);
    await load.start();
  });
  afterAll(async () => {
    await load?.stop().catch(() => {});
    await app?.close();
  });

  let first: string | undefined;
  test('is noticed by the next look, which names it and ends the run', async () => {
    const green = await upgrade('--until', 'green');
    expectExit(0, green);
    expect(green.output).not.toContain('GREEN_UNWATCHED');
    first = await deployment();
    await app.sql('CREATE TABLE late (id int PRIMARY KEY)', 'shop');
    const ended = await upgrade();
    expectExit(3, ended);
    expect(ended.output).toContain('table public.late of shop (only on production)');
    expect(ended.output).toMatch(/postgres@shop command will not be replicated to the green instance: "CREATE TABLE"/);
    expect(ended.output).not.toContain('CREATE DATABASE');
    expect(ended.output).toContain(`--rebuild ${first}`);
    expect(await deployment()).toBe(first);
  });

  test('takes a new green, for one yes once', async () => {
    const unnamed = await upgrade('--rebuild');
    expectExit(3, unnamed);
    expect(unnamed.output).toContain(`--rebuild ${first} --yes`);
    const rebuilt = await upgrade('--rebuild', first!);
    expectExit(0, rebuilt);
    expect(rebuilt.output).toContain('The schemas differ: table public.late of shop (only on production).');
    expect(rebuilt.output).toContain('no slot of a deployment is on production');
    expect(await app.version()).toBe('17.5');
    expect(await app.sql('SELECT count(*)::int AS rows FROM late', 'shop')).toEqual([{ rows: 0 }]);
  });

  test('loses nothing that the application was told to be kept', async () => {
    const { acknowledged, found, twice } = await load.stop();
    expect(acknowledged).toBeGreaterThan(50);
    expect({ found, twice }).toEqual({ found: acknowledged, twice: 0 });
  });
});
