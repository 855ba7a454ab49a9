// Differences from DynamoDB Local that were judged: what the service does, and how that is known.
// DIFFERENCES.md is written from this list.
export const SETTLED = [];

// The settlement that covers a difference; `one` is ours, `other` DynamoDB Local's.
export function settlementOf(operation, request, one, other) {
  return SETTLED.find(({ covers }) => covers(operation, request, one, other));
}
