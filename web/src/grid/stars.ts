/** The rating that a digit sets, at most the highest one; 0 clears it, and any other key sets nothing (undefined). */
export function starsOfKey(key: string, max: number): number | null | undefined {
  if (!/^[0-9]$/.test(key)) return undefined;
  return Math.min(Number(key), max) || null;
}
