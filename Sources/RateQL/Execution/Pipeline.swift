/// One step of a query at work: rows are pushed in, and what comes of them is pushed on.
///
/// A step belongs to one run and one task.
protocol Step: AnyObject {
  /// Takes rows; answers `enough` where more can't change the result.
  func push(_ batch: RowBatch) async throws -> ScanFlow
  /// No more rows come; what was held back is pushed on.
  func finish() async throws
}

/// Where a pipeline ends: hands the rows to a closure.
final class Outlet: Step {
  private let deliver: (RowBatch) async throws -> ScanFlow

  init(_ deliver: @escaping (RowBatch) async throws -> ScanFlow) { self.deliver = deliver }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    batch.count == 0 ? .more : try await deliver(batch)
  }

  func finish() async throws {}
}

final class FilterStep: Step {
  private let filter: RowFilter
  private let next: any Step

  init(_ condition: Expression, _ evaluator: Evaluator, next: any Step) {
    filter = RowFilter(condition, evaluator)
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow { try await next.push(try filter.apply(batch)) }

  func finish() async throws { try await next.finish() }
}

/// Only the rates that a `pin` has fixed.
final class PinnedStep: Step {
  private let ids: Set<String>
  private let next: any Step

  init(_ ids: Set<String>, next: any Step) {
    self.ids = ids
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    let column = batch.column(.field(.id))
    let places = (0..<Int32(batch.count)).filter { column[Int($0)].string.map(ids.contains) ?? false }
    return try await next.push(batch.choosing(places))
  }

  func finish() async throws { try await next.finish() }
}

/// `search "x"`: a part of prefix or description, case aside.
final class SearchStep: Step {
  private let wanted: [UInt8]
  private let searched: [RowShape.Origin]
  private let next: any Step

  init(_ text: String, in columns: [RowShape.Origin], next: any Step) {
    wanted = Array(text.lowercased().utf8)
    searched = columns
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    let columns = searched.map { batch.column($0) }
    var places: [Int32] = []
    for row in 0..<batch.count where columns.contains(where: { holds($0[row]) }) { places.append(Int32(row)) }
    return try await next.push(batch.choosing(places))
  }

  private func holds(_ value: Value) -> Bool {
    guard let text = value.string else { return false }
    return Kernel.contains(Array(text.lowercased().utf8)[...], wanted)
  }

  func finish() async throws { try await next.finish() }
}

final class TakeStep: Step {
  private var left: Int
  private let next: any Step

  init(_ count: Int, next: any Step) {
    left = count
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard left > 0 else { return .enough }
    let taken = batch.prefix(left)
    left -= taken.count
    let flow = try await next.push(taken)
    return left == 0 ? .enough : flow
  }

  func finish() async throws { try await next.finish() }
}

final class SkipStep: Step {
  private var left: Int
  private let next: any Step

  init(_ count: Int, next: any Step) {
    left = count
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    let skipped = min(left, batch.count)
    left -= skipped
    return try await next.push(batch.dropping(skipped))
  }

  func finish() async throws { try await next.finish() }
}

/// `extend` and the calculated columns of `select`; each sees those before it.
final class ComputeStep: Step {
  private let expressions: [Expression]
  private let evaluator: Evaluator
  private let next: any Step

  init(_ expressions: [Expression], _ evaluator: Evaluator, next: any Step) {
    self.expressions = expressions
    self.evaluator = evaluator
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    var batch = batch
    for expression in expressions { batch = batch.adding(try evaluator.column(expression, batch)) }
    return try await next.push(batch)
  }

  func finish() async throws { try await next.finish() }
}

/// Brings in the fields that only the single-record read has.
final class DetailStep: Step {
  private let read: (RowBatch) async throws -> Column
  private let tell: (Int) async -> Void
  private let next: any Step
  private var unknown = 0

  /// - Parameter tell: called once, at the end, with how many rates there were that the store did not show it
  ///   of.
  init(
    _ read: @escaping (RowBatch) async throws -> Column, tell: @escaping (Int) async -> Void,
    next: any Step
  ) {
    self.read = read
    self.tell = tell
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    let column = try await read(batch)
    for row in 0..<column.count where column[row].isNull { unknown += 1 }
    return try await next.push(batch.replacing(.connectFee, with: column))
  }

  func finish() async throws {
    try await next.finish()
    if unknown > 0 { await tell(unknown) }
  }
}

extension RowBatch {
  /// The rows where `truth` is true; false and null are left out.
  func filtered(_ truth: Column) -> RowBatch {
    if case .constant(let value, _) = truth { return value == .bool(true) ? self : choosing([]) }
    let codes = Truth.codes(truth)
    var places: [Int32] = []
    for row in codes.indices where codes[row] == TruthColumn.yes { places.append(Int32(row)) }
    return places.count == count ? self : choosing(places)
  }
}
