import { ClusterVersions } from '../cluster-versions';
import { EngineVersion, isAuroraEngine } from '../engine-version';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';

type Versions = Pick<
  AuroraClusterProps,
  'engine' | 'engineVersion' | 'upgradeTo' | 'previousEngineVersion' | 'upgradePolicy'
>;

/** Exact versions of one engine, in their order: previousEngineVersion, engineVersion, upgradeTo. */
export function versionProblems(props: Versions): Problem[] {
  const { engine, engineVersion, upgradeTo, previousEngineVersion, upgradePolicy } = props;
  const problems = exactProblems('engineVersion', engine, engineVersion);
  if (!isAuroraEngine(engine)) return problems;
  if (upgradeTo !== undefined) problems.push(...exactProblems('upgradeTo', engine, upgradeTo));
  if (previousEngineVersion !== undefined) {
    problems.push(...exactProblems('previousEngineVersion', engine, previousEngineVersion));
  }
  if (upgradeTo !== undefined && upgradePolicy === 'in-place') {
    problems.push({
      prop: 'upgradeTo',
      message: "With upgradePolicy 'in-place' Terraform upgrades as soon as engineVersion is raised.",
      remedy: 'Remove upgradeTo, or remove upgradePolicy to upgrade by a blue/green deployment.',
    });
  }
  if (problems.length > 0) return problems;

  const versions = ClusterVersions.parse(props);
  if (versions.upgradeTo !== undefined && versions.upgradeTo.compare(versions.current) <= 0) {
    problems.push({
      prop: 'upgradeTo',
      message: `${upgradeTo} is not later than engineVersion ${engineVersion}, and RDS has no way back.`,
      remedy: 'Write a later version, or remove upgradeTo if the upgrade is done.',
    });
  }
  if (versions.previous !== undefined && versions.previous.compare(versions.current) >= 0) {
    problems.push({
      prop: 'previousEngineVersion',
      message: `${previousEngineVersion} is not earlier than engineVersion ${engineVersion}.`,
      remedy: 'Write the version that ran before the last upgrade, or remove it if the old cluster is gone.',
    });
  }
  return problems;
}

function exactProblems(prop: string, engine: string, text: string): Problem[] {
  if (isUnresolved(text)) {
    return [
      {
        prop,
        message: 'Only Terraform knows the version, but reviewers and the upgrade commands must see it.',
        remedy: 'Write a literal, or compute it in TypeScript.',
      },
    ];
  }
  const result = EngineVersion.read(engine, String(text));
  if (result.ok) return [];
  const { message, remedy } = result;
  return [{ prop: isAuroraEngine(engine) ? prop : 'engine', message, remedy }];
}
