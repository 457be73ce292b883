import { existsSync, readFileSync } from 'node:fs';
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
  beforeAll(async () => {
    app = await AppWithData.open();
    load = new Load(await app.login(), ['postgres', 'billing', 'shop'], 1);
    await load.start();
  });
  afterAll(async () => {
    await load?.stop().catch(() => {});
    await app?.close();
  });

  test('killed with the embedded RDS while green is built and in the switchover, and continued', async () => {
    const first = app.upgrade();
    await first.until(/green to be built: \d of 3 tasks, [A-Z_]+/);
    await end('SIGKILL');
    await app.start();
    await first.until(/▶ 6\.3 +switchover/);
    first.kill('SIGKILL');
    await end('SIGKILL');
    await app.start();
    // Whether RDS ever heard of the switchover is unknown where both were killed in that moment: then it takes a consent of its own.
    const last = app.upgrade('--retry-switchover');
    outputs.push((await first.ended).output, (await last.ended).output);
    expectExit(0, await last.ended);
    expect(await app.version()).toBe('17.5');
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
