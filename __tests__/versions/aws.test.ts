import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { describeWith } from '../support/tools';

describeWith(['git'], 'versions --aws, against the embedded RDS', () => {
  let running: ProjectCopy;
  let rds: LocalRds;
  /** The code that is compared, of each test its own; what runs stays as it is. */
  let project: ProjectCopy;

  beforeAll(async () => {
    running = createApp();
    rds = await startLocalRds(running, { speed: 1 });
  });
  beforeEach(() => {
    project = createApp();
  });
  afterEach(() => project?.remove());
  afterAll(async () => {
    await rds?.stop();
    running?.remove();
  });

  const versions = (...args: string[]) => project.run('versions', ['--base', 'HEAD', ...args], { env: rds.env });

  it('asks it, and nothing without --aws', async () => {
    project.replace('main.ts', "engineVersion: '15.6'", "engineVersion: '15.10'");
    const before = await rds.calls();
    const without = await versions();
    expect(without.exitCode).toBe(2);
    expect(await rds.calls()).toEqual(before);

    const { exitCode, stdout, stderr } = await versions('--aws');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(stdout).toMatch(/^Not AWS: embedded RDS at .* · account 123456789012 · ap-northeast-1$/m);
    expect(stdout).toContain(
      '15.6 to 15.10 is a valid minor upgrade (the embedded RDS in ap-northeast-1, account 123456789012).',
    );
    const changes = Object.keys(await rds.calls()).filter((name) => !/^(Describe|List|Get)/.test(name));
    expect(changes).toEqual(Object.keys(before).filter((name) => !/^(Describe|List|Get)/.test(name)));
  });

  it('a bump that is taken back before anybody upgraded is no downgrade', async () => {
    project.replace('main.ts', "engineVersion: '15.6'", "engineVersion: '15.10'");
    project.commit('bumped');
    project.replace('main.ts', "engineVersion: '15.10'", "engineVersion: '15.6'");
    const without = await versions();
    expect(without.exitCode).toBe(3);
    expect(without.stdout).toContain('npx aurora-blue-green versions --aws asks AWS what runs');
    const { exitCode, stdout } = await versions('--aws');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('AWS already runs 15.6: aurora-bg-aurora-cluster needs no upgrade.');
  });

  it('a version that RDS does not know is refused', async () => {
    project.replace('main.ts', "engineVersion: '15.6'", "engineVersion: '15.99'");
    const { exitCode, stdout } = await versions('--aws');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('should get 15.99, a version that the embedded RDS in ap-northeast-1 does not know.');
  });
});
