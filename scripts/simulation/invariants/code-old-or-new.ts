import type { Invariant } from './invariant';

export const codeOldOrNew: Invariant = {
  name: 'code-old-or-new',
  says: 'the code says only versions that ran or were requested',
  watch: ({ allowedVersions }) => ({
    wrote(_process, versions) {
      const strange = Object.values(versions).find((version) => version !== undefined && !allowedVersions.has(version));
      if (strange !== undefined) return `the code says ${strange}: ${JSON.stringify(versions)}`;
      if (versions.upgradeTo !== undefined && versions.upgradeTo === versions.engineVersion)
        return `the code declares an upgrade to what it has: ${JSON.stringify(versions)}`;
      return undefined;
    },
  }),
};
