import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdit } from '../../scripts/rewriter/apply-edit';
import type { ProvenEdit } from '../../scripts/rewriter/edit';
import { temporaryFolder } from './fixture-app';

const before = Buffer.from("const version = '15.6';\r\n");
const after = Buffer.from("const version = '15.10';\r\n");

function edit(projectDir: string, file = 'main.ts'): ProvenEdit {
  return {
    kind: 'edit',
    projectDir,
    file,
    changes: [{ place: { file, line: 1, column: 18, text: '15.6' }, says: '15.6 → 15.10' }],
    content: { before, after },
    patch: '',
    stacks: ['prod'],
    derived: [],
    syntheses: 2,
    notes: [],
  };
}

describe('applyEdit', () => {
  it('replaces the file, keeps its mode and leaves nothing else', async () => {
    const dir = temporaryFolder();
    const file = join(dir, 'main.ts');
    writeFileSync(file, before);
    chmodSync(file, 0o750);
    await expect(applyEdit(edit(dir))).resolves.toBe(file);
    expect(readFileSync(file)).toEqual(after);
    expect(statSync(file).mode & 0o777).toBe(0o750);
    expect(readdirSync(dir)).toEqual(['main.ts']);
  });

  it('writes through a link, which stays one', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'real.ts'), before);
    symlinkSync('real.ts', join(dir, 'main.ts'));
    await applyEdit(edit(dir));
    expect(readFileSync(join(dir, 'real.ts'))).toEqual(after);
    expect(readdirSync(dir, { withFileTypes: true }).filter((each) => each.isSymbolicLink())).toHaveLength(1);
  });

  it.each([
    ['changed', () => 'another content'],
    ['changed in one invisible byte', () => before.toString().replace('\r\n', '\n')],
  ])('leaves a file alone that was %s meanwhile', async (_name, content) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'main.ts'), content());
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'FILE_CHANGED', exitCode: 3 });
    expect(readFileSync(join(dir, 'main.ts'), 'utf8')).toBe(content());
  });

  it('does not bring back a file that is gone', async () => {
    const dir = temporaryFolder();
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('never writes outside the project', async () => {
    const [dir, outside] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(outside, 'main.ts'), before);
    symlinkSync(join(outside, 'main.ts'), join(dir, 'main.ts'));
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'OUTSIDE_PROJECT' });
    expect(readFileSync(join(outside, 'main.ts'))).toEqual(before);
  });
});
