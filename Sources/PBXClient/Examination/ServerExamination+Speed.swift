import RateQL

extension ServerExamination {
  /// How many pages a second come over how many connections. Fewer that are nearly as fast are better: others
  /// use the server too.
  mutating func examineSpeed(_ sample: Sample) async throws {
    guard !sample.items.isEmpty else {
      return report.add(.speed, "pages", .unknown, "there are no rates to read")
    }
    var speeds: [(connections: Int, pages: Int)] = []
    var connections = 1
    while connections <= min(ServerExamination.mostConnections, session.concurrency) {
      let pages = try await pagesASecond(connections, sample)
      speeds.append((connections, pages))
      report.add(
        .speed, connections == 1 ? "1 connection" : "\(connections) connections", .fine,
        "\(pages) pages of \(sample.pageSize) a second")
      connections *= 2
    }
    guard let most = speeds.map(\.pages).max(), let best = speeds.first(where: { $0.pages * 10 >= most * 9 })
    else { return }
    let more = best.connections == speeds.last?.connections ? "more were not tried" : "more gain little"
    report.add(.speed, "best", .fine, "`connections = \(best.connections)` in the profile; \(more)")
  }

  private func pagesASecond(_ connections: Int, _ sample: Sample) async throws -> Int {
    let clock = ContinuousClock()
    let start = clock.now
    let (count, size) = (sample.count ?? sample.items.count, sample.pageSize)
    let pages = max(1, count / size)
    let (session, patience) = (session, patience)
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<connections {
        group.addTask(executorPreference: session.executor(for: worker)) {
          let reader = SpanReader(session: session, query: ListQuery())
          var done = 0
          repeat {
            _ = try await reader.page(skip: (worker + done * connections) % pages * size, top: size)
            done += 1
          } while start.duration(to: clock.now) < patience
          return done
        }
      }
      return try await group.reduce(0, +)
    }
    let (seconds, attoseconds) = start.duration(to: clock.now).components
    let microseconds = max(1, Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000))
    // Rounded up: one that came is more than none.
    return (done * 1_000_000 + microseconds - 1) / microseconds
  }
}
