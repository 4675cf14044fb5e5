-- For wrk: ask for the paths in a file, each line in turn.
--
--   wrk -s tests/bench/paths.lua URL -- FILE
local requests = {}
local at = 0

function init(words)
  for path in io.lines(words[1]) do
    requests[#requests + 1] = wrk.format('GET', path)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
