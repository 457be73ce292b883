import { commandLine } from '../../constructs/command-line';

/** With `--local`: a deploy, the advice elsewhere, would create the cluster on AWS. */
export const absentLocally = `The embedded RDS does not have it: it may have been started from another app. Start it again from this one: ${commandLine('local', ['--reset'])}`;
