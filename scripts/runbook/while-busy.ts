const every = 15_000;

/**
 * Awaits `work` and tells how many seconds it has taken, every 15 of them: Terraform may wait a minute for a locked state. On
 * the wall's clock, as it is this machine that works.
 */
export async function whileBusy<T>(
  tell: (seconds: number) => void,
  work: Promise<T> | undefined,
): Promise<T | undefined> {
  const begun = Date.now();
  const timer = setInterval(() => tell(Math.round((Date.now() - begun) / 1000)), every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
