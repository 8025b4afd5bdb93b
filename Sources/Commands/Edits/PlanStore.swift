import BulkEdit
import RateQL
import Rendering

/// Plan files read and written.
enum PlanStore {
  /// Plans hold the rates of a server: nobody else reads them.
  private static let mode: UInt32 = 0o600

  /// - Throws: ``CommandFailure``.
  static func read(_ path: String) throws -> (plan: PlanFile, digest: String) {
    do {
      return try PlanFile.read(try TextFile.bytes(place: path, named: path), name: path)
    } catch let error as PlanFileError {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  /// - Throws: ``CommandFailure`` where the file is there already or can't be written.
  static func write(_ plan: PlanFile, to path: String) async throws {
    do {
      let bytes = try plan.encoded()
      let file = try NewFile(path, replaces: false, mode: mode)
      try await file.write(bytes)
      try await file.finish()
    } catch let error as PlanFileError {
      throw CommandFailure(.failed, "\(error)")
    } catch NewFile.Fault.exists {
      throw CommandFailure(.usage, "\(path) is there already: give the plan another name, or remove it")
    } catch NewFile.Fault.failed(let reason) {
      throw CommandFailure(.failed, "the plan can't be written to \(path): \(reason)")
    }
  }

  /// Told before anything is done, where a plan could not be written afterwards.
  static func check(_ path: String?) throws {
    guard let path else { return }
    do {
      try NewFile.check(path, replaces: false)
    } catch NewFile.Fault.exists {
      throw CommandFailure(.usage, "\(path) is there already: give another name, or remove it")
    } catch NewFile.Fault.failed(let reason) {
      throw CommandFailure(.usage, "\(path) can't be written: \(reason)")
    }
  }
}
