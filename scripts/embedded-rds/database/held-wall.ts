/** The time on the wall, less that in which something real had to catch up with the world. */
export class HeldWall {
  private lost = 0;
  private since: number | undefined;

  readonly now = (): number => (this.since ?? Date.now()) - this.lost;

  hold(): void {
    this.since ??= Date.now();
  }

  release(): void {
    if (this.since !== undefined) this.lost += Date.now() - this.since;
    this.since = undefined;
  }
}
