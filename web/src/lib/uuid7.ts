/** A version 7 uuid (RFC 9562 section 5.7): sorts by the time it was made. */
export function uuid7(unixMs = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))): string {
  const time = unixMs.toString(16).padStart(12, "0");
  const [first = 0, second = 0, third = 0, ...rest] = random;
  const hex = [0x70 | (first & 0x0f), second, 0x80 | (third & 0x3f), ...rest]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}
