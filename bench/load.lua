-- Asks the requests of a file, one a line, over and over; each thread begins at another place.
local accept, paths, index = os.getenv("BENCH_ACCEPT"), {}, 0
local threads = 0

function setup(thread)
  thread:set("offset", threads * 37)
  threads = threads + 1
end

function init(args)
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do paths[#paths + 1] = line end
  index = offset
end

function request()
  index = index + 1
  return wrk.format("GET", paths[index % #paths + 1], { ["Accept"] = accept })
end

function done(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("BENCH %d %d %d %d %d\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(95)))
end
