import { join, resolve } from 'node:path';
import { createApp } from '../support/project-copy';
import { describeWith } from '../support/tools';

const checkout = resolve(__dirname, '../..');

describeWith(['git'], 'demo --data', () => {
  test('upgrades a real PostgreSQL while clients write, and says what they saw', async () => {
    const project = createApp();
    try {
      const env = {
        NODE_PATH: join(checkout, 'node_modules'),
        TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform'),
      };
      const { exitCode, output } = await project.start('demo', ['--data'], { env }).ended;
      expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
      expect(output).toContain('production went from 15.6 to 15.10');
      const [, changes] = /([\d,]+) changes acknowledged/.exec(output) ?? [];
      expect(Number(changes?.replaceAll(',', ''))).toBeGreaterThan(100);
      expect(output).toMatch(/all found in production, none done twice; sequences go on/);
    } finally {
      project.remove();
    }
  });
});
