import CLibEdit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension EditorSession {
  /// Keys as other shells have them, for `~/.editrc` to change.
  func bindUsualKeys() {
    for (key, command) in [
      ("^R", "em-inc-search-prev"),
      ("^W", "ed-delete-prev-word"),
      ("\\e[3~", "ed-delete-next-char"),
      ("\\e[1~", "ed-move-to-beg"), ("\\e[4~", "ed-move-to-end"),
      ("\\e[H", "ed-move-to-beg"), ("\\e[F", "ed-move-to-end"),
      ("\\eOH", "ed-move-to-beg"), ("\\eOF", "ed-move-to-end"),
      ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ] {
      clibedit_bind(el, key, command, false)
    }
  }

  /// Keys that the program cannot do without; bound last, since choosing `bind -v` or `bind -e` in
  /// `~/.editrc` sets every key anew.
  func bindOwnKeys() {
    let keys: [(String, String, String, clibedit_key_function)] = [
      ("rateql-complete", "^I", "Complete the word before the cursor", completeForLibEdit),
      ("rateql-interrupt", "^C", "Drop the line", interruptForLibEdit),
      ("rateql-suspend", "^Z", "Suspend the program", suspendForLibEdit),
      ("rateql-paste-begins", "\\e[200~", "The terminal's mark before a paste", pasteBeginsForLibEdit),
      ("rateql-paste-ends", "\\e[201~", "The terminal's mark after a paste", pasteEndsForLibEdit),
    ]
    let isVi = clibedit_is_vi(el)
    // In vi's insertion ESC is a key of its own, and should not wait for a sequence.
    for (name, key, help, function) in keys where !(isVi && key.hasPrefix("\\e")) {
      clibedit_add_function(el, name, help, function)
      clibedit_bind(el, key, name, false)
      if isVi { clibedit_bind(el, key, name, true) }
    }
  }

  /// Goes to a fresh row below the line, however many rows it takes and wherever the cursor stands.
  func leaveLine() {
    let layout = layout(columns: columns)
    write(String(repeating: "\n", count: min(layout.endRow - layout.cursorRow, rows) + 1))
  }

  func interrupt() {
    interrupted = true
    if request.after.isEmpty { write("^C") }
    leaveLine()
  }

  /// Stops as the terminal's own Ctrl-Z would, and draws the line again when the program is brought back.
  func suspend() {
    leaveLine()
    markPastes(false)
    clibedit_prepare_terminal(el, false)
    // The thread may have come from a pool whose threads take no signals.
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, nil)
    raise(SIGTSTP)
    clibedit_prepare_terminal(el, true)
    markPastes(true)
    clibedit_redraw(el)
  }

  /// Draws the line for the window's new width, over the old one as far as that can be known.
  func windowChanged() {
    let columns = columns
    guard columns != drawnColumns else {
      el_resize(el)
      return
    }
    // Some terminals wrap the old line anew and some cut it. The smaller count leaves a rest of the old line on
    // some screens; the larger would wipe out results above it on others.
    let up = min(layout(columns: drawnColumns).cursorRow, layout(columns: columns).cursorRow)
    drawnColumns = columns
    el_resize(el)
    write(isCapable ? "\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J" : "\n")
    clibedit_redraw(el)
  }

  func drawPrompt() -> UnsafeMutablePointer<CChar>? {
    free(drawnPrompt)
    drawnPrompt = strdup(isCapable ? prompt.drawn : prompt.text)
    return drawnPrompt
  }
}

private func session(_ el: OpaquePointer?) -> EditorSession? {
  el.flatMap { clibedit_client_data($0) }
    .map { Unmanaged<EditorSession>.fromOpaque($0).takeUnretainedValue() }
}

func promptForLibEdit(_ el: OpaquePointer?) -> UnsafeMutablePointer<CChar>? { session(el)?.drawPrompt() }

func readForLibEdit(_ el: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
  guard let session = session(el), let character else { return -1 }
  guard let scalar = session.nextScalar() else {
    character.pointee = 0
    return 0
  }
  character.pointee = wchar_t(scalar.value)
  return 1
}

private func completeForLibEdit(_ el: OpaquePointer?, _ key: Int32) -> UInt8 {
  session(el)?.complete() ?? UInt8(CC_ERROR)
}

private func interruptForLibEdit(_ el: OpaquePointer?, _ key: Int32) -> UInt8 {
  session(el)?.interrupt()
  return UInt8(CC_NEWLINE)
}

private func suspendForLibEdit(_ el: OpaquePointer?, _ key: Int32) -> UInt8 {
  session(el)?.suspend()
  return UInt8(CC_NORM)
}

private func pasteBeginsForLibEdit(_ el: OpaquePointer?, _ key: Int32) -> UInt8 {
  session(el)?.pasting = true
  return UInt8(CC_NORM)
}

private func pasteEndsForLibEdit(_ el: OpaquePointer?, _ key: Int32) -> UInt8 {
  session(el)?.pasting = false
  return UInt8(CC_NORM)
}
