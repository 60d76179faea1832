-- A session of Neovim's own language client, from 0.7 on. Its environment names the server's program and arguments, the
-- hosts.toml, and where the results go.
local done = function(results)
  vim.fn.writefile({ vim.fn.json_encode(results) }, vim.env.TEST_RESULTS_FILE)
  vim.cmd("qall!")
end

local ok, failure = pcall(function()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.TEST_HOSTS_FILE))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = "hosts_toml",
    cmd = vim.fn.json_decode(vim.env.TEST_SERVER),
    root_dir = vim.fn.getcwd(),
    init_options = { containerdVersion = "1.7", diagnostics = { ["unknown-key"] = "error" } },
    -- What Neovim sends after the start.
    settings = vim.empty_dict(),
  })
  vim.lsp.buf_attach_client(buffer, client)
  local diagnostics = function()
    return vim.tbl_map(function(each)
      return { code = each.code, line = each.lnum, severity = each.severity, message = each.message }
    end, vim.diagnostic.get(buffer))
  end
  local request = function(method, params)
    local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 10000))
    local answer = answers[client]
    return answer.error and { error = answer.error.message } or answer.result
  end
  local at = function(line, character)
    return { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = line, character = character } }
  end

  vim.wait(10000, function() return #diagnostics() > 0 end, 20)
  local results = { before = diagnostics() }
  results.hover = request("textDocument/hover", at(0, 10)).contents.value
  local completions = request("textDocument/completion", at(2, 0))
  results.completions = vim.tbl_map(function(each) return each.textEdit.newText end, completions.items or completions)
  results.refused = request("textDocument/rename", vim.tbl_extend("force", at(1, 3), { newName = "x" })).error
  local actions = request("textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = { line = 1, character = 3 }, ["end"] = { line = 1, character = 3 } },
    context = { diagnostics = {}, only = { "quickfix" } },
  })
  results.action = actions[1].title
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  vim.wait(10000, function() return #diagnostics() == 0 end, 20)
  results.after = diagnostics()
  results.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
  vim.lsp.stop_client(client)
  -- The server keeps compiled code in the cache directory as it ends, and that directory is removed next.
  vim.wait(10000, function() return vim.lsp.client_is_stopped(client) end, 20)
  done(results)
end)
if not ok then done({ failure = tostring(failure) }) end
