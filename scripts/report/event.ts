import type { ClusterVerdict, StackVerdict } from '../plans/check/verdict';
import type { Prediction } from '../plans/prediction/predicted-change';
import type { Code } from '../runtime/codes';
import type { VersionDiff } from '../versions/version-diff';
import type { Progress } from './progress';

/**
 * Everything that a run tells, as data with a stable code. The core never prints: it hands events to a reporter, and the
 * renderers (human lines, NDJSON) decide how they look.
 */
export type RunEvent =
  | {
      code: 'TARGET';
      format: 1;
      description: string;
      embedded: boolean;
      account: string;
      region: string;
      caller: string;
      /** How many times as fast as the wall its clock runs, where that is not 1. */
      pace?: number;
      /** Of this process: its calls bear it in their user agent, which CloudTrail keeps. */
      run: string;
    }
  | {
      code: 'CLUSTER';
      cluster: string;
      stack: string;
      running: string;
      target: string;
      inCode: string;
      phase: string;
      plan?: boolean;
    }
  | {
      code: 'STEP_DONE';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      because: string;
      plan?: boolean;
      /** It is over, but not as one would wish. */
      attention?: boolean;
    }
  | {
      code: 'STEP_ACT';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      will: string[];
      /** It changes neither RDS nor the code. */
      idle?: boolean;
    }
  | {
      code: 'STEP_WILL';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      will: string[];
      idle?: boolean;
      /** Absent where a run would do it. */
      state?: 'refused' | 'unreached';
      /** Of a refusal: the whole of a list that its message cuts short. */
      details?: readonly string[];
    }
  | {
      code: 'STEP_WAIT';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      /** What is waited for. */
      progress: Progress;
      elapsedSeconds: number;
      expected?: string;
      heartbeat: boolean;
    }
  /** Each look of a wait, for the line of a terminal that renews itself. */
  | {
      code: 'STEP_LOOK';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      progress: Progress;
      elapsedSeconds: number;
      expected?: string;
      /** On the service's clock. */
      nextLookSeconds: number;
    }
  /** This machine works, and the step waits for it. */
  | {
      code: 'STEP_BUSY';
      cluster: string;
      step: string;
      section?: string;
      title: string;
      with: string;
      elapsedSeconds: number;
    }
  /** Of RDS itself, while a run waits. */
  | { code: 'RDS_EVENT'; cluster: string; at: string; source: string; message: string }
  /** A line that a hook prints. */
  | { code: 'HOOK'; cluster: string; hook: string; line: string }
  | ({ code: 'PREDICTION'; cluster: string; plan?: boolean } & Prediction)
  | {
      code: 'WARNING';
      cluster?: string;
      id: Code;
      message: string;
      remedy: string;
      /** The whole of a list that the message cuts short. */
      details?: readonly string[];
    }
  /** Of `preflight`, each check that found something; `skipped`: why somebody answers for it. */
  | {
      code: 'FINDING';
      cluster: string;
      id: Code;
      severity: 'block' | 'warn';
      message: string;
      remedy: string;
      databases?: readonly string[];
      /** The remedy as a script for psql. */
      script?: string;
      /** The whole of a list that the message cuts short. */
      details?: readonly string[];
      skipped?: string;
    }
  /** Checks that could not be made for the same reason, which is not the same as passed. */
  | { code: 'NOT_CHECKED'; cluster: string; ids: Code[]; database?: string; message: string }
  /** Of `preflight`, per cluster. */
  | {
      code: 'CHECKED';
      cluster: string;
      verdict: 'passed' | 'blocked' | 'not-checked';
      /** How the databases were asked. */
      via?: string;
      passed: Code[];
    }
  /** What a consent covers, and the code by which a later run is given it. */
  | {
      code: 'APPROVAL';
      cluster: string;
      to: 'create' | 'switchover';
      approve: string;
      covers: { fact: string; says: string[] }[];
      /** It is what somebody has asked for, and not the beginning of a question. */
      result?: boolean;
    }
  | { code: 'QUESTION'; cluster: string; question: string }
  | { code: 'CONFIRMED'; cluster: string; by: 'terminal' | 'yes' | 'approve' }
  | { code: 'NEXT_COMMANDS'; cluster: string; title: string; commands: string[] }
  | ({ code: 'RESULT'; cluster: string; outcome: string; message: string; elapsedSeconds?: number } & ResultDetails)
  /** For machines; people see the same as a TABLE. */
  | {
      code: 'STATUS';
      cluster: string;
      stack: string;
      inCode: string;
      upgradeTo?: string;
      running?: string;
      /** Of the cluster, where it is not `available`. */
      clusterStatus?: string;
      /** Deployments that were not created by this tool. */
      foreign?: { identifier: string; status: string }[];
      phase: string;
      deployment?: {
        identifier: string;
        status: string;
        from: string;
        to: string;
        /** When it was switched over, as far as RDS or a tag tells; before the switchover, when it was created. */
        since: string | undefined;
      };
      /** What the checks of the data said before its deployment was created, as that run wrote it. */
      preflight?: string;
      /** When production may be switched over, before that: what is set, and when it opens or until when it is open. */
      window?: string;
      /** When its old environment can be removed at the earliest. */
      cleanupFrom?: string;
      next?: { step: string; state: string; text: string };
      /** On the day after a switchover: who is still on the old cluster, and what the databases need, as far as it is not done. */
      left?: { id: Code; message: string; remedy: string; details?: readonly string[] }[];
      /** The command that removes what a finished upgrade has left. */
      cleanup?: string;
      /** A previous version whose parameter groups the code still declares, and RDS shows nothing of it to remove. */
      former?: string;
      /** Why nothing is known of it (`phase` is `unread`). */
      problem?: { error: Code; message: string; remedy: string };
    }
  /** First where no account is reached: what was read instead. */
  | { code: 'INPUT'; format: 1; description: string }
  /** Of `plan-check`, per cluster and per stack; for machines, people see a TABLE and RESULTs. */
  | ({ code: 'PLAN_VERDICT'; stack: string; refused: boolean } & ClusterVerdict)
  | { code: 'PLAN_STACK'; stack: string; elsewhere: string[]; problem?: StackVerdict['problem'] }
  /** Of `versions`, per cluster; for machines, people see a TABLE and RESULTs. */
  | ({ code: 'VERSION_DIFF'; refused: boolean } & VersionDiff)
  /** A whole text, as it is. */
  | { code: 'DOCUMENT'; text: string }
  | {
      code: 'TABLE';
      title: string;
      columns: string[];
      rows: string[][];
      /** Columns that a narrow terminal can do without, the least needed first. */
      dispensable?: string[];
    }
  | {
      code: 'ERROR';
      cluster?: string;
      error: Code;
      message: string;
      remedy: string;
      /** The whole of a list that the message cuts short. */
      details?: readonly string[];
    }
  /** `details`: for who wants to know all. */
  | { code: 'NOTE'; cluster?: string; message: string; details?: string[] };

/** What stands below a result. People read it in this order. */
export interface ResultDetails {
  /** One of many: a terminal shows two lines of it. */
  brief?: boolean;
  /** At most, between the events of RDS. */
  writesStoppedSeconds?: number;
  /** What exists beside production and costs money. */
  costs?: string[];
  /** How to look at green. */
  look?: string[];
  /** What keeps the code that this run has written. */
  commit?: string;
  /** How to go on: one command, or what else to do. */
  next?: string;
  /** Before that the command is refused. */
  nextFrom?: string;
  /** How to give it up. */
  cancel?: string;
  /** On whose RDS: service and account. */
  where?: string;
}

export type Report = (event: RunEvent) => void;
