-- A session in Neovim with the configuration of docs/editors.md, which has been loaded:
-- opens a collection, fixes, formats and renames, and writes what it saw to a file.
local seen = { found = {}, errors = {} }
vim.o.swapfile = false
-- Without this, Neovim asks for a key where messages are longer than the screen.
vim.o.more = false

local function codes()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(list, d.code or d.user_data.lsp.code)
  end
  table.sort(list)
  return list
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    table.insert(seen.errors, "no " .. what)
  end
end

local function client()
  for _, c in pairs(vim.lsp.get_active_clients()) do
    return c
  end
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  for _, answer in pairs(answers) do
    if answer.error then
      table.insert(seen.errors, method .. ": " .. answer.error.message)
    end
    return answer.result
  end
  table.insert(seen.errors, method .. " has no answer")
end

local function run()
  vim.cmd("edit c.postman_collection.json")
  wait("client", function() return client() ~= nil end)
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  seen.found = codes()

  vim.fn.search([["{id}"]])
  vim.cmd("normal! l")
  local hover = request("textDocument/hover", vim.lsp.util.make_position_params())
  seen.hover = hover and hover.contents.value or ""

  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local actions = request("textDocument/codeAction", params) or {}
  seen.action = actions[1] and actions[1].title
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client().offset_encoding)
  wait("fixed diagnostics", function() return #codes() == #seen.found - 1 end)
  seen.fixed = codes()

  vim.fn.search("{{host")
  vim.cmd("normal! 3l")
  vim.lsp.buf.rename("server")
  wait("rename", function() return vim.fn.search("{{server}}", "n") > 0 end)

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = 20000 })
  else
    vim.lsp.buf.formatting_sync(nil, 20000)
  end
  vim.cmd("silent wall")
end

local ok, err = pcall(run)
if not ok then
  table.insert(seen.errors, tostring(err))
end
local c = client()
if c then
  c.stop()
  vim.wait(10000, function() return client() == nil end, 20)
end
vim.fn.writefile({ vim.fn.json_encode(seen) }, "seen.json")
vim.cmd("qall!")
