import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../../scripts/local/data-folder';

describe('where databases are', () => {
  const root = mkdtempSync(join(tmpdir(), 'aurora-data-folder-'));
  const closed = join(root, 'closed', 'deeper');
  beforeAll(() => {
    mkdirSync(closed, { recursive: true });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed'), 0o700);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('beside the state file', () => {
    expect(dataFolder(join(root, 'rds.json'), true)).toBe(join(root, 'rds.json.data'));
    expect(dataFolder(join(closed, 'rds.json'), false)).toBe(join(closed, 'rds.json.data'));
  });

  test('for root in a temporary folder, always the same, where nobody else can get to that', () => {
    const folder = dataFolder(join(closed, 'rds.json'), true);
    expect(folder).toMatch(/aurora-local-data-[0-9a-f]{12}$/);
    expect(dataFolder(join(closed, 'rds.json'), true)).toBe(folder);
    expect(dataFolder(join(closed, 'other.json'), true)).not.toBe(folder);
  });
});
