import Testing

@testable import PBXClient

@Suite(.timeLimit(.minutes(1))) struct RequestGateTests {
  @Test func letsInFirstComeFirstServed() async throws {
    let gate = RequestGate(places: 1)
    let order = Locked<[Int]>([])
    let (opens, open) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await gate.pass { for await _ in opens { break } }
      }
      while !gate.isFull { await Task.yield() }
      for number in 0..<5 {
        group.addTask { try await gate.pass { order.withLock { $0.append(number) } } }
        while gate.waiting <= number { await Task.yield() }
      }
      open.yield()
      try await group.waitForAll()
    }
    #expect(order.withLock { $0 } == [0, 1, 2, 3, 4])
  }

  @Test func aCancelledWaiterLeavesItsPlaceToTheNext() async throws {
    let gate = RequestGate(places: 1)
    let (opens, open) = AsyncStream<Void>.makeStream()
    let holder = Task { try await gate.pass { for await _ in opens { break } } }
    while !gate.isFull { await Task.yield() }
    let impatient = Task { try await gate.pass { 1 } }
    while gate.waiting < 1 { await Task.yield() }
    let patient = Task { try await gate.pass { 2 } }
    while gate.waiting < 2 { await Task.yield() }
    impatient.cancel()
    await #expect(throws: CancellationError.self) { try await impatient.value }
    open.yield()
    try await #expect(patient.value == 2)
    try await holder.value
    try await #expect(gate.pass { 3 } == 3)
  }

  /// What passes a gate, in its order: each stays inside until it is let out.
  private final class Passage: Sendable {
    let gate: RequestGate
    private let entered = Locked<[String]>([])
    private let (opens, open) = AsyncStream<Void>.makeStream()

    init(_ gate: RequestGate) { self.gate = gate }

    var order: [String] { entered.withLock { $0 } }

    func pass(_ name: String, isUrgent: Bool) async throws {
      try await gate.pass(isUrgent: isUrgent) {
        entered.withLock { $0.append(name) }
        for await _ in opens { break }
      }
    }

    func letOut(_ count: Int) { for _ in 0..<count { open.yield() } }

    func isEntered(_ count: Int) async { while order.count < count { await Task.yield() } }

    func isWaitedFor(_ count: Int) async { while gate.waiting < count { await Task.yield() } }
  }

  @Test("urgent ones pass those that wait, as many as the margin holds; then they wait before the others")
  func urgentOnesGoFirst() async throws {
    let passage = Passage(RequestGate(places: 1, margin: 2))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await passage.pass("read 1", isUrgent: false) }
      await passage.isEntered(1)
      group.addTask { try await passage.pass("read 2", isUrgent: false) }
      await passage.isWaitedFor(1)
      for number in 1...2 {
        group.addTask { try await passage.pass("write \(number)", isUrgent: true) }
        await passage.isEntered(1 + number)
      }
      group.addTask { try await passage.pass("write 3", isUrgent: true) }
      await passage.isWaitedFor(2)
      passage.letOut(5)
      try await group.waitForAll()
    }
    #expect(passage.order == ["read 1", "write 1", "write 2", "write 3", "read 2"])
    #expect(!passage.gate.isFull)
  }

  @Test("some stand ready beyond the places, and urgent ones beyond these, as long as it is not slowed")
  func someStandReady() async throws {
    let passage = Passage(RequestGate(places: 2, spare: 1, margin: 1))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...3 {
        group.addTask { try await passage.pass("read \(number)", isUrgent: false) }
        await passage.isEntered(number)
      }
      group.addTask { try await passage.pass("read 4", isUrgent: false) }
      await passage.isWaitedFor(1)
      group.addTask { try await passage.pass("write 1", isUrgent: true) }
      await passage.isEntered(4)
      group.addTask { try await passage.pass("write 2", isUrgent: true) }
      await passage.isWaitedFor(2)
      // One place, of which four are taken: the next comes in with the fourth that leaves.
      passage.gate.halve()
      passage.letOut(3)
      for _ in 0..<3 { try await group.next() }
      #expect(passage.order.count == 4 && passage.gate.waiting == 2)
      passage.letOut(1)
      await passage.isEntered(5)
      passage.letOut(2)
      try await group.waitForAll()
    }
    #expect(passage.order.suffix(3) == ["write 1", "write 2", "read 4"])
  }

  @Test("urgent ones wait, before the others, where fewer may be under way; then all of them go on")
  func urgentOnesWaitForABusyServer() async throws {
    let passage = Passage(RequestGate(places: 2, margin: 3))
    passage.gate.halve()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await passage.pass("read 1", isUrgent: false) }
      await passage.isEntered(1)
      group.addTask { try await passage.pass("read 2", isUrgent: false) }
      await passage.isWaitedFor(1)
      for number in 1...3 {
        group.addTask { try await passage.pass("write \(number)", isUrgent: true) }
        await passage.isWaitedFor(1 + number)
      }
      #expect(passage.order == ["read 1"])
      passage.gate.widen()
      await passage.isEntered(4)
      #expect(Set(passage.order.dropFirst()) == ["write 1", "write 2", "write 3"])
      #expect(passage.gate.waiting == 1)
      passage.letOut(5)
      try await group.waitForAll()
    }
    #expect(passage.order.last == "read 2")
    #expect(!passage.gate.isFull)
  }

  @Test("a gate beyond its places is halved, and an urgent one that waits gives up")
  func anUrgentOneGivesUp() async throws {
    let passage = Passage(RequestGate(places: 4, margin: 1))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...5 {
        group.addTask { try await passage.pass("\(number)", isUrgent: true) }
        await passage.isEntered(number)
      }
      passage.gate.halve()
      let impatient = Task { try await passage.pass("impatient", isUrgent: true) }
      await passage.isWaitedFor(1)
      group.addTask { try await passage.pass("read", isUrgent: false) }
      await passage.isWaitedFor(2)
      // Two places, of which five are taken: the read comes in with the fourth that leaves.
      passage.letOut(3)
      for _ in 0..<3 { try await group.next() }
      #expect(passage.order.count == 5 && passage.gate.isFull)
      impatient.cancel()
      await #expect(throws: CancellationError.self) { try await impatient.value }
      passage.letOut(1)
      await passage.isEntered(6)
      passage.letOut(2)
      try await group.waitForAll()
    }
    #expect(passage.order.last == "read" && passage.gate.places == 2 && !passage.gate.isFull)
  }
}
