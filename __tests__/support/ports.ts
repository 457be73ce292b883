/** The port with something done around every call: counting, capturing, killing. */
export function around<Port extends object>(
  port: Port,
  hooks: { before?(method: string, args: unknown[]): void | Promise<void>; after?(method: string): void },
): Port {
  return new Proxy(port, {
    get(target, name: string) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        await hooks.before?.(name, args);
        const answer = await (method as (...args: unknown[]) => Promise<unknown>).apply(target, args);
        hooks.after?.(name);
        return answer;
      };
    },
  });
}

/** What `kill -9` is in process: nothing of ours runs afterwards, what RDS has accepted stays. */
export class Killed extends Error {}

export function killAfter<Port extends object>(port: Port, calls: number): Port {
  let count = 0;
  return around(port, {
    before() {
      if (count >= calls) throw new Killed();
    },
    after() {
      count += 1;
      if (count >= calls) throw new Killed();
    },
  });
}
