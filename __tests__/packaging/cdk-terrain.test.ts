import { forCdkTerrain, packagesOf } from '../../scripts/packaging/cdk-terrain';

const compiled = `"use strict";
/** import { A } from 'cdktf'; stands in a comment, and what \`cdktf synth\` prints in a text. */
const cdktf_1 = require("cdktf");
const fs = require("node:fs"), own = require("./cdktf");
const rds = require("@cdktf/provider-aws/lib/rds-cluster"), other = require("@cdktf/provider-random/lib/pet");
console.log("run cdktf synth", 'cdktf', cdktf_1.Fn, "@cdktf/provider-aws");
`;

const declarations = `import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { type Construct } from 'constructs';
export type Provider = import("cdktf").TerraformProvider | RdsCluster | 'cdktf';
export * from 'cdktf';
`;

describe('a compiled module for CDK Terrain', () => {
  it('has other names of modules, and the same bytes elsewhere', () => {
    expect(forCdkTerrain(compiled)).toBe(
      compiled
        .replace('require("cdktf")', 'require("cdktn")')
        .replace('("@cdktf/provider-aws/lib', '("@cdktn/provider-aws/lib'),
    );
    expect(forCdkTerrain(declarations)).toBe(
      declarations
        .replace("'@cdktf/provider-aws/", "'@cdktn/provider-aws/")
        .replace('import("cdktf")', 'import("cdktn")')
        .replace("from 'cdktf'", "from 'cdktn'"),
    );
  });

  it('of which the packages are known', () => {
    expect(packagesOf(compiled)).toEqual(['cdktf', '@cdktf/provider-aws', '@cdktf/provider-random']);
    expect(packagesOf(declarations)).toEqual(['@cdktf/provider-aws', 'constructs', 'cdktf']);
  });
});
