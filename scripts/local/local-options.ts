export interface LocalOptions {
  port: number;
  /** Seconds of RDS in one on the wall. */
  speed: number;
  empty?: boolean;
  state: string;
  reset?: boolean;
  data?: boolean;
  fault: string[];
  policy: string[];
  scp: string[];
}

export const localDefaults = { port: 5440, speed: 600, state: '.aurora-local/rds.json' };

/** The words by which a server is started like this one. */
export function typed({ port, speed, empty, data, state, fault, policy, scp }: LocalOptions): string[] {
  return [
    ...(port === localDefaults.port ? [] : ['--port', `${port}`]),
    ...(speed === localDefaults.speed ? [] : ['--speed', speed === Number.POSITIVE_INFINITY ? 'instant' : `${speed}`]),
    ...(empty === true ? ['--empty'] : []),
    ...(data === true ? ['--data'] : []),
    ...(state === localDefaults.state ? [] : ['--state', state]),
    ...repeated('--fault', fault),
    ...repeated('--policy', policy),
    ...repeated('--scp', scp),
  ];
}

const repeated = (option: string, values: readonly string[]) => values.flatMap((value) => [option, value]);
