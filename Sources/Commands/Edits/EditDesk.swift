import BulkEdit
import RateQL
import Rendering

/// The journal of a command, and how plans are carried out on its server.
struct EditDesk: Sendable {
  let editor: BulkEditor
  /// Whether runs can be found again once the program has ended.
  let isLasting: Bool

  /// - Parameter writes: whether something is to be applied, or taken from the journal of what was; else one that
  ///   is forgotten does where there is no folder for it.
  /// - Throws: ``CommandFailure`` where the journal can't be opened.
  static func open(
    _ server: ServerConnection, _ policy: ApplyPolicy, _ context: CommandContext, writes: Bool
  ) throws -> EditDesk {
    let isKept = server.isLasting && (writes || StateFolder.path(context.environment) != nil)
    let folder = isKept ? try StateFolder.demanded(context.environment) : nil
    do {
      guard let folder else {
        let editor = BulkEditor(
          store: server.session, journal: try Journal.temporary(), target: server.target, locks: nil,
          policy: policy)
        return EditDesk(editor: editor, isLasting: false)
      }
      let editor = BulkEditor(
        store: server.session, journal: try Journal.open(path: "\(folder)/journal.sqlite"),
        target: server.target, locks: folder, policy: policy)
      return EditDesk(editor: editor, isLasting: true)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  /// Says which runs on this server were not ended.
  func tellUnfinished(_ context: CommandContext) async {
    guard isLasting, let runs = try? await editor.journal.unfinished(editor.target) else { return }
    for run in runs.prefix(3) {
      // One that is at work holds the lock.
      if run.state == .open, editor.isAtWork { continue }
      let left = run.changeCount - run.count(.applied)
      await context.note(
        "run \(run.id) (\(run.script)) was not ended: \(HumanNumber.count(left, "change")) of "
          + "\(HumanNumber.count(run.changeCount)) may be left; `rateql resume \(run.id)` settles them")
    }
  }
}
