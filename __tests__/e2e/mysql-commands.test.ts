import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { describeWith } from '../support/tools';

const versions = { from: '5.7.mysql_aurora.2.11.2', to: '8.0.mysql_aurora.3.04.3' };

describeWith(['git'], 'the commands for Aurora MySQL', () => {
  let project: ProjectCopy;
  let rds: LocalRds;

  beforeAll(async () => {
    project = createApp();
    project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/mysql/main.ts'), 'utf8'));
    const { from, to } = versions;
    project.replace('main.ts', `engineVersion: '${from}',`, `engineVersion: '${from}',\n      upgradeTo: '${to}',`);
    project.commit('The app');
    rds = await startLocalRds(project);
  });
  afterAll(async () => {
    await rds?.stop();
    project?.remove();
  });

  it('preflight prints its questions for somebody who may enter the databases', async () => {
    const printed = await project.run('preflight', ['ledger', '--local', '--print-sql'], { env: rds.env });
    expect(printed.stdout).toContain('--xml --force information_schema < preflight.sql > results.xml');
    expect(printed.stdout).toMatch(/AS `for`, 'create' AS `when`, .* 'MY_TMPDB' AS `ask`;\nSELECT /);
    expect(printed.exitCode).toBe(0);
  });

  it('upgrade ends with what they found, and abort removes green', async () => {
    await rds.control('prechecks', {
      cluster: 'ledger',
      problems: [
        {
          check: 'auroraUpgradeCheckForPrefixIndexOnGeometryColumns',
          level: 'Error',
          object: 'test25.sbtest1',
          description: 'Table has an index on geometry column/s.',
        },
      ],
    });
    const upgrade = await project.run('upgrade', ['ledger', '--local', '--yes'], { env: rds.env });
    expect(upgrade.output).toMatch(
      /upgrade-prechecks\.log of ledger-1-green-\w+ has 1 error: auroraUpgradeCheckForPrefixIndexOnGeometryColumns in\s+test25\.sbtest1/,
    );
    expect(upgrade.output).toMatch(/aws rds download-db-log-file-portion --db-instance-identifier ledger-1-green-\w+/);
    expect(upgrade.exitCode).toBe(1);

    const abort = await project.run('abort', ['ledger', '--local', '--yes'], { env: rds.env });
    expect(abort.exitCode).toBe(0);
  });

  it('reconcile writes the patch that RDS applied in a maintenance window, and keeps the upgrade that is declared', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new RDSClient({ endpoint: rds.endpoint, region: 'ap-northeast-1', credentials });
    const EngineVersion = '5.7.mysql_aurora.2.11.3';
    await client.send(
      new ModifyDBClusterCommand({ DBClusterIdentifier: 'ledger', EngineVersion, ApplyImmediately: true }),
    );
    client.destroy();
    await rds.advance(60);

    const before = project.read('main.ts');
    // The proof by Terraform is that of any engine.
    const env = { ...rds.env, TERRAFORM_BINARY_NAME: 'no-terraform' };
    const reconcile = await project.run('reconcile', [], { env });
    expect(reconcile.output).toMatch(/ledger .* 5\.7\.mysql_aurora\.2\.11\.2 +5\.7\.mysql_aurora\.2\.11\.3 +AWS/);
    expect(reconcile.exitCode).toBe(0);
    expect(project.read('main.ts')).toBe(before.replace(versions.from, EngineVersion));
    expect(before).toContain(`upgradeTo: '${versions.to}'`);
  });
});
