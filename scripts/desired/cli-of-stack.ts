import { isRecord } from '../runtime/is-record';
import type { StackJson } from './stack-json';

/** The command line of the framework that an app is written with: CDKTF's, or that of CDK Terrain, its maintained fork. */
type Cli = 'cdktf' | 'cdktn';

/**
 * By the version that the framework writes into each stack: CDKTF ended at 0.21, CDK Terrain began at 0.22 (cdktn.io, upgrade guide to
 * 0.22). Their `cdktf.json`, `cdktf.out` and environment are the same.
 */
export function cliOf(stack: StackJson): Cli {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(frameworkVersion(stack) ?? '') ?? [];
  return Number(major) > 0 || Number(minor) >= 22 ? 'cdktn' : 'cdktf';
}

/** `0.21.0`; undefined where the stack does not say it, or says something else than a version. */
export function frameworkVersion(stack: StackJson): string | undefined {
  const comment: unknown = stack['//'];
  const metadata = isRecord(comment) && isRecord(comment.metadata) ? comment.metadata : {};
  return /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.exec(String(metadata.version))?.[0];
}
