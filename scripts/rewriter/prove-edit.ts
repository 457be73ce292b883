import { realpath } from 'node:fs/promises';
import { readAppFiles } from '../checkout/app-files';
import { outputOfGit } from '../checkout/git';
import { makeWorkingCopy } from '../checkout/working-copy';
import { versionNames } from '../desired/code-versions';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import type { EditOutcome } from './edit';
import type { EditRequest } from './edit-request';
import { Refusals } from './refusal-texts';
import { Trials } from './trials';

/**
 * Finds the edit that makes the code say other versions of a cluster, one literal replaced or properties of one object added,
 * renamed or removed, and proves by the judge's word on a temporary copy of the project, with and without it, that it changes this
 * cluster's versions and nothing else in any stack. Of several clusters, it is one edit that changes all of them. The checkout is only read; `applyEdit` writes. Every outcome is a result;
 * what is thrown is a bug or a full disk.
 */
export async function proveEdit(request: EditRequest): Promise<EditOutcome> {
  const given = [request.from, request.to].flatMap((versions) => versionNames.map((name) => versions[name]));
  const invalid = given.find((version) => version !== undefined && !/^\d[\w.-]*\d$/.test(version));
  if (invalid !== undefined) return new Refusals(request, 0, []).invalidVersion(invalid);
  const projectDir = await realpath(request.projectDir);
  return withTemporaryFolder('aurora-upgrade-edit', async (folder) => {
    const copy = await makeWorkingCopy(projectDir, folder);
    if (copy.kind === 'too-large') return new Refusals(request, 0, []).tooLarge(copy.message);
    const { files, notes } = await readAppFiles(projectDir, copy.projectDir, copy.files);
    // Here and not above: the compiler takes a third of a second to load, and most runs prove no edit.
    // `import()` would leave tsx's CommonJS hook, which the commands start with for its speed.
    const { prove } = require('./search') as typeof import('./search');
    const trials = new Trials(copy.projectDir, request.judge);
    const place = (await outputOfGit(projectDir, ['rev-parse', '--show-prefix']))?.trim() ?? '';
    return prove({ ...request, projectDir, place }, trials, files, notes);
  });
}
