// Attribute values, written the short way.

// Marks what is an AttributeValue already, so that item() leaves it alone.
const written = Symbol("AttributeValue");
const attribute = (value) => Object.defineProperty(value, written, { value: true });

export const S = (value) => attribute({ S: value });
export const N = (value) => attribute({ N: String(value) });
// Bytes, from text or from an array of numbers.
export const B = (bytes) => attribute({ B: Buffer.from(bytes).toString("base64") });
export const BOOL = (value) => attribute({ BOOL: value });
export const NULL = attribute({ NULL: true });
export const L = (...values) => attribute({ L: values.map(valueOf) });
export const M = (members) => attribute({ M: item(members) });
export const SS = (...values) => attribute({ SS: values });
export const NS = (...values) => attribute({ NS: values.map(String) });
export const BS = (...values) =>
  attribute({ BS: values.map((bytes) => Buffer.from(bytes).toString("base64")) });
// Any JSON as it stands, for values that are wrong on purpose.
export const raw = (json) => attribute(json);

// The AttributeValue of a plain JavaScript value: "a" is S, 1 is N, true is BOOL, null is NULL,
// [] is L, {} is M, a Buffer is B. What S(), N() and so on wrote stays as it is.
export function valueOf(value) {
  if (typeof value === "string") return S(value);
  if (typeof value === "number" || typeof value === "bigint") return N(value);
  if (typeof value === "boolean") return BOOL(value);
  if (value === null) return NULL;
  if (Array.isArray(value)) return L(...value);
  if (Buffer.isBuffer(value)) return B(value);
  return value[written] ? value : M(value);
}

// The item, key or map of expression values of a plain object.
export const item = (members) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, valueOf(value)]));
