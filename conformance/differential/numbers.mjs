// Every number in its shortest form without an exponent.
export function trimmedNumbers(value) {
  if (Array.isArray(value)) return value.map(trimmedNumbers);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => {
    if (name === "N" && typeof member === "string") return [name, trimmed(member)];
    if (name === "NS" && Array.isArray(member)) return [name, member.map(trimmed).sort()];
    return [name, trimmedNumbers(member)];
  }));
}

export function trimmed(number) {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(number) ?? [null, "", number];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const text = `${padded.slice(0, at).replace(/^0+(?=\d)/, "")}.${padded.slice(at)}`.replace(/\.?0*$/, "");
  return text === "0" || text === "" ? "0" : (sign === "-" ? "-" : "") + text;
}
