import ExactJSON
import RateQL

/// Some neighbouring rows of a list, read with one request or, where the server gives fewer rows than asked,
/// with several.
struct Span: Sendable {
  var batch: RateBatch
  /// What each of its pages said the count is.
  var counts: Set<Int> = []
  /// Whether the list ends in it: the server had no more rows to give.
  var isLast = false
  /// Whether some of what was listed was gone when it was read.
  var hasMoved = false
}

/// Reads the list of one question, span by span.
struct SpanReader: Sendable {
  let session: PBXSession
  let query: ListQuery

  /// The rows from `skip` on, `size` of them where the list has as many.
  func span(skip: Int, size: Int) async throws -> Span {
    var span = Span(batch: RateBatch())
    var listed = 0
    var short: Int?
    while listed < size {
      let asked = size - listed
      var page = try await page(skip: skip + listed, top: asked)
      // Fewer than have come are no count of them.
      if let count = page.count, count >= skip + listed + page.batch.count { span.counts.insert(count) }
      // There was more behind a page shorter than asked: the server caps its pages.
      if let short, page.batch.count > 0 { noteCap(short) }
      // More rows than asked for belong to the next span.
      let rows = min(page.batch.count, asked)
      if rows < page.batch.count { page.batch = page.batch.gathered(Array(0..<Int32(rows))) }
      listed += rows
      let batch = try await session.completed(page)
      if batch.count < rows { span.hasMoved = true }
      if span.batch.count == 0 { span.batch = batch } else { span.batch.append(batch) }
      if rows == asked { break }
      if rows == 0 {
        span.isLast = true
        break
      }
      // A lower count contradicts what has come.
      if let count = page.count, count == skip + listed, try await session.reliesOnCount() {
        span.isLast = true
        break
      }
      short = rows
    }
    return span
  }

  private func noteCap(_ rows: Int) {
    guard session.knowledge.pageCap.map({ rows < $0 }) ?? true else { return }
    session.knowledge.pageCap = rows
  }

  /// At most as many rows as the server gives a page.
  func page(skip: Int, top: Int) async throws -> RatePage {
    let most = min(top, session.knowledge.pageCap ?? top)
    do {
      return try await ask(skip: skip, top: most)
    } catch StoreError.refused(let refusal) where Prober.isAboutQuestion(refusal) {
      // It may be the size of the page that is refused.
      guard let size = try await session.acceptedPageSize(), size < most else {
        throw StoreError.refused(refusal)
      }
      return try await ask(skip: skip, top: size)
    }
  }

  /// How many rates a page has where nobody asks for a number.
  func usualPageSize() async throws -> Int? {
    do {
      let page = try await ask(skip: 0, top: nil)
      return page.batch.count > 0 && page.batch.count < session.pageSize ? page.batch.count : nil
    } catch StoreError.refused {
      return nil
    }
  }

  private func ask(skip: Int, top: Int?) async throws -> RatePage {
    let request = PBXRequest(
      method: .get, path: query.path(skip: skip, top: top), mayBeCompressed: true,
      purpose: "list its rates")
    session.count { $0.pages += 1 }
    let answer = try await session.perform(request)
    let page = try session.decode(answer, of: request) { bytes throws(JSONFault) in
      try RatePage.decode(bytes)
    }
    session.noteRounded(page.rounded)
    return page
  }
}
