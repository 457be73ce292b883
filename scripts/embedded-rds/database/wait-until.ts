/** Asks again and again until it is so; false when it was not in time. */
export async function waitUntil(isSo: () => Promise<boolean>, milliseconds: number, every = 30): Promise<boolean> {
  for (const end = Date.now() + milliseconds; ; ) {
    if (await isSo()) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
