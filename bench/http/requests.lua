-- Sends the bodies of a file, one a line, in a fixed order, and prints what wrk measured as one
-- line of JSON: wrk ... -s requests.lua URL -- TARGET FILE
local requests = {}
local position = 0

function init(arguments)
  local headers = {
    ["Content-Type"] = "application/x-amz-json-1.0",
    ["X-Amz-Target"] = arguments[1],
    ["X-Amz-Date"] = "20260101T000000Z",
    ["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/dynamodb/"
      .. "aws4_request, SignedHeaders=host, Signature=00",
  }
  for body in io.lines(arguments[2]) do
    requests[#requests + 1] = wrk.format("POST", "/", headers, body)
  end
end

-- Formatting was done beforehand: this runs on the cores that the server needs.
function request()
  position = (position + 7919) % #requests
  return requests[position + 1]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "seconds": %.6f, "p50_us": %d, "p99_us": %d, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
