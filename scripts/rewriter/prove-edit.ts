import { realpath } from 'node:fs/promises';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { readAppFiles } from './app-files';
import type { ClusterRef, EditOutcome, Synthesize } from './edit';
import { Refusals } from './refusals';
import { Trials } from './trials';
import { makeWorkingCopy } from './working-copy';

export interface EditRequest {
  projectDir: string;
  cluster: ClusterRef;
  /** What the code says now, exact. */
  from: string;
  /** What it is to say, exact. */
  to: string;
  synthesize: Synthesize;
}

/**
 * Finds the one literal that a cluster's engine version comes from and proves, by synthesizing a temporary copy of the project
 * with and without the edit, that changing it changes this cluster's version and nothing else in any stack. The checkout is
 * only read; `applyEdit` writes. Every outcome is a result; what is thrown is a bug or a full disk.
 */
export async function proveEdit(request: EditRequest): Promise<EditOutcome> {
  const { from, to } = request;
  const invalid = [from, to].find((version) => !/^\d[\w.-]*\d$/.test(version));
  if (invalid !== undefined) return new Refusals(request, 0, []).invalidVersion(invalid);
  const projectDir = await realpath(request.projectDir);
  return withTemporaryFolder('aurora-upgrade-edit', async (folder) => {
    const copy = await makeWorkingCopy(projectDir, folder);
    if (copy.kind === 'too-large') return new Refusals(request, 0, []).tooLarge(copy.message);
    const { files, notes } = readAppFiles(projectDir, copy.projectDir, copy.files);
    // Here and not above: the compiler takes a third of a second to load, and most runs prove no edit.
    // `import()` would leave tsx's CommonJS hook, which the commands start with for its speed.
    const { Proof } = require('./proof') as typeof import('./proof');
    const trials = new Trials(copy.projectDir, request.synthesize);
    return new Proof({ ...request, projectDir }, trials, files, notes).run();
  });
}
